//! Operators: holding and resetting circuits, and snapshots.

use std::cell::Cell;

use super::*;

// Held open

#[test]
fn a_circuit_held_open_lets_nobody_through() {
    let rig = Rig::new(1);
    rig.breaker.force_open("a");
    rig.clock.advance(1000 * HOUR);
    assert_eq!(rig.state(), HELD_OPEN);
    assert!(rig.breaker.is_open("a"));
    let open = rig.permit().unwrap_err();
    assert_eq!((open.retry_in(), open.is_probing()), (None, false));
    assert!(is_skipped(&rig.call(Ok(1))));
}

#[test]
fn holding_open_ignores_what_is_under_way() {
    let rig = Rig::new(1);
    let (succeeds, fails) = (rig.pass(), rig.pass());
    rig.breaker.force_open("a");
    succeeds.success();
    fails.failure();
    assert_eq!(rig.state(), HELD_OPEN);
    rig.clock.advance(MINUTE);
    assert_eq!(rig.state(), HELD_OPEN);
}

#[test]
fn holding_open_ignores_a_probe_under_way() {
    let settles: [Settle; 3] = [
        |permit| permit.success(),
        |permit| permit.failure(),
        |permit| drop(permit),
    ];
    for settle in settles {
        let rig = Rig::new(1);
        rig.trip_and_wait();
        let probe = rig.probe();
        rig.breaker.force_open("a");
        settle(probe);
        assert_eq!(rig.state(), HELD_OPEN);
        rig.clock.advance(HOUR);
        assert_eq!(rig.state(), HELD_OPEN);
    }
}

#[test]
fn a_call_under_way_is_not_retried_once_its_circuit_is_held_open() {
    let rig = Rig::new(9);
    let client = rig.builder().retries(5).build().unwrap();
    let calls = Cell::new(0);
    let _ = ask(&client, || {
        calls.set(calls.get() + 1);
        rig.breaker.force_open("a");
        failed()
    });
    assert_eq!(calls.get(), 1);
}

// Held closed

#[test]
fn a_circuit_held_closed_is_not_opened_by_failures() {
    let rig = Rig::new(1);
    rig.breaker.force_close("a");
    for _ in 0..5 {
        assert!(!is_skipped(&rig.call(failed())));
        rig.call(Ok(1)).unwrap();
    }
    assert_eq!(rig.state(), CircuitState::Closed);
    assert_eq!(rig.failures(), 0);
}

#[test]
fn a_circuit_held_closed_is_retried() {
    let rig = Rig::new(1);
    rig.breaker.force_close("a");
    let client = rig.builder().retries(2).build().unwrap();
    let failed = ask(&client, failed).unwrap_err();
    assert_eq!(failed.failures()[0].attempts, 3);
}

#[test]
fn holding_closed_ignores_what_is_under_way() {
    let rig = Rig::new(2);
    let (before, probe) = (rig.pass(), {
        rig.trip_and_wait();
        rig.probe()
    });
    rig.breaker.force_close("a");
    before.failure();
    probe.failure();
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn after_being_held_closed_the_count_begins_anew() {
    let rig = Rig::new(2);
    rig.pass().failure();
    rig.breaker.force_close("a");
    let held = rig.pass();
    rig.breaker.reset("a");
    held.failure(); // of an older generation
    rig.pass().failure();
    assert_eq!(rig.failures(), 1);
    rig.pass().failure();
    assert_eq!(rig.state(), open_for(MINUTE));
}

// From one to the other

#[test]
fn each_undoes_the_other_and_reset_undoes_both() {
    let rig = Rig::new(1);
    rig.breaker.force_open("a");
    rig.breaker.force_close("a");
    rig.pass().failure();
    assert_eq!(rig.state(), CircuitState::Closed);
    rig.breaker.force_open("a");
    assert_eq!(rig.state(), HELD_OPEN);
    rig.breaker.reset("a");
    rig.pass().failure(); // counted again
    assert_eq!(rig.state(), open_for(MINUTE));
    rig.breaker.force_close("a");
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn reset_closes_whatever_was() {
    let rig = Rig::new(2);
    rig.pass().failure();
    rig.breaker.reset("a");
    assert_eq!(rig.failures(), 0);

    rig.trip();
    rig.breaker.reset("a");
    assert_eq!(rig.state(), CircuitState::Closed);

    rig.trip_and_wait();
    let probe = rig.probe();
    rig.breaker.reset("a");
    probe.failure();
    assert_eq!(rig.state(), CircuitState::Closed);
    assert_eq!(rig.failures(), 0);
}

#[test]
fn only_the_named_circuit_is_touched() {
    let rig = Rig::new(1);
    rig.trip();
    rig.breaker.permit("b").unwrap().success();
    rig.breaker.force_open("c");
    rig.breaker.reset("b");
    assert_eq!(rig.state(), open_for(MINUTE));
    assert_eq!(rig.breaker.state("b"), CircuitState::Closed);
    assert_eq!(rig.breaker.state("c"), HELD_OPEN);
}

// What it says of itself

#[test]
fn a_reset_of_all_closes_every_circuit() {
    let rig = Rig::new(2);
    rig.trip();
    rig.breaker.permit("b").unwrap().failure();
    rig.breaker.force_open("c");
    rig.breaker.force_close("d");
    let late = rig.breaker.permit("b").unwrap();
    rig.breaker.reset_all();
    late.failure();
    let snapshot = rig.breaker.snapshot();
    assert_eq!(snapshot.len(), 4);
    for circuit in snapshot {
        let seen = (circuit.state, circuit.failures);
        assert_eq!(seen, (CircuitState::Closed, 0), "{}", circuit.name);
    }
    // Nothing holds it any more.
    rig.breaker.permit("d").unwrap().open_for(SECOND);
    assert_eq!(rig.breaker.state("d"), open_for(SECOND));
}

#[test]
fn a_snapshot_is_ordered_by_name() {
    let rig = Rig::new(2);
    for name in ["m", "z", "b"] {
        rig.breaker.permit(name).unwrap().failure();
    }
    rig.breaker.permit("z").unwrap().failure();
    rig.breaker.force_open("k");
    rig.breaker.force_close("c");
    rig.trip();
    rig.clock.advance(MINUTE);
    rig.breaker.permit("y").unwrap().open_for(SECOND);

    let snapshot = rig.breaker.snapshot();
    let seen: Vec<_> = snapshot
        .iter()
        .map(|circuit| (circuit.name.as_str(), circuit.state, circuit.failures))
        .collect();
    let expected = [
        ("a", CircuitState::HalfOpen, 0),
        ("b", CircuitState::Closed, 1),
        ("c", CircuitState::Closed, 0),
        ("k", HELD_OPEN, 0),
        ("m", CircuitState::Closed, 1),
        ("y", open_for(SECOND), 0),
        ("z", CircuitState::HalfOpen, 0),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn asking_about_a_name_remembers_nothing() {
    let rig = Rig::new(1);
    assert_eq!(rig.state(), CircuitState::Unknown);
    assert!(!rig.breaker.is_open("a"));
    rig.breaker.reset("a");
    rig.breaker.reset_all();
    rig.breaker.retain(|_| false);
    assert!(!rig.breaker.remove("a"));
    assert!(rig.breaker.snapshot().is_empty());
}

#[test]
fn a_call_that_is_refused_remembers_nothing() {
    let rig = Rig::new(1);
    let twice =
        [("a", 1), ("a", 2)].map(|(name, value)| Provider::new(name, move || Reply::Ok(value)));
    rig.client().fetch(twice).unwrap_err();
    assert!(rig.breaker.snapshot().is_empty());
}

#[test]
fn a_provider_that_was_not_reached_is_not_remembered() {
    let rig = Rig::new(1);
    let client = rig.client();
    client
        .fetch((
            Provider::new("a", || Reply::Ok(1)),
            Provider::new("b", failed),
        ))
        .unwrap();
    let snapshot = rig.breaker.snapshot();
    assert_eq!(snapshot.len(), 1);
    assert_eq!(snapshot[0].name, "a");
}

#[test]
fn an_open_circuit_says_why() {
    let rig = Rig::new(1);
    rig.trip();
    let said = |rig: &Rig| rig.permit().unwrap_err().to_string();
    assert_eq!(said(&rig), "circuit open, next probe in 60s");
    rig.clock.advance(MINUTE);
    let probe = rig.probe();
    assert_eq!(said(&rig), "circuit open, a probe is under way");
    drop(probe);
    rig.breaker.force_open("a");
    assert_eq!(said(&rig), "circuit held open");
}

#[test]
fn debug_shows_the_settings_and_every_circuit() {
    let breaker = CircuitBreaker::new(3, MINUTE);
    breaker.permit("a").unwrap().failure();
    assert_eq!(
        format!("{breaker:?}"),
        r#"CircuitBreaker { failure_threshold: 3, reset_after: 60s, clock: SystemClock, circuits: [CircuitSnapshot { name: "a", state: Closed, failures: 1 }], .. }"#
    );
}

#[test]
fn debug_of_a_permit_says_whether_it_is_a_probe() {
    let rig = Rig::new(1);
    let told = |permit: Permit<'_>| format!("{permit:?}");
    assert_eq!(told(rig.pass()), "Permit { is_probe: false, .. }");
    rig.trip_and_wait();
    assert_eq!(told(rig.probe()), "Permit { is_probe: true, .. }");
}
