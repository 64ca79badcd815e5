//! A body that returns something else.

use failover_core::failover;
use tests::prices::ApiError;

#[failover(providers = [primary])]
async fn price(symbol: &str) -> Result<f64, Error> {
    symbol.len()
}

async fn primary(_: &str) -> Result<f64, ApiError> {
    Err(ApiError::Down)
}

#[derive(Debug)]
struct Error;

impl From<ApiError> for Error {
    fn from(_: ApiError) -> Self {
        Self
    }
}

impl From<failover_core::AllProvidersFailed<Error>> for Error {
    fn from(_: failover_core::AllProvidersFailed<Error>) -> Self {
        Self
    }
}

fn main() {}
