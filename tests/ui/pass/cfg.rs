//! Providers that are there only where configured, and two of one name of which one is.

use failover_core::{Served, failover};
use tests::prices::*;

#[failover(providers = [
    #[cfg(any())] not_there,
    #[cfg(all())] first = primary,
    #[cfg(any())] last = primary,
    #[cfg(not(any()))] last = backup,
])]
fn price(symbol: &str) -> failover_core::Result<Served<f64, ApiError>, ApiError>;

fn main() {
    let served = price("AVAX").unwrap();
    assert_eq!(served.provider, "last");
    assert_eq!(served.failures().len(), 1);
}
