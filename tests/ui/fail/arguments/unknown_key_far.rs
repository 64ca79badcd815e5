//! A key that is like none.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], colour = 1)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
