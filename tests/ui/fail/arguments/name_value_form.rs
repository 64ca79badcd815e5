//! The attribute as one value.

use failover_core::failover;
use tests::prices::*;

#[failover = "primary"]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
