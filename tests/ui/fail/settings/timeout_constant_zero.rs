//! A `timeout` that is a constant of zero.

use std::time::Duration;

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

const NONE: Duration = Duration::ZERO;

#[failover(providers = [primary, backup], timeout = NONE)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
