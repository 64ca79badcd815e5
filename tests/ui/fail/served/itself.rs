//! A provider that is the second function.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, price_served], served = price_served)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
