//! `Verdict::after`: the provider says when to come back, and the same one is called again.

use std::time::Duration;

use failover_core::testing::{ManualClock, Script};
use failover_core::{
    AllProvidersFailed, Clock, ConfigError, EndReason, FailoverClient, FailoverClientBuilder,
    FailureKind, ItemProvider, Provider, Result, Served, Verdict,
};
use tests::support::{Code, MS, brief, client_on, run, secs};

/// The server's `Retry-After`, in seconds.
#[derive(Debug, Clone, PartialEq)]
struct TooMany(u64);

fn as_told(TooMany(seconds): &TooMany) -> Verdict {
    Verdict::RETRY.after(secs(*seconds))
}

fn client(clock: &ManualClock) -> FailoverClientBuilder {
    client_on(clock).retries(3).retry_backoff(100 * MS)
}

/// Calls one provider that asks for these waits and then serves.
fn fetch(client: &FailoverClient, waits: &[u64]) -> Result<Served<u8, TooMany>, TooMany> {
    let script = waits
        .iter()
        .fold(Script::new(), |script, wait| script.err(TooMany(*wait)));
    let only = script.ok(1);
    client
        .classify(as_told)
        .fetch([Provider::new("only", || only.call())])
}

#[test]
fn the_same_provider_is_called_after_the_wait_in_place_of_the_backoff() {
    let clock = ManualClock::new();
    let served = fetch(&client(&clock).build().unwrap(), &[2]).unwrap();
    assert_eq!((served.value, clock.slept()), (1, vec![secs(2)]));
    // Each wait is its own, whatever the number of the attempt.
    let clock = ManualClock::new();
    fetch(&client(&clock).build().unwrap(), &[2, 5, 1]).unwrap();
    assert_eq!(clock.slept(), [2, 5, 1].map(secs));
}

#[test]
fn an_async_call_waits_too() {
    let clock = ManualClock::new();
    let client = client(&clock).build().unwrap();
    let only = Script::new().err(TooMany(2)).ok(1);
    let provider = Provider::new("only", || async { only.call() });
    let served = clock.block_on(client.classify(as_told).fetch_async([provider]));
    assert_eq!((served.unwrap().value, clock.now()), (1, secs(2)));
}

#[test]
fn a_hedged_turn_waits_too() {
    let clock = ManualClock::new();
    let client = client(&clock).build().unwrap();
    let only = Script::new().err(TooMany(2)).ok(1);
    let provider = Provider::new("only", || async { only.call() });
    let call = client
        .classify(as_told)
        .hedge(secs(60))
        .fetch_async([provider]);
    assert_eq!(
        (clock.block_on(call).unwrap().value, clock.now()),
        (1, secs(2))
    );
}

#[test]
fn a_batch_call_waits_too() {
    let clock = ManualClock::new();
    let client = client(&clock).build().unwrap();
    let only = Script::new().err(TooMany(2)).ok(vec![(1, 10)]);
    let provider = ItemProvider::new("only", |keys: &[u32]| only.ask(keys));
    let items = client
        .classify(as_told)
        .fetch_items([1], [provider])
        .unwrap();
    assert_eq!((items[&1], clock.slept()), (10, vec![secs(2)]));

    let clock = ManualClock::new();
    let client = self::client(&clock).build().unwrap();
    let only = Script::new().err(TooMany(2)).ok(vec![(1, 10)]);
    let provider = ItemProvider::new_async("only", async |keys: Vec<u32>| only.ask(&keys));
    let call = client.classify(as_told).fetch_items_async([1], [provider]);
    assert_eq!(
        (clock.block_on(call).unwrap()[&1], clock.now()),
        (10, secs(2))
    );
}

#[test]
fn each_of_several_chunks_waits_as_it_was_told() {
    let clock = ManualClock::new();
    let client = client(&clock).build().unwrap();
    let (asked, answered) = (std::cell::RefCell::new(Vec::new()), clock.clone());
    let provider = ItemProvider::new_async("only", async |keys: Vec<u64>| {
        let mut asked = asked.borrow_mut();
        let is_first = !asked.iter().any(|(key, _)| *key == keys[0]);
        asked.push((keys[0], answered.now().as_secs()));
        // Each chunk has a wait of its own: as many seconds as its key.
        if is_first {
            Err(TooMany(keys[0]))
        } else {
            Ok(vec![(keys[0], 1)])
        }
    });
    let provider = provider.max_keys(1).concurrency(3);
    let items = clock.block_on(
        client
            .classify(as_told)
            .fetch_items_async([3, 1, 2], [provider]),
    );
    assert_eq!(items.unwrap().len(), 3);
    assert_eq!(
        *asked.borrow(),
        [(3, 0), (1, 0), (2, 0), (1, 1), (2, 2), (3, 3)]
    );
}

#[test]
fn it_needs_retries_and_counts_as_a_failure() {
    let clock = ManualClock::new();
    let breaker = failover_core::CircuitBreaker::new(1, secs(60)).clock(clock.clone());
    let client = client_on(&clock).circuit_breaker(breaker).build().unwrap();
    let only = Script::<u8, _>::new().err(TooMany(2));
    let served = client.classify(as_told).fetch((
        Provider::new("only", || only.call()),
        Provider::new("backup", || Ok(2)),
    ));
    assert_eq!(
        brief(served.unwrap().failures()),
        [("only", FailureKind::Error(TooMany(2)), 1)]
    );
    assert!(clock.slept().is_empty());
    assert!(client.circuit_breaker().unwrap().is_open("only"));
}

#[test]
fn a_wait_past_the_deadline_ends_the_turn() {
    for (wait, expected) in [(4, Some(1)), (5, None)] {
        let clock = ManualClock::new();
        let client = client(&clock).deadline(secs(5)).build().unwrap();
        let served = fetch(&client, &[wait]).ok().map(|served| served.value);
        assert_eq!(served, expected);
        assert_eq!(clock.slept().len(), usize::from(expected.is_some()));
    }
    // As with a backoff, the next provider is called at once.
    let clock = ManualClock::new();
    let client = client(&clock).deadline(secs(5)).build().unwrap();
    let served = client.classify(as_told).fetch((
        Provider::new("a", || Err(TooMany(6))),
        Provider::new("b", || Ok(2)),
    ));
    assert_eq!((served.unwrap().value, clock.now()), (2, Duration::ZERO));
}

#[test]
fn no_wait_retries_at_once() {
    let clock = ManualClock::new();
    fetch(&client(&clock).build().unwrap(), &[0, 0, 0]).unwrap();
    assert!(clock.slept().is_empty());
}

#[test]
fn on_the_other_verdicts_it_changes_nothing() {
    for verdict in [
        Verdict::NEXT,
        Verdict::STOP,
        Verdict::RETRY.open_for(secs(1)),
    ] {
        assert_eq!(verdict.after(secs(2)), verdict);
    }
    let verdict = Verdict::RETRY.after(secs(2));
    assert_eq!(verdict.open_for(secs(1)), Verdict::RETRY.open_for(secs(1)));
    assert_eq!(verdict.after(secs(3)), Verdict::RETRY.after(secs(3)));
    assert_ne!(verdict, Verdict::RETRY);
}

#[test]
fn a_rejected_value_may_be_asked_for_again_later() {
    let clock = ManualClock::new();
    let client = client(&clock).on_rejected(Verdict::RETRY.after(secs(2)));
    let client = client.build().unwrap();
    let only = Script::<u8, Code>::new().ok(0).ok(1);
    let served = client
        .is_valid(|value: &u8| *value > 0)
        .fetch([Provider::new("only", || only.call())]);
    assert_eq!((served.unwrap().value, clock.slept()), (1, vec![secs(2)]));
}

/// The outcome of an async call without a timer. With the feature `tokio` there is one, but no runtime here.
fn without_a_timer(
    builder: FailoverClientBuilder,
    wait: u64,
) -> (AllProvidersFailed<TooMany>, usize) {
    let only = Script::<u8, _>::new().err(TooMany(wait));
    let client = builder.build().unwrap();
    let provider = Provider::new("only", || async { only.call() });
    let failed = run(client.classify(as_told).fetch_async([provider])).unwrap_err();
    (failed, only.calls())
}

#[test]
fn without_a_timer_a_call_that_has_to_wait_ends_there() {
    let refused = EndReason::Refused(ConfigError::NoTimer);
    let (failed, calls) = without_a_timer(FailoverClient::builder().retries(3), 2);
    assert_eq!((failed.end_reason(), calls), (refused, 1));
    assert_eq!(
        brief(failed.failures()),
        [("only", FailureKind::Error(TooMany(2)), 1)]
    );
    // No retry, no wait.
    let (failed, calls) = without_a_timer(FailoverClient::builder(), 2);
    assert_eq!((failed.end_reason(), calls), (EndReason::Exhausted, 1));
    let (failed, calls) = without_a_timer(FailoverClient::builder().retries(3), 0);
    assert_eq!((failed.end_reason(), calls), (EndReason::Exhausted, 4));
}
