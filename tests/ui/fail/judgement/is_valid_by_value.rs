//! `is_valid` that takes the value itself.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], is_valid = f64::is_finite)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
