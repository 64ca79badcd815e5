//! Extreme times, and clocks that misbehave.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use failover_core::Clock;

use super::*;

#[test]
fn a_zero_reset_after_is_half_open_at_once() {
    let rig = Rig::of(CircuitBreaker::new(2, Duration::ZERO));
    rig.pass().failure();
    rig.pass().failure();
    for _ in 0..2 {
        assert_eq!(rig.state(), CircuitState::HalfOpen);
        let probe = rig.probe();
        assert!(rig.permit().is_err()); // one at a time all the same
        probe.failure();
    }
    rig.probe().success();
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn an_endless_reset_after_is_open_until_reset() {
    let rig = Rig::of(CircuitBreaker::new(1, Duration::MAX));
    rig.clock.set(HOUR);
    rig.trip();
    for now in [Duration::ZERO, HOUR, Duration::MAX] {
        rig.clock.set(now);
        assert_eq!(rig.state(), HELD_OPEN);
        let failed = rig.call(Ok(1));
        assert!(is_skipped(&failed));
        assert_eq!(failed.unwrap_err().retry_in(), None);
    }
    rig.breaker.reset("a");
    rig.call(Ok(1)).unwrap();
}

#[test]
fn the_longest_time_that_has_an_end_is_not_taken_for_a_probe() {
    for below in [1, 2, 3] {
        let longest = Duration::from_nanos(u64::MAX - below);
        let rig = Rig::of(CircuitBreaker::new(1, longest));
        rig.trip();
        let open = rig.permit().unwrap_err();
        assert!(!open.is_probing(), "u64::MAX - {below} ns");
        assert!(matches!(
            rig.state(),
            CircuitState::Open { retry_in: Some(_) }
        ));
    }
}

#[test]
fn no_duration_makes_it_panic() {
    let times = [
        Duration::ZERO,
        NS,
        Duration::from_nanos(u64::MAX - 1),
        Duration::from_nanos(u64::MAX),
        Duration::MAX,
    ];
    for reset_after in times {
        for lease in &times[1..] {
            for now in times {
                let breaker = CircuitBreaker::new(1, reset_after).probe_lease(*lease);
                let rig = Rig::of(breaker);
                rig.clock.set(now);
                let client = rig.builder().timeout(Duration::MAX).build().unwrap();
                for _ in 0..2 {
                    let _ = ask(&client, failed);
                    rig.clock.set(Duration::MAX);
                }
                rig.clock.set(Duration::ZERO);
                rig.breaker.reset("a");
                rig.pass().open_for(now);
                let _ = rig.permit().map(Permit::success);
                let _ = rig.breaker.snapshot();
            }
        }
    }
}

#[test]
fn a_clock_stuck_at_zero_keeps_the_circuit_open() {
    let rig = Rig::new(1);
    rig.trip();
    for _ in 0..3 {
        assert_eq!(rig.state(), open_for(MINUTE));
        assert!(is_skipped(&rig.call(Ok(1))));
    }
}

#[test]
fn a_clock_stuck_at_zero_keeps_the_probe_alone() {
    let rig = Rig::of(CircuitBreaker::new(1, Duration::ZERO));
    rig.pass().failure();
    let _probe = rig.probe();
    for _ in 0..3 {
        assert!(rig.permit().unwrap_err().is_probing());
    }
}

#[test]
fn a_circuit_opens_by_the_clock_and_not_from_its_origin() {
    let rig = Rig::new(1);
    rig.clock.set(1000 * HOUR);
    rig.trip();
    assert_eq!(rig.state(), open_for(MINUTE));
}

// A clock that steps back

/// A circuit opened an hour after the clock's origin, for a minute.
fn opened_late() -> Rig {
    let rig = Rig::new(1);
    rig.clock.set(HOUR);
    rig.trip();
    rig.clock.advance(30 * SECOND);
    rig
}

#[test]
fn a_clock_that_steps_back_begins_the_outage_anew_and_no_longer_one() {
    for step_to in [Duration::ZERO, SECOND, HOUR - NS] {
        let rig = opened_late();
        rig.clock.set(step_to);
        assert!(is_skipped(&rig.call(Ok(1)))); // the first look after the step
        rig.clock.advance(MINUTE - NS);
        assert_eq!(rig.state(), open_for(NS));
        rig.clock.advance(NS);
        assert_eq!(rig.call(Ok(1)).unwrap(), 1);
    }
}

#[test]
fn the_first_look_after_a_step_may_be_any() {
    type Look = fn(&Rig) -> bool;
    let looks: [Look; 4] = [
        |rig| rig.state() == open_for(MINUTE),
        |rig| rig.breaker.is_open("a"),
        |rig| rig.breaker.snapshot()[0].state == open_for(MINUTE),
        |rig| rig.permit().is_err(),
    ];
    for look in looks {
        let rig = opened_late();
        rig.clock.set(SECOND);
        assert!(look(&rig));
        rig.clock.advance(MINUTE);
        assert_eq!(rig.state(), CircuitState::HalfOpen);
    }
}

#[test]
fn the_outage_is_never_longer_than_reset_after() {
    let rig = opened_late();
    rig.clock.set(HOUR / 2);
    assert_eq!(rig.state(), open_for(MINUTE));
}

#[test]
fn a_small_step_back_stays_within_the_outage() {
    let rig = opened_late();
    rig.clock.set(HOUR + 10 * SECOND);
    assert_eq!(rig.state(), open_for(50 * SECOND));
}

#[test]
fn a_clock_that_steps_back_does_not_lengthen_a_lease() {
    let rig = Rig::new(1);
    rig.clock.set(HOUR);
    rig.trip_and_wait();
    let _hangs = rig.probe();
    rig.clock.set(SECOND);
    assert!(rig.permit().unwrap_err().is_probing());
    rig.clock.advance(MINUTE - NS);
    assert!(rig.permit().unwrap_err().is_probing());
    rig.clock.advance(NS);
    drop(rig.probe());
}

#[test]
fn a_step_back_leaves_a_half_open_circuit_with_one_probe() {
    let rig = Rig::new(1);
    rig.clock.set(HOUR);
    rig.trip_and_wait();
    drop(rig.probe()); // released: half-open without a time
    rig.clock.set(Duration::ZERO);
    assert_eq!(rig.state(), CircuitState::HalfOpen);
    let _probe = rig.probe();
    assert!(rig.permit().is_err());
}

// Who reads which clock

#[test]
fn the_breaker_goes_by_its_own_clock() {
    let rig = Rig::new(1);
    let another = ManualClock::new();
    let client = rig.builder().clock(another.clone()).build().unwrap();
    ask(&client, failed).unwrap_err();
    another.advance(HOUR);
    assert!(is_skipped(&ask(&client, || Ok(1))));
    rig.clock.advance(MINUTE);
    ask(&client, || Ok(1)).unwrap();
}

#[test]
fn a_closed_circuit_reads_no_clock() {
    #[derive(Clone, Default)]
    struct Counting(Arc<AtomicUsize>);
    impl Clock for Counting {
        fn now(&self) -> Duration {
            self.0.fetch_add(1, Ordering::Relaxed);
            Duration::ZERO
        }
    }

    let looks = Counting::default();
    let breaker = CircuitBreaker::new(2, MINUTE).clock(looks.clone());
    let client = FailoverClient::builder().circuit_breaker(breaker);
    let client = client.clock(looks.clone()).build().unwrap();
    ask(&client, || Ok(1)).unwrap();
    ask(&client, failed).unwrap_err();
    ask(&client, || Ok(1)).unwrap();
    assert_eq!(looks.0.load(Ordering::Relaxed), 0);
}
