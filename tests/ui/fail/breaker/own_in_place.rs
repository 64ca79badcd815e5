//! A breaker of one provider that is made in place.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], circuit_breaker(backup(failure_threshold = 3, reset_after = 60s)))]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
