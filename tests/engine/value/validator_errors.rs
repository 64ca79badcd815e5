//! Validators that return an error: it becomes the failure, and `classify` judges it.

use std::cell::Cell;

use failover_core::testing::{ManualClock, Script};
use failover_core::{
    CircuitBreaker, Clock, EndReason, FailoverClient, FailureKind, ItemProvider, Provider, Reason,
    Verdict,
};
use tests::support::{Code, brief, client_on, run, secs};

/// Values above nine are junk, and say so by an error of their own.
fn valid(value: &u32) -> Result<(), Code> {
    if *value < 10 {
        Ok(())
    } else {
        Err(Code(*value))
    }
}

fn classify(Code(code): &Code) -> Verdict {
    match code {
        20..30 => Verdict::STOP,
        30..40 => Verdict::RETRY.after(secs(2)),
        _ => Verdict::NEXT,
    }
}

fn client() -> FailoverClient {
    FailoverClient::builder().retries(1).build().unwrap()
}

#[test]
fn the_error_is_the_failure_and_is_classified() {
    let (a, b) = (Script::new().ok(10), Script::new().ok(1));
    let (a, b) = (
        Provider::new("a", || a.call()),
        Provider::new("b", || b.call()),
    );
    let client = client();
    let served = client
        .is_valid(valid)
        .classify(classify)
        .fetch((a, b))
        .unwrap();
    assert_eq!(served.value, 1);
    // `NEXT`: it is not retried.
    assert_eq!(
        brief(served.failures()),
        [("a", FailureKind::Error(Code(10)), 1)]
    );

    let stops = Provider::new("a", || Ok(20));
    let never = Provider::new("b", || -> Result<_, _> { panic!("the call went on") });
    let failed = client
        .is_valid(valid)
        .classify(classify)
        .fetch((stops, never))
        .unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
    assert_eq!(failed.failures()[0].error(), Some(&Code(20)));
}

#[test]
fn on_rejected_is_for_a_bool_alone() {
    let client = FailoverClient::builder()
        .on_rejected(Verdict::STOP)
        .build()
        .unwrap();
    let list = || {
        (
            Provider::new("a", || Ok::<u32, Code>(10)),
            Provider::new("b", || Ok(1)),
        )
    };
    assert_eq!(client.is_valid(valid).fetch(list()).unwrap().value, 1);
    let failed = client
        .is_valid(|value: &u32| *value < 10)
        .fetch(list())
        .unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
}

#[test]
fn without_classify_the_error_is_retried() {
    let a = Script::<u32, Code>::new().ok(10).ok(2);
    let served = client()
        .is_valid(valid)
        .fetch([Provider::new("a", || a.call())])
        .unwrap();
    assert_eq!((served.value, a.calls()), (2, 2));
}

#[test]
fn an_async_call_and_a_hedged_one_do_the_same() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(1).build().unwrap();
    let list = || {
        let a = Provider::new("a", || async { Ok::<u32, Code>(30) });
        (a, Provider::new("b", || async { Ok(1) }))
    };
    let judged = client.is_valid(valid).classify(classify);
    let expected = [("a", FailureKind::Error(Code(30)), 2)];
    let served = clock.block_on(judged.fetch_async(list())).unwrap();
    assert_eq!(brief(served.failures()), expected);
    let served = clock
        .block_on(judged.hedge(secs(60)).fetch_async(list()))
        .unwrap();
    assert_eq!(brief(served.failures()), expected);
    assert_eq!(clock.now(), secs(4)); // `RETRY.after`, in each
}

#[test]
fn a_late_value_is_not_judged() {
    let clock = ManualClock::new();
    let client = client_on(&clock).timeout(secs(1)).build().unwrap();
    let (judged, late) = (
        Cell::new(0),
        Script::<u32, Code>::new().ok(10).taking(secs(2), &clock),
    );
    let rule = |value: &u32| {
        judged.set(judged.get() + 1);
        valid(value)
    };
    let failed = client
        .is_valid(rule)
        .fetch([Provider::new("a", || late.call())])
        .unwrap_err();
    assert_eq!(
        (&failed.failures()[0].kind, judged.get()),
        (&FailureKind::TimedOut, 0)
    );
}

#[test]
fn the_circuit_learns_what_classify_says() {
    for (verdict, is_open) in [(Verdict::NEXT, true), (Verdict::NEXT.healthy(), false)] {
        let breaker = CircuitBreaker::new(1, secs(60)).clock(ManualClock::new());
        let client = FailoverClient::builder()
            .circuit_breaker(breaker)
            .build()
            .unwrap();
        let judged = client.is_valid(valid).classify(|_: &Code| verdict);
        judged.fetch([Provider::new("a", || Ok(10))]).unwrap_err();
        assert_eq!(client.circuit_breaker().unwrap().is_open("a"), is_open);
    }
}

/// A function pointer, a function item and a closure, returning a `bool` or a `Result`.
#[test]
fn every_kind_of_callable_is_taken() {
    fn above_zero(value: &u32) -> bool {
        *value > 0
    }
    let client = client();
    let list = || [Provider::new("a", || Ok::<u32, Code>(1))];
    let limit = 5;
    assert!(client.is_valid(above_zero).fetch(list()).is_ok());
    assert!(
        client
            .is_valid(above_zero as fn(&u32) -> bool)
            .fetch(list())
            .is_ok()
    );
    assert!(
        client
            .is_valid(|value: &u32| *value < limit)
            .fetch(list())
            .is_ok()
    );
    assert!(client.is_valid(valid).fetch(list()).is_ok());
    assert!(
        client
            .is_valid(valid as fn(&u32) -> Result<(), Code>)
            .fetch(list())
            .is_ok()
    );
    let closure = |value: &u32| if *value < limit { Ok(()) } else { Err(Code(9)) };
    assert!(client.is_valid(closure).fetch(list()).is_ok());
    // The error's type is the providers'.
    assert!(client.is_valid(|_: &u32| Ok(())).fetch(list()).is_ok());
}

/// Returns the reasons that the providers gave for the missing key.
fn reasons(items: &failover_core::ItemResult<u32, u32, Code>, key: u32) -> Vec<String> {
    let missing = items.missing().find(|missing| *missing.key == key).unwrap();
    missing
        .reasons()
        .map(|(_, reason)| reason.to_string())
        .collect()
}

/// The values of `a`, and of `b`, which serves key 9.
fn lists(
    values: &[(u32, u32)],
) -> [ItemProvider<impl FnMut(&[u32]) -> Result<Vec<(u32, u32)>, Code> + '_>; 2] {
    let provider = |name, values: &[(u32, u32)]| {
        let values = values.to_vec();
        ItemProvider::new(name, move |_: &[u32]| Ok(values.clone()))
    };
    [provider("a", values), provider("b", &[(9, 9)])]
}

#[test]
fn an_answer_whose_every_value_is_rejected_failed_with_the_first_error() {
    let client = client();
    let judged = client.is_valid(valid).classify(classify);
    let items = judged
        .fetch_items([1, 2, 3, 9], lists(&[(2, 12), (1, 11)]))
        .unwrap();
    let failure = items.failures().next().unwrap();
    assert_eq!((failure.error(), failure.attempts), (Some(&Code(11)), 1));
    assert_eq!(reasons(&items, 1), ["rejected", "not returned"]);
    assert_eq!(reasons(&items, 2), ["rejected", "not returned"]);
    // It was not in the answer, so no error is about it.
    assert_eq!(reasons(&items, 3), ["not returned", "not returned"]);

    let failed = judged.fetch_items([1], lists(&[(1, 20)])).unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
}

#[test]
fn an_answer_with_a_valid_value_is_a_success() {
    let client = client();
    let judged = client.is_valid(valid).classify(classify);
    let items = judged
        .fetch_items([1, 2], lists(&[(1, 1), (2, 20)]))
        .unwrap();
    assert_eq!(
        (items.end_reason(), items.failures().count()),
        (EndReason::Exhausted, 0)
    );
    assert_eq!(reasons(&items, 2), ["rejected", "not returned"]);
    let missing = items.missing().next().unwrap();
    assert!(matches!(
        missing.reasons().next(),
        Some((_, Reason::Rejected))
    ));
}

#[test]
fn concurrent_chunks_fail_with_their_first_errors() {
    let client = FailoverClient::new();
    let echo = async |keys: Vec<u32>| {
        Ok::<_, Code>(keys.iter().map(|key| (*key, *key)).collect::<Vec<_>>())
    };
    let provider = ItemProvider::new_async("a", echo)
        .max_keys(2)
        .concurrency(2);
    let keys = [1, 12, 13, 14, 15, 16];
    let items = run(client.is_valid(valid).fetch_items_async(keys, [provider])).unwrap();
    let errors: Vec<_> = items
        .failed_requests()
        .map(|failure| failure.error())
        .collect();
    assert_eq!(errors, [Some(&Code(13)), Some(&Code(15))]);
    assert_eq!(items.iter().count(), 1);
}
