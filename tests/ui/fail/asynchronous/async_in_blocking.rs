//! An async provider of a blocking function.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary])]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

fn main() {}
