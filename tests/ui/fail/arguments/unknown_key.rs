//! A key with a letter wrong.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], retrys = 1)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
