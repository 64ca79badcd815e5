//! A body that returns a future, in place of an `async fn`.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary])]
fn price(symbol: &str) -> impl Future<Output = failover_core::Result<f64, ApiError>> {
    async { Ok(symbol.len() as f64) }
}

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

fn main() {
    let _ = price("AVAX");
}
