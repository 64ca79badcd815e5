//! Retries in quotes.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], retries = "2")]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
