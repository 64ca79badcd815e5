//! `on_failure`: every turn that did not serve, with its typed error.

use std::cell::RefCell;
use std::sync::Mutex;

use failover_core::testing::ManualClock;
use failover_core::{CircuitBreaker, FailoverClient, Failure, ItemProvider, Provider};
use tests::support::{Code, client_on, run, secs};

#[test]
fn it_hears_typed_errors_also_if_a_later_provider_serves() {
    let heard = RefCell::new(Vec::new());
    let client = FailoverClient::builder().retries(1).build().unwrap();
    let listening = client.on_failure(|failure: &Failure<Code>| {
        let error = failure.error().map(|code| code.0);
        heard
            .borrow_mut()
            .push((failure.provider, failure.attempts, error));
    });
    let call = (
        Provider::new("a", || Err(Code(503))),
        Provider::new("b", || Ok(1)),
    );
    assert_eq!(listening.fetch(call).unwrap().value, 1);
    assert_eq!(heard.take(), [("a".into(), 2, Some(503))]);
}

#[test]
fn it_hears_skips_and_the_failures_of_calls_that_nobody_serves() {
    let breaker = CircuitBreaker::new(1, secs(60));
    breaker.force_open("a");
    let client = FailoverClient::builder().circuit_breaker(breaker).build();
    let client = client.unwrap();
    let heard = RefCell::new(Vec::new());
    let listening =
        client.on_failure(|failure: &Failure<Code>| heard.borrow_mut().push(failure.to_string()));
    let call = (
        Provider::new("a", || Ok::<u32, _>(1)),
        Provider::new("b", || Err(Code(500))),
    );
    listening.fetch(call).unwrap_err();
    assert_eq!(
        heard.take(),
        ["a: circuit held open", "b: error (1 attempt)"]
    );
}

#[test]
fn it_stays_when_other_rules_are_set_after_it() {
    let heard = RefCell::new(0);
    let client = FailoverClient::new();
    let listening = client
        .on_failure(|_: &Failure<Code>| *heard.borrow_mut() += 1)
        .is_valid(|value: &u32| *value > 1)
        .classify(|_: &Code| failover_core::Verdict::NEXT);
    listening.fetch([Provider::new("a", || Ok(1))]).unwrap_err();
    assert_eq!(*heard.borrow(), 1);
}

#[test]
fn it_hears_batch_calls() {
    let heard = RefCell::new(Vec::new());
    let client = FailoverClient::new();
    let listening =
        client.on_failure(|failure: &Failure<Code>| heard.borrow_mut().push(failure.provider));
    let providers = (
        ItemProvider::new("a", |_: &[u32]| Err::<Vec<(u32, u32)>, _>(Code(503))),
        ItemProvider::new("b", |keys: &[u32]| Ok(vec![(keys[0], 1)])),
    );
    listening.fetch_items([7], providers).unwrap();
    assert_eq!(heard.take(), ["a"]);
}

#[test]
fn it_hears_async_and_hedged_calls() {
    let heard = Mutex::new(Vec::new());
    let hear = |failure: &Failure<Code>| heard.lock().unwrap().push(failure.to_string());
    let client = FailoverClient::new();
    let call = || {
        (
            Provider::new("a", async || Err(Code(503))),
            Provider::new("b", async || Ok(1)),
        )
    };
    run(client.on_failure(hear).fetch_async(call())).unwrap();
    let clock = ManualClock::new();
    let client = client_on(&clock).build().unwrap();
    let hedged = client.on_failure(hear).hedge(secs(1));
    clock.block_on(hedged.fetch_async(call())).unwrap();
    assert_eq!(*heard.lock().unwrap(), ["a: error (1 attempt)"; 2]);
}
