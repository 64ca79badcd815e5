//! A body whose error is what the engine fails with.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError> {
    tests::prices::nested(symbol)
}

fn main() {
    let _ = price("AVAX");
}
