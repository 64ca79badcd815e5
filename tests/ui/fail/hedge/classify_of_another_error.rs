//! A judgement of another error.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(
    providers = [primary, backup],
    hedge = 0s,
    is_valid = |price| *price > 0.0,
    classify = |_: &String| failover_core::Verdict::NEXT
)]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

async fn backup(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

fn main() {}
