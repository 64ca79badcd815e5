//! Every shape of a list can be hedged, and where providers are `Send` the call is.

use std::future::pending;
use std::pin::Pin;
use std::sync::Arc;

use failover_core::traits::HedgedProviders;
use failover_core::{CircuitBreaker, ProviderList};
use tokio::task::yield_now;

use super::*;

/// Asserts that the last provider of a list serves. It alone is fast, and all run, because `delay` is zero.
#[track_caller]
fn assert_hedged(world: &World, count: usize, list: impl HedgedProviders<u32, Status>) {
    let client = world.client();
    let before = world.log().len();
    let served = world
        .clock
        .block_on(client.hedge(secs(0)).fetch_async(list));
    let served = served.unwrap();
    assert_eq!(served.provider, NAMES[count - 1]);
    let failures = served.failures();
    assert_eq!(failures.len(), count - 1);
    assert!(failures.iter().all(|failure| failure.kind == CANCELLED));
    // Each was begun, and all but one dropped.
    assert_eq!(world.log().len() - before, count + count - 1);
}

#[test]
fn tuples() {
    let world = World::default();
    let slow = &world.sources([&[ok(90)]; 12]);
    let fast = &world.sources([&[ok(1)]; 12]);

    assert_hedged(&world, 1, (Provider::new("a", || fast[0].attempt()),));
    let two = (
        Provider::new("a", || slow[0].attempt()),
        Provider::new("b", async || fast[1].attempt().await),
    );
    assert_hedged(&world, 2, &two);
    assert_hedged(&world, 2, two);
    let mut calls = 0;
    let mut counted = (
        Provider::new("a", || {
            calls += 1;
            slow[0].attempt()
        }),
        Provider::new("b", || fast[1].attempt()),
    );
    assert_hedged(&world, 2, &mut counted);
    assert_eq!(calls, 1);

    let twelve = (
        Provider::new("a", || slow[0].attempt()),
        Provider::new("b", || slow[1].attempt()),
        Provider::new("c", || slow[2].attempt()),
        Provider::new("d", || slow[3].attempt()),
        Provider::new("e", || slow[4].attempt()),
        Provider::new("f", || slow[5].attempt()),
        Provider::new("g", || slow[6].attempt()),
        Provider::new("h", || slow[7].attempt()),
        Provider::new("i", || slow[8].attempt()),
        Provider::new("j", || slow[9].attempt()),
        Provider::new("k", || slow[10].attempt()),
        Provider::new("l", || fast[11].attempt()),
    );
    assert_hedged(&world, 12, twelve);
}

#[test]
fn lists_of_one_kind() {
    let world = World::default();
    let sources = world.sources([&[ok(90)], &[ok(90)], &[ok(1)]]);
    let [a, b, c] = &sources;
    let mut array = [a, b, c].map(|source| Provider::new(source.name, || source.attempt()));
    assert_hedged(&world, 3, &array);
    assert_hedged(&world, 3, &mut array);
    assert_hedged(&world, 3, &array[..]);
    assert_hedged(&world, 3, &mut array[..]);
    let mut vec: Vec<_> = array.into_iter().collect();
    assert_hedged(&world, 3, &vec);
    assert_hedged(&world, 3, &mut vec);
    assert_hedged(&world, 3, vec);
    let array = [a, b, c].map(|source| Provider::new(source.name, || source.attempt()));
    assert_hedged(&world, 3, array);
}

#[test]
fn a_long_list() {
    let world = World::default();
    let clock = &world.clock;
    let provider = |number: u32| {
        let attempt = move || async move {
            Timer::sleep(clock, secs(if number == 997 { 1 } else { 90 })).await;
            Ok::<_, Status>(number)
        };
        Provider::new(format!("p{number}"), attempt)
    };
    let list: Vec<_> = (0..1000).map(provider).collect();
    let client = world.client();
    let hedged = client.hedge(secs(0));
    let served = clock.block_on(hedged.fetch_async(&list)).unwrap();
    assert_eq!((served.value, served.failures().len()), (997, 999));
}

#[test]
fn a_stored_list_with_an_argument() {
    type Attempt<'a> = Pin<Box<dyn Future<Output = Result<String, Status>> + Send + 'a>>;
    type Stored = Box<dyn Fn(&str) -> Attempt<'_> + Send + Sync>;

    let world = World::default();
    let stored = |after: u64| -> Stored {
        let clock = world.clock.clone();
        Box::new(move |symbol| {
            let clock = clock.clone();
            Box::pin(async move {
                Timer::sleep(&clock, secs(after)).await;
                Ok(format!("{symbol} after {after}"))
            })
        })
    };
    let list = ProviderList::new(vec![
        Provider::new("a", stored(90)),
        Provider::new("b", stored(5)),
    ]);
    let list = list.unwrap();
    let client = world.client();
    let hedged = client.hedge(secs(10));
    let served = world.clock.block_on(hedged.fetch_async(list.with("BTC")));
    let served = served.unwrap();
    assert_eq!(
        (&*served.value, served.provider.as_str()),
        ("BTC after 5", "b")
    );
    assert_eq!(brief(served.failures()), [("a", CANCELLED, 1)]);

    let judged = client.is_valid(|value: &String| value.ends_with("90"));
    let hedged = judged.classify(|_: &Status| Verdict::NEXT).hedge(secs(10));
    let served = world.clock.block_on(hedged.fetch_async(list.with("BTC")));
    let served = served.unwrap();
    assert_eq!(served.provider, "a");
    assert_eq!(brief(served.failures()), [("b", FailureKind::Rejected, 1)]);
}

struct Api {
    base: String,
    failover: FailoverClient,
}

impl Api {
    fn new() -> Arc<Self> {
        let breaker = CircuitBreaker::new(3, secs(60));
        let failover = FailoverClient::builder().circuit_breaker(breaker);
        let failover = failover.timer(ManualClock::new()).build().unwrap();
        let base = "api".to_owned();
        Arc::new(Self { base, failover })
    }

    async fn slow(&self, symbol: &str) -> Result<String, String> {
        yield_now().await;
        pending::<()>().await;
        Ok(symbol.to_owned())
    }

    async fn down(&self, symbol: &str) -> Result<String, String> {
        yield_now().await;
        Err(format!("{} knows no {symbol}", self.base))
    }

    async fn fast(&self, symbol: &str) -> Result<String, String> {
        yield_now().await;
        yield_now().await;
        Ok(format!("{}/{symbol}", self.base))
    }

    async fn price(&self, symbol: &str) -> Result<Served<String, String>, Failed> {
        let providers = (
            Provider::new("slow", || self.slow(symbol)),
            Provider::new("down", async || self.down(symbol).await),
            Provider::new("fast", || self.fast(symbol)),
        );
        self.failover.hedge(secs(0)).fetch_async(providers).await
    }

    async fn judged(&self, symbol: &str, least: usize) -> Result<Served<String, String>, Failed> {
        let fast = |name| Provider::new(name, || self.fast(symbol));
        let providers = [fast("one"), fast("two")];
        let long_enough = |value: &String| value.len() > least;
        let judged = self.failover.is_valid(long_enough);
        let judged = judged.classify(|error: &String| match error.len() {
            0 => Verdict::STOP,
            _ => Verdict::RETRY,
        });
        judged.hedge(secs(0)).fetch_async(&providers).await
    }
}

type Failed = AllProvidersFailed<String>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hedged_call_that_borrows_is_spawned() {
    let api = Api::new();
    let served = tokio::spawn(async move {
        let symbol = String::from("BTC");
        api.price(&symbol).await
    });
    let served = served.await.unwrap().unwrap();
    assert_eq!(served.value, "api/BTC");
    let turns: Vec<_> = served.turns().map(|turn| turn.provider.as_str()).collect();
    assert_eq!(turns, ["slow", "down", "fast"]);
    assert_eq!(served.failures()[0].kind, FailureKind::Cancelled);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hedged_list_that_borrows_is_spawned() {
    let api = Api::new();
    let judged = tokio::spawn(async move {
        let symbol = String::from("BTC");
        api.judged(&symbol, 100).await.unwrap_err().failures().len()
    });
    assert_eq!(judged.await.unwrap(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stored_list_that_is_hedged_is_spawned() {
    type Fetched<'a> = Pin<Box<dyn Future<Output = Result<String, String>> + Send + 'a>>;
    type Source = Box<dyn Fn(&str) -> Fetched<'_> + Send + Sync>;

    let api = Api::new();
    let source: Source = Box::new(|symbol| Box::pin(async move { Ok(symbol.to_owned()) }));
    let sources = ProviderList::new(vec![Provider::new("stored", source)]);
    let sources = Arc::new(sources.unwrap());
    let served = tokio::spawn(async move {
        let symbol = String::from("BTC");
        let hedged = api.failover.hedge(secs(0));
        hedged.fetch_async(sources.with(symbol.as_str())).await
    });
    assert_eq!(served.await.unwrap().unwrap().value, "BTC");
}
