//! A word where a verdict stands.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], on_timeout = STOP)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
