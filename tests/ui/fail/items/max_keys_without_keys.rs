//! `max_keys` without `keys`.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], max_keys = 10)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
