//! Limits and waits, by the function's clock.

use std::future::pending;
use std::sync::LazyLock;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, Clock, ConfigError, EndReason, FailoverClient, FailureKind, Verdict,
    failover,
};
use tests::support::SECOND;

async fn hangs() -> Result<u8, String> {
    pending().await
}

async fn serves() -> Result<u8, String> {
    Ok(1)
}

async fn fails() -> Result<u8, String> {
    Err("down".to_owned())
}

type Outcome = Result<u8, AllProvidersFailed<String>>;

#[test]
fn an_attempt_is_dropped_at_its_limit() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(providers = [hangs, serves], retries = 1, timeout = 2s, clock = CLOCK.clone())]
    async fn call() -> Outcome;

    assert_eq!(CLOCK.block_on(call()).unwrap(), 1);
    assert_eq!(CLOCK.now(), SECOND * 4);
}

#[test]
fn a_deadline_cuts_the_call() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(providers = [hangs, fails, serves], deadline = 3s, clock = CLOCK.clone())]
    async fn call() -> Outcome;

    let failed = CLOCK.block_on(call()).unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Deadline);
    assert!(matches!(failed.failures()[0].kind, FailureKind::TimedOut));
    assert_eq!(failed.failures().len(), 1);
    assert_eq!(CLOCK.now(), SECOND * 3);
}

#[test]
fn a_hung_provider_is_skipped_in_the_end_although_only_the_deadline_ends_its_attempts() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(
        providers = [hangs, serves], deadline = 100ms, clock = CLOCK.clone(),
        circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = breaker)
    )]
    async fn call() -> Outcome;

    #[failover(
        providers = [hangs, serves], deadline = 100ms, on_deadline = Verdict::NEXT.uncounted(), clock = CLOCK.clone(),
        circuit_breaker(failure_threshold = 3, reset_after = 1m, handle = untaught)
    )]
    async fn hasty() -> Outcome;

    let served = (0..50).filter(|_| CLOCK.block_on(call()).is_ok());
    assert_eq!(served.count(), 47);
    assert!(breaker().is_open("hangs"));
    for _ in 0..5 {
        assert!(CLOCK.block_on(hasty()).is_err());
    }
    assert!(!untaught().is_open("hangs"));
}

#[test]
fn a_body_is_dropped_at_its_limit_too() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(providers = [serves], timeout = 1s, on_timeout = Verdict::STOP, clock = CLOCK.clone())]
    async fn call() -> Result<u8, std::io::Error> {
        pending::<()>().await;
        Ok(2)
    }

    async fn serves() -> Option<u8> {
        Some(1)
    }

    let error = CLOCK.block_on(call()).unwrap_err().to_string();
    assert!(error.contains("call: timed out"), "{error}");
    assert_eq!(CLOCK.now(), SECOND);
}

#[test]
fn waits_between_attempts_are_the_clocks() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(providers = [fails, serves], retries = 2, retry_backoff = 1s, clock = CLOCK.clone())]
    async fn call() -> Outcome;

    assert_eq!(CLOCK.block_on(call()).unwrap(), 1);
    assert_eq!(CLOCK.now(), SECOND * 3);
}

#[test]
fn a_breaker_of_the_functions_own_goes_by_its_clock() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(
        providers = [fails],
        circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = breaker),
        clock = CLOCK.clone()
    )]
    async fn call() -> Outcome;

    CLOCK.block_on(call()).unwrap_err();
    assert!(breaker().is_open("fails"));
    CLOCK.advance(SECOND * 60);
    assert!(!breaker().is_open("fails"));
}

#[test]
fn items_are_cut_off_too() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(providers = [hangs, serves], keys = keys, timeout = 2s, clock = CLOCK.clone())]
    async fn call(keys: &[u8]) -> Result<Vec<(u8, u8)>, AllProvidersFailed<String>>;

    async fn hangs(_: &[u8]) -> Result<Vec<(u8, u8)>, String> {
        pending().await
    }

    async fn serves(keys: &[u8]) -> Result<Vec<(u8, u8)>, String> {
        Ok(keys.iter().map(|key| (*key, 1)).collect())
    }

    assert_eq!(CLOCK.block_on(call(&[1, 2])).unwrap(), [(1, 1), (2, 1)]);
    assert_eq!(CLOCK.now(), SECOND * 2);
}

/// A client without a timer, wherever the tests are not built with one.
#[test]
fn a_client_that_cannot_wait_is_an_error() {
    #[failover(providers = [never], client = client)]
    async fn call(client: &FailoverClient) -> Outcome;

    async fn never(_: &FailoverClient) -> Result<u8, String> {
        pending().await
    }

    let client = FailoverClient::builder().timeout(SECOND).build().unwrap();
    // Outside of a runtime there is no timer, with or without the feature.
    let failed = ManualClock::new().block_on(call(&client)).unwrap_err();
    assert_eq!(
        failed.end_reason(),
        EndReason::Refused(ConfigError::NoTimer)
    );
}
