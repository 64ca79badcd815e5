//! An optional argument that can be lent to one attempt alone.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [counted, other = counted], hedge = 0s)]
async fn price(count: Option<&mut u32>) -> failover_core::Result<f64, ApiError>;

async fn counted(_: Option<&mut u32>) -> Result<f64, ApiError> {
    Ok(1.0)
}

fn main() {}
