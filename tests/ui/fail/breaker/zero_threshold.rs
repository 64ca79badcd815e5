//! A threshold of zero.

use failover_core::failover;
use tests::prices::*;

#[failover(
    providers = [primary, backup],
    circuit_breaker(failure_threshold = 0, reset_after = 60s)
)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
