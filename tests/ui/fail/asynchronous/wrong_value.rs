//! A provider of another type.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary, in_cents])]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn in_cents(_: &str) -> Result<u64, ApiError> {
    Ok(3820)
}

fn main() {}
