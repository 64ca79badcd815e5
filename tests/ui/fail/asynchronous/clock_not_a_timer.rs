//! A clock that cannot be waited by.

use failover_core::{SystemClock, failover};
use tests::prices::ApiError;

#[failover(providers = [primary], clock = SystemClock)]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

fn main() {}
