//! Settings of one provider, which replace the call's: value and batch calls, blocking, async and hedged.

use std::cell::RefCell;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, CircuitBreaker, CircuitState, Clock, ConfigError, EndReason,
    FailoverClient, FailureKind, ItemProvider, Provider, ProviderList, ProviderSettings, Served,
    Turn, WhenAllOpen,
};
use tests::support::{Down, client_on, secs, wait};

/// The attempts of each turn.
fn turns<'a, E: 'a>(turns: impl Iterator<Item = Turn<'a, E>>) -> Vec<(&'static str, u32)> {
    turns
        .map(|turn| (turn.provider.as_str(), turn.attempts))
        .collect()
}

/// The failures of a call, as it prints them, without how long circuits stay open.
fn brief(outcome: &Result<Served<u8, Down>, AllProvidersFailed<Down>>) -> String {
    let failures = match outcome {
        Ok(served) => served.failures(),
        Err(failed) => failed.failures(),
    };
    let brief = failures.iter().map(|failure| match failure.kind {
        FailureKind::CircuitOpen(_) => format!("{}: skipped", failure.provider),
        ref kind => format!("{}: {kind}", failure.provider),
    });
    brief.collect::<Vec<_>>().join(", ")
}

/// A provider that takes this long, and then fails or serves.
fn late(clock: &ManualClock, takes: u64, result: Result<u8, Down>) -> Result<u8, Down> {
    clock.advance(secs(takes));
    result
}

#[test]
fn each_provider_has_its_own_timeout() {
    let clock = ManualClock::new();
    let client = client_on(&clock).timeout(secs(2)).build().unwrap();
    let hosted = || Provider::new("hosted", || late(&clock, 3, Ok(1)));
    let served = client.fetch((
        hosted(),
        Provider::new("local", || late(&clock, 50, Ok(2))).timeout(secs(60)),
    ));
    let served = served.unwrap();
    assert_eq!((served.value, served.provider.as_str()), (2, "local"));
    assert_eq!(served.failures()[0].kind, FailureKind::TimedOut);
    // And the other way round: the first one has time, and the second one does not.
    let failed = client.fetch((
        Provider::new("local", || late(&clock, 50, Err(Down))).timeout(secs(60)),
        hosted(),
    ));
    let kinds = failed
        .unwrap_err()
        .into_failures()
        .into_iter()
        .map(|f| f.kind);
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [FailureKind::Error(Down), FailureKind::TimedOut]
    );
}

#[test]
fn an_async_attempt_is_dropped_at_its_providers_own_timeout() {
    let clock = ManualClock::new();
    for timeout in [None, Some(secs(2))] {
        let mut builder = client_on(&clock);
        if let Some(timeout) = timeout {
            builder = builder.timeout(timeout);
        }
        let client = builder.build().unwrap();
        let start = clock.now();
        let served = clock.block_on(
            client.fetch_async((
                Provider::new("a", async || {
                    wait(&clock, secs(100)).await;
                    Ok::<u8, Down>(1)
                })
                .timeout(secs(5)),
                Provider::new("b", async || {
                    wait(&clock, secs(50)).await;
                    Ok(2)
                })
                .timeout(secs(50)),
            )),
        );
        let served = served.unwrap();
        assert_eq!((served.value, clock.now() - start), (2, secs(55)));
        assert_eq!(served.failures()[0].kind, FailureKind::TimedOut);
    }
}

#[test]
fn the_deadline_still_holds() {
    let clock = ManualClock::new();
    let client = client_on(&clock).deadline(secs(10)).build().unwrap();
    let failed = clock.block_on(
        client.fetch_async([Provider::new("a", async || {
            wait(&clock, secs(100)).await;
            Ok::<u8, Down>(1)
        })
        .timeout(secs(60))]),
    );
    assert_eq!(failed.unwrap_err().end_reason(), EndReason::Deadline);
    assert_eq!(clock.now(), secs(10));
}

#[test]
fn each_provider_has_its_own_retries_and_backoff() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(1).retry_backoff(secs(1));
    let client = client.build().unwrap();
    let failed = client.fetch((
        Provider::new("none", || Err::<u8, _>(Down)).retries(0),
        Provider::new("calls", || Err(Down)),
        Provider::new("own", || Err(Down))
            .retries(2)
            .retry_backoff(secs(10)),
        Provider::new("last", || Err(Down)).retry_backoff(Duration::ZERO),
    ));
    let expected = [("none", 1), ("calls", 2), ("own", 3), ("last", 2)];
    assert_eq!(turns(failed.unwrap_err().turns()), expected);
    assert_eq!(clock.slept(), [secs(1), secs(10), secs(20)]);
}

#[test]
fn a_provider_may_have_a_breaker_of_its_own() {
    static OWN: CircuitBreaker = CircuitBreaker::new(1, Duration::from_secs(3600));
    let breaker = std::sync::Arc::new(CircuitBreaker::new(2, secs(60)));
    let client = FailoverClient::builder().circuit_breaker(breaker.clone());
    let client = client.build().unwrap();
    let call = || {
        client.fetch((
            Provider::new("a", || Err(Down)).circuit_breaker(&OWN),
            Provider::new("b", || Err::<u8, _>(Down)),
        ))
    };
    assert_eq!(brief(&call()), "a: error, b: error");
    assert!(OWN.is_open("a"));
    assert_eq!(breaker.state("a"), CircuitState::Unknown);
    assert_eq!(breaker.state("b"), CircuitState::Closed);
    assert_eq!(brief(&call()), "a: skipped, b: error");
    assert!(breaker.is_open("b"));
    assert_eq!(brief(&call()), "a: skipped, b: skipped");
    // Without a breaker of the call, the provider's own one is used too.
    let alone = FailoverClient::new()
        .fetch([Provider::new("a", || Ok::<u8, Down>(1)).circuit_breaker(&OWN)]);
    assert_eq!(brief(&alone), "a: skipped");
}

#[test]
fn an_early_probe_goes_to_the_circuit_of_its_own_breaker() {
    static OWN: CircuitBreaker = CircuitBreaker::new(1, Duration::from_secs(30));
    let client = FailoverClient::builder()
        .circuit_breaker(CircuitBreaker::new(1, secs(60)))
        .when_all_open(WhenAllOpen::ProbeEarliest)
        .build()
        .unwrap();
    let call = |result: Result<u8, Down>| {
        client.fetch((
            Provider::new("a", || Err(Down)),
            Provider::new("b", move || result).circuit_breaker(&OWN),
        ))
    };
    call(Err(Down)).unwrap_err();
    assert_eq!(call(Ok(7)).unwrap().provider, "b");
    assert!(!OWN.is_open("b"));
}

#[test]
fn a_probe_keeps_its_place_for_twice_its_providers_own_timeout() {
    static CLOCK: std::sync::LazyLock<ManualClock> = std::sync::LazyLock::new(ManualClock::new);
    static OWN: std::sync::LazyLock<CircuitBreaker> =
        std::sync::LazyLock::new(|| CircuitBreaker::new(1, secs(1)).clock(CLOCK.clone()));
    let client = client_on(&CLOCK).timeout(secs(2)).build().unwrap();
    let probe = |call: &dyn Fn() -> Result<u8, Down>| {
        client.fetch([Provider::new("a", call)
            .timeout(secs(60))
            .circuit_breaker(&OWN)])
    };
    probe(&|| Err(Down)).unwrap_err();
    CLOCK.advance(secs(1));
    let lost = RefCell::new(None);
    probe(&|| {
        // While the probe runs, another call finds its place taken until 120 seconds are over.
        CLOCK.advance(secs(119));
        *lost.borrow_mut() = Some(brief(&probe(&|| Ok(1))));
        Err(Down)
    })
    .unwrap_err();
    assert_eq!(lost.into_inner().unwrap(), "a: skipped");
}

#[test]
fn a_hedged_call_limits_each_turn_by_its_own_settings() {
    let clock = ManualClock::new();
    let client = client_on(&clock).timeout(secs(30)).build().unwrap();
    let hung = async || {
        wait(&clock, secs(1000)).await;
        Ok::<u8, Down>(1)
    };
    let failed = clock.block_on(client.hedge(secs(100)).fetch_async((
        Provider::new("a", hung).timeout(secs(2)),
        Provider::new("b", hung),
        Provider::new("c", async || Err(Down)).retries(2),
    )));
    let failed = failed.unwrap_err();
    assert_eq!(turns(failed.turns()), [("a", 1), ("b", 1), ("c", 3)]);
    assert_eq!(clock.now(), secs(32));
}

#[test]
fn a_batch_call_uses_them_for_each_request() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .timeout(secs(2))
        .retries(1)
        .build()
        .unwrap();
    let slow = |keys: &[u8]| {
        clock.advance(secs(3));
        Ok::<_, Down>(vec![Some(keys[0])])
    };
    let items = client
        .fetch_items(
            [1, 2],
            (
                ItemProvider::new("short", slow).max_keys(1).retries(0),
                ItemProvider::new("long", slow).max_keys(1).timeout(secs(5)),
            ),
        )
        .unwrap();
    assert_eq!(turns(items.turns()), [("short", 2), ("long", 2)]);
    assert_eq!(items.len(), 2);
}

#[test]
fn a_list_made_at_run_time_has_settings_too() {
    let clock = ManualClock::new();
    let settings = [
        ("a", ProviderSettings::new().retries(2)),
        ("b", ProviderSettings::new()),
    ];
    let list = settings.map(|(name, settings)| {
        Provider::new(name, |key: &u8| Err::<u8, _>(*key)).settings(settings)
    });
    let list = ProviderList::new(list.into()).unwrap();
    let client = client_on(&clock).build().unwrap();
    let failed = client.fetch(list.with(&5)).unwrap_err();
    assert_eq!(turns(failed.turns()), [("a", 3), ("b", 1)]);
}

#[test]
fn a_timeout_of_zero_is_refused_before_anybody_is_called() {
    let call = || -> Result<u8, Down> { panic!("called") };
    let list = || {
        (
            Provider::new("a", call),
            Provider::new("b", call).timeout(Duration::ZERO),
        )
    };
    let expected = ConfigError::ZeroProviderTimeout("b".into());
    let failed = FailoverClient::new().fetch(list()).unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Refused(expected));
    let stored = vec![Provider::new("b", call).timeout(Duration::ZERO)];
    assert_eq!(ProviderList::new(stored).unwrap_err(), expected);
    assert_eq!(
        expected.to_string(),
        "timeout of provider `b` is 0ns: it must be longer than zero; leave it out to have the call's"
    );
}

#[test]
fn an_async_call_needs_a_timer_for_them() {
    let client = FailoverClient::new();
    // With the feature `tokio` there is a timer, but no runtime here.
    let a = Provider::new("a", std::future::pending::<Result<u8, Down>>);
    let failed = tests::support::run(client.fetch_async([a.timeout(secs(1))])).unwrap_err();
    assert_eq!(
        failed.end_reason(),
        EndReason::Refused(ConfigError::NoTimer)
    );
}
