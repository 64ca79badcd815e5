//! A duration that is not decimal.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], timeout = 0x10ms)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
