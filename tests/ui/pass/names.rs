//! Names as written, given, and in quotes.

use failover_core::{Served, failover};
use tests::prices::{self, ApiError};

mod api {
    pub mod v2 {
        pub use tests::prices::primary;
    }
}

#[failover(providers = [
    api::v2::primary,
    given = prices::primary,
    "in quotes" = prices::primary,
    type = prices::primary,
    prices::backup,
])]
fn price(symbol: &str) -> failover_core::Result<Served<f64, ApiError>, ApiError>;

fn main() {
    let served = price("AVAX").unwrap();
    assert_eq!(served.provider, "prices::backup");
    let failed: Vec<&str> = served.failures().iter().map(|failure| &*failure.provider).collect();
    assert_eq!(failed, ["api::v2::primary", "given", "in quotes", "type"]);
}
