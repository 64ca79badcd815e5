//! A word for `jitter` that does not exist.

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

#[failover(providers = [primary, backup], retries = 1, retry_backoff = exponential(100ms, jitter = random))]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
