//! Who calls a function with a mistake sees no error of their own.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], retrys = 1)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let price: f64 = price("AVAX").unwrap_or_default();
    assert!(price > 0.0);
}
