//! With `&mut self`: the client, the breaker and what the providers change are fields of their own.

use std::time::Duration;

use failover_core::{AllProvidersFailed, CircuitBreaker, FailoverClient, failover};

#[derive(Debug)]
struct Down;

impl From<AllProvidersFailed<Down>> for Down {
    fn from(_: AllProvidersFailed<Down>) -> Self {
        Self
    }
}

struct Api {
    calls: u32,
}

impl Api {
    fn price(&mut self, _symbol: &str) -> Result<u32, Down> {
        self.calls += 1;
        if self.calls > 1 { Ok(self.calls) } else { Err(Down) }
    }
}

fn add(calls: &mut u32) -> Result<u32, Down> {
    *calls += 10;
    Err(Down)
}

struct Prices {
    api: Api,
    calls: u32,
    client: FailoverClient,
    breaker: CircuitBreaker,
}

impl Prices {
    #[failover(providers = [self.api.price, "again" = self.api.price(symbol)], client = self.client)]
    fn of_fields(&mut self, symbol: &str) -> Result<u32, Down>;

    #[failover(providers = [add(&mut self.calls), self.api.price], circuit_breaker = self.breaker)]
    fn of_body(&mut self, symbol: &str) -> Result<u32, Down> {
        self.calls += symbol.len() as u32;
        Err(Down)
    }
}

fn main() {
    let mut prices = Prices {
        api: Api { calls: 0 },
        calls: 0,
        client: FailoverClient::new(),
        breaker: CircuitBreaker::new(1, Duration::from_secs(60)),
    };
    assert_eq!(prices.of_fields("AVAX").unwrap(), 2);
    assert_eq!(prices.of_body("AVAX").unwrap(), 3);
    assert_eq!(prices.calls, 14);
    assert!(prices.breaker.is_open("of_body"));
}
