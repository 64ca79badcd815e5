//! `circuit_breaker` with nothing in its parentheses.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], circuit_breaker())]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
