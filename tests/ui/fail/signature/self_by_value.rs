//! A provider that consumes `self`, which the next attempt needs.

use failover_core::failover;
use tests::prices::ApiError;

struct Prices;

impl Prices {
    #[failover(providers = [self.consume, self.borrow])]
    fn price(self, symbol: &str) -> failover_core::Result<f64, ApiError>;

    fn consume(self, _: &str) -> Result<f64, ApiError> {
        Err(ApiError::Down)
    }

    fn borrow(&self, _: &str) -> Result<f64, ApiError> {
        Ok(38.2)
    }
}

fn main() {
    let _ = Prices.price("AVAX");
}
