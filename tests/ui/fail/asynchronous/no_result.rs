//! A provider that returns neither a `Result` nor an `Option`.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary, fixed])]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn fixed(_: &str) -> f64 {
    1.0
}

fn main() {}
