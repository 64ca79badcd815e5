//! A foreign error, with a second function.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [backup], served = price_served)]
fn price(symbol: &str) -> Result<f64, ApiError> {
    primary(symbol)
}

fn main() {
    let _ = price("AVAX");
    let _ = price_served("AVAX");
}
