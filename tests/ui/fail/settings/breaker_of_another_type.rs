//! A `circuit_breaker` that is none.

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

static BREAKER: u32 = 1;

#[failover(providers = [primary, backup], circuit_breaker = BREAKER)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
