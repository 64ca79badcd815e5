//! A duration that is no whole number of nanoseconds.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], retry_backoff = 0.5ns)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
