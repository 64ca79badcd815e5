//! A `crate` that does not exist.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], crate = ::failover_kern)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
