//! The probe: who gets it, what it decides, and that it always comes back.

use std::cell::{Cell, RefCell};

use failover_core::testing::Script;
use failover_core::{EndReason, ItemProvider};

use super::*;

#[test]
fn half_open_exactly_at_reset_after() {
    let rig = Rig::new(1);
    rig.clock.set(HOUR);
    rig.trip();
    rig.clock.advance(MINUTE - NS);
    assert_eq!(rig.state(), open_for(NS));
    assert_eq!(rig.permit().unwrap_err().retry_in(), Some(NS));
    assert!(is_skipped(&rig.call(Ok(1))));
    rig.clock.advance(NS);
    assert_eq!(rig.state(), CircuitState::HalfOpen);
    assert_eq!(rig.call(Ok(1)).unwrap(), 1);
}

#[test]
fn looking_takes_no_probe() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    for _ in 0..3 {
        assert_eq!(rig.state(), CircuitState::HalfOpen);
        assert!(!rig.breaker.is_open("a"));
        assert_eq!(rig.breaker.snapshot()[0].state, CircuitState::HalfOpen);
    }
    drop(rig.probe());
}

#[test]
fn a_probe_is_one_attempt() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    let client = rig.builder().retries(5).retry_backoff(SECOND);
    let sick = Script::<u32, u16>::new().err(503);
    let failed = ask(&client.build().unwrap(), || sick.call()).unwrap_err();
    assert_eq!(sick.calls(), 1);
    assert_eq!(failed.failures()[0].attempts, 1);
    assert!(rig.clock.slept().is_empty());
}

#[test]
fn a_probe_that_succeeds_closes_with_a_clean_count() {
    let rig = Rig::new(3);
    rig.trip_and_wait();
    assert_eq!(rig.call(Ok(1)).unwrap(), 1);
    assert_eq!(rig.state(), CircuitState::Closed);
    assert_eq!(rig.failures(), 0);
    rig.call(failed()).unwrap_err();
    rig.call(failed()).unwrap_err();
    assert_eq!(rig.state(), CircuitState::Closed);
    rig.call(failed()).unwrap_err();
    assert_eq!(rig.state(), open_for(MINUTE));
}

#[test]
fn one_failed_probe_opens_for_all_of_reset_after_from_its_failure() {
    let rig = Rig::new(3);
    rig.trip_and_wait();
    rig.clock.advance(10 * MINUTE);
    let sick = Script::<u32, u16>::new()
        .err(503)
        .taking(7 * SECOND, &rig.clock);
    ask(&rig.client(), || sick.call()).unwrap_err();
    assert_eq!(rig.state(), open_for(MINUTE));
    rig.clock.advance(MINUTE - NS);
    assert!(is_skipped(&rig.call(Ok(1))));
    rig.clock.advance(NS);
    rig.call(Ok(1)).unwrap();
}

#[test]
fn a_rejected_or_late_value_is_a_failed_probe() {
    let rig = Rig::new(3);
    rig.trip_and_wait();
    let client = rig.builder().timeout(SECOND).build().unwrap();
    client
        .is_valid(|_: &u32| false)
        .fetch([Provider::new("a", || Reply::Ok(1))])
        .unwrap_err();
    assert_eq!(rig.state(), open_for(MINUTE));

    rig.clock.advance(MINUTE);
    let slow = Script::new().ok(1).taking(2 * SECOND, &rig.clock);
    ask(&client, || slow.call()).unwrap_err();
    assert_eq!(rig.state(), open_for(MINUTE));
}

#[test]
fn a_provider_that_stays_sick_is_probed_once_per_reset_after() {
    let rig = Rig::new(3);
    rig.trip();
    let calls = Cell::new(0);
    for _ in 0..600 {
        rig.clock.advance(SECOND);
        let _ = ask(&rig.client(), || {
            calls.set(calls.get() + 1);
            failed()
        });
    }
    assert_eq!(calls.get(), 10);
}

#[test]
fn others_go_on_skipping_while_a_probe_is_under_way() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    let client = rig.client();
    let probe = || {
        for _ in 0..3 {
            assert!(is_skipped(&rig.call(Ok(2))));
            let open = rig.permit().unwrap_err();
            assert!(open.is_probing());
            assert_eq!(open.retry_in(), None);
            assert_eq!(rig.state(), CircuitState::HalfOpen);
        }
        Ok(1)
    };
    assert_eq!(ask(&client, probe).unwrap(), 1);
    assert_eq!(rig.call(Ok(3)).unwrap(), 3);
}

#[test]
fn a_call_that_skips_for_a_probe_fails_over_at_once() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    let _probe = rig.probe();
    let client = rig.client();
    let a = Script::new().ok(1);
    let served = client
        .fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || Reply::Ok(2)),
        ))
        .unwrap();
    assert_eq!(served.provider, "b");
    assert_eq!(served.failures()[0].attempts, 0);
    assert_eq!(a.calls(), 0);
}

#[test]
fn items_are_probed_by_the_first_chunk_alone() {
    let rig = Rig::new(1);
    let client = rig.builder().retries(3).build().unwrap();
    let asked = RefCell::new(Vec::new());
    let ask = |reply: fn(&u32) -> Reply| {
        asked.borrow_mut().clear();
        let call = |keys: &[u32]| {
            asked.borrow_mut().push((keys.to_vec(), rig.state()));
            let one = |key: &u32| Ok((*key, reply(key)?));
            keys.iter()
                .map(one)
                .collect::<Result<Vec<(u32, u32)>, u16>>()
        };
        let a = ItemProvider::new("a", call).max_keys(2);
        let result = client.fetch_items([1, 2, 3, 4, 5], [a]);
        (result, asked.borrow().clone())
    };
    let probe = (vec![1, 2], CircuitState::HalfOpen);

    rig.trip_and_wait();
    let (result, asked) = ask(|_| failed());
    assert!(result.is_err());
    assert_eq!(asked, std::slice::from_ref(&probe));
    assert_eq!(rig.state(), open_for(MINUTE));

    rig.clock.advance(MINUTE);
    let (result, asked) = ask(|key| Ok(*key));
    assert_eq!(result.unwrap().len(), 5);
    let closed = |keys: &[u32]| (keys.to_vec(), CircuitState::Closed);
    assert_eq!(asked, [probe, closed(&[3, 4]), closed(&[5])]);
}

// A probe that ends without a word

#[test]
fn a_dropped_probe_frees_its_place_for_one() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    for _ in 0..3 {
        let probe = rig.probe();
        assert!(rig.permit().is_err());
        drop(probe);
        assert_eq!(rig.state(), CircuitState::HalfOpen);
    }
    rig.probe().success();
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn a_settled_probe_owes_nothing_more() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    rig.probe().failure();
    assert_eq!(rig.state(), open_for(MINUTE)); // and was not released as well
}

#[test]
fn a_panicking_provider_frees_the_probe() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    let client = rig.client();
    let bug = panic_message(|| {
        let _ = ask(&client, || panic!("provider"));
    });
    assert_eq!(bug, "provider");
    assert_eq!(rig.state(), CircuitState::HalfOpen);
    assert_eq!(ask(&client, || Ok(1)).unwrap(), 1);
    assert_eq!(rig.state(), CircuitState::Closed);
}

#[test]
fn a_panicking_judge_frees_the_probe() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    let client = rig.client();
    let bug = panic_message(|| {
        let judged = client.is_valid(|_: &u32| -> bool { panic!("is_valid") });
        let _ = judged.fetch([Provider::new("a", || Reply::Ok(1))]);
    });
    assert_eq!(bug, "is_valid");
    let bug = panic_message(|| {
        let judged = client.classify(|_: &u16| panic!("classify"));
        let _ = judged.fetch([Provider::new("a", failed)]);
    });
    assert_eq!(bug, "classify");
    assert_eq!(rig.state(), CircuitState::HalfOpen);
    rig.probe().success();
}

#[test]
fn a_panicking_item_provider_frees_the_probe() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    let client = rig.client();
    let call = |_: &[u8]| -> Result<Vec<(u8, u8)>, u16> { panic!("items") };
    let bug = panic_message(|| {
        let _ = client.fetch_items([1, 2], [ItemProvider::new("a", call)]);
    });
    assert_eq!(bug, "items");
    rig.probe().success();
}

#[test]
fn an_uncounted_probe_frees_its_place_and_decides_nothing() {
    for ignored in [
        Verdict::RETRY.uncounted(),
        Verdict::NEXT.uncounted(),
        Verdict::STOP,
    ] {
        let rig = Rig::new(1);
        rig.trip_and_wait();
        let failed = rig.call_judged(ignored);
        let stops = ignored == Verdict::STOP;
        assert_eq!(failed.end_reason() == EndReason::Stopped, stops);
        assert_eq!(rig.state(), CircuitState::HalfOpen, "{ignored:?}");
        rig.probe().failure();
        assert_eq!(rig.state(), open_for(MINUTE), "{ignored:?}");
    }
}

#[test]
fn an_uncounted_probe_is_one_attempt_too() {
    let rig = Rig::new(1);
    rig.trip_and_wait();
    let client = rig.builder().retries(5).build().unwrap();
    let sick = Script::<u32, u16>::new().err(404);
    client
        .classify(|_: &u16| Verdict::RETRY.uncounted())
        .fetch([Provider::new("a", || sick.call())])
        .unwrap_err();
    assert_eq!(sick.calls(), 1);
}

#[test]
fn a_probe_that_comes_after_the_deadline_does_what_on_deadline_says() {
    for (on_deadline, state) in [
        (Verdict::NEXT, open_for(MINUTE)),
        (Verdict::NEXT.uncounted(), CircuitState::HalfOpen),
        (Verdict::NEXT.uncounted().open_for(HOUR), open_for(HOUR)),
    ] {
        let rig = Rig::new(1);
        rig.trip_and_wait();
        let client = rig.builder().deadline(SECOND).on_deadline(on_deadline);
        let client = client.build().unwrap();
        let slow = Script::new().ok(1).taking(2 * SECOND, &rig.clock);
        ask(&client, || slow.call()).unwrap_err();
        assert_eq!(rig.state(), state);
    }
}
