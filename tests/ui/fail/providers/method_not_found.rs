//! A method that the type does not have.

use failover_core::failover;
use tests::prices::{ApiError, backup};

struct Prices;

impl Prices {
    fn primary(&self, symbol: &str) -> Result<f64, ApiError> {
        backup(symbol)
    }

    #[failover(providers = [self.primary, self.bakcup])]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Prices.price("AVAX");
}
