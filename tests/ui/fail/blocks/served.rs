//! A second function for all methods.

use failover_core::failover;
use tests::prices::ApiError;

struct Prices;

impl Prices {
    fn list(&self, _: &str) -> Result<f64, ApiError> {
        Err(ApiError::Down)
    }
}

struct Client {
    prices: Prices,
}

#[failover(providers = [self.prices], served = list_served)]
impl Client {
    fn list(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Client { prices: Prices }.list("AVAX");
}
