//! A key without its value, and more after it.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = , retries = 1)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
