//! Circuits that are removed, and names that come back.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use failover_core::Name;
use tests::support::Recorder;

use super::*;

const SUCCEED: Settle = |permit| permit.success();
const FAIL: Settle = |permit| permit.failure();
const DROP: Settle = |permit| drop(permit);

#[test]
fn a_removed_circuit_is_unknown() {
    let rig = Rig::new(1);
    rig.trip();
    assert!(rig.breaker.remove("a"));
    assert_eq!(rig.state(), CircuitState::Unknown);
    assert!(rig.breaker.snapshot().is_empty());
    assert!(!rig.breaker.remove("a"), "it is removed already");
}

#[test]
fn a_name_that_comes_back_has_a_new_circuit() {
    for settle in [SUCCEED, FAIL] {
        let rig = Rig::new(3);
        rig.pass().failure();
        rig.pass().failure();
        assert!(rig.breaker.remove("a"));
        settle(rig.pass());
        assert_eq!(rig.state(), CircuitState::Closed);
        assert_eq!(rig.breaker.snapshot().len(), 1);
        while !rig.breaker.is_open("a") {
            rig.pass().failure();
            assert!(rig.failures() <= 2);
        }
        assert_eq!(rig.state(), open_for(MINUTE));
    }
}

#[test]
fn a_new_circuit_opens_after_as_many_failures_as_ever() {
    for threshold in [1, 2, u32::MAX] {
        let rig = Rig::new(threshold);
        rig.pass().failure();
        assert!(rig.breaker.remove("a"));
        for failures in 1..threshold.min(10) {
            rig.pass().failure();
            assert_eq!(rig.failures(), failures);
        }
        if threshold < 10 {
            rig.pass().failure();
            assert_eq!(rig.state(), open_for(MINUTE));
        }
    }
}

#[test]
fn every_result_lists_the_name_again() {
    let results: [Settle; 3] = [SUCCEED, FAIL, |permit| permit.open_for(SECOND)];
    for settle in results {
        let rig = Rig::new(2);
        settle(rig.pass());
        assert!(rig.breaker.remove("a"));
        settle(rig.pass());
        assert_ne!(rig.state(), CircuitState::Unknown);
    }
    // Also one that counts for nothing.
    let rig = Rig::new(2);
    rig.pass().success();
    assert!(rig.breaker.remove("a"));
    rig.call_judged(Verdict::NEXT.uncounted());
    assert_eq!(rig.state(), CircuitState::Closed);
    assert_eq!(rig.failures(), 0);
}

#[test]
fn a_turn_without_a_result_does_not_list_the_name_again() {
    let rig = Rig::new(1);
    rig.pass().success();
    assert!(rig.breaker.remove("a"));
    drop(rig.pass());
    assert_eq!(rig.state(), CircuitState::Unknown);
}

#[test]
fn a_name_that_comes_back_at_another_address_has_one_circuit() {
    let rig = Rig::new(1);
    rig.pass().success();
    assert!(rig.breaker.remove("a"));
    rig.breaker.permit(Name::intern("a")).unwrap().failure();
    assert!(rig.permit().is_err());
    assert_eq!(rig.breaker.snapshot().len(), 1);
}

#[test]
fn late_results_do_not_reach_the_new_circuit() {
    let results: [Settle; 4] = [SUCCEED, FAIL, DROP, |permit| permit.open_for(HOUR)];
    for settle in results {
        let rig = Rig::new(1);
        let late = rig.pass();
        assert!(rig.breaker.remove("a"));
        settle(late);
        assert_eq!(rig.state(), CircuitState::Unknown);

        let late = rig.pass();
        rig.pass().success();
        assert!(rig.breaker.remove("a"));
        rig.breaker.register(["a"]);
        settle(late);
        assert_eq!(rig.state(), CircuitState::Closed);
        assert_eq!(rig.failures(), 0);
    }
}

#[test]
fn a_late_probe_does_not_reach_the_new_circuit() {
    let results: [Settle; 3] = [SUCCEED, FAIL, DROP];
    for settle in results {
        let rig = Rig::new(1);
        rig.trip_and_wait();
        let late = rig.probe();
        assert!(rig.breaker.remove("a"));
        rig.trip();
        settle(late);
        assert_eq!(rig.state(), open_for(MINUTE));
    }
}

#[test]
fn an_operator_brings_a_removed_circuit_back_but_a_reset_does_not() {
    let rig = Rig::new(1);
    rig.breaker.force_open("a");
    assert!(rig.breaker.remove("a"));
    rig.breaker.reset("a");
    rig.breaker.reset_all();
    assert_eq!(rig.state(), CircuitState::Unknown);
    rig.breaker.force_open("a");
    assert_eq!(rig.state(), HELD_OPEN);

    rig.breaker.force_close("a");
    assert!(rig.breaker.remove("a"));
    rig.breaker.register(["a"]);
    assert_eq!(rig.state(), CircuitState::Closed);
    rig.pass().failure();
    assert_eq!(rig.state(), open_for(MINUTE), "nothing holds it closed");
}

#[test]
fn circuits_are_kept_by_a_rule() {
    let rig = Rig::new(2);
    rig.trip();
    rig.breaker.register(["b", "c"]);
    rig.breaker.permit("c").unwrap().failure();
    let mut seen = Vec::new();
    rig.breaker.retain(|circuit| {
        seen.push((circuit.name.as_str(), circuit.state, circuit.failures));
        circuit.failures > 0
    });
    let expected = [
        ("a", open_for(MINUTE), 0),
        ("b", CircuitState::Closed, 0),
        ("c", CircuitState::Closed, 1),
    ];
    assert_eq!(seen, expected);
    let kept = rig.breaker.snapshot();
    assert_eq!((kept.len(), kept[0].name), (1, Name::new("c")));
    assert_eq!(kept[0].failures, 1);
}

#[test]
fn a_circuit_that_changes_while_the_rule_looks_is_looked_at_again() {
    let rig = Rig::new(1);
    rig.breaker.register(["a"]);
    let mut looks = Vec::new();
    rig.breaker.retain(|circuit| {
        // The rule may use the breaker: no lock is held.
        if looks.is_empty() {
            rig.trip();
        }
        looks.push(circuit.state);
        circuit.state != CircuitState::Closed
    });
    assert_eq!(looks, [CircuitState::Closed, open_for(MINUTE)]);
    assert_eq!(rig.state(), open_for(MINUTE));
}

#[test]
fn an_observer_hears_what_an_operator_removes_and_resets() {
    let recorder = Recorder::new();
    let rig = Rig::of(CircuitBreaker::new(1, MINUTE).observer(recorder.clone()));
    rig.breaker.register(["a", "b"]);
    assert!(recorder.take().is_empty(), "nothing has changed");
    rig.breaker.force_open("b");
    recorder.take();
    rig.breaker.reset_all();
    let expected = [
        "a Closed -> Closed: Operator None",
        "b Open -> Closed: Operator None",
    ];
    assert_eq!(recorder.take(), expected);
    rig.trip();
    recorder.take();
    rig.breaker.remove("a");
    rig.breaker.remove("a");
    assert_eq!(recorder.take(), ["a Open -> Closed: Operator None"]);
    rig.breaker.retain(|_| false);
    assert_eq!(recorder.take(), ["b Closed -> Closed: Operator None"]);
    rig.breaker.retain(|_| false);
    rig.breaker.reset_all();
    assert!(recorder.take().is_empty(), "nothing is left");
}

#[test]
fn an_observer_may_look_at_the_breaker_while_an_operator_changes_it() {
    static LOOKS: AtomicUsize = AtomicUsize::new(0);
    static BREAKER: std::sync::OnceLock<CircuitBreaker> = std::sync::OnceLock::new();

    let breaker = BREAKER.get_or_init(|| {
        CircuitBreaker::new(1, MINUTE).on_event(|_| {
            let breaker = BREAKER.get().unwrap();
            LOOKS.fetch_add(breaker.snapshot().len(), Relaxed);
        })
    });
    breaker.register(["a", "b"]);
    breaker.reset_all();
    assert_eq!(LOOKS.swap(0, Relaxed), 4);
    breaker.remove("a");
    breaker.retain(|_| false);
    assert_eq!(LOOKS.load(Relaxed), 1, "a removed circuit is out already");
}

#[test]
fn removing_meets_failing() {
    let rig = Rig::new(1);
    let removed = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..1_000 {
                    removed.fetch_add(usize::from(rig.breaker.remove("a")), Relaxed);
                    let _ = rig.permit().map(Permit::failure);
                }
            });
        }
    });
    assert!(removed.load(Relaxed) > 0);
    rig.breaker.remove("a");
    rig.pass().success();
    assert_eq!(rig.state(), CircuitState::Closed);
}
