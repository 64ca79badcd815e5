//! A `?` in a body on an error that does not convert.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary])]
async fn price(symbol: &str) -> std::io::Result<f64> {
    let price = request(symbol).await?;
    Ok(price)
}

async fn primary(_: &str) -> std::io::Result<f64> {
    Err(std::io::ErrorKind::TimedOut.into())
}

async fn request(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

fn main() {}
