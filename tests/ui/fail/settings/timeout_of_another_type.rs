//! A `timeout` that is a number's constant.

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

const SECONDS: u64 = 2;

#[failover(providers = [primary, backup], timeout = SECONDS)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
