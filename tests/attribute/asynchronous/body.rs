//! A body as the first provider: it is retried, with `?` and `return`, and each attempt gets new arguments.

use std::cell::Cell;
use std::rc::Rc;

use failover_core::{AllProvidersFailed, failover};
use tests::support::run;
use tokio::task::yield_now;

#[derive(Debug, PartialEq)]
enum ApiError {
    Down,
    Everywhere(Vec<(&'static str, u32)>),
}

impl From<AllProvidersFailed<ApiError>> for ApiError {
    fn from(failed: AllProvidersFailed<ApiError>) -> Self {
        let turns = failed
            .turns()
            .map(|turn| (turn.provider.as_str(), turn.attempts));
        Self::Everywhere(turns.collect())
    }
}

async fn request(symbol: &str) -> Result<u32, ApiError> {
    yield_now().await;
    match symbol {
        "BTC" => Ok(1),
        _ => Err(ApiError::Down),
    }
}

async fn kraken(symbol: &str, _: &Cell<u32>) -> Option<u32> {
    (symbol == "ETH").then_some(2)
}

#[failover(providers = [kraken], retries = 1)]
async fn coinbase(symbol: &str, calls: &Cell<u32>) -> Result<u32, ApiError> {
    calls.set(calls.get() + 1);
    if symbol == "USD" {
        return Ok(3);
    }
    let price = request(symbol).await?;
    yield_now().await;
    Ok(price)
}

#[test]
fn is_asked_first_and_retried() {
    let calls = Cell::new(0);
    assert_eq!(run(coinbase("BTC", &calls)), Ok(1));
    assert_eq!(run(coinbase("USD", &calls)), Ok(3));
    assert_eq!(calls.get(), 2);
    assert_eq!(run(coinbase("ETH", &calls)), Ok(2));
    assert_eq!(calls.get(), 4);
    let failed = ApiError::Everywhere(vec![("coinbase", 2), ("kraken", 2)]);
    assert_eq!(run(coinbase("NOPE", &calls)), Err(failed));
}

#[failover(retries = 2)]
async fn alone(left: &mut u32, mut log: Vec<&str>, mark: &'static str) -> Result<u32, ApiError> {
    *left -= 1;
    log.push(mark);
    let log = log;
    yield_now().await;
    assert_eq!(log, ["before", "mark"], "each attempt has its own");
    if *left > 0 {
        return Err(ApiError::Down);
    }
    Ok(7)
}

#[test]
fn may_be_the_only_one() {
    let before = || vec!["before"];
    assert_eq!(run(alone(&mut 3, before(), "mark")), Ok(7));
    assert!(run(alone(&mut 4, before(), "mark")).is_err());
}

struct Counter {
    calls: Rc<Cell<u32>>,
    total: u32,
}

impl Counter {
    async fn add(&mut self, by: u32) -> Result<u32, ApiError> {
        yield_now().await;
        self.total += by;
        Ok(self.total)
    }

    #[failover(providers = [self.add], retries = 1)]
    async fn added(&mut self, by: u32) -> Result<u32, ApiError> {
        self.calls.set(self.calls.get() + 1);
        self.add(by * 10).await?;
        Err(ApiError::Down)
    }
}

#[test]
fn may_have_self_exclusively() {
    let calls = Rc::default();
    let mut counter = Counter {
        calls: Rc::clone(&calls),
        total: 0,
    };
    assert_eq!(run(counter.added(1)), Ok(21));
    assert_eq!(calls.get(), 2);
}

/// The body's value may borrow from its arguments.
#[failover(providers = [second])]
async fn first<'a>(words: &[&'a str], separator: &'a str) -> Result<&'a str, ApiError> {
    yield_now().await;
    let first = words.first().ok_or(ApiError::Down)?;
    Ok(first.split(separator).next().unwrap_or(separator))
}

async fn second<'a>(_: &[&str], separator: &'a str) -> Result<&'a str, ApiError> {
    Ok(separator)
}

#[test]
fn may_return_what_it_borrowed() {
    assert_eq!(run(first(&["a-b"], "-")), Ok("a"));
    assert_eq!(run(first(&[], "-")), Ok("-"));
}

/// One elided lifetime in and out.
#[failover(retries = 1)]
async fn trimmed(text: &str) -> Result<&str, ApiError> {
    match text.trim() {
        "" => Err(ApiError::Down),
        trimmed => Ok(trimmed),
    }
}

#[test]
fn may_leave_its_lifetimes_out() {
    assert_eq!(run(trimmed(" a ")), Ok("a"));
    assert!(run(trimmed(" ")).is_err());
}
