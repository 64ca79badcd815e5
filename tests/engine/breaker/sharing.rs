//! One breaker in several hands, and a breaker of very many names.

use std::fmt::Write;
use std::thread;

use failover_core::Name;
use failover_core::testing::Script;

use super::*;

#[test]
fn two_clients_share_what_one_of_them_learns() {
    let rig = Rig::new(2);
    let (one, other) = (rig.client(), rig.builder().retries(3).build().unwrap());
    ask(&one, failed).unwrap_err();
    ask(&other, failed).unwrap_err();
    let a = Script::new().ok(1);
    assert!(is_skipped(&ask(&one, || a.call())));
    assert!(is_skipped(&ask(&other, || a.call())));
    rig.clock.advance(MINUTE);
    let nested = ask(&one, || {
        assert!(is_skipped(&ask(&other, || a.call())));
        Ok(2)
    });
    assert_eq!(nested.unwrap(), 2);
    assert_eq!(ask(&other, || a.call()).unwrap(), 1);
}

#[test]
fn clones_of_a_client_share_its_breaker() {
    let breaker = CircuitBreaker::new(1, MINUTE).clock(ManualClock::new());
    let client = FailoverClient::builder().circuit_breaker(breaker);
    let client = client.build().unwrap();
    let clone = client.clone();
    ask(&clone, failed).unwrap_err();
    assert!(is_skipped(&ask(&client, || Ok(1))));
}

#[test]
fn a_breaker_can_be_a_static() {
    static BREAKER: CircuitBreaker = CircuitBreaker::new(2, HOUR);
    static LEASED: CircuitBreaker = CircuitBreaker::new(1, HOUR).probe_lease(MINUTE);

    for (breaker, threshold) in [(&BREAKER, 2), (&LEASED, 1)] {
        let client = FailoverClient::builder().circuit_breaker(breaker);
        let client = client.build().unwrap();
        for _ in 0..threshold {
            assert!(!breaker.is_open("a"));
            ask(&client, failed).unwrap_err();
        }
        assert!(breaker.is_open("a"));
        assert!(is_skipped(&ask(&client, || Ok(1))));
    }
}

#[test]
fn calls_and_permits_of_one_name_share_a_circuit() {
    let rig = Rig::new(2);
    rig.call(failed()).unwrap_err();
    rig.pass().failure();
    assert!(is_skipped(&rig.call(Ok(1))));
    // So do a literal and a name made at run time, and value calls and items.
    let made = Name::from(String::from("a"));
    rig.breaker.permit(made).unwrap_err();
    assert_eq!(rig.breaker.snapshot().len(), 1);
}

#[test]
fn breakers_of_their_own_share_nothing() {
    let (one, other) = (Rig::new(1), Rig::new(1));
    one.trip();
    assert_eq!(other.call(Ok(1)).unwrap(), 1);
}

#[test]
fn names_have_circuits_of_their_own() {
    let rig = Rig::new(1);
    let names = ["", "a", "ab", "b", "a\0", "ä"];
    for name in names {
        rig.breaker.permit(name).unwrap().failure();
    }
    assert_eq!(rig.breaker.snapshot().len(), names.len());
    rig.breaker.reset("ab");
    for name in names {
        assert_eq!(rig.breaker.is_open(name), name != "ab", "{name:?}");
    }
}

#[test]
fn calls_do_not_make_a_breaker_grow() {
    let rig = Rig::new(1);
    for _ in 0..10 {
        rig.trip();
        for _ in 0..100 {
            let _ = rig.call(Ok(1));
            let _ = rig.permit();
        }
        rig.breaker.reset("a");
    }
    assert_eq!(rig.breaker.snapshot().len(), 1);
}

#[test]
fn very_many_names_are_told_apart_and_dropped() {
    const NAMES: usize = 1_000_000;
    const DIGITS: usize = 6;

    let mut text = String::new();
    for number in 0..NAMES {
        write!(text, "{number:0DIGITS$}").unwrap();
    }
    let text: &'static str = text.leak(); // slices of one text need not be interned
    let name = |number: usize| &text[number * DIGITS..][..DIGITS];
    let breaker = CircuitBreaker::new(1, MINUTE).clock(ManualClock::new());
    for number in 0..NAMES {
        breaker.force_close(name(number));
    }
    for number in (0..NAMES).step_by(1000) {
        breaker.force_open(name(number));
    }
    for number in (0..NAMES).step_by(1000) {
        assert!(breaker.is_open(name(number)));
        assert!(!breaker.is_open(name(number + 1)));
    }
    // Far less stack than a chain of so many would need.
    let small = thread::Builder::new().stack_size(64 * 1024);
    small.spawn(move || drop(breaker)).unwrap().join().unwrap();
}
