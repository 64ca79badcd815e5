//! The order of providers, retries and backoff.

use std::cell::{Cell, RefCell};

use failover_core::testing::{ManualClock, Script};
use failover_core::{Clock, FailoverClient, FailureKind, Provider};
use tests::support::{Code, NS, brief, client_on, secs, turns};

#[test]
fn providers_are_asked_in_the_order_given_each_once() {
    let asked = RefCell::new(Vec::new());
    let provider = |name: &'static str| {
        let asked = &asked;
        Provider::new(name, move || {
            asked.borrow_mut().push(name);
            Err::<u32, _>(Code(1))
        })
    };
    let providers = ["c", "a", "d", "b"].map(provider);
    FailoverClient::new().fetch(&providers).unwrap_err();
    assert_eq!(*asked.borrow(), ["c", "a", "d", "b"]);
}

#[test]
fn nobody_is_asked_after_one_has_served() {
    let last = Script::new().ok(3);
    let served = FailoverClient::new()
        .fetch((
            Provider::new("a", || Err(Code(1))),
            Provider::new("b", || Ok(2)),
            Provider::new("c", || last.call()),
        ))
        .unwrap();
    assert_eq!((served.value, served.provider.as_str()), (2, "b"));
    assert_eq!(last.calls(), 0);
}

#[test]
fn every_provider_has_retries_of_its_own() {
    let (a, b) = (
        Script::<u32, _>::new().err(Code(1)),
        Script::new().err(Code(2)),
    );
    let client = FailoverClient::builder().retries(2).build().unwrap();
    let failed = client
        .fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || b.call()),
        ))
        .unwrap_err();
    assert_eq!((a.calls(), b.calls()), (3, 3));
    assert_eq!(
        brief(failed.failures()),
        [
            ("a", FailureKind::Error(Code(1)), 3),
            ("b", FailureKind::Error(Code(2)), 3),
        ]
    );
}

#[test]
fn without_retries_there_is_one_attempt() {
    let a = Script::<u32, _>::new().err(Code(1));
    let failed = FailoverClient::new().fetch([Provider::new("a", || a.call())]);
    assert_eq!(failed.unwrap_err().failures()[0].attempts, 1);
    assert_eq!(a.calls(), 1);
}

#[test]
fn a_provider_that_recovers_on_a_retry_serves_and_leaves_no_failure() {
    let a = Script::new().err(Code(1)).err(Code(2)).ok(3);
    let client = FailoverClient::builder().retries(5).build().unwrap();
    let served = client.fetch([Provider::new("a", || a.call())]).unwrap();
    assert_eq!(served.value, 3);
    assert_eq!(served.failures(), []);
    let turns: Vec<_> = served
        .turns()
        .map(|turn| (turn.attempts, turn.failure))
        .collect();
    assert_eq!(turns, [(3, None)]);
}

#[test]
fn each_kind_of_failure_is_retried() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .retries(3)
        .timeout(secs(1))
        .build()
        .unwrap();
    let a = Script::new()
        .err(Code(1))
        .ok(0)
        .ok(7)
        .taking(secs(1) + NS, &clock)
        .ok(8);
    let served = client
        .is_valid(|value: &u32| *value > 0)
        .fetch([Provider::new("a", || a.call())])
        .unwrap();
    assert_eq!((served.value, a.calls()), (8, 4));
}

#[test]
fn the_failure_of_a_turn_is_that_of_its_last_attempt() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .retries(2)
        .timeout(secs(1))
        .build()
        .unwrap();
    let rejected = Script::new().err(Code(1)).err(Code(2)).ok(0);
    let late = Script::new()
        .ok(0)
        .err(Code(3))
        .ok(1)
        .taking(secs(2), &clock);
    let down = Script::new().ok(0).ok(0).err(Code(4));
    let failed = client
        .is_valid(|value: &u32| *value > 0)
        .fetch((
            Provider::new("rejected", || rejected.call()),
            Provider::new("late", || late.call()),
            Provider::new("down", || down.call()),
        ))
        .unwrap_err();
    assert_eq!(
        brief(failed.failures()),
        [
            ("rejected", FailureKind::Rejected, 3),
            ("late", FailureKind::TimedOut, 3),
            ("down", FailureKind::Error(Code(4)), 3),
        ]
    );
}

#[test]
fn failures_are_kept_when_a_later_provider_serves() {
    let client = FailoverClient::builder().retries(1).build().unwrap();
    let served = client
        .is_valid(|value: &u32| *value > 0)
        .fetch((
            Provider::new("a", || Err(Code(1))),
            Provider::new("b", || Ok(0)),
            Provider::new("c", || Err(Code(3))),
            Provider::new("d", || Ok(4)),
        ))
        .unwrap();
    let failures = [
        ("a", FailureKind::Error(Code(1)), 2),
        ("b", FailureKind::Rejected, 2),
        ("c", FailureKind::Error(Code(3)), 2),
    ];
    assert_eq!(brief(served.failures()), failures);
    assert_eq!(
        turns(served.turns()),
        [
            ("a", 2, true),
            ("b", 2, true),
            ("c", 2, true),
            ("d", 1, false)
        ]
    );
    assert_eq!(brief(&served.into_failures()), failures);
}

#[test]
fn the_wait_grows_by_the_attempt_and_there_is_none_before_failing_over() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .retries(3)
        .retry_backoff(secs(2))
        .build()
        .unwrap();
    let asked = RefCell::new(Vec::new());
    let provider = |name: &'static str| {
        let (asked, clock) = (&asked, &clock);
        Provider::new(name, move || {
            asked.borrow_mut().push((name, clock.now().as_secs()));
            Err::<u32, _>(Code(1))
        })
    };
    client.fetch(["a", "b"].map(provider)).unwrap_err();
    let (a, b) = ([0, 2, 6, 12], [12, 14, 18, 24]);
    let at: Vec<_> = a
        .map(|at| ("a", at))
        .into_iter()
        .chain(b.map(|at| ("b", at)))
        .collect();
    assert_eq!(*asked.borrow(), at);
    assert_eq!(clock.now(), secs(24)); // and none at the end
    assert_eq!(clock.slept(), [2, 4, 6, 2, 4, 6].map(secs));
}

#[test]
fn without_a_backoff_nobody_sleeps() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(3).build().unwrap();
    client
        .fetch([Provider::new("a", || Err::<u32, _>(Code(1)))])
        .unwrap_err();
    assert!(clock.slept().is_empty());
}

#[test]
fn nothing_keeps_a_dead_primary_first_or_a_backup_in_its_place() {
    let client = FailoverClient::new();
    let primary_is_up = Cell::new(true);
    let call = || {
        let primary = || primary_is_up.get().then_some("from primary").ok_or(Code(1));
        let backup = || Ok("from backup");
        client
            .fetch((
                Provider::new("primary", primary),
                Provider::new("backup", backup),
            ))
            .unwrap()
            .value
    };
    for _ in 0..1000 {
        assert_eq!(call(), "from primary");
    }
    primary_is_up.set(false);
    for _ in 0..1000 {
        assert_eq!(call(), "from backup");
    }
    primary_is_up.set(true);
    assert_eq!(call(), "from primary");
}
