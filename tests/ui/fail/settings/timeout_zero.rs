//! A `timeout` of zero.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], timeout = 0s)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
