//! A provider with `.await`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary(symbol).await, backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
