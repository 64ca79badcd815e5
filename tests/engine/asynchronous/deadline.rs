//! `deadline`: everything is dropped at it, and no wait outlives it.

use std::future::pending;
use std::slice;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, Clock, EndReason, FailureKind, ItemProvider, Provider, Reason, Verdict,
};
use tests::support::{Code, NS, brief, client_on, counted, secs, wait};

use super::{Answer, Log};

#[test]
fn it_drops_the_attempt_under_way_and_nobody_is_asked() {
    let clock = ManualClock::new();
    let log = Log::new(&clock);
    let breaker = CircuitBreaker::new(3, secs(60)).clock(clock.clone());
    let client = client_on(&clock)
        .deadline(secs(3))
        .retries(9)
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let failed = clock.block_on(client.fetch_async((
        Provider::new("a", || log.hang::<Answer>("a is dropped")),
        Provider::new("b", async || {
            log.note("b is asked");
            Ok(2)
        }),
    )));
    let failed = failed.unwrap_err();
    assert_eq!(brief(failed.failures()), [("a", FailureKind::TimedOut, 1)]);
    assert_eq!(failed.end_reason(), EndReason::Deadline);
    assert_eq!(log.notes(), [("a is dropped", secs(3))]);
}

#[test]
fn it_keeps_the_items_that_were_served() {
    let clock = ManualClock::new();
    let log = Log::new(&clock);
    let client = client_on(&clock).deadline(secs(3)).build().unwrap();
    let a = async |_: Vec<u32>| {
        wait(&clock, secs(1)).await;
        Ok::<_, Code>(vec![(1, 10)])
    };
    let b = async |keys: Vec<u32>| match keys[0] {
        2 => Ok(vec![(2, 20)]),
        _ => log.hang("b is dropped").await,
    };
    let c = async |_: Vec<u32>| {
        log.note("c is asked");
        Ok(vec![(3, 30)])
    };
    let result = clock.block_on(client.fetch_items_async(
        [1, 2, 3, 4],
        (
            ItemProvider::new_async("a", a),
            ItemProvider::new_async("b", b).max_keys(1),
            ItemProvider::new_async("c", c),
        ),
    ));
    let result = result.unwrap();
    assert_eq!((result[&1], result[&2]), (10, 20));
    assert_eq!(result.end_reason(), EndReason::Deadline);
    assert_eq!(log.notes(), [("b is dropped", secs(3))]);

    let missing: Vec<_> = result.missing().collect();
    assert_eq!((*missing[0].key, *missing[1].key), (3, 4));
    let reasons: Vec<_> = missing[0].reasons().map(|(_, reason)| reason).collect();
    let [
        Reason::NotReturned,
        Reason::Failed(failure),
        Reason::NotReached,
    ] = reasons[..]
    else {
        panic!("{reasons:?}");
    };
    assert_eq!(
        brief(slice::from_ref(failure)),
        [("b", FailureKind::TimedOut, 2)]
    );
    let reasons: Vec<_> = missing[1].reasons().map(|(_, reason)| reason).collect();
    assert_eq!(
        reasons,
        [Reason::NotReturned, Reason::NotReached, Reason::NotReached]
    );
}

#[test]
fn of_two_limits_the_earlier_is_blamed() {
    // The timeout, twice; then the deadline.
    let clock = ManualClock::new();
    let log = Log::new(&clock);
    let breaker = CircuitBreaker::new(3, secs(60)).clock(clock.clone());
    let client = client_on(&clock)
        .timeout(secs(2))
        .deadline(secs(5))
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let failed = clock.block_on(client.fetch_async((
        Provider::new("a", || log.hang::<Answer>("a")),
        Provider::new("b", || log.hang("b")),
        Provider::new("c", || log.hang("c")),
        Provider::new("d", || log.hang("d")),
    )));
    let failed = failed.unwrap_err();
    let timed_out = |name| (name, FailureKind::TimedOut, 1);
    assert_eq!(brief(failed.failures()), ["a", "b", "c"].map(timed_out));
    assert_eq!(failed.end_reason(), EndReason::Deadline);
    assert_eq!(
        log.notes(),
        [("a", secs(2)), ("b", secs(4)), ("c", secs(5))]
    );
    let counted = ["a", "b", "c"].map(|name| counted(&client, name));
    assert_eq!(counted, [1, 1, 0]);
}

#[test]
fn of_two_limits_at_once_the_timeout_is_blamed() {
    for on_timeout in [Verdict::NEXT, Verdict::NEXT.uncounted()] {
        let clock = ManualClock::new();
        let breaker = CircuitBreaker::new(3, secs(60)).clock(clock.clone());
        let client = client_on(&clock)
            .timeout(secs(2))
            .deadline(secs(2))
            .on_timeout(on_timeout)
            .circuit_breaker(breaker)
            .build()
            .unwrap();
        let a = Provider::new("a", pending::<Answer>);
        let failed = clock.block_on(client.fetch_async([a])).unwrap_err();
        assert_eq!(brief(failed.failures()), [("a", FailureKind::TimedOut, 1)]);
        assert_eq!(
            counted(&client, "a"),
            u32::from(on_timeout == Verdict::NEXT)
        );
        assert_eq!(clock.now(), secs(2));
    }
}

#[test]
fn a_value_at_the_deadline_is_in_time() {
    for (takes, is_served) in [(secs(3), true), (secs(3) + NS, false)] {
        let clock = ManualClock::new();
        let client = client_on(&clock).deadline(secs(3)).build().unwrap();
        let a = async || {
            wait(&clock, takes).await;
            Ok::<_, Code>(1)
        };
        let served = clock.block_on(client.fetch_async([Provider::new("a", a)]));
        assert_eq!(served.is_ok(), is_served);
        assert_eq!(clock.now(), secs(3));
    }
}

#[test]
fn a_backoff_that_cannot_end_before_it_is_not_begun() {
    // After the first attempt 4 s, after the second 8 s more.
    for (deadline, attempts) in [(secs(4), 1), (secs(4) + NS, 2), (secs(12), 2)] {
        let clock = ManualClock::new();
        let log = Log::new(&clock);
        let client = client_on(&clock)
            .retries(2)
            .retry_backoff(secs(4))
            .deadline(deadline)
            .build()
            .unwrap();
        let a = async || Err(Code(1));
        let b = async || {
            log.note("b is asked");
            Ok(2)
        };
        let providers = (Provider::new("a", a), Provider::new("b", b));
        let served = clock.block_on(client.fetch_async(providers)).unwrap();
        assert_eq!(served.failures()[0].attempts, attempts, "{deadline:?}");
        let at = secs(4) * (attempts - 1);
        assert_eq!(log.notes(), [("b is asked", at)], "{deadline:?}");
        assert_eq!(clock.slept(), vec![secs(4); attempts as usize - 1]);
    }
}

#[test]
fn it_counts_from_the_first_poll() {
    let clock = ManualClock::new();
    let client = client_on(&clock).deadline(secs(3)).build().unwrap();
    let a = async || {
        wait(&clock, secs(2)).await;
        Ok::<_, Code>(1)
    };
    let call = client.fetch_async([Provider::new("a", a)]);
    let items = async |_: Vec<u32>| {
        wait(&clock, secs(2)).await;
        Ok::<_, Code>([(1, 1)])
    };
    let call_for_items = client.fetch_items_async([1], [ItemProvider::new_async("a", items)]);
    clock.advance(secs(10));
    assert_eq!(clock.block_on(call).unwrap().value, 1);
    assert_eq!(clock.block_on(call_for_items).unwrap()[&1], 1);
}

#[test]
fn the_wait_of_a_call_within_a_call_is_cut_by_the_outer_deadline() {
    let clock = ManualClock::new();
    let log = Log::new(&clock);
    let inner = client_on(&clock).timeout(secs(60)).build().unwrap();
    let outer = client_on(&clock).deadline(secs(3)).build().unwrap();
    let a = async || {
        let hanging = Provider::new("inner", || log.hang::<Answer>("inner is dropped"));
        let served = inner.fetch_async([hanging]).await;
        served.map(|served| served.value)
    };
    let failed = clock.block_on(outer.fetch_async([Provider::new("a", a)]));
    assert_eq!(failed.unwrap_err().end_reason(), EndReason::Deadline);
    assert_eq!(log.notes(), [("inner is dropped", secs(3))]);
}
