//! Bad input is refused before anybody is called, in words that help; large input is none of it.

use std::error::Error;
use std::time::Duration;

use failover_core::testing::{ManualClock, Script};
use failover_core::{
    AllProvidersFailed, CircuitBreaker, ConfigError, EndReason, FailoverClient,
    FailoverClientBuilder, ItemProvider, Name, Provider, Verdict,
};

/// Returns the configuration error of a refused call.
fn refusal<E>(failed: &AllProvidersFailed<E>) -> ConfigError {
    assert_eq!(failed.failures().len(), 0);
    match failed.end_reason() {
        EndReason::Refused(error) => error,
        ended => panic!("refused was expected, not {ended:?}"),
    }
}

#[test]
fn every_refusal_names_what_its_value_and_what_is_accepted() {
    let message = |error: ConfigError| error.to_string();
    assert_eq!(
        message(ConfigError::ZeroTimeout),
        "timeout is 0ns: it must be longer than zero; leave it out to set no limit"
    );
    assert_eq!(
        message(ConfigError::ZeroDeadline),
        "deadline is 0ns: it must be longer than zero; leave it out to set no limit"
    );
    let (timeout, deadline) = (Duration::from_secs(2), Duration::from_millis(1500));
    assert_eq!(
        message(ConfigError::TimeoutOverDeadline { timeout, deadline }),
        "timeout is 2s and deadline is 1.5s: set a timeout of at most the deadline"
    );
    assert_eq!(
        message(ConfigError::ZeroFailureThreshold),
        "failure_threshold is 0: it must be at least 1"
    );
    assert_eq!(
        message(ConfigError::ZeroMaxKeys(Name::new("kraken"))),
        "max_keys of provider `kraken` is 0: it must be at least 1; leave it out to set no cap"
    );
    assert_eq!(
        message(ConfigError::ZeroConcurrency(Name::new("kraken"))),
        "concurrency of provider `kraken` is 0: it must be at least 1; leave it out to ask one request at a time"
    );
    assert_eq!(
        message(ConfigError::NoProviders),
        "providers has 0 entries: it must have at least 1"
    );
    assert_eq!(
        message(ConfigError::DuplicateName(Name::new("kraken"))),
        "provider name `kraken` is given twice: give each provider a different name"
    );
    assert_eq!(
        message(ConfigError::TooManyKeys {
            count: 3_000_000_000,
            limit: 2_147_483_647,
        }),
        "keys has 3000000000 entries: a call takes at most 2147483647; split it"
    );
}

#[test]
fn limits_of_zero_are_refused_when_the_client_is_built() {
    let built = |builder: FailoverClientBuilder| builder.build().map(|_| ());
    let builder = FailoverClient::builder;
    let zero = Duration::ZERO;
    assert_eq!(
        built(builder().timeout(zero)),
        Err(ConfigError::ZeroTimeout)
    );
    assert_eq!(
        built(builder().deadline(zero)),
        Err(ConfigError::ZeroDeadline)
    );
    let nanosecond = Duration::from_nanos(1);
    assert_eq!(
        built(builder().timeout(nanosecond).deadline(nanosecond)),
        Ok(())
    );
    assert_eq!(built(builder().retry_backoff(zero).retries(0)), Ok(()));
}

#[test]
fn a_threshold_of_zero_is_refused_when_the_breaker_is_built() {
    let built = |threshold| CircuitBreaker::try_new(threshold, Duration::ZERO).map(|_| ());
    assert_eq!(built(0), Err(ConfigError::ZeroFailureThreshold));
    assert_eq!(built(1), Ok(()));
    assert_eq!(built(u32::MAX), Ok(()));
}

#[test]
#[should_panic(expected = "failure_threshold is 0: it must be at least 1")]
fn a_threshold_of_zero_panics_where_it_cannot_be_returned() {
    let _ = CircuitBreaker::new(0, Duration::from_secs(1));
}

#[test]
fn a_cap_of_zero_keys_is_refused_and_nobody_is_called() {
    let (a, b) = (
        Script::new().ok(vec![(1, 1)]),
        Script::new().ok(vec![(1, 1)]),
    );
    let failed = FailoverClient::new()
        .fetch_items(
            [1],
            (
                ItemProvider::new("a", |keys: &[u32]| a.ask(keys)),
                ItemProvider::new("b", |keys: &[u32]| b.ask(keys).map_err(|()| "down")).max_keys(0),
            ),
        )
        .unwrap_err();
    assert_eq!(refusal(&failed), ConfigError::ZeroMaxKeys(Name::new("b")));
    assert_eq!((a.calls(), b.calls()), (0, 0));
}

#[test]
fn a_refused_call_says_why_as_an_error() {
    let none: [ItemProvider<fn(&[u32]) -> Result<Vec<(u32, u32)>, std::fmt::Error>>; 0] = [];
    let failed = FailoverClient::new().fetch_items([1], none).unwrap_err();
    assert_eq!(refusal(&failed), ConfigError::NoProviders);
    assert_eq!(
        failed.to_string(),
        "refused: providers has 0 entries: it must have at least 1"
    );
    assert!(failed.source().is_none()); // it is all said already
}

#[test]
fn no_keys_are_an_empty_success_and_nobody_is_called() {
    let a = Script::<Vec<(u32, u32)>, &str, u32>::new().err("down");
    let ask = |keys: &[u32]| a.ask(keys);
    let client = FailoverClient::new();
    let result = client
        .fetch_items(Vec::new(), [ItemProvider::new("a", ask)])
        .unwrap();
    assert!(result.is_empty() && result.is_complete());
    assert_eq!(result.end_reason(), EndReason::Exhausted);
    assert_eq!(result.turns().count(), 0);
    assert!(result.require_all().is_ok());
    assert_eq!(a.calls(), 0);

    // Without providers it is refused all the same.
    let mut none = [ItemProvider::new("a", ask)];
    let failed = client.fetch_items([0; 0], &mut none[..0]).unwrap_err();
    assert_eq!(refusal(&failed), ConfigError::NoProviders);
}

#[test]
fn more_keys_than_one_call_takes_are_refused() {
    let provider = || ItemProvider::new("a", |_: &[()]| Ok::<_, &str>([((), 1)]));
    let most = i32::MAX as usize;
    let failed = FailoverClient::new()
        .fetch_items([(); i32::MAX as usize + 1], [provider()])
        .unwrap_err();
    assert_eq!(
        refusal(&failed),
        ConfigError::TooManyKeys {
            count: most + 1,
            limit: most,
        }
    );
    let few = FailoverClient::new().fetch_items([(); 1000], [provider()]);
    assert_eq!(few.unwrap().len(), 1);
}

#[test]
fn a_million_keys() {
    const KEYS: u32 = 1_000_000;
    let serve = |rest: u32| {
        move |keys: &[u32]| {
            let mine = keys.iter().filter(move |key| **key % 3 == rest);
            Ok::<_, &str>(
                mine.map(|key| (*key, u64::from(*key) * 2))
                    .collect::<Vec<_>>(),
            )
        }
    };
    let keys: Vec<u32> = (0..KEYS).collect();
    let result = FailoverClient::new()
        .fetch_items(
            &keys,
            (
                ItemProvider::new("thirds", serve(0)),
                ItemProvider::new("next", serve(1)).max_keys(1000),
            ),
        )
        .unwrap();
    assert_eq!(result.provenance(&3), Some("thirds"));
    assert_eq!(result.provenance(&400_000), Some("next"));
    assert_eq!(result[&999_999], 1_999_998);
    let missing: Vec<u32> = result.missing().map(|missing| *missing.key).collect();
    assert!(
        missing
            .iter()
            .copied()
            .eq((0..KEYS).filter(|key| key % 3 == 2))
    );
    let attempts: Vec<u32> = result.turns().map(|turn| turn.attempts).collect();
    assert_eq!(attempts, [1, 667]); // 666,666 keys in chunks of 1,000
}

#[test]
fn a_million_times_one_key() {
    let keys = vec!["BTC"; 1_000_000];
    let a = Script::new().ok(vec![("BTC", 1)]);
    let ask = |keys: &[&'static str]| a.ask(keys).map_err(|()| "down");
    let result = FailoverClient::new()
        .fetch_items(keys, [ItemProvider::new("a", ask)])
        .unwrap();
    assert_eq!(result["BTC"], 1);
    assert_eq!(a.asked(), [["BTC"]]);
}

#[test]
fn a_thousand_providers() {
    let breaker = CircuitBreaker::new(2, Duration::MAX).clock(ManualClock::new());
    let client = FailoverClient::builder()
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let providers: Vec<_> = (0..1000)
        .map(|i| {
            Provider::new(
                format!("whole-{i}"),
                move || if i == 999 { Ok(i) } else { Err(i) },
            )
        })
        .collect();
    for attempts in [1, 1, 0] {
        let served = client.fetch(&providers).unwrap();
        assert_eq!(served.provider, "whole-999");
        assert_eq!(served.failures().len(), 999);
        assert!(
            served
                .failures()
                .iter()
                .all(|failure| failure.attempts == attempts)
        );
    }
    let failed = client.fetch(&providers[..999]).unwrap_err();
    assert_eq!(failed.failures().len(), 999);
}

#[test]
fn a_thousand_item_providers() {
    let providers: Vec<_> = (0..1000)
        .map(|i| {
            let own = move |_: &[u32]| Ok::<_, &str>([(i, i * 2)]);
            ItemProvider::new(format!("items-{i}"), own)
        })
        .collect();
    let result = FailoverClient::new()
        .fetch_items((0..1000).collect::<Vec<_>>(), providers)
        .unwrap();
    assert!(result.is_complete());
    for key in 0..1000 {
        assert_eq!(result[&key], key * 2);
        assert_eq!(
            result.provenance(&key),
            Some(format!("items-{key}").as_str())
        );
    }
}

#[test]
fn the_longest_of_everything_for_items() {
    let clock = ManualClock::new();
    clock.advance(Duration::from_secs(1));
    let breaker = CircuitBreaker::new(u32::MAX, Duration::MAX).clock(clock.clone());
    let client = FailoverClient::builder()
        .retries(u32::MAX)
        .retry_backoff(Duration::MAX)
        .timeout(Duration::MAX)
        .deadline(Duration::MAX)
        .circuit_breaker(breaker)
        .clock(clock.clone())
        .sleep(clock.clone())
        .build()
        .unwrap();
    let a = Script::<Vec<(u32, u32)>, u32, u32>::new().err(1);
    let result = client
        .classify(|_: &u32| Verdict::RETRY.open_for(Duration::MAX))
        .fetch_items(
            [1, 2],
            (
                ItemProvider::new("a", |keys: &[u32]| a.ask(keys)).max_keys(usize::MAX),
                ItemProvider::new("b", |keys: &[u32]| Ok([Some(keys[0])])).max_keys(1),
            ),
        );
    let result = result.unwrap();
    assert_eq!((result[&1], result[&2]), (1, 2));
    assert_eq!(a.calls(), 1);
    assert!(clock.slept().is_empty());
}
