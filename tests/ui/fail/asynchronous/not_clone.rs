//! A parameter by value that cannot be cloned.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [owned], retries = 1)]
async fn price(symbol: Symbol) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

struct Symbol;

async fn owned(_: Symbol) -> Result<f64, ApiError> {
    Ok(1.0)
}

fn main() {}
