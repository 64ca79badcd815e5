//! A body that consumes `self`, which the next attempt needs.

use failover_core::failover;
use tests::prices::ApiError;

struct Request(String);

impl Request {
    #[failover(retries = 1)]
    async fn send(self) -> Result<usize, Box<dyn std::error::Error>> {
        let Self(symbol) = self;
        Ok(length(symbol).await?)
    }
}

async fn length(symbol: String) -> Result<usize, ApiError> {
    Ok(symbol.len())
}

fn main() {}
