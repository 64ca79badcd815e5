//! A breaker of a provider that is not in the list.

use failover_core::failover;
use tests::prices::*;

static BREAKER: failover_core::CircuitBreaker = failover_core::CircuitBreaker::new(3, std::time::Duration::ZERO);

#[failover(providers = [primary, backup], circuit_breaker(bakcup = BREAKER))]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
