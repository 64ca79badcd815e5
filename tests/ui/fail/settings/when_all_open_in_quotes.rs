//! `when_all_open` in quotes.

use failover_core::failover;
use tests::prices::*;

#[failover(
    providers = [primary, backup],
    circuit_breaker(failure_threshold = 3, reset_after = 60s),
    when_all_open = "Fail"
)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
