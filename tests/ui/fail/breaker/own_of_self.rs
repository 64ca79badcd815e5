//! A breaker of one provider that is a field.

use failover_core::failover;
use tests::prices::*;

struct Client {
    breaker: failover_core::CircuitBreaker,
}

impl Client {
    fn eu(&self, symbol: &str) -> Result<f64, ApiError> {
        primary(symbol)
    }

    fn us(&self, symbol: &str) -> Result<f64, ApiError> {
        backup(symbol)
    }

#[failover(providers = [eu = self.eu, us = self.us], circuit_breaker(eu = self.breaker))]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Client { breaker: failover_core::CircuitBreaker::new(3, std::time::Duration::ZERO) }.price("AVAX");
}
