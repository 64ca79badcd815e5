//! `timeout`: the limit of an attempt.

use failover_core::testing::{ManualClock, Script};
use failover_core::{EndReason, FailureKind, Provider, Verdict};
use tests::support::{Code, NS, brief, client_on, counted, secs};

use super::failed_once;

#[test]
fn exactly_at_the_limit_is_in_time() {
    let clock = ManualClock::new();
    let client = client_on(&clock).timeout(secs(1)).build().unwrap();
    let a = Script::<_, Code>::new().ok(1).taking(secs(1), &clock);
    let served = client.fetch([Provider::new("a", || a.call())]).unwrap();
    assert_eq!(served.value, 1);
}

#[test]
fn a_nanosecond_later_is_late() {
    let clock = ManualClock::new();
    let client = client_on(&clock).timeout(secs(1)).build().unwrap();
    let a = Script::<_, Code>::new().ok(1).taking(secs(1) + NS, &clock);
    let failed = client.fetch([Provider::new("a", || a.call())]).unwrap_err();
    assert_eq!(brief(failed.failures()), [("a", FailureKind::TimedOut, 1)]);
    assert_eq!(failed.end_reason(), EndReason::Exhausted);
}

#[test]
fn a_late_value_is_not_judged() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .timeout(secs(1))
        .retries(1)
        .build()
        .unwrap();
    let a = Script::<_, Code>::new().ok(1).taking(secs(2), &clock);
    let failed = client
        .is_valid(|_: &u32| -> bool { panic!("a late value was judged") })
        .fetch([Provider::new("a", || a.call())])
        .unwrap_err();
    assert_eq!(brief(failed.failures()), [("a", FailureKind::TimedOut, 2)]);
}

#[test]
fn a_late_error_keeps_its_own_kind() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .timeout(secs(1))
        .on_timeout(Verdict::STOP)
        .build()
        .unwrap();
    let a = Script::new().err(Code(1)).taking(secs(2), &clock);
    let served = client
        .fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || Ok(2)),
        ))
        .unwrap();
    assert_eq!(
        brief(served.failures()),
        [("a", FailureKind::Error(Code(1)), 1)]
    );
}

#[test]
fn the_limit_is_for_each_attempt_alone() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .timeout(secs(1))
        .retries(2)
        .retry_backoff(secs(10))
        .build()
        .unwrap();
    let a = Script::new()
        .err(Code(1))
        .taking(secs(1), &clock)
        .err(Code(2))
        .taking(secs(1), &clock)
        .ok(3)
        .taking(secs(1), &clock);
    let served = client.fetch([Provider::new("a", || a.call())]).unwrap();
    assert_eq!(served.value, 3);
}

#[test]
fn the_limit_is_for_each_provider_alone() {
    let clock = ManualClock::new();
    let client = client_on(&clock).timeout(secs(1)).build().unwrap();
    let a = Script::new().ok(1).taking(secs(5), &clock);
    let b = Script::new().ok(2).taking(secs(1), &clock);
    let served = client
        .fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || b.call().map_err(|()| Code(1))),
        ))
        .unwrap();
    assert_eq!(served.provider, "b");
    assert_eq!(brief(served.failures()), [("a", FailureKind::TimedOut, 1)]);
}

#[test]
fn a_clock_that_does_not_begin_at_zero_is_as_good() {
    let clock = ManualClock::new();
    clock.set(secs(1_000_000));
    let client = client_on(&clock)
        .timeout(secs(1))
        .retries(1)
        .build()
        .unwrap();
    let a = Script::<_, Code>::new()
        .ok(1)
        .taking(secs(1) + NS, &clock)
        .ok(2)
        .taking(secs(1), &clock);
    let served = client.fetch([Provider::new("a", || a.call())]).unwrap();
    assert_eq!(served.value, 2);
}

#[test]
fn a_timeout_counts_against_the_circuit() {
    let clock = ManualClock::new();
    let client = failed_once(client_on(&clock).timeout(secs(1)));
    let a = Script::<_, Code>::new().ok(1).taking(secs(2), &clock);
    client.fetch([Provider::new("a", || a.call())]).unwrap_err();
    assert_eq!(counted(&client, "a"), 2);
}

#[test]
fn a_clock_that_steps_back_makes_nothing_late() {
    let clock = ManualClock::new();
    clock.set(secs(100));
    let client = client_on(&clock)
        .timeout(secs(1))
        .deadline(secs(2))
        .retries(1)
        .build()
        .unwrap();
    let steps_back = || {
        clock.set(secs(10));
        Ok::<_, Code>(1)
    };
    let served = client.fetch([Provider::new("a", steps_back)]).unwrap();
    assert_eq!(served.value, 1);
}

#[test]
fn after_a_step_back_a_retry_is_timed_from_its_own_beginning() {
    let clock = ManualClock::new();
    clock.set(secs(100));
    let client = client_on(&clock)
        .timeout(secs(1))
        .retries(1)
        .build()
        .unwrap();
    let mut attempt = 0;
    let a = || {
        attempt += 1;
        if attempt == 1 {
            clock.set(secs(10));
            return Err(Code(1));
        }
        clock.advance(secs(2));
        Ok(2)
    };
    let failed = client.fetch([Provider::new("a", a)]).unwrap_err();
    assert_eq!(brief(failed.failures()), [("a", FailureKind::TimedOut, 2)]);
}
