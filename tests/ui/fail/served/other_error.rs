//! An alias that hides the error of the providers.

use failover_core::failover;
use tests::prices::*;

type Outcome<T> = failover_core::Result<T, ApiError>;

#[failover(providers = [primary, backup], served = price_served)]
fn price(symbol: &str) -> Outcome<f64>;

fn main() {
    let _ = price("AVAX");
}
