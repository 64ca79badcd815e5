//! A `crate` that means something else elsewhere, whatever stands before it.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], crate = super::failover_core)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
