//! A receiver that can be lent to one attempt alone.

use failover_core::failover;
use tests::prices::ApiError;

struct Prices;

impl Prices {
    #[failover(providers = [self.primary, self.backup], hedge = 200ms)]
    async fn price<'a>(&'a mut self) -> failover_core::Result<f64, ApiError>;

    async fn primary(&mut self) -> Result<f64, ApiError> {
        Err(ApiError::Down)
    }

    async fn backup(&mut self) -> Result<f64, ApiError> {
        Ok(38.2)
    }
}

fn main() {}
