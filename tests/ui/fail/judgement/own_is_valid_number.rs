//! `is_valid` of one provider that is a number.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], is_valid(backup = 3))]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
