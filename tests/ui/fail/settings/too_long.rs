//! A duration that is too long.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], timeout = 1e30s)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
