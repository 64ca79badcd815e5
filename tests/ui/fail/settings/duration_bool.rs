//! A `bool` for a duration.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], timeout = true)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
