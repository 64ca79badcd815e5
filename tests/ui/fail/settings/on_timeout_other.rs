//! An `on_timeout` of another type.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], on_timeout = 3)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
