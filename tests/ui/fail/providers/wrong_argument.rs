//! A provider whose parameter has another type than the function's.

use failover_core::failover;
use tests::prices::{ApiError, backup};

fn by_number(symbol: u32) -> Result<f64, ApiError> {
    Ok(f64::from(symbol))
}

#[failover(providers = [by_number, backup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn main() {
    let _ = price("AVAX");
}
