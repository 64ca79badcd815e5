//! A body alone, with no next to start.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(retries = 1, hedge = 200ms)]
async fn price(symbol: &str) -> std::io::Result<f64> {
    symbol.parse().map_err(std::io::Error::other)
}

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn backup(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

fn main() {}
