//! `retries` that is another type's constant.

use failover_core::failover;
use tests::prices::*;

const RETRIES: u64 = 2;

#[failover(providers = [primary, backup], retries = RETRIES)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
