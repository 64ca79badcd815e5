//! The body's own name for another provider.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [price = backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError> {
    Ok(backup(symbol).unwrap_or_default())
}

fn main() {
    let _ = price("AVAX");
}
