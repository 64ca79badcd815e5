//! A first wait that is a number's constant.

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

const MILLIS: u64 = 500;

#[failover(providers = [primary, backup], retries = 1, retry_backoff = exponential(MILLIS))]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
