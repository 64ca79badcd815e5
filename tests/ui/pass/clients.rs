//! A client: in a static, in a field, made for the call.

use failover_core::{CircuitBreaker, FailoverClient, failover};
use tests::prices::*;

static CLIENT: FailoverClient = FailoverClient::new();
static BREAKER: CircuitBreaker = CircuitBreaker::new(1, std::time::Duration::from_secs(60));

#[failover(providers = [primary, backup], client = CLIENT)]
fn by_static(symbol: &str) -> failover_core::Result<f64, ApiError>;

#[failover(providers = [primary, backup], client = FailoverClient::new())]
fn by_call(symbol: &str) -> failover_core::Result<f64, ApiError>;

#[failover(providers = [primary(symbol), backup(symbol)], client = *client)]
fn by_parameter(symbol: &str, client: &FailoverClient) -> failover_core::Result<f64, ApiError>;

#[failover(providers = [primary, backup], circuit_breaker = BREAKER, when_all_open = ProbeEarliest)]
fn by_breaker(symbol: &str) -> failover_core::Result<f64, ApiError>;

struct Prices {
    client: FailoverClient,
}

impl Prices {
    #[failover(providers = [primary, backup], client = self.client)]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;
}

fn main() {
    let client = FailoverClient::new();
    assert_eq!(by_static("AVAX").unwrap(), 38.2);
    assert_eq!(by_call("AVAX").unwrap(), 38.2);
    assert_eq!(by_parameter("AVAX", &client).unwrap(), 38.2);
    assert_eq!(by_breaker("AVAX").unwrap(), 38.2);
    assert!(BREAKER.is_open("primary"));
    assert_eq!(Prices { client }.price("AVAX").unwrap(), 38.2);
}
