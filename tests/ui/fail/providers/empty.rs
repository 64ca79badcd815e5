//! An empty list of providers.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
