//! A `max` that is shorter than the first wait.

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

#[failover(providers = [primary, backup], retries = 1, retry_backoff = exponential(2s, max = 500ms))]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
