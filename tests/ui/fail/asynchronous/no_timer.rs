//! A limit on an `async fn` with nothing to wait by: this crate is built without the feature `tokio`.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary, backup], retries = 1, timeout = 2s, deadline = 5s)]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn backup(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

fn main() {}
