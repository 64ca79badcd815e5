//! A call, as it stands, that is not awaited.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary, backup(2, symbol)])]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

fn backup(_: u8, _: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

fn main() {}
