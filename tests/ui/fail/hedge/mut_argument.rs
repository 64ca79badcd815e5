//! An argument that can be lent to one attempt alone.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [counted, other = counted], hedge = 0s)]
async fn price(symbol: &str, count: &'static mut u32) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn backup(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

async fn counted(_: &str, _: &mut u32) -> Result<f64, ApiError> {
    Ok(1.0)
}

fn main() {}
