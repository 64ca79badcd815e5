//! A provider that returns `None`: the verdict is the one that `on_absent` sets, or else `on_rejected`.
#![allow(
    clippy::unused_async,
    clippy::ptr_arg,
    reason = "forms that a user's function may have"
)]

use std::collections::HashMap;
use std::time::Duration;

use failover_core::{
    AllProvidersFailed, CircuitBreaker, Counters, EndReason, FailoverClient, FailureKind,
    ItemResult, Outcome, Reason, Served, Verdict, failover,
};
use tests::support::{failures_in_a_row, kinds, run};

type Error = &'static str;
type Whole = Result<Served<u8, Error>, AllProvidersFailed<Error>>;
type Batch = Result<ItemResult<u8, u8, Error>, AllProvidersFailed<Error>>;
type Values = HashMap<u8, u8>;

fn none() -> Option<u8> {
    None
}

fn never() -> Option<u8> {
    panic!("the call went on")
}

async fn none_async() -> Option<u8> {
    None
}

async fn never_async() -> Option<u8> {
    panic!("the call went on")
}

fn no_values(_: &[u8]) -> Option<Values> {
    None
}

fn never_values(_: &[u8]) -> Option<Values> {
    panic!("the call went on")
}

async fn no_values_async(_: &[u8]) -> Option<Values> {
    None
}

async fn never_values_async(_: &[u8]) -> Option<Values> {
    panic!("the call went on")
}

#[failover(providers = [none, never], retries = 1, on_rejected = Verdict::STOP)]
fn blocking() -> Whole;

#[failover(providers = [none_async, never_async], retries = 1, on_rejected = Verdict::STOP)]
async fn asynchronous() -> Whole;

#[failover(providers = [none_async, never_async], hedge = 0s, retries = 1, on_rejected = Verdict::STOP)]
async fn hedged() -> Whole;

#[failover(providers = [no_values, never_values], keys = keys, retries = 1, on_rejected = Verdict::STOP)]
fn batch(keys: &[u8]) -> Batch;

#[failover(
    providers = [no_values_async, never_values_async],
    keys = keys,
    retries = 1,
    on_rejected = Verdict::STOP
)]
async fn batch_asynchronous(keys: &[u8]) -> Batch;

#[failover(
    providers = [no_values_async, never_values_async],
    keys = keys,
    max_keys = 1,
    concurrency = 2,
    retries = 1,
    on_rejected = Verdict::STOP
)]
async fn batch_concurrent(keys: &[u8]) -> Batch;

/// Expects that the call ended at its first `None`, after one attempt.
#[track_caller]
fn assert_stopped<T>(outcome: Result<T, AllProvidersFailed<Error>>) {
    let Err(failed) = outcome else {
        panic!("a `None` was served")
    };
    assert_eq!(failed.end_reason(), EndReason::Stopped);
    let [failure] = failed.failures() else {
        panic!("{failed:?}")
    };
    assert_eq!((&failure.kind, failure.attempts), (&FailureKind::Absent, 1));
}

#[test]
fn a_none_has_the_verdict_of_on_rejected() {
    assert_stopped(blocking());
}

#[test]
fn an_awaited_none_has_the_verdict_of_on_rejected() {
    assert_stopped(run(asynchronous()));
}

#[test]
fn a_hedged_none_has_the_verdict_of_on_rejected() {
    assert_stopped(run(hedged()));
}

#[test]
fn a_none_for_keys_has_the_verdict_of_on_rejected() {
    assert_stopped(batch(&[1, 2]));
}

#[test]
fn an_awaited_none_for_keys_has_the_verdict_of_on_rejected() {
    assert_stopped(run(batch_asynchronous(&[1, 2])));
}

#[test]
fn a_none_for_one_of_several_chunks_has_the_verdict_of_on_rejected() {
    // The first chunk ends the turn before the second begins.
    assert_stopped(run(batch_concurrent(&[1, 2])));
}

fn nothing() -> Result<Option<u8>, Error> {
    Ok(None)
}

fn something() -> Result<Option<u8>, Error> {
    Ok(Some(7))
}

fn down() -> Result<Option<u8>, Error> {
    Err("down")
}

async fn nothing_async() -> Result<Option<u8>, Error> {
    nothing()
}

async fn something_async() -> Result<Option<u8>, Error> {
    something()
}

#[failover(providers = [down, nothing, none, something])]
fn results_of_options() -> Whole;

#[failover(providers = [nothing_async, none_async, something_async])]
async fn results_of_options_asynchronous() -> Whole;

#[test]
fn a_none_in_a_result_is_absent_too() {
    let absent = &FailureKind::Absent;
    let served = results_of_options().unwrap();
    assert_eq!(served.value, 7);
    assert_eq!(
        kinds(served.failures()),
        [&FailureKind::Error("down"), absent, absent]
    );
    let served = run(results_of_options_asynchronous()).unwrap();
    assert_eq!(served.value, 7);
    assert_eq!(kinds(served.failures()), [absent, absent]);
}

async fn hangs() -> Result<Option<u8>, Error> {
    std::future::pending().await
}

#[failover(providers = [hangs, nothing_async, something_async], hedge = 0s)]
async fn results_of_options_hedged() -> Whole;

#[failover(providers = [
    row = |id| { let row = something()?; Ok(row.filter(|value| *value > id)) },
    cached = { nothing() },
    last = something(),
])]
fn rows(id: u8) -> Whole;

#[test]
fn a_hedged_none_in_a_result_is_absent() {
    let served = run(results_of_options_hedged()).unwrap();
    assert_eq!(
        kinds(served.failures()),
        [&FailureKind::Cancelled, &FailureKind::Absent]
    );
    assert_eq!(
        (served.value, served.provider.as_str()),
        (7, "something_async")
    );
}

#[test]
fn a_none_in_the_result_of_code_is_absent() {
    assert_eq!(rows(6).unwrap().provider, "row");
    let served = rows(7).unwrap();
    assert_eq!(
        kinds(served.failures()),
        [&FailureKind::Absent, &FailureKind::Absent]
    );
}

#[failover(providers = [nothing, something])]
fn optional() -> failover_core::Result<Option<u8>, Error>;

#[test]
fn a_none_is_a_value_where_the_function_has_an_option() {
    assert_eq!(optional().unwrap(), None);
}

static BREAKER: CircuitBreaker = CircuitBreaker::new(3, Duration::from_secs(60));
static COUNTERS: Counters = Counters::new();

/// A cache that has nothing works: no retry, and the circuit learns a success.
#[failover(
    providers = [none, something],
    retries = 1,
    on_absent = Verdict::NEXT.healthy(),
    on_rejected = Verdict::STOP,
    circuit_breaker = BREAKER,
    observer = COUNTERS,
)]
fn behind_a_cache() -> Whole;

#[test]
fn on_absent_is_for_a_none_alone() {
    BREAKER.permit("none").unwrap().failure();
    let served = behind_a_cache().unwrap();
    assert_eq!((served.value, served.failures()[0].attempts), (7, 1));
    assert_eq!(served.failures()[0].to_string(), "none: absent (1 attempt)");
    assert_eq!(failures_in_a_row(&BREAKER, "none"), 0);
    assert_eq!(COUNTERS.attempts("none", Outcome::Absent), 1);
    assert_eq!(COUNTERS.attempts("none", Outcome::Rejected), 0);
}

fn zero() -> Result<u8, Error> {
    Ok(0)
}

#[failover(
    providers = [zero, never],
    is_valid = |value| *value > 0,
    on_absent = Verdict::NEXT,
    on_rejected = Verdict::STOP
)]
fn rejects() -> Whole;

#[test]
fn a_rejected_value_is_not_absent() {
    let failed = rejects().unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
    assert_eq!(failed.failures()[0].kind, FailureKind::Rejected);
}

fn none_of(_: &FailoverClient) -> Option<u8> {
    None
}

fn one_of(_: &FailoverClient) -> Option<u8> {
    Some(1)
}

#[failover(providers = [none_of, one_of], client = client)]
fn through_a_client(client: &FailoverClient) -> Whole;

#[test]
fn a_client_sets_on_absent_too() {
    let ends = |builder: failover_core::FailoverClientBuilder| {
        let served = through_a_client(&builder.build().unwrap());
        served
            .map_err(|failed| failed.end_reason())
            .map(|served| served.value)
    };
    let (next, stop) = (Verdict::NEXT, Verdict::STOP);
    let builder = FailoverClient::builder;
    assert_eq!(ends(builder()), Ok(1));
    assert_eq!(ends(builder().on_rejected(stop)), Err(EndReason::Stopped));
    assert_eq!(ends(builder().on_rejected(stop).on_absent(next)), Ok(1));
    assert_eq!(ends(builder().on_absent(stop)), Err(EndReason::Stopped));
}

fn all_values(keys: &[u8]) -> Option<Values> {
    Some(
        keys.iter()
            .filter(|key| **key > 1)
            .map(|key| (*key, 1))
            .collect(),
    )
}

#[failover(providers = [no_values, all_values], keys = keys)]
fn with_a_reason(keys: &[u8]) -> Batch;

#[test]
fn a_none_for_keys_is_the_reason_of_each() {
    let items = with_a_reason(&[1, 2]).unwrap();
    let missing = items.missing().next().unwrap();
    let reasons: Vec<_> = missing
        .reasons()
        .map(|(_, reason)| reason.to_string())
        .collect();
    assert_eq!(
        (missing.key, &reasons[..]),
        (&1, &["absent", "not returned"].map(str::to_owned)[..])
    );
    let mut reasons = missing.reasons().map(|(_, reason)| reason);
    assert!(
        matches!(reasons.next(), Some(Reason::Failed(failure)) if failure.kind == FailureKind::Absent)
    );
}
