//! A result from before a change of the circuit does not affect it.

use std::cell::Cell;
use std::sync::Arc;

use failover_core::Sleep;
use failover_core::testing::Script;

use super::*;

#[test]
fn a_success_from_before_the_trip_does_not_close() {
    let rig = Rig::new(2);
    let straggler = rig.pass();
    rig.trip();
    straggler.success();
    assert_eq!(rig.state(), open_for(MINUTE));
}

#[test]
fn failures_from_before_the_trip_do_not_extend_the_outage() {
    let rig = Rig::new(1);
    let stragglers: Vec<_> = (0..9).map(|_| rig.pass()).collect();
    rig.trip();
    for straggler in stragglers {
        rig.clock.advance(4 * SECOND);
        straggler.failure();
    }
    assert_eq!(rig.state(), open_for(MINUTE - 36 * SECOND));
}

#[test]
fn a_straggler_does_not_settle_a_half_open_circuit() {
    let rig = Rig::new(1);
    let (succeeds, fails) = (rig.pass(), rig.pass());
    rig.trip_and_wait();
    succeeds.success();
    assert_eq!(rig.state(), CircuitState::HalfOpen);
    fails.failure();
    assert_eq!(rig.state(), CircuitState::HalfOpen);
    drop(rig.probe());
}

#[test]
fn a_straggler_does_not_settle_in_place_of_the_probe() {
    let rig = Rig::new(1);
    let (succeeds, fails) = (rig.pass(), rig.pass());
    rig.trip_and_wait();
    let probe = rig.probe();
    succeeds.success();
    assert!(rig.permit().unwrap_err().is_probing());
    fails.failure();
    assert!(rig.permit().unwrap_err().is_probing());
    probe.success();
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn a_straggler_does_not_touch_the_count_of_a_later_generation() {
    type Change = fn(&Rig);
    let changes: [Change; 3] = [
        |rig| rig.breaker.reset("a"),
        |rig| {
            rig.trip_and_wait();
            rig.probe().success();
        },
        |rig| {
            rig.breaker.force_open("a");
            rig.breaker.reset("a");
        },
    ];
    for change in changes {
        let rig = Rig::new(2);
        let (succeeds, fails) = (rig.pass(), rig.pass());
        change(&rig);
        fails.failure();
        assert_eq!(rig.failures(), 0);
        rig.pass().failure();
        succeeds.success();
        assert_eq!(rig.failures(), 1);
    }
}

#[test]
fn a_straggler_of_two_generations_ago_changes_nothing() {
    let rig = Rig::new(1);
    let (succeeds, fails) = (rig.pass(), rig.pass());
    for _ in 0..2 {
        rig.trip_and_wait();
        rig.probe().success();
    }
    rig.trip();
    rig.clock.advance(SECOND);
    succeeds.success();
    fails.failure();
    assert_eq!(rig.state(), open_for(MINUTE - SECOND));
}

#[test]
fn permits_of_one_generation_settle_in_any_order() {
    let rig = Rig::new(3);
    let (a, b, c) = (rig.pass(), rig.pass(), rig.pass());
    c.failure();
    a.failure();
    assert_eq!(rig.failures(), 2);
    b.success();
    assert_eq!(rig.failures(), 0);
}

// Calls under way when the circuit changes

#[test]
fn no_retry_once_the_circuit_has_tripped() {
    let rig = Rig::new(1);
    let client = rig.builder().retries(5).build().unwrap();
    let calls = Cell::new(0);
    let failed = ask(&client, || {
        calls.set(calls.get() + 1);
        if calls.get() == 2 {
            rig.pass().failure();
            rig.clock.advance(SECOND);
        }
        failed()
    });
    assert_eq!(failed.unwrap_err().failures()[0].attempts, 2);
    assert_eq!(calls.get(), 2);
    assert_eq!(rig.state(), open_for(MINUTE - SECOND)); // by the other permit, not by this turn
}

#[test]
fn no_retry_if_the_circuit_trips_during_the_backoff() {
    struct TripsMeanwhile(Arc<CircuitBreaker>);
    impl Sleep for TripsMeanwhile {
        fn sleep(&self, _: Duration) {
            self.0.permit("a").unwrap().failure();
        }
    }

    let rig = Rig::new(1);
    let client = rig.builder().retries(5).retry_backoff(SECOND);
    let client = client.sleep(TripsMeanwhile(Arc::clone(&rig.breaker)));
    let sick = Script::<u32, u16>::new().err(503);
    let failed = ask(&client.build().unwrap(), || sick.call()).unwrap_err();
    assert_eq!(sick.calls(), 1);
    assert_eq!(failed.failures()[0].error(), Some(&503));
}

#[test]
fn no_retry_although_the_circuit_is_closed_again() {
    let rig = Rig::new(2);
    let client = rig.builder().retries(5).build().unwrap();
    let calls = Cell::new(0);
    let _ = ask(&client, || {
        calls.set(calls.get() + 1);
        rig.breaker.reset("a");
        failed()
    });
    assert_eq!(calls.get(), 1);
    assert_eq!(rig.failures(), 0);
}

#[test]
fn retries_go_on_while_others_only_count() {
    let rig = Rig::new(9);
    let client = rig.builder().retries(2).build().unwrap();
    let calls = Cell::new(0);
    let _ = ask(&client, || {
        calls.set(calls.get() + 1);
        rig.pass().failure();
        failed()
    });
    assert_eq!(calls.get(), 3);
    assert_eq!(rig.failures(), 4);
}

#[test]
fn a_value_is_served_although_the_circuit_tripped_meanwhile() {
    let rig = Rig::new(1);
    let value = ask(&rig.client(), || {
        rig.trip();
        Ok(7)
    });
    assert_eq!(value.unwrap(), 7);
    assert_eq!(rig.state(), open_for(MINUTE));
}

#[test]
fn a_failed_turn_from_before_the_trip_does_not_extend_it() {
    let rig = Rig::new(1);
    let _ = ask(&rig.client(), || {
        rig.trip();
        rig.clock.advance(SECOND);
        failed()
    });
    assert_eq!(rig.state(), open_for(MINUTE - SECOND));
}

#[test]
fn a_provider_may_call_its_own_client() {
    let rig = Rig::new(1);
    let client = rig.client();
    let value = ask(&client, || {
        let inner = ask(&client, || ask(&client, || Ok(1)).map_err(|_| 500));
        let fallback = client.fetch([Provider::new("b", || Reply::Ok(2))]);
        Ok(inner.unwrap() + fallback.unwrap().value)
    });
    assert_eq!(value.unwrap(), 3);
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn an_inner_call_that_trips_the_circuit_is_not_undone_by_the_outer_one() {
    let rig = Rig::new(1);
    let client = rig.client();
    let value = ask(&client, || {
        ask(&client, failed).unwrap_err();
        assert!(is_skipped(&ask(&client, || Ok(2))));
        Ok(1)
    });
    assert_eq!(value.unwrap(), 1);
    assert_eq!(rig.state(), open_for(MINUTE));
}
