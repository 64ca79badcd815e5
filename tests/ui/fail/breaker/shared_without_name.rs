//! A method of `self` without a name, under a breaker that another type may use.

use failover_core::{CircuitBreaker, failover};
use std::time::Duration;
use tests::prices::*;

static BREAKER: CircuitBreaker = CircuitBreaker::new(3, Duration::from_secs(60));

struct Client;

impl Client {
    fn eu(&self, symbol: &str) -> Result<f64, ApiError> {
        primary(symbol)
    }

    #[failover(providers = [self.eu], circuit_breaker = BREAKER)]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let _ = Client.price("AVAX");
}
