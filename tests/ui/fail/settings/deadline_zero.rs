//! A `deadline` of zero.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], deadline = 0ms)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
