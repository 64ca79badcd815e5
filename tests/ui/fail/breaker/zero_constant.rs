//! A threshold that is a constant of zero.

use failover_core::failover;
use tests::prices::*;

const NONE: u32 = 0;

#[failover(
    providers = [primary, backup],
    circuit_breaker(failure_threshold = NONE, reset_after = 60s)
)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
