//! The tests of the Python package that this library takes after, under their own names.

use std::collections::HashMap;
use std::time::Duration;

use failover_core::testing::{ManualClock, Script};
use failover_core::{
    CircuitBreaker, CircuitState, ConfigError, EndReason, FailoverClient, ItemProvider, ItemsError,
    Provider,
};
use tests::support::Down;

fn boom<T>() -> Result<T, Down> {
    Err(Down)
}

fn names<'a, T>(turns: impl Iterator<Item = failover_core::Turn<'a, T>>) -> Vec<&'static str>
where
    T: 'a,
{
    turns.map(|turn| turn.provider.as_str()).collect()
}

#[test]
fn first_provider_succeeds() {
    let client = FailoverClient::new();
    let served = client
        .fetch((
            Provider::new("primary", || Ok("ok")),
            Provider::new("backup", boom),
        ))
        .unwrap();
    assert_eq!(served.value, "ok");
    assert_eq!(served.provider, "primary");
    assert_eq!(names(served.turns()), ["primary"]); // backup never tried
}

#[test]
fn falls_back_to_second_provider() {
    let client = FailoverClient::new();
    let served = client
        .fetch((
            Provider::new("primary", boom),
            Provider::new("backup", || Ok(42)),
        ))
        .unwrap();
    assert_eq!(served.value, 42);
    assert_eq!(served.provider, "backup");
    assert_eq!(names(served.turns()), ["primary", "backup"]);
}

#[test]
fn all_providers_fail_raises_with_causes() {
    let client = FailoverClient::new();
    let failed = client
        .fetch((Provider::new("a", boom::<u8>), Provider::new("b", boom)))
        .unwrap_err();
    assert_eq!(names(failed.turns()), ["a", "b"]);
    assert_eq!(
        failed.failure("a").and_then(|failure| failure.error()),
        Some(&Down)
    );
}

#[test]
fn empty_providers_raises_value_error() {
    let none: [Provider<fn() -> Result<u8, Down>>; 0] = [];
    let failed = FailoverClient::new().fetch(none).unwrap_err();
    assert_eq!(
        failed.end_reason(),
        EndReason::Refused(ConfigError::NoProviders)
    );
}

#[test]
fn is_valid_rejects_bad_result_and_falls_back() {
    let client = FailoverClient::new();
    let served = client
        .is_valid(|text: &&str| !text.is_empty())
        .fetch((
            Provider::new("primary", || Ok("")),
            Provider::new("backup", || Ok::<_, Down>("real")),
        ))
        .unwrap();
    assert_eq!(served.value, "real");
    assert_eq!(served.provider, "backup");
}

/// Rust has no null to refuse by default. `is_valid` says the same in one word.
#[test]
fn default_is_valid_rejects_none() {
    let client = FailoverClient::new();
    let providers = (
        Provider::new("primary", || Ok(None)),
        Provider::new("backup", || Ok::<_, Down>(Some("x"))),
    );
    let served = client.is_valid(Option::is_some).fetch(&providers).unwrap();
    assert_eq!(served.provider, "backup");
    // By default every value is one, "known to be none" too.
    assert_eq!(client.fetch(&providers).unwrap().provider, "primary");
}

#[test]
fn retries_same_provider_before_failover() {
    let flaky = Script::new().err(Down).err(Down).ok("recovered");
    let client = FailoverClient::builder().retries(2).build().unwrap();
    let served = client
        .fetch([Provider::new("flaky", || flaky.call())])
        .unwrap();
    assert_eq!(served.value, "recovered");
    assert_eq!(flaky.calls(), 3);
}

#[test]
fn retry_backoff_sleeps_between_attempts() {
    let clock = ManualClock::new();
    let client = FailoverClient::builder()
        .retries(2)
        .retry_backoff(Duration::from_millis(500))
        .sleep(clock.clone())
        .build()
        .unwrap();
    client.fetch([Provider::new("a", boom::<u8>)]).unwrap_err();
    let slept = [Duration::from_millis(500), Duration::from_secs(1)];
    assert_eq!(clock.slept(), slept);
}

#[test]
fn slow_provider_treated_as_failure() {
    let clock = ManualClock::new();
    let client = FailoverClient::builder()
        .timeout(Duration::from_secs(1))
        .clock(clock.clone())
        .build()
        .unwrap();
    let slow = || {
        clock.advance(Duration::from_secs(5));
        Ok("too-late")
    };
    let served = client
        .fetch((
            Provider::new("slow", slow),
            Provider::new("fast", || Ok::<_, Down>("on-time")),
        ))
        .unwrap();
    assert_eq!(served.value, "on-time");
    assert_eq!(served.provider, "fast");
}

#[test]
fn per_item_fill_from_second_provider() {
    let a = |_: &[&'static str]| Ok::<_, Down>(HashMap::from([("BTC", 1.0), ("ETH", 2.0)]));
    let b = |keys: &[&'static str]| Ok(keys.iter().map(|key| (*key, 9.9)).collect::<Vec<_>>());
    let result = FailoverClient::new()
        .fetch_items(
            ["BTC", "ETH", "SOL"],
            (ItemProvider::new("a", a), ItemProvider::new("b", b)),
        )
        .unwrap();
    assert_eq!(result.provenance("BTC"), Some("a"));
    assert_eq!(result.provenance("ETH"), Some("a"));
    assert_eq!(result.provenance("SOL"), Some("b"));
    assert_eq!(result.missing().len(), 0);
    assert_eq!(names(result.turns()), ["a", "b"]);
    let values = HashMap::from([("BTC", 1.0), ("ETH", 2.0), ("SOL", 9.9)]);
    assert_eq!(result.into_values(), values);
}

#[test]
fn per_item_second_provider_only_asked_for_missing_keys() {
    let a = |_: &[&'static str]| Ok::<_, Down>([("X", 1.0)]);
    let b = Script::new().ok(vec![Some(0.0), Some(0.0)]);
    FailoverClient::new()
        .fetch_items(
            ["X", "Y", "Z"],
            (
                ItemProvider::new("a", a),
                ItemProvider::new("b", |keys: &[&'static str]| b.ask(keys)),
            ),
        )
        .unwrap();
    assert_eq!(b.asked(), [["Y", "Z"]]);
}

#[test]
fn per_item_keys_still_missing_are_reported() {
    let a = |_: &[&str]| Ok::<_, Down>([("X".to_owned(), 1)]);
    let result = FailoverClient::new()
        .fetch_items(["X", "Y"], [ItemProvider::new("a", a)])
        .unwrap();
    assert_eq!(result["X"], 1);
    let missing: Vec<_> = result.missing().map(|missing| *missing.key).collect();
    assert_eq!(missing, ["Y"]);
}

#[test]
fn per_item_require_all_raises_when_incomplete() {
    let all = || -> Result<HashMap<&str, f64>, ItemsError<&str, f64, Down>> {
        let a = |_: &[&'static str]| Ok([("X", 1.0)]);
        let result = FailoverClient::new().fetch_items(["X", "Y"], [ItemProvider::new("a", a)])?;
        Ok(result.require_all()?.into_values())
    };
    let Err(ItemsError::Incomplete(incomplete)) = all() else {
        panic!("a key is missing");
    };
    assert_eq!(incomplete.result().get("X"), Some(&1.0)); // nothing served is lost
}

#[test]
fn per_item_is_valid_rejects_value_and_fills_from_next() {
    let a = |_: &[&'static str]| Ok::<_, Down>(HashMap::from([("BTC", 100.0), ("SOL", 0.0)]));
    let b = |keys: &[&'static str]| {
        Ok(keys
            .iter()
            .map(|key| (*key, 5.0))
            .collect::<HashMap<_, _>>())
    };
    let result = FailoverClient::new()
        .is_valid(|price: &f64| *price > 0.0)
        .fetch_items(
            ["BTC", "SOL"],
            (ItemProvider::new("a", a), ItemProvider::new("b", b)),
        )
        .unwrap();
    assert_eq!(result.provenance("BTC"), Some("a"));
    assert_eq!(result.provenance("SOL"), Some("b")); // a's 0.0 was rejected
    assert_eq!(
        result.into_values(),
        HashMap::from([("BTC", 100.0), ("SOL", 5.0)])
    );
}

#[test]
fn per_item_failing_provider_is_skipped() {
    let a = |_: &[&'static str]| boom::<HashMap<&'static str, i32>>();
    let b = |keys: &[&'static str]| Ok(keys.iter().map(|key| (*key, 7)).collect::<HashMap<_, _>>());
    let result = FailoverClient::new()
        .fetch_items(
            ["P", "Q"],
            (ItemProvider::new("a", a), ItemProvider::new("b", b)),
        )
        .unwrap();
    assert!(result.iter().all(|(_, _, source)| source == "b"));
    assert_eq!(result.into_values(), HashMap::from([("P", 7), ("Q", 7)]));
}

#[test]
fn circuit_breaker_trips_and_skips_provider() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(2, Duration::from_secs(30)).clock(clock.clone());
    let client = FailoverClient::builder()
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let breaker = client.circuit_breaker().unwrap();
    let primary = Script::<&str, _>::new().err(Down);
    let call = || {
        client.fetch((
            Provider::new("primary", || primary.call()),
            Provider::new("backup", || Ok("ok")),
        ))
    };
    call().unwrap();
    call().unwrap();
    let retry_in = Some(Duration::from_secs(30));
    assert_eq!(breaker.state("primary"), CircuitState::Open { retry_in });

    let served = call().unwrap();
    assert_eq!(served.provider, "backup");
    assert_eq!(primary.calls(), 2); // the third time it did not run
    assert!(breaker.is_open("primary"));
}

#[test]
fn circuit_breaker_half_open_then_recovers() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(1, Duration::from_secs(10)).clock(clock.clone());
    let client = FailoverClient::builder()
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let breaker = client.circuit_breaker().unwrap();
    let primary = Script::new().err(Down).ok("primary-back");
    let call = || {
        client.fetch((
            Provider::new("primary", || primary.call()),
            Provider::new("backup", || Ok("backup")),
        ))
    };
    call().unwrap();
    assert!(breaker.is_open("primary"));

    clock.advance(Duration::from_secs(11));
    assert_eq!(breaker.state("primary"), CircuitState::HalfOpen);

    assert_eq!(call().unwrap().provider, "primary");
    assert_eq!(breaker.state("primary"), CircuitState::Closed);
}

#[test]
fn circuit_breaker_success_resets_failure_count() {
    let breaker = CircuitBreaker::new(3, Duration::from_secs(60));
    breaker.permit("x").unwrap().failure();
    breaker.permit("x").unwrap().failure();
    breaker.permit("x").unwrap().success(); // streak broken
    breaker.permit("x").unwrap().failure();
    breaker.permit("x").unwrap().failure();
    assert!(!breaker.is_open("x")); // only two in a row since the success
}

#[test]
fn invalid_construction_args_rejected() {
    // Negative numbers are refused by type.
    let built = FailoverClient::builder().timeout(Duration::ZERO).build();
    assert_eq!(built.unwrap_err(), ConfigError::ZeroTimeout);
    let breaker = CircuitBreaker::try_new(0, Duration::from_secs(60));
    assert_eq!(breaker.unwrap_err(), ConfigError::ZeroFailureThreshold);
}
