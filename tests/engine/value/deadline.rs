//! `deadline`: the limit of a whole call.

use std::time::Duration;

use failover_core::testing::{ManualClock, Script};
use failover_core::{Clock, EndReason, FailureKind, Provider, Sleep, Verdict};
use tests::support::{Code, NS, brief, client_on, counted, secs};

use super::failed_once;

/// A provider that is down and says so after so long.
fn down_after(clock: &ManualClock, time: Duration) -> Script<u32, Code> {
    Script::new().err(Code(1)).taking(time, clock)
}

/// A provider that serves after so long.
fn up_after(clock: &ManualClock, time: Duration) -> Script<u32, Code> {
    Script::new().ok(1).taking(time, clock)
}

#[test]
fn a_value_exactly_at_the_deadline_is_in_time() {
    let clock = ManualClock::new();
    clock.set(secs(50));
    let client = client_on(&clock).deadline(secs(5)).build().unwrap();
    let a = up_after(&clock, secs(5));
    assert!(client.fetch([Provider::new("a", || a.call())]).is_ok());
}

#[test]
fn a_value_after_the_deadline_is_timed_out_and_nobody_else_is_asked() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .deadline(secs(5))
        .retries(3)
        .build()
        .unwrap();
    let (a, b) = (up_after(&clock, secs(5) + NS), up_after(&clock, secs(0)));
    let failed = client
        .is_valid(|_: &u32| -> bool { panic!("a late value was judged") })
        .fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || b.call()),
        ))
        .unwrap_err();
    assert_eq!(brief(failed.failures()), [("a", FailureKind::TimedOut, 1)]);
    assert_eq!(failed.end_reason(), EndReason::Deadline);
    assert_eq!((a.calls(), b.calls()), (1, 0));
}

#[test]
fn an_error_after_the_deadline_keeps_its_own_kind() {
    let clock = ManualClock::new();
    let client = failed_once(client_on(&clock).deadline(secs(5)));
    let a = down_after(&clock, secs(6));
    let failed = client.fetch([Provider::new("a", || a.call())]).unwrap_err();
    assert_eq!(
        brief(failed.failures()),
        [("a", FailureKind::Error(Code(1)), 1)]
    );
    assert_eq!(counted(&client, "a"), 2);
}

#[test]
fn an_attempt_starts_only_before_the_deadline() {
    let call = |time: Duration| {
        let clock = ManualClock::new();
        let client = client_on(&clock).deadline(secs(5)).build().unwrap();
        let (a, b) = (down_after(&clock, time), up_after(&clock, secs(0)));
        let result = client.fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || b.call()),
        ));
        (b.calls(), result)
    };
    let (calls, served) = call(Duration::from_nanos(4_999_999_999));
    assert_eq!((calls, served.is_ok()), (1, true));

    let (calls, failed) = call(secs(5));
    assert_eq!(calls, 0);
    assert_eq!(failed.unwrap_err().end_reason(), EndReason::Deadline);
}

#[test]
fn a_retry_too_starts_only_before_the_deadline() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .deadline(secs(5))
        .retries(9)
        .build()
        .unwrap();
    let a = down_after(&clock, secs(2));
    let failed = client.fetch([Provider::new("a", || a.call())]).unwrap_err();
    assert_eq!(a.calls(), 3); // at 0, 2 and 4
    assert_eq!(failed.end_reason(), EndReason::Deadline);
}

#[test]
fn a_wait_that_cannot_end_in_time_ends_the_turn_and_the_next_is_asked_at_once() {
    let call = |deadline: Duration| {
        let clock = ManualClock::new();
        let client = client_on(&clock)
            .deadline(deadline)
            .retries(1)
            .retry_backoff(secs(3))
            .build()
            .unwrap();
        let (a, b) = (down_after(&clock, secs(2)), up_after(&clock, secs(0)));
        let served = client
            .fetch((
                Provider::new("a", || a.call()),
                Provider::new("b", || b.call()),
            ))
            .ok();
        let attempts = served.map(|served| served.failures()[0].attempts);
        (clock.slept(), clock.now(), attempts)
    };
    // The wait would end exactly at the deadline, when no attempt may start any more.
    assert_eq!(call(secs(5)), (vec![], secs(2), Some(1)));
    // It ends in time; the attempt after it does not, so that there is nothing left for `b`.
    assert_eq!(call(secs(5) + NS), (vec![secs(3)], secs(7), None));
}

#[test]
fn the_deadline_covers_attempts_waits_and_failovers_together() {
    let call = |last: Duration| {
        let clock = ManualClock::new();
        clock.set(secs(1000));
        let client = client_on(&clock)
            .deadline(secs(20))
            .retries(1)
            .retry_backoff(secs(1))
            .build()
            .unwrap();
        let a = down_after(&clock, secs(3)); // to 7
        let b = down_after(&clock, secs(5)); // to 18
        let c = up_after(&clock, last);
        let result = client.fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || b.call()),
            Provider::new("c", || c.call()),
        ));
        result.map(|served| served.value)
    };
    assert_eq!(call(secs(2)).unwrap(), 1);
    let failed = call(secs(2) + NS).unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Deadline);
    assert_eq!(
        brief(failed.failures()),
        [
            ("a", FailureKind::Error(Code(1)), 2),
            ("b", FailureKind::Error(Code(1)), 2),
            ("c", FailureKind::TimedOut, 1),
        ]
    );
}

#[test]
fn of_two_limits_passed_the_one_that_was_reached_first_is_to_blame() {
    // What is blamed shows in the verdict: on a timeout it is to stop, and to count.
    let call = |timeout, deadline| {
        let clock = ManualClock::new();
        let client = client_on(&clock)
            .timeout(timeout)
            .deadline(deadline)
            .on_timeout(Verdict::STOP);
        let client = failed_once(client);
        let a = up_after(&clock, secs(9));
        let failed = client.fetch([Provider::new("a", || a.call())]).unwrap_err();
        assert_eq!(brief(failed.failures()), [("a", FailureKind::TimedOut, 1)]);
        failed.end_reason()
    };
    assert_eq!(call(secs(2), secs(3)), EndReason::Stopped);
    assert_eq!(call(secs(8), secs(10)), EndReason::Stopped); // only one passed
}

#[test]
fn the_blame_shows_in_the_circuit() {
    let call = |deadline| {
        let clock = ManualClock::new();
        let client = client_on(&clock).timeout(secs(3)).deadline(deadline);
        let client = failed_once(client);
        let (b, a) = (down_after(&clock, secs(2)), up_after(&clock, secs(9)));
        let (b, a) = (|| b.call(), || a.call());
        let providers = (Provider::new("b", b), Provider::new("a", a));
        client.fetch(providers).unwrap_err();
        counted(&client, "a")
    };
    assert_eq!(call(secs(6)), 2);
    assert_eq!(call(secs(4)), 1);
}

#[test]
fn of_two_limits_reached_at_once_the_timeout_is_to_blame() {
    let clock = ManualClock::new();
    let client = failed_once(client_on(&clock).timeout(secs(5)).deadline(secs(5)));
    let late = up_after(&clock, secs(5) + NS);
    client
        .fetch([Provider::new("a", || late.call())])
        .unwrap_err();
    assert_eq!(counted(&client, "a"), 2);
}

#[test]
fn which_limit_is_reached_first_goes_by_when_the_attempt_began() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .timeout(secs(3))
        .deadline(secs(5))
        .on_timeout(Verdict::STOP)
        .build()
        .unwrap();
    // `b` begins at 4: its own limit would be at 7, the call's is at 5.
    let (a, b) = (down_after(&clock, secs(4)), up_after(&clock, secs(9)));
    let failed = client
        .fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || b.call()),
        ))
        .unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Deadline);
}

#[test]
fn a_sleep_that_takes_longer_than_asked_starts_no_attempt_after_the_deadline() {
    struct Oversleeps(ManualClock);

    impl Sleep for Oversleeps {
        fn sleep(&self, duration: Duration) {
            self.0.advance(duration * 10);
        }
    }

    let clock = ManualClock::new();
    let client = client_on(&clock)
        .sleep(Oversleeps(clock.clone()))
        .deadline(secs(5))
        .retries(1)
        .retry_backoff(secs(1))
        .build()
        .unwrap();
    let (a, b) = (down_after(&clock, secs(0)), up_after(&clock, secs(0)));
    let failed = client
        .fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || b.call()),
        ))
        .unwrap_err();
    assert_eq!((a.calls(), b.calls()), (1, 0));
    assert_eq!(failed.end_reason(), EndReason::Deadline);
}

#[test]
fn every_call_has_its_whole_deadline() {
    let clock = ManualClock::new();
    let client = client_on(&clock).deadline(secs(5)).build().unwrap();
    let a = up_after(&clock, secs(4));
    for _ in 0..10 {
        client.fetch([Provider::new("a", || a.call())]).unwrap();
    }
    assert_eq!(clock.now(), secs(40));
}
