//! Verdicts: retry, next provider or stop, and what the circuit learns.

use std::cell::Cell;

use failover_core::testing::{ManualClock, Script};
use failover_core::{EndReason, FailoverClient, FailureKind, Provider, Verdict};
use tests::support::{Code, brief, client_on, counted, secs};

use super::failed_once;

/// The caller's own mistake, a provider's trouble that will last, one that may pass, and "come back later".
fn classify(error: &Code) -> Verdict {
    match error.0 {
        400 => Verdict::STOP,
        429 => Verdict::RETRY.open_for(secs(30)),
        500 => Verdict::NEXT,
        _ => Verdict::RETRY,
    }
}

#[test]
fn retry_is_the_default_of_an_error() {
    let a = Script::<u32, _>::new().err(Code(1));
    let client = FailoverClient::builder().retries(2).build().unwrap();
    client.fetch([Provider::new("a", || a.call())]).unwrap_err();
    assert_eq!(a.calls(), 3);
    assert_eq!(Verdict::default(), Verdict::RETRY);
}

#[test]
fn next_fails_over_without_a_retry_or_a_wait() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .retries(3)
        .retry_backoff(secs(1))
        .build()
        .unwrap();
    let a = Script::new().err(Code(500));
    let served = client
        .classify(classify)
        .fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || Ok(2)),
        ))
        .unwrap();
    assert_eq!(
        brief(served.failures()),
        [("a", FailureKind::Error(Code(500)), 1)]
    );
    assert_eq!(a.calls(), 1);
    assert!(clock.slept().is_empty());
}

#[test]
fn stop_ends_the_call_and_nobody_else_is_asked() {
    let client = FailoverClient::builder().retries(3).build().unwrap();
    let (b, c) = (Script::new().err(Code(400)), Script::new().ok(3));
    let failed = client
        .classify(classify)
        .fetch((
            Provider::new("a", || Err(Code(500))),
            Provider::new("b", || b.call()),
            Provider::new("c", || c.call()),
        ))
        .unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
    assert_eq!(
        brief(failed.failures()),
        [
            ("a", FailureKind::Error(Code(500)), 1),
            ("b", FailureKind::Error(Code(400)), 1),
        ]
    );
    assert!(failed.failure("c").is_none());
    assert_eq!((b.calls(), c.calls()), (1, 0));
}

#[test]
fn a_stop_at_the_last_provider_is_a_stop() {
    let failed = FailoverClient::new()
        .classify(classify)
        .fetch([Provider::new("a", || Err::<u32, _>(Code(400)))])
        .unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
}

#[test]
fn without_a_stop_the_providers_are_exhausted() {
    let failed = FailoverClient::new()
        .classify(classify)
        .fetch([Provider::new("a", || Err::<u32, _>(Code(500)))])
        .unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Exhausted);
}

#[test]
fn the_verdict_is_asked_for_every_attempt() {
    let client = FailoverClient::builder().retries(9).build().unwrap();
    let judged = Cell::new(0);
    let a = Script::<u32, _>::new()
        .err(Code(1))
        .err(Code(2))
        .err(Code(400));
    let failed = client
        .classify(|error: &Code| {
            judged.set(judged.get() + 1);
            classify(error)
        })
        .fetch([Provider::new("a", || a.call())])
        .unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
    assert_eq!(
        brief(failed.failures()),
        [("a", FailureKind::Error(Code(400)), 3)]
    );
    assert_eq!(judged.get(), 3);
}

#[test]
fn the_last_attempts_verdict_says_whether_the_turn_counts() {
    let counts = |errors: [u32; 2]| {
        let client = failed_once(FailoverClient::builder().retries(1));
        let a = Script::<u32, _>::new()
            .err(Code(errors[0]))
            .err(Code(errors[1]));
        let classify = |error: &Code| match error.0 {
            1 => Verdict::RETRY,
            _ => Verdict::RETRY.uncounted(),
        };
        client
            .classify(classify)
            .fetch([Provider::new("a", || a.call())])
            .unwrap_err();
        counted(&client, "a")
    };
    assert_eq!(counts([1, 1]), 2);
    assert_eq!(counts([0, 1]), 2);
    assert_eq!(counts([1, 0]), 1); // neither one more, nor forgotten
}

#[test]
fn a_stop_is_not_counted() {
    let client = failed_once(FailoverClient::builder());
    let call = |error: u32| {
        client
            .classify(classify)
            .fetch([Provider::new("a", || Err::<u32, _>(Code(error)))])
            .unwrap_err();
        counted(&client, "a")
    };
    assert_eq!(call(400), 1);
    assert_eq!(call(500), 2);
}

#[test]
fn stay_away_means_next_where_there_is_no_breaker_and_holds_for_this_call_only() {
    let client = FailoverClient::builder().retries(3).build().unwrap();
    let a = Script::new().err(Code(429)).ok(1);
    let call = || {
        client
            .classify(classify)
            .fetch((
                Provider::new("a", || a.call()),
                Provider::new("b", || Ok(2)),
            ))
            .unwrap()
    };
    let served = call();
    assert_eq!(served.provider, "b");
    assert_eq!(served.failures()[0].attempts, 1);
    assert_eq!(call().provider, "a");
}

#[test]
fn stay_away_leaves_a_stop_a_stop() {
    let failed = FailoverClient::new()
        .classify(|_: &Code| Verdict::STOP.open_for(secs(5)))
        .fetch((
            Provider::new("a", || Err(Code(1))),
            Provider::new("b", || Ok(2)),
        ))
        .unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
}

#[test]
fn a_payment_that_timed_out_is_not_sent_elsewhere() {
    let clock = ManualClock::new();
    let client = failed_once(
        client_on(&clock)
            .retries(2)
            .timeout(secs(1))
            .on_timeout(Verdict::STOP),
    );
    let a = Script::new().ok("paid").taking(secs(2), &clock);
    let b = Script::new().ok("paid again");
    let failed = client
        .fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || b.call().map_err(|()| Code(2))),
        ))
        .unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
    assert_eq!(brief(failed.failures()), [("a", FailureKind::TimedOut, 1)]);
    assert_eq!((a.calls(), b.calls()), (1, 0));
    assert_eq!(counted(&client, "a"), 1);
}

#[test]
fn a_payment_that_was_refused_in_time_is_sent_elsewhere() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .timeout(secs(1))
        .on_timeout(Verdict::STOP)
        .build()
        .unwrap();
    let served = client
        .fetch((
            Provider::new("a", || Err(Code(1))),
            Provider::new("b", || Ok("paid")),
        ))
        .unwrap();
    assert_eq!(served.provider, "b");
}

#[test]
fn on_rejected_says_what_a_rejected_value_means() {
    let call = |verdict: Verdict| {
        let client = FailoverClient::builder()
            .retries(2)
            .on_rejected(verdict)
            .build()
            .unwrap();
        let (a, b) = (Script::new().ok(0), Script::<_, Code>::new().ok(0));
        let failed = client
            .is_valid(|value: &u32| *value > 0)
            .fetch((
                Provider::new("a", || a.call()),
                Provider::new("b", || b.call()),
            ))
            .unwrap_err();
        (a.calls(), b.calls(), failed.end_reason())
    };
    assert_eq!(call(Verdict::RETRY), (3, 3, EndReason::Exhausted));
    assert_eq!(call(Verdict::NEXT), (1, 1, EndReason::Exhausted));
    assert_eq!(call(Verdict::STOP), (1, 0, EndReason::Stopped));
}

#[test]
fn on_timeout_is_not_for_values_that_are_rejected_nor_on_rejected_for_late_ones() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .timeout(secs(1))
        .on_timeout(Verdict::STOP)
        .on_rejected(Verdict::NEXT)
        .build()
        .unwrap();
    let slow = Script::<_, Code>::new().ok(1).taking(secs(2), &clock);
    let failed = client
        .is_valid(|value: &u32| *value > 0)
        .fetch((
            Provider::new("a", || Ok(0)),
            Provider::new("b", || slow.call()),
            Provider::new("c", || Ok(3)),
        ))
        .unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
    assert_eq!(
        brief(failed.failures()),
        [
            ("a", FailureKind::Rejected, 1),
            ("b", FailureKind::TimedOut, 1),
        ]
    );
}

#[test]
fn values_are_not_classified_nor_errors_validated() {
    let clock = ManualClock::new();
    let client = client_on(&clock).timeout(secs(1)).build().unwrap();
    let slow = Script::<u32, _>::new().err(Code(1)).taking(secs(2), &clock);
    let (validated, classified) = (Cell::new(0), Cell::new(0));
    client
        .is_valid(|value: &u32| {
            validated.set(validated.get() + 1);
            *value > 0
        })
        .classify(|_: &Code| {
            classified.set(classified.get() + 1);
            Verdict::NEXT
        })
        .fetch((
            Provider::new("a", || Ok(0)),
            Provider::new("b", || slow.call()),
            Provider::new("c", || Ok(3)),
        ))
        .unwrap();
    assert_eq!((validated.get(), classified.get()), (2, 1));
}
