//! A value call.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [price], concurrency = 4)]
async fn prices(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn price(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

fn main() {}
