//! A provider that does not exist.

use failover_core::failover;
use tests::prices::{ApiError, primary};

#[failover(providers = [primary, bakcup])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

fn backup(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

fn main() {
    let _ = (price("AVAX"), backup("AVAX"));
}
