//! Methods with `&self` and `&mut self`, and an associated function, in an `impl` with a type parameter.

use failover_core::failover;
use tests::prices::*;

struct Prices<T> {
    source: T,
    calls: u32,
}

struct Source;

impl Source {
    fn price(&self, symbol: &str) -> Result<f64, ApiError> {
        backup(symbol)
    }
}

impl Prices<Source> {
    fn down(&self, symbol: &str) -> Result<f64, ApiError> {
        primary(symbol)
    }

    fn counted(&mut self, symbol: &str) -> Result<f64, ApiError> {
        self.calls += 1;
        primary(symbol)
    }

    #[failover(providers = [self.down, self.source.price])]
    pub fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

    #[failover(providers = [self.counted, self.source.price], retries = 1)]
    fn price_counted(&mut self, symbol: &str) -> failover_core::Result<f64, ApiError>;

    #[failover(providers = [primary, Self::fixed])]
    fn of_no_one(symbol: &str) -> failover_core::Result<f64, ApiError>;

    fn fixed(_: &str) -> Result<f64, ApiError> {
        Ok(1.0)
    }
}

fn main() {
    let mut prices = Prices { source: Source, calls: 0 };
    assert_eq!(prices.price("AVAX").unwrap(), 38.2);
    assert_eq!(prices.price_counted("AVAX").unwrap(), 38.2);
    assert_eq!(prices.calls, 2);
    assert_eq!(Prices::of_no_one("AVAX").unwrap(), 1.0);
}
