//! Breakers that are handed out: beside a function, in an `impl`, and beside a generic function, which share it.

use failover_core::failover;
use tests::prices::*;

#[failover(
    providers = [primary, backup],
    circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = breaker)
)]
fn price(symbol: &str) -> failover_core::Result<f64, ApiError>;

struct Prices;

impl Prices {
    #[failover(
        providers = [primary, backup],
        circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = breaker)
    )]
    pub fn price(&self, symbol: &str) -> failover_core::Result<f64, ApiError>;

    #[failover(
        providers = [primary, backup],
        circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = Self::breaker_of_no_one)
    )]
    fn of_no_one(symbol: &str) -> failover_core::Result<f64, ApiError>;
}

#[failover(
    providers = [down, up],
    circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = shared)
)]
fn generic<T: Clone>(value: T) -> failover_core::Result<T, ApiError>;

fn down<T>(_: T) -> Result<T, ApiError> {
    Err(ApiError::Down)
}

fn up<T>(value: T) -> Result<T, ApiError> {
    Ok(value)
}

fn main() {
    assert_eq!(price("AVAX").unwrap(), 38.2);
    assert!(breaker().is_open("primary"));
    assert!(!Prices::breaker().is_open("primary"));
    assert_eq!(Prices.price("AVAX").unwrap(), 38.2);
    assert!(Prices::breaker().is_open("primary"));
    assert_eq!(Prices::of_no_one("AVAX").unwrap(), 38.2);
    assert!(Prices::breaker_of_no_one().is_open("primary"));
    assert_eq!(generic(1).unwrap(), 1);
    assert_eq!(generic("one").unwrap(), "one");
    assert!(shared().is_open("down"));
}
