//! `providers = [for source in list => name = call]`: a list that is known at run time.

#![allow(clippy::unused_async, reason = "providers are `async fn`s")]

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, CircuitBreaker, ConfigError, EndReason, Event, FailoverClient, ItemResult,
    Name, Observer, Served, Verdict, failover,
};
use tests::support::{Code, brief, run, secs};

use failover_core::FailureKind::{Error, Rejected};

type Future<'a, T> = Pin<Box<dyn std::future::Future<Output = T> + Send + 'a>>;
type Prices = Result<HashMap<u8, u8>, Code>;

/// An API as an application has several of: chosen by a configuration file.
trait Api: Send + Sync {
    fn name(&self) -> &str;
    fn price(&self, symbol: &str) -> Result<u8, Code>;
    fn price_later<'a>(&'a self, symbol: &'a str) -> Future<'a, Result<u8, Code>>;
    fn prices(&self, keys: &[u8]) -> Prices;
}

struct Source {
    name: String,
    price: Result<u8, Code>,
}

impl Api for Source {
    fn name(&self) -> &str {
        &self.name
    }

    fn price(&self, symbol: &str) -> Result<u8, Code> {
        assert_eq!(symbol, "BTC");
        self.price
    }

    fn price_later<'a>(&'a self, symbol: &'a str) -> Future<'a, Result<u8, Code>> {
        Box::pin(async move { self.price(symbol) })
    }

    fn prices(&self, keys: &[u8]) -> Prices {
        let odd = keys
            .iter()
            .filter(|key| **key % 2 == 1 || self.name == "all");
        Ok(odd.map(|key| (*key, self.price.unwrap_or(0))).collect())
    }
}

struct App {
    sources: Vec<Arc<dyn Api>>,
    client: FailoverClient,
    breaker: CircuitBreaker,
}

impl App {
    fn new(prices: &[(&str, Result<u8, Code>)]) -> Self {
        let sources = prices.iter().map(|(name, price)| {
            let name = (*name).to_owned();
            Arc::new(Source {
                name,
                price: *price,
            }) as Arc<dyn Api>
        });
        Self {
            sources: sources.collect(),
            client: FailoverClient::builder().retries(1).build().unwrap(),
            breaker: CircuitBreaker::new(1, secs(60)),
        }
    }

    #[failover(providers = [for source in &self.sources => source.name() = source.price(symbol)], retries = 1)]
    fn price(&self, symbol: &str) -> failover_core::Result<Served<u8, Code>, Code>;

    /// The path of a method gets the function's arguments.
    #[failover(providers = [for source in &self.sources => source.name() = source.price])]
    fn plain(&self, symbol: &str) -> failover_core::Result<u8, Code>;

    #[failover(
        providers = [for source in self.sources.iter().rev() => source.name() = source.price_later(symbol)],
        is_valid = |price| *price > 1,
    )]
    async fn reversed(&self, symbol: &str) -> failover_core::Result<Served<u8, Code>, Code>;

    #[failover(
        providers = [for source in &self.sources => source.name() = source.price_later(symbol)],
        hedge = 0s,
    )]
    async fn hedged(&self, symbol: &str) -> failover_core::Result<Served<u8, Code>, Code>;

    #[failover(
        providers = [for source in &self.sources => source.name() = source.price(symbol)],
        client = self.client,
    )]
    fn by_client(&self, symbol: &str) -> failover_core::Result<u8, Code>;

    #[failover(
        providers = [for source in &self.sources => source.name() = source.price(symbol)],
        circuit_breaker = self.breaker,
    )]
    fn broken(&self, symbol: &str) -> failover_core::Result<u8, Code>;

    #[failover(
        providers = [for source in &self.sources => source.name() = source.price_later(symbol)],
        circuit_breaker = self.breaker,
    )]
    async fn broken_later(&self, symbol: &str) -> failover_core::Result<u8, Code>;

    #[failover(
        providers = [for source in &self.sources => source.name() = source.price(symbol)],
        classify = |_, attempt| match attempt.provider().as_str() {
            "stop" => Verdict::STOP,
            _ => Verdict::NEXT,
        },
    )]
    fn judged(&self, symbol: &str) -> failover_core::Result<u8, Code>;

    #[failover(
        providers = [for source in &self.sources => source.name() = source.prices(keys)],
        keys = keys,
        max_keys = 2,
    )]
    fn prices(&self, keys: &[u8]) -> failover_core::Result<ItemResult<u8, u8, Code>, Code>;

    #[failover(
        providers = [for source in &self.sources => source.name() = std::future::ready(source.prices(keys))],
        keys = keys,
        max_keys = 2,
    )]
    async fn prices_later(
        &self,
        keys: &[u8],
    ) -> failover_core::Result<ItemResult<u8, u8, Code>, Code>;

    #[failover(
        providers = [for source in &self.sources => source.name() = std::future::ready(source.prices(keys))],
        keys = keys,
        max_keys = 2,
        concurrency = 2,
    )]
    async fn prices_at_once(
        &self,
        keys: &[u8],
    ) -> failover_core::Result<ItemResult<u8, u8, Code>, Code>;
}

const DOWN: Result<u8, Code> = Err(Code(503));

#[test]
fn a_list_fails_over_in_its_order() {
    let client = App::new(&[("a", DOWN), ("b", Ok(2)), ("c", Ok(3))]);
    let served = client.price("BTC").unwrap();
    assert_eq!((served.value, served.provider.as_str()), (2, "b"));
    assert_eq!(brief(served.failures()), [("a", Error(Code(503)), 2)]);
    assert_eq!(client.plain("BTC").unwrap(), 2);
    assert_eq!(client.by_client("BTC").unwrap(), 2);
}

#[test]
fn the_first_provider_has_its_name_where_it_is_asked_for() {
    let client = App::new(&[("a", Ok(1))]);
    assert_eq!(client.price("BTC").unwrap().provider, "a");
    assert_eq!(run(client.hedged("BTC")).unwrap().provider, "a");
}

#[test]
fn an_async_list_may_be_any_iterator() {
    let client = App::new(&[("a", Ok(9)), ("b", Ok(1)), ("c", DOWN)]);
    let served = run(client.reversed("BTC")).unwrap();
    assert_eq!(served.provider, "a");
    let expected = [("c", Error(Code(503)), 1), ("b", Rejected, 1)];
    assert_eq!(brief(served.failures()), expected);
}

#[test]
fn a_list_can_be_hedged() {
    let client = App::new(&[("a", DOWN), ("b", Ok(2)), ("c", Ok(3))]);
    let served = ManualClock::new().block_on(client.hedged("BTC")).unwrap();
    assert_eq!((served.value, served.provider.as_str()), (2, "b"));
}

#[test]
fn each_provider_of_a_list_has_a_circuit() {
    let client = App::new(&[("a", DOWN), ("b", Ok(2))]);
    assert_eq!(client.broken("BTC").unwrap(), 2);
    assert!(client.breaker.is_open("a"));
    assert!(!client.breaker.is_open("b"));
    let skipped = App::new(&[("a", DOWN)]);
    skipped.broken("BTC").unwrap_err();
    let failed = run(skipped.broken_later("BTC")).unwrap_err();
    assert!(failed.failures()[0].error().is_none(), "{failed}");
}

#[test]
fn a_rule_sees_the_names_of_a_list() {
    let client = App::new(&[("next", DOWN), ("stop", DOWN), ("c", Ok(3))]);
    let failed = client.judged("BTC").unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
}

#[test]
fn a_list_may_serve_items() {
    let client = App::new(&[("odd", Ok(1)), ("all", Ok(2))]);
    for result in [
        client.prices(&[1, 2, 3]),
        run(client.prices_later(&[1, 2, 3])),
        run(client.prices_at_once(&[1, 2, 3])),
    ] {
        let result = result.unwrap();
        assert_eq!((result[&1], result[&2], result[&3]), (1, 2, 1));
        assert_eq!(result.provenance(&2), Some("all"));
        assert_eq!(result.turns().next().unwrap().attempts, 2); // in chunks of two
    }
}

#[test]
fn an_empty_list_and_a_name_that_comes_twice_are_refused() {
    fn reason<T>(outcome: Result<T, AllProvidersFailed<Code>>) -> EndReason {
        outcome.err().unwrap().end_reason()
    }
    let empty = App::new(&[]);
    let refused = EndReason::Refused(ConfigError::NoProviders);
    assert_eq!(reason(empty.price("BTC")), refused);
    assert_eq!(reason(empty.plain("BTC")), refused);
    assert_eq!(reason(run(empty.reversed("BTC"))), refused);
    assert_eq!(reason(run(empty.hedged("BTC"))), refused);
    assert_eq!(reason(empty.prices(&[1])), refused);
    assert_eq!(reason(run(empty.prices_later(&[1]))), refused);
    let twice = App::new(&[("a", Ok(1)), ("a", Ok(2))]);
    let refused = EndReason::Refused(ConfigError::DuplicateName(Name::new("a")));
    assert_eq!(reason(twice.price("BTC")), refused);
    assert_eq!(reason(twice.broken("BTC")), refused);
    assert_eq!(reason(run(twice.broken_later("BTC"))), refused);
    assert_eq!(reason(run(twice.hedged("BTC"))), refused);
    assert_eq!(reason(twice.prices(&[1])), refused);
    // Here no circuit is shared, and nobody is told who served.
    assert_eq!(twice.plain("BTC").unwrap(), 1);
}

#[test]
fn an_observer_hears_once_that_a_list_is_refused() {
    struct Count;

    impl Observer for Count {
        fn event(&self, event: &Event<'_>) {
            assert!(matches!(event, Event::NotServed(_)));
            EVENTS.fetch_add(1, Ordering::Relaxed);
        }
    }

    static EVENTS: AtomicU32 = AtomicU32::new(0);
    static COUNT: Count = Count;

    #[failover(providers = [for name in names => *name = async { DOWN }], observer = COUNT)]
    async fn plain(names: &[&str]) -> failover_core::Result<u8, Code>;
    #[failover(providers = [for name in names => *name = async { DOWN }], hedge = 0s, observer = COUNT)]
    async fn hedged(names: &[&str]) -> failover_core::Result<u8, Code>;

    run(plain(&[])).unwrap_err();
    assert_eq!(EVENTS.load(Ordering::Relaxed), 1);
    run(hedged(&["a", "a"])).unwrap_err();
    assert_eq!(EVENTS.load(Ordering::Relaxed), 2);
}

#[test]
fn a_call_of_a_list_can_be_spawned() {
    fn sendable<T: Send>(future: T) -> T {
        future
    }
    let client = Arc::new(App::new(&[("a", Ok(2))]));
    let reversed = sendable({
        let client = Arc::clone(&client);
        async move { client.reversed("BTC").await }
    });
    assert!(run(reversed).is_ok());
    let hedged = sendable(async move { client.hedged("BTC").await });
    assert!(run(hedged).is_ok());
}

#[failover(providers = [for (index, price) in [DOWN, Ok(5)].into_iter().enumerate() => format!("{index}") = price_of(price)])]
fn of_an_array() -> failover_core::Result<Served<u8, Code>, Code>;

fn price_of(price: Result<u8, Code>) -> Result<u8, Code> {
    price
}

#[test]
fn a_list_may_be_a_temporary_with_a_pattern() {
    assert_eq!(of_an_array().unwrap().provider, "1");
}

/// Every method of an `impl` fails over the same list.
struct Every {
    sources: Vec<Arc<dyn Api>>,
}

#[failover(
    providers = [for source in &self.sources => source.name() = source],
    circuit_breaker(failure_threshold = 1, reset_after = 60s),
)]
impl Every {
    fn price(&self, symbol: &str) -> failover_core::Result<u8, Code>;

    #[failover(keys = keys, max_keys = 2)]
    fn prices(&self, keys: &[u8]) -> failover_core::Result<ItemResult<u8, u8, Code>, Code>;

    async fn price_later(&self, symbol: &str) -> failover_core::Result<u8, Code>;
}

#[test]
fn a_list_may_be_that_of_an_impl() {
    let App { sources, .. } = App::new(&[("every odd", DOWN), ("all", Ok(2))]);
    let every = Every { sources };
    assert_eq!(every.price("BTC").unwrap(), 2);
    assert_eq!(run(every.price_later("BTC")).unwrap(), 2);
    let served = every.prices(&[1, 2]).unwrap();
    assert_eq!(served.provenance(&1), Some("all")); // the first one is open for all methods
}
