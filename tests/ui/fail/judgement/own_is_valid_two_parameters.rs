//! `is_valid` of one provider that takes more than the value.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], is_valid(backup = |price, least| price > least))]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
