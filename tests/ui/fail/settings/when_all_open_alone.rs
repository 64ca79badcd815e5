//! `when_all_open` without a breaker.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], when_all_open = ProbeEarliest)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
