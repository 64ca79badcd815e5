//! The attribute without arguments.

use failover_core::failover;
use tests::prices::*;

#[failover]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
