//! A provider that stands without brackets.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = primary)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
