//! A call that takes the attempt as another type.

use failover_core::failover;
use tests::prices::*;

fn later(symbol: &str, _number: u32) -> Result<f64, ApiError> {
    backup(symbol)
}

#[failover(providers = [primary, later(symbol, attempt)])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
