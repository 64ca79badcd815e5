//! A `timeout` that is a constant longer than the `deadline`.

use std::time::Duration;

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

const LONG: Duration = Duration::from_secs(2);

#[failover(providers = [primary, backup], deadline = 1_500ms, timeout = LONG)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
