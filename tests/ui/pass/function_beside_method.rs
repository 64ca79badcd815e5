//! A function beside the impl that goes by the method's name is a provider like others.

use failover_core::failover;
use tests::prices::*;

struct Prices;

fn price(symbol: &str) -> Result<f64, ApiError> {
    backup(symbol)
}

impl Prices {
    #[failover(providers = [primary, price])]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    assert_eq!(Prices.price("AVAX").unwrap(), 38.2);
}
