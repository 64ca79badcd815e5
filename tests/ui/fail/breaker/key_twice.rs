//! A key of a breaker that is given twice.

use failover_core::failover;
use tests::prices::*;

#[failover(
    providers = [primary, backup],
    circuit_breaker(failure_threshold = 3, reset_after = 60s, reset_after = 1s)
)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
