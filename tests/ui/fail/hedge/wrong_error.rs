//! A provider whose error does not convert.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary, other], hedge = 0s)]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn backup(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

async fn other(_: &str) -> std::io::Result<f64> {
    Ok(1.0)
}

fn main() {}
