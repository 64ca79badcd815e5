//! A `crate` with what only types have.

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary, backup], crate = ::failover_core::<f64>)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
