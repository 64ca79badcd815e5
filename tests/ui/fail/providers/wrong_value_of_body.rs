//! A body that returns another type of value.

use failover_core::failover;
use tests::prices::{ApiError, backup};

#[failover(providers = [backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError> {
    let _ = symbol;
    Ok("38.2")
}

fn main() {
    let _ = price("AVAX");
}
