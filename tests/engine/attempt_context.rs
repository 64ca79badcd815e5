//! Facts about an attempt, for its provider and for `classify_attempt`.

use std::cell::RefCell;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    AttemptContext, CircuitBreaker, FailoverClient, ItemProvider, Provider, ProviderList, Verdict,
};
use tests::support::{BriefAttempt, Code, SECOND, brief_attempt, client_on, poll, run, secs, wait};

/// A log of attempts.
#[derive(Default)]
struct Log(RefCell<Vec<BriefAttempt>>);

impl Log {
    fn note(&self, attempt: AttemptContext) {
        self.0.borrow_mut().push(brief_attempt(attempt));
    }

    fn take(&self) -> Vec<BriefAttempt> {
        self.0.take()
    }
}

/// A client with one retry, a timeout of 2 s and a deadline of 5 s.
fn limited(clock: &ManualClock) -> FailoverClient {
    let client = client_on(clock).retries(1);
    let client = client.timeout(secs(2)).deadline(secs(5));
    client.build().unwrap()
}

/// The attempts of a call of that client that fails. It asks `a` and `b`, and this time is left of each attempt.
fn expected(left: Duration) -> [BriefAttempt; 4] {
    [
        ("a", 1, false),
        ("a", 2, false),
        ("b", 1, true),
        ("b", 2, true),
    ]
    .map(|(provider, number, is_last)| (provider, number, is_last, Some(left)))
}

#[test]
fn a_provider_knows_its_attempt() {
    let (clock, log) = (ManualClock::new(), Log::default());
    let client = limited(&clock);
    let call = |attempt: AttemptContext| {
        log.note(attempt);
        clock.advance(SECOND);
        Err::<u8, _>(Code(1))
    };
    let providers = || ["a", "b"].map(|name| Provider::with_attempt(name, call));
    client.fetch(providers()).unwrap_err();
    assert_eq!(log.take(), expected(secs(2)));
    client
        .fetch(&ProviderList::new(providers().into()).unwrap())
        .unwrap_err();
    assert_eq!(log.take(), expected(secs(2)));
    let later = async |attempt: AttemptContext| {
        log.note(attempt);
        wait(&clock, SECOND).await;
        Err::<u8, _>(Code(1))
    };
    let awaited = ["a", "b"].map(|name| Provider::with_attempt(name, later));
    clock.block_on(client.fetch_async(awaited)).unwrap_err();
    assert_eq!(log.take(), expected(secs(2)));
    let hedged = ["a", "b"].map(|name| Provider::with_attempt(name, later));
    clock
        .block_on(client.hedge(secs(4)).fetch_async(hedged))
        .unwrap_err();
    assert_eq!(log.take(), expected(secs(2)));
}

#[test]
fn time_is_left_until_the_earlier_one_of_timeout_and_deadline() {
    let (clock, log) = (ManualClock::new(), Log::default());
    let call = |attempt| {
        log.note(attempt);
        clock.advance(secs(4));
        Err::<u8, _>(Code(1))
    };
    let client = client_on(&clock).deadline(secs(5)).build().unwrap();
    let failed = client.fetch((
        Provider::with_attempt("a", call),
        Provider::with_attempt("b", call).timeout(secs(3)),
    ));
    assert!(failed.is_err());
    let left = log.take().into_iter().map(|(.., left)| left);
    assert_eq!(left.collect::<Vec<_>>(), [Some(secs(5)), Some(secs(1))]);
    let unlimited = client_on(&clock).build().unwrap();
    unlimited
        .fetch([Provider::with_attempt("a", call)])
        .unwrap_err();
    assert_eq!(log.take(), [("a", 1, true, None)]);
}

#[test]
fn providers_with_and_without_attempts_share_a_list() {
    let log = Log::default();
    let note = |attempt| {
        log.note(attempt);
        Err::<u8, _>(Code(1))
    };
    let client = FailoverClient::new();
    let plain = |name: &'static str| Provider::new(name, || Err::<u8, _>(Code(2)));
    client
        .fetch((plain("a"), Provider::with_attempt("b", note)))
        .unwrap_err();
    client
        .fetch(&(
            plain("a"),
            plain("b"),
            plain("c"),
            plain("d"),
            Provider::with_attempt("e", note),
        ))
        .unwrap_err();
    let later = async |attempt| note(attempt);
    let plain = |name: &'static str| Provider::new(name, async || Err::<u8, _>(Code(2)));
    let few = (Provider::with_attempt("f", later), plain("b"), plain("c"));
    run(client.fetch_async(few)).unwrap_err();
    let many = (
        plain("a"),
        plain("b"),
        plain("c"),
        plain("d"),
        plain("e"),
        Provider::with_attempt("g", later),
    );
    run(client.fetch_async(&many)).unwrap_err();
    run(client.fetch_async(many)).unwrap_err();
    let names = log
        .take()
        .into_iter()
        .map(|(name, _, is_last, _)| (name, is_last));
    let expected = [
        ("b", true),
        ("e", true),
        ("f", false),
        ("g", true),
        ("g", true),
    ];
    assert_eq!(names.collect::<Vec<_>>(), expected);
}

#[test]
fn a_rule_for_errors_knows_the_attempt() {
    let (clock, log) = (ManualClock::new(), Log::default());
    let client = limited(&clock);
    let client = client.classify_attempt(|_: &Code, attempt| {
        log.note(attempt);
        Verdict::RETRY
    });
    let late = || {
        clock.advance(SECOND);
        Err::<u8, _>(Code(1))
    };
    // A second of each attempt is over when its error is judged.
    client
        .fetch(["a", "b"].map(|name| Provider::new(name, late)))
        .unwrap_err();
    assert_eq!(log.take(), expected(SECOND));
    let later = async || late();
    let providers = ["a", "b"].map(|name| Provider::new(name, later));
    clock.block_on(client.fetch_async(providers)).unwrap_err();
    assert_eq!(log.take(), expected(SECOND));
    let providers = ["a", "b"].map(|name| Provider::new(name, later));
    clock
        .block_on(client.hedge(secs(4)).fetch_async(providers))
        .unwrap_err();
    assert_eq!(log.take(), expected(SECOND));
}

#[test]
fn only_the_last_provider_is_waited_for() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(9, secs(60)).clock(clock.clone());
    let client = client_on(&clock)
        .retries(1)
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let served = client
        .classify_attempt(|_: &Code, attempt| {
            if attempt.is_last_provider() {
                Verdict::RETRY.after(secs(3))
            } else {
                Verdict::NEXT.open_for(secs(3))
            }
        })
        .fetch((
            Provider::with_attempt("a", |_| Err(Code(429))),
            Provider::with_attempt("b", |attempt| match attempt.number() {
                1 => Err(Code(429)),
                _ => Ok(1),
            }),
        ));
    assert_eq!(served.unwrap().provider, "b");
    assert_eq!(clock.slept(), [secs(3)]);
}

#[test]
fn an_abandoned_first_attempt_knows_the_rest_of_its_limit() {
    let (clock, log) = (ManualClock::new(), Log::default());
    let client = client_on(&clock).timeout(secs(2)).build().unwrap();
    let provider = Provider::with_attempt("a", async |attempt| {
        log.note(attempt);
        std::future::pending::<Result<u8, Code>>().await
    });
    let mut call = std::pin::pin!(client.fetch_async([provider]));
    assert!(poll(call.as_mut()).is_pending());
    assert_eq!(log.take(), [("a", 1, true, Some(secs(2)))]);
}

#[test]
fn a_batch_provider_knows_its_attempt() {
    let (clock, log) = (ManualClock::new(), Log::default());
    let client = client_on(&clock)
        .retries(1)
        .timeout(secs(2))
        .build()
        .unwrap();
    let judged = Log::default();
    let client = client.classify_attempt(|_: &Code, attempt| {
        judged.note(attempt);
        Verdict::RETRY
    });
    let call = |_: &[u8], attempt: AttemptContext| {
        log.note(attempt);
        clock.advance(SECOND);
        Err::<Vec<(u8, u8)>, _>(Code(1))
    };
    let providers = ["a", "b"].map(|name| ItemProvider::with_attempt(name, call));
    client.fetch_items([1, 2], providers).unwrap_err();
    assert_eq!(log.take(), expected(secs(2)));
    assert_eq!(judged.take(), expected(SECOND));
    let later = async |_: Vec<u8>, attempt: AttemptContext| {
        log.note(attempt);
        wait(&clock, SECOND).await;
        Err::<Vec<(u8, u8)>, _>(Code(1))
    };
    let providers = ["a", "b"].map(|name| ItemProvider::with_attempt_async(name, later));
    clock
        .block_on(client.fetch_items_async([1, 2], providers))
        .unwrap_err();
    assert_eq!(log.take(), expected(secs(2)));
    assert_eq!(judged.take(), expected(SECOND));
}

#[test]
fn concurrent_chunks_count_their_own_attempts() {
    let (clock, log) = (ManualClock::new(), Log::default());
    let client = client_on(&clock).retries(1).build().unwrap();
    let judged = Log::default();
    let client = client.classify_attempt(|_: &Code, attempt| {
        judged.note(attempt);
        Verdict::RETRY
    });
    let provider = ItemProvider::with_attempt_async("a", async |_: Vec<u8>, attempt| {
        log.note(attempt);
        Err::<Vec<(u8, u8)>, _>(Code(1))
    });
    let provider = provider.max_keys(1).concurrency(2);
    clock
        .block_on(client.fetch_items_async([1, 2], [provider]))
        .unwrap_err();
    for log in [log, judged] {
        let mut numbers: Vec<_> = log
            .take()
            .into_iter()
            .map(|(name, number, ..)| (name, number))
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [("a", 1), ("a", 1), ("a", 2), ("a", 2)]);
    }
}
