//! Failures that count, and the count that opens the circuit.

use std::cell::Cell;

use failover_core::testing::Script;
use failover_core::{ConfigError, FailureKind};

use super::*;

#[test]
fn opens_at_exactly_the_threshold() {
    for threshold in [1, 2, 3, 10] {
        let rig = Rig::new(threshold);
        rig.breaker.register(["a"]);
        for failures in 0..threshold {
            assert_eq!(rig.state(), CircuitState::Closed);
            assert_eq!(rig.failures(), failures);
            assert!(!is_skipped(&rig.call(failed())));
        }
        assert_eq!(rig.state(), open_for(MINUTE));
        assert!(is_skipped(&rig.call(Ok(1))));
    }
}

#[test]
fn turns_count_and_not_attempts() {
    let rig = Rig::new(3);
    rig.breaker.register(["a"]);
    let client = rig.builder().retries(2).build().unwrap();
    let calls = Cell::new(0);
    for _ in 0..3 {
        assert_eq!(rig.state(), CircuitState::Closed);
        ask(&client, || {
            calls.set(calls.get() + 1);
            failed()
        })
        .unwrap_err();
    }
    assert_eq!(calls.get(), 9);
    assert_eq!(rig.state(), open_for(MINUTE));
}

#[test]
fn a_success_forgets_the_failures() {
    let rig = Rig::new(3);
    for reply in [failed(), failed(), Ok(1), failed(), failed()] {
        let _ = rig.call(reply);
    }
    assert_eq!(rig.state(), CircuitState::Closed);
    assert_eq!(rig.failures(), 2);
    rig.call(failed()).unwrap_err();
    assert_eq!(rig.state(), open_for(MINUTE));
}

#[test]
fn a_turn_that_succeeds_on_a_retry_forgets_the_failures() {
    let rig = Rig::new(2);
    rig.call(failed()).unwrap_err();
    let client = rig.builder().retries(1).build().unwrap();
    let recovers = Script::new().err(503).ok(7);
    assert_eq!(ask(&client, || recovers.call()).unwrap(), 7);
    assert_eq!(rig.failures(), 0);
}

#[test]
fn a_thousand_successes_do_not_hide_the_failures() {
    let rig = Rig::new(3);
    for _ in 0..1000 {
        rig.call(Ok(1)).unwrap();
    }
    for _ in 0..3 {
        rig.call(failed()).unwrap_err();
    }
    assert_eq!(rig.state(), open_for(MINUTE));
}

#[test]
fn failures_in_a_row_count_however_far_apart() {
    let rig = Rig::new(2);
    rig.call(failed()).unwrap_err();
    rig.clock.advance(1000 * HOUR);
    rig.call(failed()).unwrap_err();
    assert_eq!(rig.state(), open_for(MINUTE));
}

#[test]
fn a_rejected_value_counts() {
    let rig = Rig::new(1);
    let client = rig.client();
    let failed = client
        .is_valid(|_: &u32| false)
        .fetch([Provider::new("a", || Reply::Ok(1))])
        .unwrap_err();
    assert_eq!(failed.failures()[0].kind, FailureKind::Rejected);
    assert_eq!(rig.state(), open_for(MINUTE));
}

#[test]
fn a_timeout_counts() {
    let rig = Rig::new(1);
    let client = rig.builder().timeout(SECOND).build().unwrap();
    let slow = Script::new().ok(1).taking(SECOND + NS, &rig.clock);
    let failed = ask(&client, || slow.call()).unwrap_err();
    assert_eq!(failed.failures()[0].kind, FailureKind::TimedOut);
    assert_eq!(rig.state(), open_for(MINUTE));
}

// Uncounted verdicts

#[test]
fn an_uncounted_failure_neither_counts_nor_forgets() {
    for ignored in [
        Verdict::RETRY.uncounted(),
        Verdict::NEXT.uncounted(),
        Verdict::STOP,
    ] {
        let rig = Rig::new(3);
        for _ in 0..2 {
            rig.call_judged(Verdict::RETRY);
            rig.call_judged(ignored);
        }
        assert_eq!(rig.state(), CircuitState::Closed, "{ignored:?}");
        assert_eq!(rig.failures(), 2, "{ignored:?}");
        rig.call_judged(Verdict::NEXT);
        assert_eq!(rig.state(), open_for(MINUTE), "{ignored:?}");
    }
}

#[test]
fn the_last_attempt_says_whether_the_turn_counts() {
    let not_found_is_uncounted = |code: &u16| match code {
        404 => Verdict::RETRY.uncounted(),
        _ => Verdict::RETRY,
    };
    for (first, last, counted) in [(503, 404, 0), (404, 503, 1)] {
        let rig = Rig::new(9);
        let client = rig.builder().retries(1).build().unwrap();
        let script = Script::<u32, u16>::new().err(first).err(last);
        client
            .classify(not_found_is_uncounted)
            .fetch([Provider::new("a", || script.call())])
            .unwrap_err();
        assert_eq!(script.calls(), 2);
        assert_eq!(rig.failures(), counted, "{first}, then {last}");
    }
}

#[test]
fn a_timeout_counts_only_if_it_is_said_to() {
    let rig = Rig::new(1);
    let client = rig.builder().timeout(SECOND).on_timeout(Verdict::STOP);
    let slow = Script::new().ok(1).taking(2 * SECOND, &rig.clock);
    ask(&client.build().unwrap(), || slow.call()).unwrap_err();
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn a_rejected_value_counts_only_if_it_is_said_to() {
    let rig = Rig::new(1);
    let client = rig.builder().on_rejected(Verdict::NEXT.uncounted());
    client
        .build()
        .unwrap()
        .is_valid(|_: &u32| false)
        .fetch([Provider::new("a", || Reply::Ok(1))])
        .unwrap_err();
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn a_closed_permit_that_is_dropped_is_neither_success_nor_failure() {
    let rig = Rig::new(2);
    rig.pass().failure();
    drop(rig.pass());
    assert_eq!(rig.state(), CircuitState::Closed);
    assert_eq!(rig.failures(), 1);
}

#[test]
fn a_panic_under_a_closed_circuit_is_neither_success_nor_failure() {
    let rig = Rig::new(2);
    let client = rig.builder().retries(1).build().unwrap();
    rig.call(failed()).unwrap_err();
    let attempts = Cell::new(0);
    let bug = panic_message(|| {
        let _ = ask(&client, || {
            attempts.set(attempts.get() + 1);
            assert!(attempts.get() < 2, "bug");
            failed()
        });
    });
    assert_eq!(bug, "bug");
    assert_eq!(rig.failures(), 1);
    assert_eq!(ask(&client, || Ok(1)).unwrap(), 1);
}

// Thresholds

#[test]
fn the_highest_threshold_counts_and_does_not_open() {
    let rig = Rig::new(u32::MAX);
    for failures in 1..=1000 {
        rig.pass().failure();
        assert_eq!(rig.failures(), failures);
    }
    assert_eq!(rig.state(), CircuitState::Closed);
    rig.pass().success();
    assert_eq!(rig.failures(), 0);
}

#[test]
fn a_zero_threshold_is_refused() {
    let refused = CircuitBreaker::try_new(0, MINUTE).unwrap_err();
    assert_eq!(refused, ConfigError::ZeroFailureThreshold);
    let said = panic_message(|| drop(CircuitBreaker::new(0, MINUTE)));
    assert!(said.contains("failure_threshold is 0"), "{said}");
}

#[test]
fn a_checked_breaker_works_as_an_asserted_one() {
    let rig = Rig::of(CircuitBreaker::try_new(2, MINUTE).unwrap());
    rig.pass().failure();
    assert_eq!(rig.state(), CircuitState::Closed);
    rig.pass().failure();
    assert_eq!(rig.state(), open_for(MINUTE));
}
