//! Checks the breaker's settings in the life of one circuit.

use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{CircuitBreaker, CircuitState, Clock};

use crate::draw::{Breaker, NAMES};

const NANO: Duration = Duration::from_nanos(1);

/// Plays the life of one circuit: closed, open, half-open, probed, probed again, held.
pub(super) fn circuit(settings: &Breaker, start: Duration) {
    let clock = ManualClock::new();
    clock.set(start);
    let Some(breaker) = settings.build(&clock) else {
        return;
    };
    let name = NAMES[0];
    assert_eq!(breaker.state(name), CircuitState::Unknown);
    breaker.register([name]);
    let fail = || breaker.permit(name).expect("closed").failure();
    let count = settings.threshold().min(6);
    for failures in 0..count {
        assert_eq!(
            breaker.state(name),
            CircuitState::Closed,
            "{failures} failures"
        );
        fail();
    }
    if count == settings.threshold() && opened(&breaker, &clock, settings.reset_after.0) {
        probed(&breaker, &clock, settings);
    }
    let _ = format!("{breaker:?}");
    breaker.force_open(name);
    assert_eq!(breaker.state(name), CircuitState::Open { retry_in: None });
    breaker.force_close(name);
    fail();
    assert_eq!(breaker.state(name), CircuitState::Closed);
    breaker.reset(name);
    assert_eq!(breaker.state(name), CircuitState::Closed);
}

/// Checks that the circuit is open for so long from now, and then half-open. Returns false if it is open without end.
fn opened(breaker: &CircuitBreaker, clock: &ManualClock, length: Duration) -> bool {
    let open = |retry_in| CircuitState::Open { retry_in };
    let state = || breaker.state(NAMES[0]);
    passes(clock, length, |left| match left {
        None => assert_eq!(state(), open(None)),
        Some(Duration::ZERO) => assert_eq!(state(), CircuitState::HalfOpen),
        Some(left) => {
            assert_eq!(state(), open(Some(left)));
            let refused = breaker.permit(NAMES[0]).expect_err("open");
            assert_eq!(refused.retry_in(), Some(left));
            let _ = format!("{refused} {refused:?}");
        }
    })
}

/// Checks that a probe has its lease, that a second probe ends the first, and that a failure of the second opens the
/// circuit again.
fn probed(breaker: &CircuitBreaker, clock: &ManualClock, settings: &Breaker) {
    let first = breaker.permit(NAMES[0]).expect("half-open");
    assert!(first.is_probe());
    let lease = match settings.probe_lease() {
        Some(lease) => lease,
        None => settings.reset_after.0.max(Duration::from_secs(30)),
    };
    let is_over = passes(clock, lease, |left| {
        if left != Some(Duration::ZERO) {
            let refused = breaker.permit(NAMES[0]).expect_err("lent");
            assert!(refused.is_probing() && refused.retry_in().is_none());
            assert_eq!(breaker.state(NAMES[0]), CircuitState::HalfOpen);
        }
    });
    if !is_over {
        return;
    }
    let second = breaker.permit(NAMES[0]).expect("the lease is over");
    first.success();
    assert_eq!(
        breaker.state(NAMES[0]),
        CircuitState::HalfOpen,
        "a stale success"
    );
    second.failure();
    opened(breaker, clock, settings.reset_after.0);
}

/// Checks the rest of a time that begins now: all of it, a nanosecond, and zero. `None` is a time without end. Returns
/// false if it does not end.
fn passes(clock: &ManualClock, length: Duration, look: impl Fn(Option<Duration>)) -> bool {
    const MOST: Duration = Duration::from_nanos(u64::MAX);
    if length >= MOST {
        look(None);
        clock.advance(length);
        look(None);
        return false;
    }
    if length.is_zero() {
        look(Some(length));
        return true;
    }
    look(Some(length));
    let begin = clock.now().min(MOST);
    if MOST - begin < length {
        // There is no later time.
        clock.set(Duration::MAX);
        look(Some(length - (MOST - begin)));
        return false;
    }
    clock.advance(length - NANO);
    look(Some(NANO));
    clock.advance(NANO);
    look(Some(Duration::ZERO));
    true
}
