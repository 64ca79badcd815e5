//! A judgement of another error.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary], classify = |_: &String| failover_core::Verdict::NEXT)]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

fn main() {}
