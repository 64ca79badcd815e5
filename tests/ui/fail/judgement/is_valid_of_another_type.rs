//! `is_valid` that takes another type than the value.

use failover_core::failover;
use tests::prices::{ApiError, backup, primary};

#[failover(providers = [primary, backup], is_valid = |price: &u64| *price > 0)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
