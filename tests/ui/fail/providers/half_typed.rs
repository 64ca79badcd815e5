//! A path that breaks off.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [tests::prices::, backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
