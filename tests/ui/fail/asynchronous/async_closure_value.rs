//! An `async` closure that returns another type of value.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [backup = async |symbol| fetch(symbol).await.map(|price| price as u64)])]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn fetch(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

fn main() {
    let _ = price("AVAX");
}
