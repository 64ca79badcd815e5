//! A breaker of one provider that is constructed in place.

use failover_core::failover;
use tests::prices::*;

#[failover(
    providers = [primary, backup],
    circuit_breaker(backup = failover_core::CircuitBreaker::new(3, std::time::Duration::ZERO)),
)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
