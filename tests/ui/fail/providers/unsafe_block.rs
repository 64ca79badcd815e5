//! A provider in an `unsafe` block.

use failover_core::failover;
use tests::prices::*;

unsafe fn foreign(symbol: &str) -> Result<f64, ApiError> {
    backup(symbol)
}

#[failover(providers = [foreign = unsafe { foreign(symbol) }])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
    let _ = unsafe { foreign("AVAX") };
}
