//! A wait between two attempts on an `async fn`, with nothing to wait by.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary, backup], retries = 1, retry_backoff = 500ms)]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn backup(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

fn main() {}
