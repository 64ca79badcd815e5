//! A provider whose error does not convert.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary, other])]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

struct OtherError;

async fn other(_: &str) -> Result<f64, OtherError> {
    Err(OtherError)
}

fn main() {}
