//! Rules of one provider for values and errors, which replace the call's: value and batch calls, blocking, async and hedged.

use failover_core::testing::ManualClock;
use failover_core::traits::{AsyncProviders, Providers};
use failover_core::{
    CircuitBreaker, EndReason, FailoverClient, FailureKind, ItemProvider, Provider, ProviderList,
    Served, Verdict,
};
use tests::support::{Code, SECOND, brief, client_on, run, secs};

fn above_nine(value: &u8) -> bool {
    *value > 9
}

fn next(_: &Code) -> Verdict {
    Verdict::NEXT
}

fn any(_: &u8) -> bool {
    true
}

fn none(_: &u8) -> bool {
    false
}

fn stop(_: &Code) -> Verdict {
    Verdict::STOP
}

/// Providers whose rules differ from those of the call, [`above_nine`] and [`next`].
macro_rules! providers {
    ($call:ident) => {
        (
            Provider::new("the call's", $call(Ok(1))),
            Provider::new("next", $call(Err(Code(500)))),
            Provider::new("retried", $call(Err(Code(503)))).classify(|_: &Code| Verdict::RETRY),
            Provider::new("typed", $call(Ok(2))).is_valid(|_: &u8| Err(Code(7))),
            Provider::new("any", $call(Ok(3))).is_valid(any),
        )
    };
}

#[test]
fn a_providers_own_rules_replace_the_calls() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(1).build().unwrap();
    let client = client.is_valid(above_nine).classify(next);
    let call = |result: Result<u8, Code>| move || result;
    let blocking = client.fetch(providers!(call));
    let shared = client.fetch(&providers!(call));
    let later = |result: Result<u8, Code>| move || async move { result };
    let awaited = run(client.fetch_async(providers!(later)));
    let hedged = client.hedge(SECOND).fetch_async(providers!(later));
    let hedged = clock.block_on(hedged);
    for served in [blocking, shared, awaited, hedged] {
        let served = served.unwrap();
        assert_eq!((served.value, served.provider.as_str()), (3, "any"));
        let expected = [
            ("the call's", FailureKind::Rejected, 2),
            ("next", FailureKind::Error(Code(500)), 1),
            ("retried", FailureKind::Error(Code(503)), 2),
            ("typed", FailureKind::Error(Code(7)), 1),
        ];
        assert_eq!(brief(served.failures()), expected);
    }
}

#[test]
fn rules_of_a_call_that_sets_none_are_those_of_its_providers() {
    let served = FailoverClient::new().fetch((
        Provider::new("a", || Ok::<u8, Code>(1)).is_valid(above_nine),
        Provider::new("b", || Ok(10)).is_valid(above_nine),
    ));
    assert_eq!(served.unwrap().provider, "b");
}

#[test]
fn the_last_rule_of_a_kind_holds() {
    let provider = Provider::new("a", || Ok::<u8, Code>(1));
    let provider = provider.is_valid(none).is_valid(any);
    assert!(FailoverClient::new().fetch([provider]).is_ok());
}

#[test]
fn rules_and_settings_of_a_provider_go_together_in_any_order() {
    let clock = ManualClock::new();
    let late = || {
        clock.advance(secs(3));
        Ok::<u8, Code>(1)
    };
    let client = client_on(&clock).build().unwrap();
    let kind = |outcome: failover_core::Result<Served<u8, Code>, Code>| {
        outcome.unwrap_err().into_failures().remove(0).kind
    };
    let provider = Provider::new("a", late);
    let settings_first = provider.timeout(secs(2)).is_valid(none).classify(stop);
    assert_eq!(kind(client.fetch([settings_first])), FailureKind::TimedOut);
    let provider = Provider::new("a", late);
    let rules_first = provider.is_valid(none).classify(stop).timeout(secs(2));
    assert_eq!(kind(client.fetch([&rules_first])), FailureKind::TimedOut);
    let provider = Provider::new("a", late);
    let in_time = provider.is_valid(none).classify(stop).timeout(secs(4));
    assert_eq!(kind(client.fetch([in_time])), FailureKind::Rejected);
}

#[test]
fn an_own_verdict_reaches_the_circuit() {
    let breaker = CircuitBreaker::new(1, secs(60));
    let client = FailoverClient::builder().circuit_breaker(breaker);
    let client = client.build().unwrap();
    let fails = |uncounted| {
        let provider = Provider::new("a", || Err::<u8, _>(Code(1)));
        let classify = move |_: &Code| {
            if uncounted {
                Verdict::NEXT.uncounted()
            } else {
                Verdict::NEXT
            }
        };
        client.fetch([provider.classify(classify)]).unwrap_err()
    };
    for (uncounted, is_called) in [(true, true), (false, true), (false, false)] {
        let failed = fails(uncounted);
        let is_error = failed.failures()[0].error().is_some();
        assert_eq!(is_error, is_called, "{failed}");
    }
}

#[test]
fn every_shape_of_list_has_rules() {
    fn blocking(providers: impl Providers<u8, Code>) {
        let served = FailoverClient::new().fetch(providers);
        assert_eq!(served.unwrap().provider, "b");
    }
    fn awaited(providers: impl AsyncProviders<u8, Code>) {
        let served = run(FailoverClient::new().fetch_async(providers));
        assert_eq!(served.unwrap().provider, "b");
    }
    let all = |call: fn() -> Result<u8, Code>| {
        [("a", 0), ("b", 1)].map(|(name, least)| {
            Provider::new(name, call).is_valid(move |value: &u8| *value < least * 200)
        })
    };
    let list = || all(|| Ok(9));
    blocking(list());
    blocking(&list());
    blocking(&mut list());
    blocking(Vec::from(list()));
    blocking(&list()[..]);
    blocking(&ProviderList::new(list().into()).unwrap());
    let named = |name: &'static str| Provider::new(name, || Ok::<u8, Code>(1));
    let reject = |name| named(name).is_valid(none);
    blocking((reject("a"), named("b")));
    blocking((reject("a"), reject("a2"), reject("a3"), named("b")));
    blocking((
        reject("1"),
        reject("2"),
        reject("3"),
        reject("4"),
        named("b"),
    ));
    blocking(&(
        reject("1"),
        reject("2"),
        reject("3"),
        reject("4"),
        reject("5"),
        named("b"),
    ));
    let with = |name: &'static str, least: u8| {
        let provider = Provider::new(name, move |_: &u8| Ok::<u8, Code>(1));
        provider.is_valid(move |value: &u8| *value > least)
    };
    let list = ProviderList::new(vec![with("a", 1), with("b", 0)]).unwrap();
    blocking(list.with(&0));

    let named = |name: &'static str| Provider::new(name, async || Ok::<u8, Code>(1));
    let reject = |name| named(name).is_valid(none);
    awaited((
        reject("1"),
        reject("2"),
        reject("3"),
        reject("4"),
        named("b"),
    ));
    awaited(&(reject("a"), named("b")));
    let later = |(name, least): (&'static str, u8)| {
        let provider = Provider::new(name, async || Ok::<u8, Code>(1));
        provider.is_valid(move |value: &u8| *value > least)
    };
    awaited([("a", 1), ("b", 0)].map(later));
}

#[test]
fn a_batch_provider_has_its_own_rules() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(1).build().unwrap();
    let client = client.is_valid(above_nine).classify(next);
    let pairs = |keys: &[u8], value: u8| keys.iter().map(|key| (*key, value)).collect::<Vec<_>>();
    let blocking = client.fetch_items(
        [1, 2],
        (
            ItemProvider::new("strict", |keys: &[u8]| Ok::<_, Code>(pairs(keys, 20)))
                .is_valid(|value: &u8| *value > 100),
            ItemProvider::new("retried", |_: &[u8]| Err::<Vec<(u8, u8)>, _>(Code(1)))
                .classify(|_: &Code| Verdict::RETRY),
            ItemProvider::new("any", |keys: &[u8]| Ok(pairs(keys, 1))).is_valid(any),
        ),
    );
    let concurrent = clock.block_on(
        client.fetch_items_async(
            [1, 2],
            (
                ItemProvider::new_async("strict", async |keys: Vec<u8>| {
                    Ok::<_, Code>(pairs(&keys, 20))
                })
                .is_valid(|value: &u8| *value > 100),
                ItemProvider::new_async("retried", async |_: Vec<u8>| {
                    Err::<Vec<(u8, u8)>, _>(Code(1))
                })
                .classify(|_: &Code| Verdict::RETRY),
                ItemProvider::new_async("any", async |keys: Vec<u8>| Ok(pairs(&keys, 1)))
                    .is_valid(any)
                    .max_keys(1)
                    .concurrency(2),
            ),
        ),
    );
    for result in [blocking, concurrent] {
        let result = result.unwrap();
        assert_eq!((result[&1], result.provenance(&2)), (1, Some("any")));
        let turns = result.turns().map(|turn| turn.provider.as_str());
        assert_eq!(turns.collect::<Vec<_>>(), ["strict", "retried", "any"]);
        let attempts = result.turns().map(|turn| turn.attempts);
        assert_eq!(attempts.take(2).collect::<Vec<_>>(), [2, 2]);
    }
}

#[test]
fn a_batch_call_ends_at_an_own_verdict() {
    let failed = FailoverClient::new().fetch_items(
        [1],
        (
            ItemProvider::new("a", |_: &[u8]| Err::<Vec<(u8, u8)>, _>(Code(1))).classify(stop),
            ItemProvider::new("b", |_: &[u8]| Ok(vec![(1, 1)])),
        ),
    );
    assert_eq!(failed.unwrap_err().end_reason(), EndReason::Stopped);
}
