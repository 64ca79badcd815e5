//! `hedge`: starts the next provider while a slow one is still running.

use std::cell::RefCell;
use std::future::pending;
use std::sync::LazyLock;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, Clock, EndReason, FailoverClient, FailureKind, Served, Timer, Verdict,
    failover,
};
use tests::support::{Down, MS, run};

type Outcome<T> = failover_core::Result<Served<T, Down>, Down>;
type Log = RefCell<Vec<&'static str>>;

async fn fails(_: &str, log: &Log) -> Result<usize, Down> {
    log.borrow_mut().push("fails");
    Err(Down)
}

async fn hangs(_: &str, log: &Log) -> Option<usize> {
    log.borrow_mut().push("hangs");
    pending().await
}

async fn serves(symbol: &str, log: &Log) -> Result<usize, Down> {
    log.borrow_mut().push("serves");
    Ok(symbol.len())
}

/// Returns provider, kind and attempts of each failure.
fn failures<T>(served: &Served<T, Down>) -> Vec<(&'static str, &FailureKind<Down>, u32)> {
    let failures = served.failures().iter();
    failures
        .map(|failure| (failure.provider.as_str(), &failure.kind, failure.attempts))
        .collect()
}

#[test]
fn the_next_is_started_beside_one_that_is_slow() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(providers = [fails, hangs, serves], hedge = 200ms, retries = 1, clock = CLOCK.clone())]
    async fn call(symbol: &str, log: &Log) -> Outcome<usize>;

    let log = Log::default();
    let served = CLOCK.block_on(call("BTC", &log)).unwrap();
    assert_eq!((served.value, served.provider.as_str()), (3, "serves"));
    let expected = [
        ("fails", &FailureKind::Error(Down), 2),
        ("hangs", &FailureKind::Cancelled, 1),
    ];
    assert_eq!(failures(&served), expected);
    assert_eq!(log.into_inner(), ["fails", "fails", "hangs", "serves"]);
    assert_eq!(CLOCK.now(), 200 * MS);
}

#[test]
fn all_are_started_at_once_where_it_is_zero() {
    #[failover(providers = [hangs, serves, fails], hedge = 0s)]
    async fn call(symbol: &str, log: &Log) -> Outcome<usize>;

    let log = Log::default();
    let served = run(call("BTC", &log)).unwrap();
    assert_eq!(served.provider, "serves");
    assert_eq!(log.into_inner()[..2], ["hangs", "serves"]);
}

#[test]
fn however_many_there_are() {
    #[rustfmt::skip]
    #[failover(
        providers = [
            a = hangs, b = hangs, c = hangs, d = hangs, e = hangs, f = hangs, g = hangs, h = hangs,
            i = hangs, j = hangs, k = hangs, l = hangs, m = hangs, n = serves,
        ],
        hedge = 0s
    )]
    async fn call(symbol: &str, log: &Log) -> Outcome<usize>;

    let log = Log::default();
    let served = run(call("BTC", &log)).unwrap();
    assert_eq!(served.provider, "n");
    assert_eq!(served.failures().len(), 13);
}

#[test]
fn it_goes_by_what_is_judged_and_limited() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(
        providers = [hangs, serves, stops = fails],
        hedge = Duration::from_millis(100),
        timeout = 1s,
        is_valid = |length| *length > symbol.len(),
        classify = |Down| Verdict::STOP,
        clock = CLOCK.clone()
    )]
    async fn call(symbol: &str, log: &Log) -> Outcome<usize>;

    let failed = CLOCK.block_on(call("BTC", &Log::default())).unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
    let kinds: Vec<_> = failed
        .failures()
        .iter()
        .map(|failure| &failure.kind)
        .collect();
    let expected = [
        &FailureKind::Cancelled,
        &FailureKind::Rejected,
        &FailureKind::Error(Down),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(CLOCK.now(), 100 * MS);
}

struct Api {
    base: String,
    client: FailoverClient,
    clock: ManualClock,
}

impl Api {
    async fn waits(&self, symbol: &str, millis: u32) -> Result<String, Down> {
        Timer::sleep(&self.clock, millis * MS).await;
        Ok(format!("{}/{symbol}", self.base))
    }

    /// Takes its arguments by value, so each attempt gets a clone.
    async fn longer(&self, symbol: &str, words: Vec<String>) -> Result<String, Down> {
        self.waits(symbol, 250)
            .await
            .map(|price| words.concat() + &price)
    }

    #[failover(
        providers = [slow = self.waits(symbol, 500), self.longer],
        client = self.client,
        hedge = 200ms
    )]
    async fn first(&self, symbol: &str, words: Vec<String>) -> Outcome<String>;

    #[failover(providers = [self.longer], client = self.client, hedge = 200ms)]
    async fn body(&self, symbol: &str, mut words: Vec<String>) -> Result<String, Failed> {
        words.push("body ".to_owned());
        let words = words;
        if symbol.is_empty() {
            return Err(Failed);
        }
        let price = self.waits(symbol, 440).await?;
        Ok(words.concat() + &price)
    }
}

#[derive(Debug, PartialEq)]
struct Failed;

impl From<Down> for Failed {
    fn from(_: Down) -> Self {
        Self
    }
}

impl From<AllProvidersFailed<Failed>> for Failed {
    fn from(_: AllProvidersFailed<Failed>) -> Self {
        Self
    }
}

#[test]
fn methods_clients_and_bodies_are_hedged() {
    let clock = ManualClock::new();
    let client = FailoverClient::builder()
        .clock(clock.clone())
        .timer(clock.clone());
    let api = Api {
        base: "api".to_owned(),
        client: client.build().unwrap(),
        clock: clock.clone(),
    };
    let words = || vec!["word ".to_owned()];
    let first = clock.block_on(api.first("BTC", words())).unwrap();
    assert_eq!((&*first.value, clock.now()), ("word api/BTC", 450 * MS));
    let body = clock.block_on(api.body("BTC", words()));
    assert_eq!(body.as_deref(), Ok("word body api/BTC"));
    assert_eq!(clock.now(), 890 * MS);
    let failed_over = clock.block_on(api.body("", words()));
    assert_eq!(failed_over.as_deref(), Ok("word api/"));
}

/// Generic, and what is returned borrows.
#[failover(providers = [none, found], hedge = 0ms)]
async fn find<'a, T, const N: usize>(
    list: &'a [T; N],
    matches: impl Fn(&T) -> bool + Clone,
) -> failover_core::Result<&'a T, Down>
where
    T: std::fmt::Debug;

async fn none<T, const N: usize>(_: &[T; N], _: impl Fn(&T) -> bool) -> Option<&T> {
    pending().await
}

async fn found<T, const N: usize>(list: &[T; N], matches: impl Fn(&T) -> bool) -> Option<&T> {
    list.iter().find(|item| matches(item))
}

#[test]
fn it_may_be_generic_and_what_is_returned_may_borrow() {
    let list = [1, 2, 3];
    assert_eq!(run(find(&list, |item| *item > 1)).unwrap(), &2);
}

async fn always_hangs() -> Result<u8, Down> {
    pending().await
}

async fn answers() -> Result<u8, Down> {
    Ok(1)
}

#[test]
fn a_hedge_hides_a_hung_provider_unless_lost_races_count() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(
        providers = [always_hangs, answers], hedge = 20ms, timeout = 1s, clock = CLOCK.clone(),
        circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = untaught)
    )]
    async fn hidden() -> Outcome<u8>;

    #[failover(
        providers = [always_hangs, answers], hedge = 20ms, timeout = 1s, clock = CLOCK.clone(),
        on_overtaken = Verdict::NEXT,
        circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = taught)
    )]
    async fn seen() -> Outcome<u8>;

    for _ in 0..50 {
        CLOCK.block_on(hidden()).unwrap();
    }
    assert_eq!(CLOCK.now(), 50 * 20 * MS);
    assert!(!untaught().is_open("always_hangs"));

    let began = CLOCK.now();
    for _ in 0..50 {
        CLOCK.block_on(seen()).unwrap();
    }
    assert_eq!(CLOCK.now() - began, 3 * 20 * MS);
    assert!(taught().is_open("always_hangs"));
}

#[test]
fn max_hedges_caps_the_requests_of_a_call() {
    const TWO: u32 = 2;
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    async fn second() -> Result<u8, Down> {
        pending().await
    }
    async fn third() -> Result<u8, Down> {
        pending().await
    }

    #[failover(
        providers = [always_hangs, second, third, answers], hedge = 20ms, max_hedges = 1, deadline = 1s,
        clock = CLOCK.clone()
    )]
    async fn one() -> Outcome<u8>;

    #[failover(
        providers = [always_hangs, second, third, answers], hedge = 20ms, max_hedges = TWO, deadline = 1s,
        clock = CLOCK.clone()
    )]
    async fn two() -> Outcome<u8>;

    assert_eq!(CLOCK.block_on(one()).unwrap_err().failures().len(), 2);
    assert_eq!(CLOCK.block_on(two()).unwrap_err().failures().len(), 3);
}
