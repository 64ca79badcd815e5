//! A `?` in an argument, on an error that does not convert.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [of_number(read(symbol).await?)])]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn read(symbol: &str) -> std::io::Result<usize> {
    Ok(symbol.len())
}

async fn of_number(_: usize) -> Result<f64, ApiError> {
    Ok(1.0)
}

fn main() {
    let _ = price("AVAX");
}
