//! `keep_attempts`: a failure for every failed attempt.

use failover_core::testing::{ManualClock, Script};
use failover_core::{
    AllProvidersFailed, CircuitBreaker, FailoverClient, FailoverClientBuilder, Failure,
    ItemProvider, Provider, Reason, Served,
};
use tests::support::{MS, client_on, run, secs, wait};

type Error = &'static str;
type Outcome = Result<Served<u32, Error>, AllProvidersFailed<Error>>;

/// Answers for keys.
type Answers = Script<Vec<Option<u32>>, Error, u32>;

fn builder() -> FailoverClientBuilder {
    FailoverClient::builder().retries(2).keep_attempts(true)
}

/// Provider, number of the attempt, and error.
fn seen<'f>(
    failures: impl IntoIterator<Item = &'f Failure<Error>>,
) -> Vec<(&'static str, u32, Option<Error>)> {
    let seen = |failure: &Failure<Error>| {
        let error = failure.error().copied();
        (failure.provider.as_str(), failure.attempts, error)
    };
    failures.into_iter().map(seen).collect()
}

fn turns(outcome: &Outcome) -> Vec<(&'static str, u32)> {
    match outcome {
        Ok(served) => served
            .turns()
            .map(|t| (t.provider.as_str(), t.attempts))
            .collect(),
        Err(failed) => failed
            .turns()
            .map(|t| (t.provider.as_str(), t.attempts))
            .collect(),
    }
}

/// `a` fails three times, `b` fails once and serves.
fn script() -> (Script<u32, Error>, Script<u32, Error>) {
    let a = Script::new().err("500").err("late").err("garbage");
    (a, Script::new().err("busy").ok(1))
}

const EXPECTED: [(&str, u32, Option<Error>); 4] = [
    ("a", 1, Some("500")),
    ("a", 2, Some("late")),
    ("a", 3, Some("garbage")),
    ("b", 1, Some("busy")),
];

fn blocking(client: &FailoverClient) -> Outcome {
    let (a, b) = script();
    client.fetch((
        Provider::new("a", || a.call()),
        Provider::new("b", || b.call()),
    ))
}

#[test]
fn every_failed_attempt_is_kept_also_of_the_provider_that_served() {
    let clock = ManualClock::new();
    // All but the first leave the fast path before they fail.
    let settings = [
        builder(),
        builder().retry_backoff(MS).sleep(clock.clone()),
        builder().circuit_breaker(CircuitBreaker::new(9, secs(1))),
        builder().deadline(secs(9)),
        builder().on_event(|_| {}),
    ];
    for settings in settings {
        let client = settings
            .clock(clock.clone())
            .timer(clock.clone())
            .build()
            .unwrap();
        let (a, b) = script();
        let awaited = clock.block_on(client.fetch_async((
            Provider::new("a", || async { a.call() }),
            Provider::new("b", || async { b.call() }),
        )));
        for outcome in [blocking(&client), awaited] {
            assert_eq!(seen(outcome.as_ref().unwrap().failures()), EXPECTED);
            assert_eq!(turns(&outcome), [("a", 3), ("b", 2)]);
        }
    }
}

#[test]
fn without_it_only_the_last_attempt_of_a_turn_is_kept() {
    let client = FailoverClient::builder().retries(2).build().unwrap();
    let outcome = blocking(&client);
    assert_eq!(seen(outcome.as_ref().unwrap().failures()), [EXPECTED[2]]);
    assert_eq!(turns(&outcome), [("a", 3), ("b", 2)]);
}

#[test]
fn a_call_that_fails_has_a_turn_for_each_provider() {
    let client = builder().retries(1).build().unwrap();
    let (a, b) = (
        Script::new().err("500").err("late"),
        Script::new().err("busy").err("down"),
    );
    let outcome: Outcome = run(client.fetch_async((
        Provider::new("a", || async { a.call() }),
        Provider::new("b", || async { b.call() }),
    )));
    assert_eq!(turns(&outcome), [("a", 2), ("b", 2)]);
    let failed = outcome.unwrap_err();
    assert_eq!(failed.failures().len(), 4);
    assert_eq!(failed.failure("a").unwrap().error(), Some(&"late"));
    assert_eq!(
        failed.to_string(),
        "all providers failed: a: error (1 attempt); a: error (2 attempts); b: error (1 attempt); b: error (2 attempts)",
    );
}

#[test]
fn a_listener_hears_every_failed_attempt() {
    let heard = std::cell::RefCell::new(Vec::new());
    let client = builder().build().unwrap();
    let (a, b) = script();
    client
        .on_failure(|failure: &Failure<Error>| {
            heard.borrow_mut().push((
                failure.provider.as_str(),
                failure.attempts,
                failure.error().copied(),
            ));
        })
        .fetch((
            Provider::new("a", || a.call()),
            Provider::new("b", || b.call()),
        ))
        .unwrap();
    assert_eq!(*heard.borrow(), EXPECTED);
}

#[test]
fn a_hedged_call_keeps_the_attempts_of_each_turn_together() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(2).keep_attempts(true);
    let client = client.retry_backoff(secs(2)).build().unwrap();
    let (a, b) = (
        Script::new().err("500").err("late").err("garbage"),
        Script::new().err("busy").ok(1),
    );
    // a fails at 0, 2 and 6 s. b begins at 1 s, and serves at 8 s.
    let outcome = clock.block_on(client.hedge(secs(1)).fetch_async((
        Provider::new("a", || async { a.call() }),
        Provider::new("b", || async {
            wait(&clock, secs(5) / 2).await;
            b.call()
        }),
    )));
    assert_eq!(seen(outcome.as_ref().unwrap().failures()), EXPECTED);
    assert_eq!(turns(&outcome), [("a", 3), ("b", 2)]);
}

#[test]
fn a_batch_call_keeps_the_attempts_of_each_chunk() {
    for concurrency in [1, 2] {
        let client = builder().build().unwrap();
        let first = Answers::new().err("500").ok(vec![Some(10), None]);
        let second = Answers::new().err("busy").err("down").err("gone");
        let a = ItemProvider::new_async("a", |keys: Vec<u32>| {
            let chunk = if keys[0] == 0 { &first } else { &second };
            let answer = chunk.ask(&keys);
            async { answer }
        });
        let b = ItemProvider::new_async(
            "b",
            |keys: Vec<u32>| async move { Ok(vec![None; keys.len()]) },
        );
        let a = a.max_keys(2).concurrency(concurrency);
        let result = run(client.fetch_items_async([0, 1, 2, 3], (a, b))).unwrap();
        let expected = [
            ("a", 1, Some("500")),
            ("a", 3, Some("busy")),
            ("a", 4, Some("down")),
        ];
        assert_eq!(seen(result.failures()), expected, "{concurrency}");
        // The key of the first chunk was answered by a retry, and those of the second one failed.
        let reasons: Vec<_> = result
            .missing()
            .map(|missing| match missing.reasons().next().unwrap().1 {
                Reason::Failed(failure) => (*missing.key, failure.error().copied()),
                Reason::NotReturned => (*missing.key, None),
                other => panic!("{other}"),
            })
            .collect();
        assert_eq!(reasons, [(1, None), (2, Some("gone")), (3, Some("gone"))]);
    }
}
