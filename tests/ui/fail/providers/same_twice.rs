//! The same function twice.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [backup, primary, backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
