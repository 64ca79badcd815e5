//! A parameter that several attempts would borrow mutably.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [counted(&mut count), other = async { Ok::<f64, ApiError>(38.2) }], hedge = 0s)]
async fn price(mut count: u32) -> failover_core::Result<f64, ApiError>;

async fn counted(_: &mut u32) -> Result<f64, ApiError> {
    Ok(1.0)
}

fn main() {}
