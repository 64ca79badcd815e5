//! An `is_valid` that returns an error, through the attribute.
#![allow(clippy::unused_async, reason = "forms that a user's function may have")]

use std::cell::Cell;

use failover_core::{
    AllProvidersFailed, EndReason, FailureKind, ItemResult, Served, Verdict, failover,
};
use tests::support::{Code, run};

type Whole = Result<Served<u32, Code>, AllProvidersFailed<Code>>;
type Batch = Result<ItemResult<u32, u32, Code>, AllProvidersFailed<Code>>;

fn junk() -> Result<u32, Code> {
    Ok(20)
}

fn good() -> Option<u32> {
    Some(1)
}

async fn junk_async() -> Result<u32, Code> {
    junk()
}

async fn good_async() -> Option<u32> {
    good()
}

fn below_ten(value: &u32) -> Result<(), Code> {
    if *value < 10 {
        Ok(())
    } else {
        Err(Code(*value))
    }
}

fn is_below_ten(value: &u32) -> bool {
    *value < 10
}

#[failover(providers = [junk, good], is_valid = below_ten)]
fn by_a_function() -> Whole;

#[failover(
    providers = [junk, good],
    is_valid = |value| if *value < 10 { Ok(()) } else { Err(Code(*value)) },
)]
fn by_a_closure() -> Whole;

#[failover(providers = [junk_async, good_async], is_valid = below_ten)]
async fn awaited() -> Whole;

#[failover(
    providers = [junk_async, good_async],
    is_valid = |value| if *value < 10 { Ok(()) } else { Err(Code(*value)) },
    hedge = 1m,
    clock = failover_core::testing::ManualClock::new()
)]
async fn hedged() -> Whole;

#[failover(providers = [junk, good], is_valid = is_below_ten)]
fn by_a_function_of_bool() -> Whole;

#[failover(providers = [junk_async, good_async], is_valid = is_below_ten)]
async fn awaited_bool() -> Whole;

#[test]
fn the_error_is_the_failure() {
    let wholes = [
        by_a_function(),
        by_a_closure(),
        run(awaited()),
        run(hedged()),
    ];
    for served in wholes.map(Result::unwrap) {
        assert_eq!(served.value, 1);
        assert_eq!(served.failures()[0].kind, FailureKind::Error(Code(20)));
    }
    for served in [by_a_function_of_bool(), run(awaited_bool())].map(Result::unwrap) {
        assert_eq!(served.failures()[0].kind, FailureKind::Rejected);
    }
}

#[failover(
    providers = [junk(), good()],
    is_valid = |value| {
        judged.set(judged.get() + 1);
        below_ten(value)
    },
    classify = |error| if error.0 == 20 { Verdict::STOP } else { Verdict::RETRY },
)]
fn stops(judged: &Cell<u32>) -> Whole;

#[test]
fn the_error_is_classified() {
    let judged = Cell::new(0);
    let failed = stops(&judged).unwrap_err();
    assert_eq!((failed.end_reason(), judged.get()), (EndReason::Stopped, 1));
}

fn echo(keys: &[u32]) -> Result<Vec<(u32, u32)>, Code> {
    Ok(keys.iter().map(|key| (*key, *key)).collect())
}

async fn echo_async(keys: &[u32]) -> Result<Vec<(u32, u32)>, Code> {
    echo(keys)
}

#[failover(providers = [echo], keys = keys, is_valid = below_ten)]
fn batch(keys: &[u32]) -> Batch;

#[failover(providers = [echo_async], keys = keys, is_valid = below_ten)]
async fn batch_awaited(keys: &[u32]) -> Batch;

#[failover(providers = [echo_async], keys = keys, is_valid = below_ten, max_keys = 1, concurrency = 2)]
async fn batch_concurrent(keys: &[u32]) -> Batch;

#[test]
fn a_batch_call_fails_with_the_first_error() {
    let batches: [fn(&[u32]) -> Batch; 2] = [batch, |keys| run(batch_awaited(keys))];
    for batch in batches {
        let failed = batch(&[12, 11]).unwrap_err();
        assert_eq!(failed.failures()[0].error(), Some(&Code(12)));
        let items = batch(&[12, 1]).unwrap();
        assert_eq!((items.iter().count(), items.failures().count()), (1, 0));
    }
    let items = run(batch_concurrent(&[12, 1])).unwrap();
    assert_eq!(
        items.failed_requests().next().unwrap().error(),
        Some(&Code(12))
    );
}
