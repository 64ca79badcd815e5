//! A `?` in an `async` block, on an error that does not convert.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [read = async { Ok(read(symbol).await?) }])]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn read(_: &str) -> std::io::Result<f64> {
    Ok(38.2)
}

fn main() {
    let _ = price("AVAX");
}
