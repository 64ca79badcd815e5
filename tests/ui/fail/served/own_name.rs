//! A second function of the same name.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], served = price)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
