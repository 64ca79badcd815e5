//! A delay that is no duration.

use failover_core::failover;
use tests::prices::ApiError;

const DELAY: u64 = 200;

#[failover(providers = [primary, backup], hedge = DELAY, clock = failover_core::testing::ManualClock::new())]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn backup(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

fn main() {}
