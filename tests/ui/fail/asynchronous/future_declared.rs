//! A signature that declares a future, with a mistake in the arguments: its callers see no error of their own.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary], retries = -1)]
fn price(symbol: &str) -> impl Future<Output = failover_core::Result<f64, ApiError>> + Send;

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

fn spawned<F: Future + Send>(_: F) {}

fn main() {
    spawned(price("AVAX"));
}
