//! An argument that a call uses up, where the next attempt needs it.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [owned(symbol)], retries = 1)]
async fn price(symbol: String) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn owned(_: String) -> Result<f64, ApiError> {
    Ok(1.0)
}

fn main() {}
