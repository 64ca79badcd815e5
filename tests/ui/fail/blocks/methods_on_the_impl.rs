//! Methods as the providers of an `impl`.

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

#[failover(providers = [eu = self.prices.list, us = self.prices])]
impl Client {
    fn list(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Client { prices: Prices }.list("AVAX");
}
