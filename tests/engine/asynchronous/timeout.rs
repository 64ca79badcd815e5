//! `timeout`: an attempt is polled before its limit is looked at, and dropped at the limit.

use std::future::pending;
use std::task::Poll;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, Clock, EndReason, FailureKind, ItemProvider, Provider, Verdict,
};
use tests::support::{Code, NS, brief, client_on, counted, poll, secs, wait, yield_now};

use super::{Answer, Log};

#[test]
fn an_attempt_is_dropped_exactly_at_its_limit_and_before_the_next_provider_is_asked() {
    let clock = ManualClock::new();
    let log = Log::new(&clock);
    let client = client_on(&clock)
        .timeout(secs(2))
        .retries(1)
        .build()
        .unwrap();
    let served = clock.block_on(client.fetch_async((
        Provider::new("a", || log.hang::<Answer>("a is dropped")),
        Provider::new("b", async || {
            log.note("b is asked");
            Ok(2)
        }),
    )));
    let served = served.unwrap();
    assert_eq!(brief(served.failures()), [("a", FailureKind::TimedOut, 2)]);
    assert_eq!(
        log.notes(),
        [
            ("a is dropped", secs(2)),
            ("a is dropped", secs(4)),
            ("b is asked", secs(4))
        ]
    );
}

#[test]
fn an_attempt_for_items_is_dropped_exactly_at_its_limit() {
    let clock = ManualClock::new();
    let log = Log::new(&clock);
    let client = client_on(&clock).timeout(secs(2)).build().unwrap();
    // Of three requests the second hangs.
    let a = async |keys: Vec<u32>| match keys[0] {
        2 => {
            log.hang::<Result<Vec<(u32, u32)>, Code>>("a is dropped")
                .await
        }
        key => Ok(vec![(key, key * 10)]),
    };
    let b = async |keys: Vec<u32>| {
        log.note("b is asked");
        Ok(keys.into_iter().map(|key| (key, 0)).collect::<Vec<_>>())
    };
    let result = clock.block_on(client.fetch_items_async(
        [1, 2, 3],
        (
            ItemProvider::new_async("a", a).max_keys(1),
            ItemProvider::new_async("b", b),
        ),
    ));
    let result = result.unwrap();
    assert_eq!((result[&1], result[&2], result[&3]), (10, 0, 30));
    assert_eq!(result.provenance(&2), Some("b"));
    let failed: Vec<_> = result.failed_requests().cloned().collect();
    assert_eq!(brief(&failed), [("a", FailureKind::TimedOut, 2)]);
    assert_eq!(
        log.notes(),
        [("a is dropped", secs(2)), ("b is asked", secs(2))]
    );
}

#[test]
fn ready_exactly_at_the_limit_is_in_time() {
    for (takes, provider) in [(secs(2), "a"), (secs(2) + NS, "b")] {
        let clock = ManualClock::new();
        let client = client_on(&clock).timeout(secs(2)).build().unwrap();
        let a = async || {
            wait(&clock, takes).await;
            Ok::<_, Code>(1)
        };
        let b = async || Ok(2);
        let providers = (Provider::new("a", a), Provider::new("b", b));
        let served = clock.block_on(client.fetch_async(providers)).unwrap();
        assert_eq!(served.provider, provider, "{takes:?}");
        assert_eq!(clock.now(), secs(2));
    }
}

#[test]
fn ready_exactly_at_the_limit_is_in_time_for_items() {
    for (takes, provider) in [(secs(2), "a"), (secs(2) + NS, "b")] {
        let clock = ManualClock::new();
        let client = client_on(&clock).timeout(secs(2)).build().unwrap();
        let a = async |_: Vec<u32>| {
            wait(&clock, takes).await;
            Ok::<_, Code>([(1, 1)])
        };
        let b = async |_: Vec<u32>| Ok([(1, 2)]);
        let providers = (
            ItemProvider::new_async("a", a),
            ItemProvider::new_async("b", b),
        );
        let result = clock.block_on(client.fetch_items_async([1], providers));
        let result = result.unwrap();
        assert_eq!(result.provenance(&1), Some(provider), "{takes:?}");
        assert_eq!(clock.now(), secs(2));
    }
}

/// Blocks the thread for so long in its last poll, of two if `later`.
async fn block(clock: &ManualClock, later: bool, takes: Duration) {
    if later {
        yield_now().await;
    }
    clock.advance(takes);
}

#[test]
fn ready_late_with_an_error_keeps_the_error() {
    for later in [false, true] {
        let clock = ManualClock::new();
        let client = client_on(&clock).timeout(secs(2)).build().unwrap();
        let a = async || {
            block(&clock, later, secs(3)).await;
            Err::<u32, _>(Code(1))
        };
        let failed = clock.block_on(client.fetch_async([Provider::new("a", a)]));
        let failures = failed.unwrap_err().into_failures();
        assert_eq!(brief(&failures), [("a", FailureKind::Error(Code(1)), 1)]);

        let a = async |_: Vec<u32>| {
            block(&clock, later, secs(3)).await;
            Err::<[(u32, u32); 1], _>(Code(1))
        };
        let providers = [ItemProvider::new_async("a", a)];
        let failed = clock.block_on(client.fetch_items_async([1], providers));
        let failures = failed.unwrap_err().into_failures();
        assert_eq!(brief(&failures), [("a", FailureKind::Error(Code(1)), 1)]);
    }
}

#[test]
fn ready_late_with_a_value_is_timed_out_and_not_judged() {
    let unjudged = |_: &u32| -> bool { panic!("it was judged") };
    for later in [false, true] {
        let clock = ManualClock::new();
        let client = client_on(&clock).timeout(secs(2)).build().unwrap();
        let a = async || {
            block(&clock, later, secs(2) + NS).await;
            Ok::<_, Code>(1)
        };
        let judged = client.is_valid(unjudged);
        let failed = clock.block_on(judged.fetch_async([Provider::new("a", a)]));
        let failures = failed.unwrap_err().into_failures();
        assert_eq!(brief(&failures), [("a", FailureKind::TimedOut, 1)]);

        let a = async |_: Vec<u32>| {
            block(&clock, later, secs(2) + NS).await;
            Ok::<_, Code>([(1, 1)])
        };
        let providers = [ItemProvider::new_async("a", a)];
        let failed = clock.block_on(judged.fetch_items_async([1], providers));
        let failures = failed.unwrap_err().into_failures();
        assert_eq!(brief(&failures), [("a", FailureKind::TimedOut, 1)]);
    }
}

#[test]
fn blocking_up_to_the_limit_is_in_time() {
    let clock = ManualClock::new();
    let client = client_on(&clock).timeout(secs(2)).build().unwrap();
    let a = async || {
        block(&clock, true, secs(2)).await;
        Ok::<_, Code>(1)
    };
    let served = clock.block_on(client.fetch_async([Provider::new("a", a)]));
    assert_eq!(served.unwrap().value, 1);
}

#[test]
fn pending_at_the_limit_is_dropped_in_the_same_poll() {
    let clock = ManualClock::new();
    let log = Log::new(&clock);
    let client = client_on(&clock).timeout(secs(2)).build().unwrap();
    let a = || async {
        clock.advance(secs(2));
        log.hang::<Answer>("a is dropped").await
    };
    let b = async || Ok(2);
    let providers = (Provider::new("a", a), Provider::new("b", b));
    let mut call = std::pin::pin!(client.fetch_async(providers));
    let Poll::Ready(served) = poll(call.as_mut()) else {
        panic!("it was waited for");
    };
    assert_eq!(served.unwrap().provider, "b");
    assert_eq!(log.notes(), [("a is dropped", secs(2))]);
}

#[test]
fn each_attempt_has_the_whole_limit() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .timeout(secs(2))
        .retries(2)
        .retry_backoff(secs(3))
        .build()
        .unwrap();
    let failed = clock.block_on(client.fetch_async([Provider::new("a", pending::<Answer>)]));
    assert_eq!(failed.unwrap_err().failures()[0].attempts, 3);
    // Three attempts of 2 s, after the first a wait of 3 s, after the second of 6 s.
    assert_eq!(clock.slept(), [2, 3, 2, 6, 2].map(secs));
    assert_eq!(clock.now(), secs(15));
}

#[test]
fn what_a_timeout_means_is_said_by_on_timeout() {
    let verdicts = [
        (Verdict::RETRY, 2, EndReason::Exhausted, 1),
        (Verdict::NEXT, 1, EndReason::Exhausted, 1),
        (Verdict::NEXT.uncounted(), 1, EndReason::Exhausted, 0),
        (Verdict::STOP, 1, EndReason::Stopped, 0),
    ];
    for (verdict, attempts, ended, failures) in verdicts {
        let clock = ManualClock::new();
        let breaker = CircuitBreaker::new(3, secs(60)).clock(clock.clone());
        let client = client_on(&clock)
            .timeout(secs(2))
            .retries(1)
            .on_timeout(verdict)
            .circuit_breaker(breaker)
            .build()
            .unwrap();
        let a = Provider::new("a", pending::<Answer>);
        let failed = clock.block_on(client.fetch_async([a])).unwrap_err();
        assert_eq!(
            brief(failed.failures()),
            [("a", FailureKind::TimedOut, attempts)]
        );
        assert_eq!(failed.end_reason(), ended);
        assert_eq!(counted(&client, "a"), failures, "{verdict:?}");

        let a = async |_: Vec<u32>| pending::<Result<[(u32, u32); 1], Code>>().await;
        let a = ItemProvider::new_async("a", a);
        let failed = clock.block_on(client.fetch_items_async([1], [a]));
        let failed = failed.unwrap_err();
        assert_eq!(
            brief(failed.failures()),
            [("a", FailureKind::TimedOut, attempts)]
        );
        assert_eq!(failed.end_reason(), ended);
    }
}

#[test]
fn the_longest_limits_are_none() {
    for start in [Duration::ZERO, secs(1), secs(u64::MAX)] {
        let clock = ManualClock::new();
        clock.set(start);
        let breaker = CircuitBreaker::new(3, Duration::MAX).clock(clock.clone());
        let client = client_on(&clock)
            .timeout(Duration::MAX)
            .deadline(Duration::MAX)
            .circuit_breaker(breaker)
            .build()
            .unwrap();
        let a = async || {
            wait(&clock, NS).await;
            Ok::<_, Code>(1)
        };
        let served = clock.block_on(client.fetch_async([Provider::new("a", a)]));
        assert_eq!(served.unwrap().value, 1);
    }
}

#[test]
fn the_longest_wait_comes_to_an_end() {
    for start in [Duration::ZERO, secs(1), secs(u64::MAX), Duration::MAX] {
        let clock = ManualClock::new();
        clock.set(start);
        let client = client_on(&clock)
            .retries(2)
            .retry_backoff(Duration::MAX)
            .timeout(Duration::MAX)
            .build()
            .unwrap();
        let attempts = std::cell::Cell::new(0);
        let a = async || {
            attempts.set(attempts.get() + 1);
            match attempts.get() {
                3 => Ok(attempts.get()),
                _ => Err(Code(1)),
            }
        };
        let served = clock.block_on(client.fetch_async([Provider::new("a", a)]));
        assert_eq!(served.unwrap().value, 3);
        assert_eq!(clock.now(), Duration::MAX);
    }
}

#[test]
fn a_provider_may_be_polled_any_number_of_times_before_its_limit() {
    let clock = ManualClock::new();
    let client = client_on(&clock).timeout(secs(2)).build().unwrap();
    let a = async || {
        for _ in 0..10_000 {
            yield_now().await;
        }
        Ok::<_, Code>(1)
    };
    let served = clock.block_on(client.fetch_async([Provider::new("a", a)]));
    assert_eq!(served.unwrap().value, 1);
    assert!(clock.slept().is_empty());
}
