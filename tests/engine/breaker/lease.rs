//! A probe that never settles loses its place.

use std::thread;

use super::*;

/// Checks that the probe that is under way keeps its place for `lease`, and not a nanosecond longer.
fn assert_lease(rig: &Rig, lease: Duration) {
    rig.clock.advance(lease - NS);
    assert!(rig.permit().unwrap_err().is_probing());
    rig.clock.advance(NS);
    assert_eq!(rig.state(), CircuitState::HalfOpen);
    drop(rig.probe());
}

/// Checks the lease of a probe that `client` makes.
fn assert_lease_of(client: &FailoverClient, rig: &Rig, lease: Duration) {
    let hangs = || {
        assert_lease(rig, lease);
        Ok(1)
    };
    let _ = ask(client, hangs);
}

#[test]
fn without_a_timeout_the_lease_is_reset_after_or_half_a_minute() {
    for (reset_after, lease) in [
        (Duration::ZERO, MINUTE / 2),
        (SECOND, MINUTE / 2),
        (MINUTE / 2 + NS, MINUTE / 2 + NS),
        (MINUTE, MINUTE),
    ] {
        let rig = Rig::of(CircuitBreaker::new(1, reset_after));
        rig.pass().failure();
        rig.clock.advance(reset_after);
        let _hangs = rig.probe();
        assert_lease(&rig, lease);
    }
}

#[test]
fn a_probe_that_takes_longer_than_reset_after_is_alone() {
    let millis = Duration::from_millis;
    let rig = Rig::of(CircuitBreaker::new(1, millis(5)));
    rig.pass().failure();
    let client = rig.client();
    let mut skipped = 0;
    // The attempt takes 100 ms. A call every 5 ms finds it under way.
    let slow = || {
        for _ in 0..20 {
            rig.clock.advance(millis(5));
            skipped += u32::from(is_skipped(&ask(&client, || Ok(2))));
        }
        Ok(1)
    };
    rig.clock.advance(millis(5));
    assert_eq!(ask(&client, slow).unwrap(), 1);
    assert_eq!(skipped, 20);
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn the_lease_is_twice_the_timeout_if_that_is_longer() {
    for (timeout, lease) in [
        (MINUTE / 2, MINUTE),
        (MINUTE / 2 + NS, MINUTE + 2 * NS),
        (HOUR, 2 * HOUR),
    ] {
        let rig = Rig::new(1);
        rig.trip_and_wait();
        let client = rig.builder().timeout(timeout).build().unwrap();
        assert_lease_of(&client, &rig, lease);
    }
}

#[test]
fn the_lease_can_be_set() {
    for lease in [SECOND, HOUR] {
        let rig = Rig::of(CircuitBreaker::new(1, MINUTE).probe_lease(lease));
        rig.trip_and_wait();
        let client = rig.builder().timeout(MINUTE).build().unwrap();
        assert_lease_of(&client, &rig, lease);
    }
}

#[test]
fn a_zero_lease_is_refused() {
    let said = panic_message(|| {
        let _ = CircuitBreaker::new(1, MINUTE).probe_lease(Duration::ZERO);
    });
    assert!(
        said.starts_with("probe_lease is 0ns: it must be longer than zero"),
        "{said}"
    );
}

#[test]
fn each_probe_has_a_lease_of_its_own() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    let _first = rig.probe();
    rig.clock.advance(MINUTE + 5 * SECOND);
    let _second = rig.probe();
    assert_lease(&rig, MINUTE);
}

#[test]
fn whoever_lost_the_lease_changes_nothing() {
    let settles: [Settle; 4] = [
        |permit| permit.success(),
        |permit| permit.failure(),
        |permit| permit.open_for(HOUR),
        |permit| drop(permit),
    ];
    for settle in settles {
        let rig = Rig::new(1);
        rig.trip_and_wait();
        let late = rig.probe();
        rig.clock.advance(MINUTE);
        let probe = rig.probe();
        settle(late);
        assert!(rig.permit().unwrap_err().is_probing()); // the new one's place is untouched
        probe.success();
        assert_eq!(rig.state(), CircuitState::Closed);
    }
}

#[test]
fn whoever_lost_the_lease_changes_nothing_after_the_next_probe_either() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    let (late, later) = (rig.probe(), {
        rig.clock.advance(MINUTE);
        rig.probe()
    });
    rig.clock.advance(MINUTE);
    rig.probe().failure();
    rig.clock.advance(SECOND);
    late.success();
    later.failure();
    assert_eq!(rig.state(), open_for(MINUTE - SECOND));
}

#[test]
fn a_permit_that_is_leaked_is_a_probe_that_hangs() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    std::mem::forget(rig.probe());
    assert_lease(&rig, MINUTE);
}

#[test]
fn a_probe_can_be_settled_on_another_thread() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    let probe = rig.probe();
    thread::scope(|scope| scope.spawn(|| probe.success()).join()).unwrap();
    assert_eq!(rig.state(), CircuitState::Closed);
}
