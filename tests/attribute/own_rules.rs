//! `is_valid(provider = ..)` and `classify(provider = ..)`, and what a call or a rule knows about its attempt.

#![allow(clippy::unused_async, reason = "providers are `async fn`s")]

use std::cell::RefCell;
use std::collections::HashMap;

use failover_core::testing::ManualClock;
use failover_core::{AttemptContext, ItemResult, Served, Verdict, failover};
use tests::support::{BriefAttempt, Code, brief, brief_attempt, run, secs};

use failover_core::FailureKind::{Error, Rejected};

type Result<T> = failover_core::Result<Served<T, Code>, Code>;

fn one() -> std::result::Result<u8, Code> {
    Ok(1)
}

fn two() -> std::result::Result<u8, Code> {
    Ok(2)
}

fn busy() -> std::result::Result<u8, Code> {
    Err(Code(503))
}

async fn one_later() -> std::result::Result<u8, Code> {
    Ok(1)
}

async fn two_later() -> std::result::Result<u8, Code> {
    Ok(2)
}

async fn busy_later() -> std::result::Result<u8, Code> {
    Err(Code(503))
}

fn next(_: &Code) -> Verdict {
    Verdict::NEXT
}

#[failover(
    providers = [one(), busy(), typed = one(), two()],
    retries = 1,
    is_valid = |value| *value > least,
    is_valid(typed = |_| Err(Code(7)), two = |value: &u8| *value > 1),
    classify(busy = next),
)]
fn blocking(least: u8) -> Result<u8>;

#[failover(
    providers = [one = one_later(), busy = busy_later(), typed = one_later(), two = two_later()],
    retries = 1,
    is_valid = |value| *value > least,
    is_valid(typed = |_| Err(Code(7)), two = |value: &u8| *value > 1),
    classify(busy = next),
)]
async fn awaited(least: u8) -> Result<u8>;

#[failover(
    providers = [one = one_later(), busy = busy_later(), typed = one_later(), two = two_later()],
    retries = 1,
    hedge = 0s,
    is_valid = |value| *value > least,
    is_valid(typed = |_| Err(Code(7)), two = |value: &u8| *value > 1),
    classify(busy = next),
)]
async fn hedged(least: u8) -> Result<u8>;

#[failover(
    providers = [#[cfg(any())] absent, one(), busy(), typed = one(), two()],
    retries = 1,
    is_valid = |value| *value > least,
    is_valid(absent = |_| true, typed = |_| Err(Code(7)), two = |value: &u8| *value > 1),
    classify(busy = next),
)]
fn under_cfg(least: u8) -> Result<u8>;

#[test]
fn a_providers_own_rules_replace_the_functions() {
    let expected = [
        ("one", Rejected, 2),
        ("busy", Error(Code(503)), 1),
        ("typed", Error(Code(7)), 2),
    ];
    for served in [blocking(9), run(awaited(9)), run(hedged(9)), under_cfg(9)] {
        let served = served.unwrap();
        assert_eq!((served.value, served.provider.as_str()), (2, "two"));
        assert_eq!(brief(served.failures()), expected);
    }
}

#[failover(providers = [one, two], is_valid(one = |value| *value > 1))]
fn only_one_is_judged() -> Result<u8>;

#[test]
fn without_a_rule_for_all_the_others_have_none() {
    assert_eq!(only_one_is_judged().unwrap().value, 2);
}

type Prices = std::result::Result<HashMap<u8, u8>, Code>;

fn all(keys: &[u8], value: u8) -> Prices {
    Ok(keys.iter().map(|key| (*key, value)).collect())
}

async fn all_later(keys: &[u8], value: u8) -> Prices {
    all(keys, value)
}

async fn none_later(_: &[u8]) -> Prices {
    Err(Code(503))
}

fn none(_: &[u8]) -> Prices {
    Err(Code(503))
}

type Items = failover_core::Result<ItemResult<u8, u8, Code>, Code>;

#[failover(
    providers = [none, strict = all(keys, 20), any = all(keys, 1)],
    keys = keys,
    retries = 1,
    is_valid = |value| *value > 9,
    is_valid(strict = |value| *value > 100, any = |_| true),
    classify(none = next),
)]
fn batch(keys: &[u8]) -> Items;

#[failover(
    providers = [none = none_later, strict = all_later(keys, 20), any = all_later(keys, 1)],
    keys = keys,
    retries = 1,
    is_valid = |value| *value > 9,
    is_valid(strict = |value| *value > 100, any = |_| true),
    classify(none = next),
)]
async fn batch_awaited(keys: &[u8]) -> Items;

#[failover(
    providers = [none = none_later, strict = all_later(keys, 20), any = all_later(keys, 1)],
    keys = keys,
    retries = 1,
    max_keys = 2,
    concurrency = 2,
    is_valid = |value| *value > 9,
    is_valid(strict = |value| *value > 100, any = |_| true),
    classify(none = next),
)]
async fn batch_in_chunks(keys: &[u8]) -> Items;

#[test]
fn a_batch_provider_has_its_own_rules() {
    for items in [
        batch(&[1, 2]),
        run(batch_awaited(&[1, 2])),
        run(batch_in_chunks(&[1, 2])),
    ] {
        let items = items.unwrap();
        assert_eq!((items[&1], items.provenance(&2)), (1, Some("any")));
        let turns = items
            .turns()
            .map(|turn| (turn.provider.as_str(), turn.attempts));
        let expected = [("none", 1), ("strict", 2), ("any", 1)];
        assert_eq!(turns.collect::<Vec<_>>(), expected);
    }
}

thread_local! {
    static LOG: RefCell<Vec<BriefAttempt>> = const { RefCell::new(Vec::new()) };
}

fn note(attempt: AttemptContext) {
    LOG.with_borrow_mut(|log| log.push(brief_attempt(attempt)));
}

fn noted(attempt: AttemptContext) -> std::result::Result<u8, Code> {
    note(attempt);
    Err(Code(1))
}

async fn noted_later(attempt: AttemptContext) -> std::result::Result<u8, Code> {
    noted(attempt)
}

fn clock() -> ManualClock {
    ManualClock::new()
}

#[failover(providers = [a = noted(attempt), busy, b = noted(attempt)], retries = 1, timeout = 2s, clock = clock())]
fn knows() -> Result<u8>;

#[failover(providers = [a = noted_later(attempt), busy = busy_later, b = noted_later(attempt)], retries = 1,
    timeout = 2s, clock = clock())]
async fn knows_awaited() -> Result<u8>;

#[failover(providers = [a = noted_later(attempt), busy = busy_later, b = noted_later(attempt)], retries = 1,
    timeout = 2s, hedge = 1s, clock = clock())]
async fn knows_hedged() -> Result<u8>;

fn noted_keys(_: &[u8], attempt: AttemptContext) -> Prices {
    note(attempt);
    Err(Code(1))
}

async fn noted_keys_later(keys: &[u8], attempt: AttemptContext) -> Prices {
    noted_keys(keys, attempt)
}

#[failover(providers = [a = noted_keys(keys, attempt), none, b = noted_keys(keys, attempt)], keys = keys, retries = 1,
    timeout = 2s, clock = clock())]
fn knows_batch(keys: &[u8]) -> Items;

#[failover(providers = [a = noted_keys_later(keys, attempt), none = none_later, b = noted_keys_later(keys, attempt)],
    keys = keys, retries = 1, timeout = 2s, clock = clock())]
async fn knows_batch_awaited(keys: &[u8]) -> Items;

#[failover(providers = [a = noted_keys_later(keys, attempt), none = none_later, b = noted_keys_later(keys, attempt)],
    keys = keys, retries = 1, timeout = 2s, max_keys = 1, concurrency = 2, clock = clock())]
async fn knows_batch_in_chunks(keys: &[u8]) -> Items;

#[test]
fn a_provider_that_is_a_call_may_use_attempt() {
    let left = Some(secs(2));
    let expected = [
        ("a", 1, false, left),
        ("a", 2, false, left),
        ("b", 1, true, left),
        ("b", 2, true, left),
    ];
    let is_failure: [&dyn Fn() -> bool; 6] = [
        &|| knows().is_err(),
        &|| run(knows_awaited()).is_err(),
        &|| run(knows_hedged()).is_err(),
        &|| knows_batch(&[1]).is_err(),
        &|| run(knows_batch_awaited(&[1])).is_err(),
        &|| run(knows_batch_in_chunks(&[1])).is_err(),
    ];
    for is_failure in is_failure {
        assert!(is_failure());
        assert_eq!(LOG.take(), expected);
    }
}

fn counted(attempt: u32) -> std::result::Result<u32, Code> {
    Ok(attempt)
}

#[failover(providers = [counted(attempt)])]
fn parameter(attempt: u32) -> Result<u32>;

#[test]
fn a_parameter_named_attempt_stays_the_parameter() {
    assert_eq!(parameter(7).unwrap().value, 7);
}

#[failover(providers = [a = busy, b = busy], retries = 1, classify = |error, attempt| {
    note(attempt);
    if *error == Code(0) || attempt.is_last_provider() { Verdict::NEXT } else { Verdict::RETRY }
})]
fn judged() -> Result<u8>;

#[failover(providers = [a = busy_later, b = busy_later], retries = 1, classify = |error, attempt| {
    note(attempt);
    if *error == Code(0) || attempt.is_last_provider() { Verdict::NEXT } else { Verdict::RETRY }
})]
async fn judged_awaited() -> Result<u8>;

#[failover(providers = [a = busy_later, b = busy_later], retries = 1, hedge = 0s,
    classify(a = |_, attempt| { note(attempt); Verdict::RETRY }, b = |_, attempt| { note(attempt); Verdict::NEXT }))]
async fn judged_hedged() -> Result<u8>;

#[test]
fn a_classify_with_two_parameters_knows_the_attempt() {
    let calls: [fn() -> Result<u8>; 3] =
        [judged, || run(judged_awaited()), || run(judged_hedged())];
    for call in calls {
        call().unwrap_err();
        let expected = [
            ("a", 1, false, None),
            ("a", 2, false, None),
            ("b", 1, true, None),
        ];
        assert_eq!(LOG.take(), expected);
    }
}
