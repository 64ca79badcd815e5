//! A breaker in a field, and a provider that has `&mut self`.

use failover_core::{CircuitBreaker, failover};
use tests::prices::*;

struct Prices {
    breaker: CircuitBreaker,
    calls: u32,
}

impl Prices {
    fn counted(&mut self, symbol: &str) -> Result<f64, ApiError> {
        self.calls += 1;
        backup(symbol)
    }

    #[failover(providers = [self.counted], circuit_breaker = self.breaker)]
    fn price(&mut self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Prices::price;
}
