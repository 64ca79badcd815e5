//! Settings of one provider: `timeout(local = 60s)`, `retries(local = 3)`, `retry_backoff(local = 1s)`.

use std::sync::LazyLock;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, CircuitBreaker, CircuitState, ConfigError, EndReason, FailoverClient,
    FailureKind, ItemResult, Served, Timer, failover,
};
use tests::support::run;

type Error = &'static str;
type Whole = Result<Served<u8, Error>, AllProvidersFailed<Error>>;

static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

/// One clock is shared by the tests of this file, so each looks at the time that passes in it.
fn seconds<T>(call: impl FnOnce() -> T) -> (T, u64) {
    static ONE_AT_A_TIME: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = ONE_AT_A_TIME.lock();
    let start = failover_core::Clock::now(&*CLOCK);
    let result = call();
    let end = failover_core::Clock::now(&*CLOCK);
    (result, (end - start).as_secs())
}

fn after(seconds: u64, result: Result<u8, Error>) -> Result<u8, Error> {
    CLOCK.advance(Duration::from_secs(seconds));
    result
}

async fn after_async(seconds: u64, result: Result<u8, Error>) -> Result<u8, Error> {
    Timer::sleep(&*CLOCK, Duration::from_secs(seconds)).await;
    result
}

fn turns(whole: &Whole) -> Vec<(&'static str, u32)> {
    let turn = |turn: failover_core::Turn<'_, Error>| (turn.provider.as_str(), turn.attempts);
    match whole {
        Ok(served) => served.turns().map(turn).collect(),
        Err(failed) => failed.turns().map(turn).collect(),
    }
}

#[failover(
    providers = [hosted = after(3, Ok(1)), local = after(50, Ok(2))],
    timeout = 2s, timeout(local = 60s), retries(hosted = 1), clock = CLOCK.clone(),
)]
fn blocking() -> Whole;

#[failover(
    providers = [hosted = after_async(3, Ok(1)), local = after_async(50, Ok(2))],
    timeout = 2s, timeout(local = 60s), retries(hosted = 1), clock = CLOCK.clone(),
)]
async fn asynchronous() -> Whole;

#[failover(
    providers = [hosted = after_async(3, Ok(1)), local = after_async(50, Ok(2))],
    timeout(hosted = 2s, local = 60s), retries(hosted = 1), clock = CLOCK.clone(), hedge = 100s,
)]
async fn hedged() -> Whole;

#[test]
fn a_slow_local_model_has_more_time_than_a_hosted_one() {
    // A blocking provider is not interrupted, so it takes three seconds where an async one takes two.
    for (call, expected) in [
        (blocking as fn() -> Whole, 56),
        (|| CLOCK.block_on(asynchronous()), 54),
        (|| CLOCK.block_on(hedged()), 54),
    ] {
        let (whole, seconds) = seconds(call);
        assert_eq!(turns(&whole), [("hosted", 2), ("local", 1)]);
        let served = whole.unwrap();
        assert_eq!((served.value, seconds), (2, expected));
        assert_eq!(served.failures()[0].kind, FailureKind::TimedOut);
    }
}

#[failover(
    providers = [a = after(0, Err("down")), b = after(0, Err("down"))],
    retries = 1, retries(b = 2), retry_backoff(b = 10s), clock = CLOCK.clone(),
)]
fn backoff() -> Whole;

#[test]
fn a_provider_has_its_own_retries_and_backoff() {
    let (whole, seconds) = seconds(backoff);
    assert_eq!(turns(&whole), [("a", 2), ("b", 3)]);
    assert_eq!(seconds, 30);
}

fn both(keys: &[u8]) -> Result<Vec<(u8, u8)>, Error> {
    CLOCK.advance(Duration::from_secs(3));
    Ok(keys.iter().map(|key| (*key, 1)).collect())
}

#[failover(
    providers = [short = both(keys), long = both(keys)],
    keys = keys, timeout = 2s, timeout(long = 5s), max_keys(long = 1), clock = CLOCK.clone(),
)]
fn batch(keys: &[u8]) -> Result<ItemResult<u8, u8, Error>, AllProvidersFailed<Error>>;

#[test]
fn a_batch_call_takes_them_too() {
    let (items, _) = seconds(|| batch(&[1, 2]).unwrap());
    assert_eq!(items.provenance(&1), Some("long"));
    assert_eq!(
        items.turns().map(|turn| turn.attempts).collect::<Vec<_>>(),
        [1, 2]
    );
}

static CLIENT: LazyLock<FailoverClient> = LazyLock::new(|| {
    let client = FailoverClient::builder().timeout(Duration::from_secs(2));
    client.clock(CLOCK.clone()).build().unwrap()
});

#[failover(
    providers = [hosted = after(3, Ok(1)), local = after(50, Ok(2))],
    client = CLIENT, timeout(local = 60s),
)]
fn through_a_client() -> Whole;

#[test]
fn they_go_with_a_client_whose_settings_hold_for_the_others() {
    let (whole, _) = seconds(through_a_client);
    assert_eq!(whole.unwrap().value, 2);
}

#[failover(providers = [hosted = after_async(3, Ok(1))], client = &FailoverClient::new(), timeout(hosted = 2s))]
async fn without_a_timer() -> Whole;

#[test]
fn through_a_client_without_a_timer_they_are_refused() {
    let failed = run(without_a_timer()).unwrap_err();
    assert_eq!(
        failed.end_reason(),
        EndReason::Refused(ConfigError::NoTimer)
    );
    assert_eq!(failed.failures(), []);
}

static ODD: CircuitBreaker = CircuitBreaker::new(1, Duration::from_secs(60));
static OTHERS: CircuitBreaker = CircuitBreaker::new(3, Duration::from_secs(60));

fn fails() -> Result<u8, Error> {
    Err("down")
}

async fn fails_later() -> Result<u8, Error> {
    after_async(0, Err("down")).await
}

#[failover(providers = [odd = fails(), even = fails()], circuit_breaker = OTHERS, circuit_breaker(odd = ODD))]
fn broken() -> Whole;

#[failover(providers = [odd = fails_later(), even = fails_later()], circuit_breaker = OTHERS,
    circuit_breaker(odd = ODD), hedge = 0s)]
async fn broken_hedged() -> Whole;

#[failover(providers = [#[cfg(any())] absent, odd = fails(), even = fails()],
    circuit_breaker(failure_threshold = 3, reset_after = 60s), circuit_breaker(odd = ODD, absent = OTHERS))]
fn broken_under_cfg() -> Whole;

#[test]
fn a_provider_has_its_own_breaker() {
    for call in [
        broken as fn() -> Whole,
        || run(broken_hedged()),
        broken_under_cfg,
    ] {
        ODD.reset("odd");
        OTHERS.reset("even");
        let skipped = || {
            let failed = call().unwrap_err().into_failures();
            let skips = failed.iter().map(|failure| failure.error().is_none());
            skips.collect::<Vec<_>>()
        };
        assert_eq!([skipped(), skipped()], [[false, false], [true, false]]);
        assert_eq!(OTHERS.state("odd"), CircuitState::Unknown);
    }
}
