//! A body that returns another type of value.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError> {
    symbol.len()
}

fn main() {
    let _ = price("AVAX");
}
