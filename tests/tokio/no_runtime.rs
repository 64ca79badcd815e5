//! Calls outside of a tokio runtime, by another executor: an error if the call has to wait.

use std::future::pending;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, CircuitBreaker, ConfigError, EndReason, FailoverClient,
    FailoverClientBuilder, FailureKind, ItemProvider, ItemResult, Provider, Reason, failover,
};
use tests::support::{Code, brief, secs};

use super::Answer;

const REFUSED: EndReason = EndReason::Refused(ConfigError::NoTimer);

type Items = Result<ItemResult<u32, u32, Code>, AllProvidersFailed<Code>>;

fn build(builder: FailoverClientBuilder) -> FailoverClient {
    builder.build().unwrap()
}

/// Limits by a clock that does not move, so that no attempt is late on a busy machine.
fn timed() -> FailoverClientBuilder {
    let builder = FailoverClient::builder().clock(ManualClock::new());
    builder.timeout(secs(2)).deadline(secs(9))
}

fn resting() -> FailoverClientBuilder {
    FailoverClient::builder().retries(1).retry_backoff(secs(1))
}

fn down() -> std::future::Ready<Answer> {
    std::future::ready(Err(Code(1)))
}

#[test]
fn an_attempt_that_is_ready_at_once_needs_none() {
    let client = build(timed().retries(1));
    let providers = (Provider::new("a", down), Provider::new("b", async || Ok(2)));
    let served = pollster::block_on(client.fetch_async(providers)).unwrap();
    assert_eq!(served.value, 2);
    let a = ItemProvider::new_async("a", async |_: Vec<u32>| Ok::<_, Code>([(1, 1)]));
    let result = pollster::block_on(client.fetch_items_async([1], [a]));
    assert_eq!(result.unwrap()[&1], 1);
}

#[test]
fn an_attempt_that_has_to_be_waited_for_is_refused() {
    let client = build(timed());
    let b = async || panic!("b was asked");
    let providers = (Provider::new("a", pending::<Answer>), Provider::new("b", b));
    let failed = pollster::block_on(client.fetch_async(providers)).unwrap_err();
    assert_eq!(failed.end_reason(), REFUSED);
    assert_eq!(brief(failed.failures()), []);

    let a = async |_: Vec<u32>| pending::<Result<[(u32, u32); 1], Code>>().await;
    let b = async |_: Vec<u32>| -> Result<[(u32, u32); 1], Code> { panic!("b was asked") };
    let providers = (
        ItemProvider::new_async("a", a),
        ItemProvider::new_async("b", b),
    );
    let failed = pollster::block_on(client.fetch_items_async([1], providers));
    let failed = failed.unwrap_err();
    assert_eq!(failed.end_reason(), REFUSED);
    assert_eq!(brief(failed.failures()), []);
}

#[test]
fn who_failed_before_is_kept() {
    let client = build(timed());
    let providers = (
        Provider::new("a", down),
        Provider::new("b", pending::<Answer>),
        Provider::new("c", down),
    );
    let failed = pollster::block_on(client.fetch_async(providers)).unwrap_err();
    assert_eq!(failed.end_reason(), REFUSED);
    let error = FailureKind::Error(Code(1));
    assert_eq!(brief(failed.failures()), [("a", error, 1)]);
}

#[test]
fn what_failed_before_a_backoff_that_cannot_be_slept_is_kept() {
    let client = build(resting());
    let providers = (Provider::new("a", down), Provider::new("b", async || Ok(2)));
    let failed = pollster::block_on(client.fetch_async(providers)).unwrap_err();
    assert_eq!(failed.end_reason(), REFUSED);
    let error = FailureKind::Error(Code(1));
    assert_eq!(brief(failed.failures()), [("a", error.clone(), 1)]);

    let a = async |_: Vec<u32>| Err::<[(u32, u32); 1], _>(Code(1));
    let a = ItemProvider::new_async("a", a);
    let failed = pollster::block_on(client.fetch_items_async([1], [a])).unwrap_err();
    assert_eq!(failed.end_reason(), REFUSED);
    assert_eq!(brief(failed.failures()), [("a", error, 1)]);
}

fn fails() -> std::future::Ready<Answer> {
    down()
}

#[failover(providers = [fails], retries = 1, retry_backoff = 1s, map_err = last_error)]
async fn of_last_error() -> Result<u32, Code>;

#[test]
fn a_backoff_that_cannot_be_slept_leaves_a_last_error() {
    assert_eq!(pollster::block_on(of_last_error()), Err(Code(1)));
}

#[test]
fn a_retry_that_has_to_be_waited_for_keeps_what_failed_before() {
    let client = build(timed().retries(1));
    let attempts = std::cell::Cell::new(0);
    let a = async || {
        attempts.set(attempts.get() + 1);
        match attempts.get() {
            1 => Err(Code(1)),
            _ => pending::<Answer>().await,
        }
    };
    let failed = pollster::block_on(client.fetch_async([Provider::new("a", a)]));
    let failed = failed.unwrap_err();
    assert_eq!(failed.end_reason(), REFUSED);
    let error = FailureKind::Error(Code(1));
    assert_eq!(brief(failed.failures()), [("a", error, 2)]);
}

#[test]
fn served_values_are_kept_and_an_unfinished_attempt_has_no_answer() {
    let client = build(timed());
    let a = async |_: Vec<u32>| Ok::<_, Code>(vec![(1, 10)]);
    let b = async |_: Vec<u32>| pending::<Result<Vec<(u32, u32)>, Code>>().await;
    let providers = (
        ItemProvider::new_async("a", a),
        ItemProvider::new_async("b", b),
        ItemProvider::new_async("c", a),
    );
    let result: Items = pollster::block_on(client.fetch_items_async([1, 2], providers));
    let result = result.unwrap();
    assert_eq!((result[&1], result.end_reason()), (10, REFUSED));
    let turns: Vec<_> = result.turns().map(|turn| turn.provider).collect();
    assert_eq!(turns, ["a"]);
    let missing: Vec<_> = result.missing().collect();
    assert_eq!(*missing[0].key, 2);
    let reasons: Vec<_> = missing[0].reasons().collect();
    let names = reasons.iter().map(|(name, _)| name.as_str());
    assert!(names.eq(["a", "b", "c"]));
    let reasons: Vec<_> = reasons.iter().map(|(_, reason)| *reason).collect();
    assert_eq!(
        reasons,
        [Reason::NotReturned, Reason::NotReached, Reason::NotReached]
    );
}

#[test]
fn a_request_that_could_not_be_waited_for_was_not_answered() {
    let client = build(timed());
    let a = async |keys: Vec<u32>| match keys[0] {
        1 => Ok(vec![(1, 10)]),
        2 => Err(Code(2)),
        _ => pending().await,
    };
    let a = ItemProvider::new_async("a", a).max_keys(1);
    let result: Items = pollster::block_on(client.fetch_items_async([1, 2, 3, 4], [a]));
    let result = result.unwrap();
    assert_eq!((result[&1], result.end_reason()), (10, REFUSED));
    let reason = |key: u32| {
        let missing = result.missing().find(|missing| *missing.key == key);
        let reasons: Vec<_> = missing.unwrap().reasons().collect();
        assert_eq!(reasons.len(), 1);
        reasons[0].1
    };
    assert!(matches!(reason(2), Reason::Failed(failure) if failure.error() == Some(&Code(2))));
    assert_eq!(reason(3), Reason::NotReached);
    assert_eq!(reason(4), Reason::NotReached);
}

#[test]
fn of_several_requests_at_once_too() {
    let reasons = |client: &FailoverClient, hangs: u32| {
        let a = async |keys: Vec<u32>| match keys[0] {
            key if key == hangs => pending().await,
            2 => Err(Code(2)),
            key => Ok(vec![(key, 10)]),
        };
        let a = ItemProvider::new_async("a", a).max_keys(1).concurrency(3);
        let b = async |_: Vec<u32>| -> Result<Vec<(u32, u32)>, Code> { panic!("b was asked") };
        let providers = (a, ItemProvider::new_async("b", b));
        let call = client.fetch_items_async([1, 2, 3, 4], providers);
        let result: Items = pollster::block_on(call);
        let result = result.map_err(|failed| {
            assert_eq!(failed.end_reason(), REFUSED);
            brief(failed.failures())
        })?;
        assert_eq!(result.end_reason(), REFUSED);
        let reason = |missing: failover_core::Missing<'_, u32, Code>| {
            let reason = missing.reasons().next().unwrap().1;
            (*missing.key, reason.to_string())
        };
        Ok(result.missing().map(reason).collect::<Vec<_>>())
    };
    let told = |reasons: &[(u32, &str)]| {
        let told = reasons
            .iter()
            .map(|(key, reason)| (*key, (*reason).to_owned()));
        Ok::<Vec<_>, Vec<_>>(told.collect())
    };
    // An attempt that has to be waited for, with a limit.
    let client = build(timed());
    assert_eq!(reasons(&client, 1), Err(vec![]));
    let expected = [(2, "error"), (3, "not reached"), (4, "not reached")];
    assert_eq!(reasons(&client, 3), told(&expected));
    // One without a limit, dropped when a backoff cannot be slept.
    let client = build(resting());
    let error = FailureKind::Error(Code(2));
    assert_eq!(reasons(&client, 1), Err(vec![("a", error, 2)]));
    let expected = [(2, "error"), (3, "not reached"), (4, "not reached")];
    assert_eq!(reasons(&client, 3), told(&expected));
}

#[test]
fn what_a_later_request_served_is_kept_though_an_earlier_one_is_under_way() {
    let client = build(resting());
    let a = async |keys: Vec<u32>| match keys[0] {
        1 => pending().await,
        2 => Ok(vec![(2, 20)]),
        _ => Err(Code(3)), // and cannot rest before its retry
    };
    let a = ItemProvider::new_async("a", a).max_keys(1).concurrency(3);
    let result: Items = pollster::block_on(client.fetch_items_async([1, 2, 3], [a]));
    let result = result.unwrap();
    assert_eq!((result[&2], result.end_reason()), (20, REFUSED));
    let reasons = result.missing().flat_map(|missing| missing.reasons());
    let reasons: Vec<_> = reasons.map(|(_, reason)| reason.to_string()).collect();
    assert_eq!(reasons, ["not reached", "error"]);
}

#[test]
fn of_several_requests_at_once_after_a_probe_too() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(1, secs(60)).clock(clock.clone());
    breaker.permit("a").unwrap().failure();
    clock.advance(secs(60));
    let client = build(timed().circuit_breaker(breaker));
    let a = async |keys: Vec<u32>| match keys[0] {
        1 => Ok::<_, Code>([(1, 10)]),
        _ => pending().await,
    };
    let a = ItemProvider::new_async("a", a).max_keys(1).concurrency(3);
    let result: Items = pollster::block_on(client.fetch_items_async([1, 2, 3], [a]));
    let result = result.unwrap();
    assert_eq!((result[&1], result.end_reason()), (10, REFUSED));
    let mut reasons = result.missing().flat_map(|missing| missing.reasons());
    assert!(reasons.all(|(_, reason)| reason == Reason::NotReached));
}

#[test]
fn no_circuit_learns_anything_and_a_probe_is_released() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(1, secs(60)).clock(clock.clone());
    breaker.permit("probe").unwrap().failure();
    clock.advance(secs(60));
    let client = build(timed().circuit_breaker(breaker));
    for name in ["closed", "probe"] {
        let hanging = Provider::new(name, pending::<Answer>);
        let failed = pollster::block_on(client.fetch_async([hanging])).unwrap_err();
        assert_eq!(failed.end_reason(), REFUSED);
    }
    let breaker = client.circuit_breaker().unwrap();
    assert!(!breaker.permit("closed").unwrap().is_probe());
    assert!(breaker.permit("probe").unwrap().is_probe());
}

#[test]
fn the_message_says_what_to_do() {
    let told = format!("{:?}", FailoverClient::new());
    assert!(told.contains("timer: tokio"), "{told}");
    let client = build(timed());
    let hanging = Provider::new("a", pending::<Result<u32, std::fmt::Error>>);
    let failed = pollster::block_on(client.fetch_async([hanging])).unwrap_err();
    assert_eq!(
        failed.to_string(),
        "refused: there is no timer: enable the feature `tokio` and call from within its runtime, or give the \
         client a `timer`"
    );
}

#[test]
fn a_timer_of_ones_own_goes_before_tokios() {
    let clock = ManualClock::new();
    let client = build(timed().clock(clock.clone()).timer(clock.clone()));
    let hanging = Provider::new("a", pending::<Answer>);
    let served = client.fetch_async((hanging, Provider::new("b", async || Ok(2))));
    assert_eq!(clock.block_on(served).unwrap().provider, "b");
    assert_eq!(clock.slept(), [secs(2)]);
}

#[test]
fn converting_the_errors_changes_no_reason_of_a_request_that_was_dropped() {
    let client = build(timed());
    let a = async |keys: Vec<u32>| match keys[0] {
        1 => Ok(vec![(1, 10)]),
        2 => Err(Code(2)),
        _ => pending().await,
    };
    let a = ItemProvider::new_async("a", a).max_keys(1);
    let result: Items = pollster::block_on(client.fetch_items_async([1, 2, 3, 4, 5], [a]));
    let result = result.unwrap().map_err(|Code(code)| u64::from(code));
    let reasons = result.missing().flat_map(|missing| missing.reasons());
    let reasons: Vec<_> = reasons.map(|(_, reason)| reason.to_string()).collect();
    let not_reached = "not reached";
    assert_eq!(reasons, ["error", not_reached, not_reached, not_reached]);
}
