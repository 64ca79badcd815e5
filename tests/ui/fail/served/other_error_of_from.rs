//! An error that is made from the failures of another one.

use failover_core::{AllProvidersFailed, failover};
use tests::prices::*;

struct Failed;

impl From<AllProvidersFailed<ApiError>> for Failed {
    fn from(_: AllProvidersFailed<ApiError>) -> Self {
        Self
    }
}

#[failover(providers = [primary, backup], served = price_served)]
fn price(symbol: &str) -> Result<f64, Failed>;

fn main() {
    let _ = price("AVAX");
}
