//! Providers that are listed before their first call.

use failover_core::Name;
use failover_core::testing::Script;

use super::*;

fn names(breaker: &CircuitBreaker) -> Vec<Name> {
    let circuits = breaker.snapshot().into_iter();
    circuits.map(|circuit| circuit.name).collect()
}

#[test]
fn a_registered_provider_is_closed_before_its_first_call() {
    let rig = Rig::new(1);
    rig.breaker.register(["b", "a"]);
    assert_eq!(rig.state(), CircuitState::Closed);
    assert_eq!(rig.failures(), 0);
    assert_eq!(names(&rig.breaker), ["a", "b"]);
}

#[test]
fn a_name_that_was_never_seen_is_unknown_and_admits_calls() {
    let rig = Rig::new(1);
    rig.breaker.register(["a"]);
    assert_eq!(rig.breaker.state("A"), CircuitState::Unknown);
    assert_eq!(rig.breaker.state("A").to_string(), "unknown");
    assert!(!rig.breaker.is_open("A"));
    rig.breaker.permit("A").unwrap().failure();
    assert_eq!(rig.breaker.state("A"), open_for(MINUTE));
}

#[test]
fn any_kind_of_name_is_registered_once() {
    let rig = Rig::new(1);
    rig.breaker.register(["a", "a"]);
    rig.breaker.register([String::from("a"), String::from("b")]);
    rig.breaker.register([Name::intern("b")]);
    rig.breaker.register(Vec::<&str>::new());
    assert_eq!(names(&rig.breaker), ["a", "b"]);
}

#[test]
fn a_registered_circuit_is_that_of_the_calls() {
    let rig = Rig::new(1);
    rig.breaker.register([String::from("a")]);
    rig.call(failed()).unwrap_err();
    assert_eq!(rig.state(), open_for(MINUTE));
    let a = Script::new().ok(1);
    assert!(is_skipped(&ask(&rig.client(), || a.call())));
    assert_eq!(rig.breaker.snapshot().len(), 1);
}

#[test]
fn registering_a_known_provider_changes_nothing() {
    let rig = Rig::new(2);
    rig.pass().failure();
    rig.breaker.register(["a"]);
    assert_eq!(rig.failures(), 1);
    rig.pass().failure();
    rig.breaker.register(["a"]);
    assert_eq!(rig.state(), open_for(MINUTE));
    rig.breaker.force_close("a");
    rig.breaker.register(["a"]);
    rig.pass().failure();
    assert_eq!(rig.state(), CircuitState::Closed);
}
