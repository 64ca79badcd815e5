//! A closure that returns another type of value.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [backup, rounded = |symbol| backup(symbol).map(|price| price as u64)])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
