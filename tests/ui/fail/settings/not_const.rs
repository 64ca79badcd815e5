//! A setting that is known at run time only.

use std::time::Duration;

use failover_core::failover;
use tests::prices::*;

#[failover(providers = [primary(symbol), backup(symbol)], timeout = wait)]
fn price(symbol: &str, wait: Duration) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX", Duration::ZERO);
}
