//! An `.await` in a closure that is not `async`.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [backup = |symbol| fetch(symbol).await])]
async fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

async fn fetch(_: &str) -> Result<f64, ApiError> {
    Ok(38.2)
}

fn main() {
    let _ = price("AVAX");
}
