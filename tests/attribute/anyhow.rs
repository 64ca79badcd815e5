//! `anyhow::Error`, which is no error but contains one, as the function's error and as that of the providers.
#![allow(clippy::unused_async, reason = "forms that a user's function may have")]

use std::error::Error;
use std::io;

use anyhow::Context;
use failover_core::{
    AllProvidersFailed, BoxError, EndReason, Incomplete, ItemResult, Served, Verdict, failover,
};
use tests::support::{Code, run};

type Failed = AllProvidersFailed<BoxError<anyhow::Error>>;

/// Fails with a typed error in a context.
fn refused(_: u8) -> anyhow::Result<u8> {
    let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
    Err(refused).context("while asking the first")
}

fn code(_: u8) -> Result<u8, Code> {
    Err(Code(1))
}

fn one(_: u8) -> Result<u8, Code> {
    Ok(1)
}

async fn refused_async(x: u8) -> anyhow::Result<u8> {
    refused(x)
}

async fn one_async(x: u8) -> Result<u8, Code> {
    one(x)
}

fn stop_if_io(error: &anyhow::Error) -> Verdict {
    match error.downcast_ref::<io::Error>() {
        Some(_) => Verdict::STOP,
        None => Verdict::RETRY,
    }
}

#[failover(providers = [code, refused, one], classify = stop_if_io)]
fn signature(x: u8) -> anyhow::Result<u8>;

#[failover(providers = [one], classify = |error| match error.downcast_ref::<io::Error>() {
    Some(_) => Verdict::STOP,
    None => Verdict::RETRY,
})]
fn body(x: u8) -> anyhow::Result<u8> {
    let value = refused(x)?;
    Ok(value)
}

#[failover(providers = [refused_async, one_async], classify = stop_if_io)]
async fn awaited(x: u8) -> anyhow::Result<u8>;

#[failover(providers = [refused_async, one_async], hedge = 0s, max_hedges = 1, classify = stop_if_io)]
async fn hedged(x: u8) -> anyhow::Result<u8>;

#[test]
fn classify_looks_through_contexts() {
    for outcome in [signature(1), body(1), run(awaited(1)), run(hedged(1))] {
        let error = outcome.unwrap_err();
        let failed = error.downcast_ref::<Failed>().unwrap();
        assert_eq!(failed.end_reason(), EndReason::Stopped);
    }
}

#[test]
fn the_failures_have_the_errors_as_the_providers_returned_them() {
    let error = signature(1).unwrap_err();
    let failed: &Failed = error.downcast_ref().unwrap();
    let failure = failed.failure("refused").unwrap();
    let refused = failure.error().unwrap().get_ref();
    assert_eq!(refused.to_string(), "while asking the first");
    assert!(refused.downcast_ref::<io::Error>().is_some());
    assert_eq!(
        failed
            .failure("code")
            .unwrap()
            .error()
            .unwrap()
            .get_ref()
            .downcast_ref(),
        Some(&Code(1))
    );
}

#[test]
fn the_chain_has_the_contexts_and_the_causes() {
    let chain = format!("{:#}", body(1).unwrap_err());
    assert_eq!(
        chain,
        "stopped by verdict: body: error (1 attempt): while asking the first: connection refused"
    );
}

#[failover(providers = [refused, code])]
fn with_provenance(x: u8) -> anyhow::Result<Served<u8, anyhow::Error>>;

#[failover(providers = [refused, one], is_valid = |value| if *value == x { Ok(()) } else { anyhow::bail!("{value}") })]
fn judged(x: u8) -> anyhow::Result<Served<u8, anyhow::Error>>;

#[failover(providers = [refused_async, one_async])]
async fn with_provenance_async(x: u8) -> anyhow::Result<Served<u8, anyhow::Error>>;

#[test]
fn a_value_with_provenance_has_typed_failures() -> anyhow::Result<()> {
    for served in [judged(1)?, run(with_provenance_async(1))?] {
        assert!(served.provider.as_str().starts_with("one"));
        let error = served.failures()[0].error().unwrap();
        assert!(error.downcast_ref::<io::Error>().is_some());
    }
    Ok(())
}

#[test]
fn without_a_value_there_is_every_failure() {
    for outcome in [with_provenance(1), judged(2)] {
        let failed = outcome.unwrap_err().downcast::<Failed>().unwrap();
        assert_eq!(failed.failures().len(), 2);
    }
}

#[failover(providers = [refused, one], error = anyhow::Error, classify = stop_if_io)]
fn of_given_error(x: u8) -> anyhow::Result<u8>;

#[test]
fn the_error_may_be_given_too() {
    let failed = of_given_error(1).unwrap_err().downcast::<Failed>().unwrap();
    assert_eq!(failed.end_reason(), EndReason::Stopped);
}

fn list(keys: &[u8]) -> anyhow::Result<Vec<(u8, u8)>> {
    anyhow::ensure!(!keys.contains(&0), "zero");
    Ok(keys
        .iter()
        .filter(|key| **key < 9)
        .map(|key| (*key, 1))
        .collect())
}

#[failover(providers = [list], keys = keys)]
fn batch(keys: &[u8]) -> anyhow::Result<ItemResult<u8, u8, anyhow::Error>>;

#[failover(providers = [list], keys = keys, require_all)]
fn all(keys: &[u8]) -> anyhow::Result<Vec<(u8, u8)>>;

#[test]
fn a_batch_call_keeps_the_errors_too() {
    assert_eq!(batch(&[1]).unwrap()[&1], 1);
    for failed in [batch(&[0]).map(|_| ()), all(&[0]).map(|_| ())] {
        let failed = failed.unwrap_err().downcast::<Failed>().unwrap();
        assert_eq!(failed.failures().len(), 1);
    }
    let incomplete = all(&[1, 9]).unwrap_err();
    let incomplete: &Incomplete<u8, u8, BoxError<anyhow::Error>> =
        incomplete.downcast_ref().unwrap();
    assert_eq!(incomplete.result()[&1], 1);
}

type AnyError = Box<dyn Error + Send + Sync>;

fn boxed(_: u8) -> Result<u8, AnyError> {
    Err("down".into())
}

#[failover(providers = [boxed])]
fn boxed_with_provenance(x: u8) -> Result<Served<u8, AnyError>, AnyError>;

#[failover(providers = [boxed])]
fn boxed_in_anyhow(x: u8) -> anyhow::Result<Served<u8, AnyError>>;

#[test]
fn a_box_is_the_same_in_this() {
    let failed = boxed_with_provenance(1).unwrap_err();
    assert!(failed.is::<AllProvidersFailed<BoxError>>());
    let failed = boxed_in_anyhow(1).unwrap_err();
    assert!(failed.is::<AllProvidersFailed<BoxError>>());
}

#[test]
fn a_typed_error_stays_typed_in_anyhow() {
    #[failover(providers = [code])]
    fn typed(x: u8) -> anyhow::Result<Served<u8, Code>>;

    let failed = typed(1).unwrap_err();
    assert!(failed.is::<AllProvidersFailed<Code>>());
}

#[failover(providers = [refused, one])]
fn of_failures(x: u8) -> failover_core::Result<u8, anyhow::Error>;

#[test]
fn a_caller_boxes_failures_that_are_no_error() -> anyhow::Result<()> {
    assert_eq!(of_failures(1).map_err(AllProvidersFailed::boxed)?, 1);
    Ok(())
}

#[tokio::test]
async fn the_future_is_send() {
    assert!(tokio::spawn(awaited(1)).await.unwrap().is_err());
    assert!(
        tokio::spawn(with_provenance_async(1))
            .await
            .unwrap()
            .is_ok()
    );
}
