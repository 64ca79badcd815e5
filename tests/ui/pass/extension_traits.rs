//! Calls of the expansion go by path: a trait of the user's for all types, whose methods take `self` by value and have the
//! same names, captures none of them.

use std::io;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, FailoverClient, ItemResult, ItemsError, Served, Verdict, failover,
};

macro_rules! extension {
    ($($method:ident)*) => {
        #[allow(dead_code)]
        trait Extension: Sized {
            $(fn $method(self) -> u8 { 0 })*
        }

        impl<T> Extension for T {}
    };
}

// Every method that an expansion has ever called, and every public one of the types in its scope.
extension! {
    output failed wanted judged classified begin first_provider limited judge rest next call answer item key request
    answered finish take map keys breaker time max_keys concurrency with_error error probe requested known returned
    output_type answer_type value_type error_type failure_type key_type item_type with_timeout attempt_ended slow_path
    item_types into_result into_keys hand_on again all new of is_valid classify given poll returned_by map_err last_error
    unchanged with_map_err failure_types from_failures get_ref served_by without_provenance named
}

static BREAKER: CircuitBreaker = CircuitBreaker::new(3, Duration::from_secs(60));
static CLOCK: std::sync::LazyLock<ManualClock> = std::sync::LazyLock::new(ManualClock::new);

fn down(_: &str) -> io::Result<f64> {
    Err(io::ErrorKind::TimedOut.into())
}
fn up(_: &str) -> io::Result<f64> {
    Ok(1.0)
}
async fn hangs(_: &str) -> io::Result<f64> {
    std::future::pending().await
}
async fn serves(_: &str) -> io::Result<f64> {
    Ok(1.0)
}

type Answer = Vec<(u8, f64)>;

fn one(_: &[u8]) -> io::Result<Answer> {
    Ok(vec![(1, 1.0)])
}
fn both(_: &[u8]) -> io::Result<Answer> {
    Ok(vec![(1, 1.0), (2, 2.0)])
}
async fn one_later(_: &[u8]) -> io::Result<Answer> {
    Ok(vec![(1, 1.0)])
}
async fn both_later(_: &[u8]) -> io::Result<Answer> {
    Ok(vec![(1, 1.0), (2, 2.0)])
}

#[failover(providers = [down, up])]
fn price(symbol: &str) -> io::Result<f64>;

#[failover(providers = [up], circuit_breaker = BREAKER, retries = 1)]
fn price_with_body(symbol: &str) -> io::Result<f64> {
    down(symbol)
}

#[failover(providers = [up], map_err = last_error)]
fn price_of_last_error(symbol: &str) -> io::Result<f64> {
    down(symbol)
}

#[failover(providers = [up], served = price_served)]
fn price_or_served(symbol: &str) -> io::Result<f64> {
    down(symbol)
}

#[failover(providers = [hangs, serves], hedge = 0s, map_err = |_| io::ErrorKind::Other.into())]
async fn price_mapped(symbol: &str) -> io::Result<f64>;

#[failover(
    providers = [down, up],
    is_valid = |price| *price > 0.0,
    classify = |_| Verdict::NEXT,
    circuit_breaker(failure_threshold = 3, reset_after = 60s),
    clock = CLOCK.clone(),
)]
fn judged_price(symbol: &str) -> Result<Served<f64, io::Error>, io::Error>;

struct Market {
    client: FailoverClient,
}

impl Market {
    #[failover(providers = [down, up], client = self.client)]
    fn price(&self, symbol: &str) -> failover_core::Result<f64, io::Error>;
}

struct Everything;

impl<E> From<failover_core::AllProvidersFailed<E>> for Everything {
    fn from(_: failover_core::AllProvidersFailed<E>) -> Self {
        Self
    }
}

#[failover(providers = [down, up], error = io::Error)]
fn named_error(symbol: &str) -> Result<f64, Everything>;

#[failover(providers = [hangs, serves], timeout = 1s, clock = CLOCK.clone())]
async fn later(symbol: &str) -> io::Result<f64>;

#[failover(providers = [serves(&symbol)], is_valid = |price| *price > 0.0, classify = |_| Verdict::NEXT)]
async fn later_with_body(symbol: String) -> io::Result<f64> {
    down(&symbol)
}

#[failover(providers = [hangs, serves], hedge = 1s, is_valid = |price| *price > 0.0, clock = CLOCK.clone())]
async fn hedged(symbol: &str) -> io::Result<f64>;

#[failover(providers = [one, both], keys = keys, is_valid = |value| *value > 0.0)]
fn prices(keys: &[u8]) -> Result<ItemResult<u8, f64, io::Error>, io::Error>;

#[failover(providers = [one, both], keys = keys, require_all, max_keys(both = 1))]
fn all_prices(keys: &[u8]) -> Result<Answer, ItemsError<u8, f64, io::Error>>;

#[failover(providers = [one_later, both_later], keys = keys, classify = |_| Verdict::NEXT)]
async fn prices_later(keys: &[u8]) -> Result<ItemResult<u8, f64, io::Error>, io::Error>;

#[failover(providers = [one_later, both_later], keys = keys, max_keys = 1, concurrency = 2)]
async fn prices_at_once(keys: &[u8]) -> Result<ItemResult<u8, f64, io::Error>, io::Error>;

fn main() {
    assert_eq!(1.output(), 0);
    assert!(matches!(price("BTC"), Ok(1.0)));
    assert!(matches!(price_with_body("BTC"), Ok(1.0)));
    assert!(matches!(price_of_last_error("BTC"), Ok(1.0)));
    assert!(matches!(price_or_served("BTC"), Ok(1.0)));
    assert!(matches!(price_served("BTC"), Ok(served) if served.provider == "up"));
    assert!(matches!(judged_price("BTC"), Ok(served) if served.provider == "up"));
    let market = Market {
        client: FailoverClient::new(),
    };
    assert!(matches!(market.price("BTC"), Ok(1.0)));
    assert!(matches!(named_error("BTC"), Ok(1.0)));
    assert!(matches!(prices(&[1, 2]), Ok(items) if items.len() == 2));
    assert!(matches!(all_prices(&[1, 2]), Ok(items) if items.len() == 2));
    CLOCK.block_on(async {
        assert!(matches!(later("BTC").await, Ok(1.0)));
        assert!(matches!(later_with_body(String::from("BTC")).await, Ok(1.0)));
        assert!(matches!(price_mapped("BTC").await, Ok(1.0)));
        assert!(matches!(hedged("BTC").await, Ok(1.0)));
        assert!(matches!(prices_later(&[1, 2]).await, Ok(items) if items.len() == 2));
        assert!(matches!(prices_at_once(&[1, 2]).await, Ok(items) if items.len() == 2));
    });
}
