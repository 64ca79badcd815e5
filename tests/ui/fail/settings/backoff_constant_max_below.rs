//! A `max` that is a constant, and shorter than the first wait.

use std::time::Duration;

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

const MAX: Duration = Duration::from_millis(500);

#[failover(providers = [primary, backup], retries = 1, retry_backoff = exponential(2s, max = MAX))]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
