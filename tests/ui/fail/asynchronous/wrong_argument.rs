//! A provider that takes something else.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary, by_number])]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn by_number(_: u32) -> Result<f64, ApiError> {
    Ok(1.0)
}

fn main() {}
