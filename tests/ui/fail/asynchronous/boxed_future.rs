//! A body that returns a boxed future, as `#[async_trait]` leaves it.

use std::pin::Pin;

use failover_core::failover;
use tests::prices::ApiError;

type Price = failover_core::Result<f64, ApiError>;

#[failover(providers = [primary])]
fn price<'a>(symbol: &'a str) -> Pin<Box<dyn Future<Output = Price> + Send + 'a>> {
    Box::pin(async move { Ok(symbol.len() as f64) })
}

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

fn main() {}
