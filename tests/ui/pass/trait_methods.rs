//! A method of a trait, wired in its `impl`.

use failover_core::failover;
use tests::prices::*;

trait Feed {
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
    fn of_no_one(symbol: &str) -> failover_core::Result<f64, ApiError>;
}

struct Prices;

impl Prices {
    fn down(&self, symbol: &str) -> Result<f64, ApiError> {
        primary(symbol)
    }
}

impl Feed for Prices {
    #[failover(providers = [self.down, backup])]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

    #[failover(providers = [primary, <Prices as Other>::price])]
    fn of_no_one(symbol: &str) -> failover_core::Result<f64, ApiError>;
}

trait Other {
    fn price(symbol: &str) -> Result<f64, ApiError>;
}

impl Other for Prices {
    fn price(symbol: &str) -> Result<f64, ApiError> {
        backup(symbol)
    }
}

fn main() {
    assert_eq!(Feed::price(&Prices, "AVAX").unwrap(), 38.2);
    assert_eq!(<Prices as Feed>::of_no_one("AVAX").unwrap(), 38.2);
}
