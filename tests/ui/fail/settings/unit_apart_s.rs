//! A unit of one letter, apart from its number.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], deadline = 2 s)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
