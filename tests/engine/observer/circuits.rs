//! The events of circuits.

use failover_core::testing::ManualClock;
use failover_core::{CircuitBreaker, CircuitPhase, Event, Interest, Observer};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tests::support::{Recorder, secs};

fn breaker(threshold: u32) -> (CircuitBreaker, ManualClock, Recorder) {
    let (clock, recorder) = (ManualClock::new(), Recorder::new());
    let breaker = CircuitBreaker::new(threshold, secs(60))
        .clock(clock.clone())
        .observer(recorder.clone());
    (breaker, clock, recorder)
}

#[test]
fn a_circuit_that_opens_and_recovers_has_three_events() {
    let (breaker, clock, recorder) = breaker(2);
    breaker.permit("a").unwrap().failure();
    assert!(
        recorder.take().is_empty(),
        "one failure of two changes nothing"
    );
    breaker.permit("a").unwrap().failure();
    clock.advance(secs(60));
    breaker.permit("a").unwrap().success();
    let expected = [
        "a Closed -> Open: Failures Some(60s)",
        "a Open -> Probing: ProbeStarted None",
        "a Probing -> Closed: ProbeSucceeded None",
    ];
    assert_eq!(recorder.take(), expected);
    breaker.permit("a").unwrap().success();
    assert!(recorder.take().is_empty(), "a success changes nothing");
}

#[test]
fn a_probe_that_fails_or_is_dropped_opens_the_circuit_again() {
    let (breaker, clock, recorder) = breaker(1);
    breaker.permit("a").unwrap().failure();
    clock.advance(secs(60));
    breaker.permit("a").unwrap().failure();
    clock.advance(secs(60));
    drop(breaker.permit("a").unwrap());
    let expected = [
        "a Closed -> Open: Failures Some(60s)",
        "a Open -> Probing: ProbeStarted None",
        "a Probing -> Open: ProbeFailed Some(60s)",
        "a Open -> Probing: ProbeStarted None",
        "a Probing -> Open: ProbeReleased Some(0ns)",
    ];
    assert_eq!(recorder.take(), expected);
}

#[test]
fn a_time_to_open_for_has_a_cause_of_its_own() {
    let (breaker, _clock, recorder) = breaker(3);
    breaker.permit("a").unwrap().open_for(secs(5));
    assert_eq!(recorder.take(), ["a Closed -> Open: OpenFor Some(5s)"]);
}

#[test]
fn an_operator_is_a_cause() {
    let (breaker, _clock, recorder) = breaker(1);
    breaker.force_open("a");
    breaker.force_close("a");
    breaker.reset("a");
    let expected = [
        "a Closed -> Open: Operator None",
        "a Open -> Closed: Operator None",
        "a Closed -> Closed: Operator None",
    ];
    assert_eq!(recorder.take(), expected);
}

#[test]
fn the_generation_of_a_circuit_grows_with_every_change() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&seen);
    let breaker = CircuitBreaker::new(1, Duration::ZERO).on_event(move |event| {
        if let Event::CircuitChanged(it) = event {
            sink.lock().unwrap().push((it.generation, it.to));
        }
    });
    breaker.permit("a").unwrap().failure();
    breaker.permit("a").unwrap().success();
    let expected = [
        (1, CircuitPhase::Open),
        (2, CircuitPhase::Probing),
        (3, CircuitPhase::Closed),
    ];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[test]
fn circuits_of_the_same_name_differ_by_their_number() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let breaker = || {
        let sink = Arc::clone(&seen);
        CircuitBreaker::new(1, secs(60)).on_event(move |event| {
            if let Event::CircuitChanged(it) = event {
                sink.lock().unwrap().push(it.circuit);
            }
        })
    };
    let (one, other) = (breaker(), breaker());
    one.permit("a").unwrap().failure();
    other.permit("a").unwrap().failure();
    one.reset("a");
    let seen = seen.lock().unwrap();
    assert_eq!(seen[0], seen[2]);
    assert_ne!(seen[0], seen[1]);
}

#[test]
fn an_observer_may_use_the_breaker_that_it_observes() {
    struct Resets(std::sync::OnceLock<Arc<CircuitBreaker>>);

    impl Observer for Resets {
        fn interest(&self) -> Interest {
            Interest::CIRCUITS
        }

        fn event(&self, event: &Event<'_>) {
            match (event, self.0.get()) {
                (Event::CircuitChanged(it), Some(breaker)) if it.to == CircuitPhase::Open => {
                    breaker.reset(&it.provider);
                }
                _ => {}
            }
        }
    }

    let observer = Arc::new(Resets(std::sync::OnceLock::new()));
    let breaker = CircuitBreaker::new(1, secs(60)).observer(Arc::clone(&observer));
    let breaker = Arc::new(breaker);
    observer.0.set(Arc::clone(&breaker)).unwrap_or_default();
    breaker.permit("a").unwrap().failure();
    assert!(!breaker.is_open("a"));
}
