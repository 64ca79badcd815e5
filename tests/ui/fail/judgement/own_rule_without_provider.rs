//! `is_valid` of a provider that is not in the list.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], is_valid(bakcup = |_| true))]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
