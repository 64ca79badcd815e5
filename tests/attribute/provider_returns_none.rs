//! A provider that returns `None`: the verdict is the one that `on_rejected` sets.
#![allow(
    clippy::unused_async,
    clippy::ptr_arg,
    reason = "forms that a user's function may have"
)]

use std::collections::HashMap;

use failover_core::{
    AllProvidersFailed, EndReason, FailureKind, ItemResult, Served, Verdict, failover,
};
use tests::support::run;

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
    assert_eq!(
        (&failure.kind, failure.attempts),
        (&FailureKind::Rejected, 1)
    );
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
