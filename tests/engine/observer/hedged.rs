//! The events of hedged calls.

use failover_core::Provider;
use failover_core::testing::ManualClock;
use tests::support::{Down, Recorder, client_on, secs, wait};

/// Makes a hedged call whose providers take so many seconds, and fail if told to. Returns its events.
fn events_of(a: (u64, bool), b: (u64, bool)) -> Vec<String> {
    let (clock, recorder) = (ManualClock::new(), Recorder::new());
    let client = client_on(&clock)
        .observer(recorder.clone())
        .build()
        .unwrap();
    let attempt = async |(seconds, serves): (u64, bool)| {
        wait(&clock, secs(seconds)).await;
        if serves { Ok(1) } else { Err(Down) }
    };
    let _ = clock.block_on(client.hedge(secs(2)).fetch_async((
        Provider::new("a", || attempt(a)),
        Provider::new("b", || attempt(b)),
    )));
    recorder.take()
}

#[test]
fn a_hedge_that_is_not_needed_leaves_no_event() {
    let events = events_of((1, true), (1, true));
    assert_eq!(events, ["a 1 First: Served", "served by a in 1"]);
}

#[test]
fn an_attempt_that_was_overtaken_is_cancelled() {
    let events = events_of((9, true), (1, true));
    let expected = [
        "b 1 Hedge: Served",
        "served by b in 2",
        "a 1 First: Cancelled",
    ];
    assert_eq!(events, expected);
}

#[test]
fn a_provider_that_fails_before_the_delay_is_a_failover() {
    let events = events_of((1, false), (1, true));
    let expected = [
        "a 1 First: Error",
        "a -> b",
        "b 1 First: Served",
        "served by b in 2",
    ];
    assert_eq!(events, expected);
}

#[test]
fn a_hedged_call_that_nobody_serves_says_so_once() {
    let events = events_of((3, false), (3, false));
    let expected = [
        "a 1 First: Error",
        "b 1 Hedge: Error",
        "not served in 2: Some(Exhausted)",
    ];
    assert_eq!(events, expected);
}
