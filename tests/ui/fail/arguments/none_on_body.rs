//! The attribute without arguments on a function with a body.

use failover_core::failover;
use tests::prices::*;

#[failover]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError> {
    Ok(backup(symbol).unwrap_or_default())
}

fn main() {
    let _ = price("AVAX");
}
