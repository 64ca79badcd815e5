//! A judgement of another type.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary], is_valid = |price: &u64| *price > 0)]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

fn main() {}
