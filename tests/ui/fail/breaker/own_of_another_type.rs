//! A breaker of one provider that is something else.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], circuit_breaker(backup = 3))]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
