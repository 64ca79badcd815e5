//! `Verdict::after` through the attribute.
#![allow(clippy::unused_async, reason = "forms that a user's function may have")]

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use failover_core::testing::ManualClock;
use failover_core::{AllProvidersFailed, Clock, Result, Verdict, failover};
use tests::support::secs;

#[derive(Debug, Clone)]
struct TooMany(u64);

fn as_told(TooMany(seconds): &TooMany) -> Verdict {
    Verdict::RETRY.after(secs(*seconds))
}

fn second_time(calls: &AtomicU32) -> std::result::Result<u8, TooMany> {
    match calls.fetch_add(1, Ordering::Relaxed) {
        0 => Err(TooMany(2)),
        _ => Ok(1),
    }
}

async fn second_time_async(calls: &AtomicU32) -> std::result::Result<u8, TooMany> {
    second_time(calls)
}

fn items(calls: &AtomicU32, keys: &[u8]) -> std::result::Result<Vec<(u8, u8)>, TooMany> {
    let value = second_time(calls)?;
    Ok(keys.iter().map(|key| (*key, value)).collect())
}

async fn items_async(
    calls: &AtomicU32,
    keys: &[u8],
) -> std::result::Result<Vec<(u8, u8)>, TooMany> {
    items(calls, keys)
}

#[test]
fn the_same_provider_is_called_after_the_wait() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(
        providers = [second_time],
        retries = 3,
        retry_backoff = 100ms,
        classify = as_told,
        clock = CLOCK.clone()
    )]
    fn call(calls: &AtomicU32) -> Result<u8, TooMany>;

    assert_eq!(call(&AtomicU32::new(0)).unwrap(), 1);
    assert_eq!(CLOCK.slept(), [secs(2)]);
}

#[test]
fn an_awaited_one_too() {
    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(providers = [second_time_async], retries = 3, classify = as_told, clock = CLOCK.clone())]
    async fn call(calls: &AtomicU32) -> Result<u8, TooMany>;

    #[failover(
        providers = [second_time_async, other = second_time_async],
        retries = 3,
        hedge = 1m,
        classify = as_told,
        clock = CLOCK.clone()
    )]
    async fn hedged(calls: &AtomicU32) -> Result<u8, TooMany>;

    assert_eq!(CLOCK.block_on(call(&AtomicU32::new(0))).unwrap(), 1);
    assert_eq!(CLOCK.now(), secs(2));
    assert_eq!(CLOCK.block_on(hedged(&AtomicU32::new(0))).unwrap(), 1);
    assert_eq!(CLOCK.now(), secs(4));
}

#[test]
fn a_batch_call_too() {
    type Items = std::result::Result<Vec<(u8, u8)>, AllProvidersFailed<TooMany>>;

    static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);
    static ASYNC: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

    #[failover(providers = [items], keys = keys, retries = 3, classify = as_told, clock = CLOCK.clone())]
    fn call(calls: &AtomicU32, keys: &[u8]) -> Items;

    #[failover(
        providers = [items_async],
        keys = keys,
        max_keys = 1,
        concurrency = 2,
        retries = 3,
        classify = as_told,
        clock = ASYNC.clone()
    )]
    async fn concurrent(calls: &AtomicU32, keys: &[u8]) -> Items;

    assert_eq!(call(&AtomicU32::new(0), &[1, 2]).unwrap(), [(1, 1), (2, 1)]);
    assert_eq!(CLOCK.slept(), [secs(2)]);
    let items = ASYNC.block_on(concurrent(&AtomicU32::new(0), &[1, 2]));
    assert_eq!(items.unwrap(), [(1, 1), (2, 1)]);
    assert_eq!(ASYNC.now(), secs(2));
}

/// Outside of a runtime there is no timer, with or without the feature.
#[test]
fn without_a_timer_the_call_ends_where_it_has_to_wait() {
    #[failover(providers = [second_time_async], client = client, classify = as_told)]
    async fn call(calls: &AtomicU32, client: &failover_core::FailoverClient)
    -> Result<u8, TooMany>;

    async fn second_time_async(
        calls: &AtomicU32,
        _: &failover_core::FailoverClient,
    ) -> std::result::Result<u8, TooMany> {
        second_time(calls)
    }

    let client = failover_core::FailoverClient::builder()
        .retries(3)
        .build()
        .unwrap();
    let failed = ManualClock::new()
        .block_on(call(&AtomicU32::new(0), &client))
        .unwrap_err();
    let refused = failover_core::EndReason::Refused(failover_core::ConfigError::NoTimer);
    assert_eq!((failed.end_reason(), failed.failures().len()), (refused, 1));
}
