//! A return type that is no `Result`.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary])]
async fn price(symbol: &str) -> f64;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

fn main() {}
