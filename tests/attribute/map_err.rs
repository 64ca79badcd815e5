//! `map_err`: the function's error is the last provider's, or one made from the failures.
#![allow(clippy::unused_async, reason = "forms that a user's function may have")]

use std::cell::Cell;
use std::collections::HashMap;
use std::future::pending;
use std::num::ParseIntError;
use std::str::FromStr;
use std::sync::LazyLock;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, EndReason, Failure, Incomplete, ItemResult, Served, Verdict, failover,
};
use tests::support::{Code, run};

/// Parses, so that the error is of another crate, and each of two functions has its own.
fn decimal(text: &str) -> Result<u8, ParseIntError> {
    text.parse()
}

fn hexadecimal(text: &str) -> Result<u8, ParseIntError> {
    u8::from_str_radix(text, 16)
}

async fn decimal_async(text: &str) -> Result<u8, ParseIntError> {
    decimal(text)
}

async fn hexadecimal_async(text: &str) -> Result<u8, ParseIntError> {
    hexadecimal(text)
}

/// Not a decimal number, and too large as a hexadecimal one.
const NEITHER: &str = "fff";
const TOO_LARGE: &str = "number too large to fit in target type";

#[failover(providers = [decimal, hexadecimal], map_err = last_error)]
fn signature(text: &str) -> Result<u8, ParseIntError>;

#[failover(providers = [hexadecimal], map_err = last_error)]
fn body(text: &str) -> Result<u8, ParseIntError> {
    let value = text.parse()?;
    Ok(value)
}

#[failover(providers = [decimal_async, hexadecimal_async], map_err = last_error)]
async fn signature_async(text: &str) -> Result<u8, ParseIntError>;

#[failover(providers = [hexadecimal_async], retries = 1, map_err = last_error)]
async fn body_async(text: &str) -> Result<u8, ParseIntError> {
    let value = text.parse()?;
    Ok(value)
}

/// Counts its attempts.
#[derive(Default)]
struct Parser(Cell<u32>);

impl Parser {
    fn decimal<T: FromStr>(&self, text: &str) -> Result<T, T::Err> {
        self.0.set(self.0.get() + 1);
        text.parse()
    }

    #[failover(providers = [first = self.decimal, second = self.decimal], map_err = last_error)]
    fn number<T: FromStr>(&self, text: &str) -> Result<T, T::Err>;
}

#[test]
fn the_last_error_is_returned_unchanged() {
    let parser = Parser::default();
    for failed in [
        signature(NEITHER),
        body(NEITHER),
        run(signature_async(NEITHER)),
        run(body_async(NEITHER)),
        parser.number("256"),
    ] {
        assert_eq!(failed.unwrap_err().to_string(), TOO_LARGE);
    }
    assert_eq!(parser.0.get(), 2);
}

#[test]
fn a_value_is_served_as_without_it() {
    for served in [
        signature("ff"),
        body("ff"),
        run(signature_async("ff")),
        run(body_async("ff")),
        Parser::default().number("255"),
    ] {
        assert_eq!(served, Ok(255));
    }
}

/// An error that borrows from an argument, as those of parsers do.
#[derive(Debug, PartialEq)]
struct Rest<'a>(&'a str);

fn digits(text: &str) -> Result<u8, Rest<'_>> {
    let end = text.find(|letter: char| !letter.is_ascii_digit());
    end.map_or(Ok(1), |end| Err(Rest(&text[end..])))
}

#[failover(providers = [digits], map_err = last_error, served = borrowed_served)]
fn borrowed<'a>(text: &'a str) -> Result<u8, Rest<'a>> {
    Err(Rest(text))
}

#[failover(providers = [digits], map_err = |failed| failed.into_last_error().unwrap_or(Rest(text)))]
fn elided(text: &str) -> Result<u8, Rest<'_>> {
    Err(Rest(text))
}

#[failover(providers = [std::future::ready(digits(text))], map_err = last_error)]
async fn borrowed_async(text: &str) -> Result<u8, Rest<'_>> {
    Err(Rest(text))
}

#[test]
fn the_error_may_borrow() {
    assert_eq!(borrowed("12ab"), Err(Rest("ab")));
    assert_eq!(
        borrowed_served("12").unwrap().failures()[0].error(),
        Some(&Rest("12"))
    );
    assert_eq!(elided("12ab"), Err(Rest("ab")));
    assert_eq!(run(borrowed_async("12ab")), Err(Rest("ab")));
}

/// An error that has `From<AllProvidersFailed<Code>>`, which `map_err` replaces.
#[derive(Debug, PartialEq)]
enum Own {
    ByFrom,
    Code(u32),
    Failed(String, EndReason),
}

impl From<AllProvidersFailed<Own>> for Own {
    fn from(_: AllProvidersFailed<Own>) -> Self {
        Self::ByFrom
    }
}

impl From<Code> for Own {
    fn from(Code(code): Code) -> Self {
        Self::Code(code)
    }
}

fn code(number: u32) -> Result<u8, Code> {
    Err(Code(number))
}

fn next(number: u32) -> Result<u8, Code> {
    Err(Code(number + 1))
}

#[failover(
    providers = [code, next, again = code],
    classify = |error| if *error == Own::Code(2) { Verdict::STOP } else { Verdict::RETRY },
    map_err = last_error,
)]
fn stopped(number: u32) -> Result<u8, Own>;

#[test]
fn the_error_that_stops_the_call_is_the_last_one() {
    assert_eq!(stopped(1), Err(Own::Code(2)));
}

#[test]
fn map_err_wins_over_a_from() {
    assert_eq!(stopped(5), Err(Own::Code(5)));
}

#[failover(
    providers = [code],
    circuit_breaker(failure_threshold = 1, reset_after = 60s, handle = breaker),
    map_err = |failed| Own::Failed(format!("{number}: {failed}"), failed.end_reason()),
)]
fn by_closure(number: u32) -> Result<u8, Own>;

#[test]
fn a_closure_gets_every_failure_and_the_arguments() {
    let failed = |text: &str| Err(Own::Failed(text.to_owned(), EndReason::Exhausted));
    assert_eq!(
        by_closure(1),
        failed("1: all providers failed: code: error (1 attempt)")
    );
    assert!(breaker().is_open("code"));
    let Err(Own::Failed(text, _)) = by_closure(2) else {
        panic!("the circuit is open")
    };
    assert!(text.contains("code: circuit open"), "{text}");
}

mod own {
    use super::*;

    pub fn last_error(failed: AllProvidersFailed<Code>) -> Code {
        Code(failed.into_failures().len().try_into().unwrap())
    }
}

fn none(_: u32) -> Option<u8> {
    None
}

#[failover(providers = [code, none], map_err = own::last_error)]
fn by_path(number: u32) -> Result<u8, Code>;

#[test]
fn a_path_to_a_function_is_one_too() {
    assert_eq!(by_path(7), Err(Code(2)));
}

static CLOCK: LazyLock<ManualClock> = LazyLock::new(ManualClock::new);

async fn hung(_: u32) -> Result<u8, Code> {
    pending().await
}

async fn code_async(number: u32) -> Result<u8, Code> {
    code(number)
}

#[failover(
    providers = [hung, code_async],
    timeout = 1s,
    clock = CLOCK.clone(),
    map_err = |failed| Code(failed.failures().len().try_into().unwrap_or(0)),
)]
async fn awaited(number: u32) -> Result<u8, Code>;

#[failover(
    providers = [code_async],
    hedge = 20ms,
    timeout = 1s,
    clock = CLOCK.clone(),
    map_err = |failed| failed.into_last_error().map_or(Code(0), |Code(code)| Code(code * number)),
)]
async fn hedged(number: u32) -> Result<u8, Code> {
    hung(number).await
}

#[test]
fn awaited_and_hedged_calls_map_their_failures() {
    CLOCK.block_on(async {
        assert_eq!(awaited(3).await, Err(Code(2)));
        assert_eq!(hedged(3).await, Err(Code(9)));
    });
}

#[tokio::test]
async fn the_future_is_still_send() {
    let awaited = tokio::spawn(signature_async("x"));
    assert!(awaited.await.unwrap().is_err());
}

#[failover(providers = [code, next], map_err = last_error)]
fn with_provenance(number: u32) -> Result<Served<u8, Code>, Own>;

#[failover(providers = [code, next], error = Code, map_err = last_error)]
fn of_given_error(number: u32) -> Result<u8, Own>;

#[failover(providers = [code, next], map_err = |failed| failed.map_err(|Code(code)| Code(code + 1)))]
fn of_failures(number: u32) -> failover_core::Result<u8, Code>;

#[test]
fn the_types_still_say_what_providers_fail_with() {
    assert_eq!(with_provenance(1).unwrap_err(), Own::Code(2));
    assert_eq!(of_given_error(1), Err(Own::Code(2)));
    let errors = of_failures(1).unwrap_err().into_failures().into_iter();
    let errors: Vec<_> = errors.filter_map(Failure::into_error).collect();
    assert_eq!(errors, [Code(2), Code(3)]);
}

type Values = HashMap<u32, u8>;

fn short(_: &[u32]) -> Result<Vec<Option<u8>>, Code> {
    Ok(vec![])
}

fn down(_: &[u32]) -> Result<Values, Code> {
    Err(Code(1))
}

fn ones(keys: &[u32]) -> Result<Values, Code> {
    Ok(keys
        .iter()
        .filter(|key| **key < 9)
        .map(|key| (*key, 1))
        .collect())
}

async fn down_async(keys: &[u32]) -> Result<Values, Code> {
    down(keys)
}

#[failover(
    providers = [down, short],
    keys = keys,
    map_err = |failed| Code(failed.failures().iter().map(|failure| failure.attempts).sum()),
)]
fn batch(keys: &[u32]) -> Result<Values, Code>;

#[failover(providers = [down_async], keys = keys, map_err = |failed| Own::Failed(failed.to_string(), failed.end_reason()))]
async fn batch_async(keys: &[u32]) -> Result<ItemResult<u32, u8, Code>, Own>;

#[failover(
    providers = [down_async],
    keys = keys,
    max_keys = 1,
    concurrency = 2,
    map_err = |failed| failed.into_last_error().unwrap_or(Code(0)),
)]
async fn batch_in_chunks(keys: &[u32]) -> Result<Values, Code>;

#[test]
fn a_batch_call_maps_its_failures() {
    assert_eq!(batch(&[1, 2]), Err(Code(2)));
    let failed = run(batch_async(&[1, 2])).unwrap_err();
    let text = "all providers failed: down_async: error (1 attempt)";
    assert_eq!(failed, Own::Failed(text.to_owned(), EndReason::Exhausted));
    assert_eq!(run(batch_in_chunks(&[1, 2])), Err(Code(1)));
}

/// An error that missing keys convert into, but no failures.
#[derive(Debug, PartialEq)]
enum All {
    Missing(usize),
    Failed(Code),
}

impl From<Incomplete<u32, u8, Code>> for All {
    fn from(incomplete: Incomplete<u32, u8, Code>) -> Self {
        Self::Missing(incomplete.result().missing().count())
    }
}

#[failover(
    providers = [down, ones],
    keys = keys,
    require_all,
    error = Code,
    map_err = |failed| failed.into_last_error().map_or(All::Missing(0), All::Failed),
)]
fn all(keys: &[u32]) -> Result<Values, All>;

#[failover(
    providers = [down],
    keys = keys,
    require_all,
    error = Code,
    map_err = |failed| failed.into_last_error().map_or(All::Missing(0), All::Failed),
)]
fn all_down(keys: &[u32]) -> Result<Values, All>;

#[test]
fn missing_keys_are_no_failures_of_the_call() {
    assert_eq!(all(&[1]), Ok(Values::from([(1, 1)])));
    assert_eq!(all(&[1, 9]), Err(All::Missing(1)));
    assert_eq!(all_down(&[1]), Err(All::Failed(Code(1))));
}

#[test]
fn a_failure_is_heard_before_it_is_mapped() {
    #[failover(
        providers = [code],
        on_failure = |failure| heard.set(failure.error().copied()),
        map_err = |_| Code(heard.get().map_or(0, |Code(code)| code + 1)),
    )]
    fn listened(number: u32, heard: &Cell<Option<Code>>) -> Result<u8, Code>;

    fn code(number: u32, _: &Cell<Option<Code>>) -> Result<u8, Code> {
        super::map_err::code(number)
    }

    assert_eq!(listened(1, &Cell::new(None)), Err(Code(2)));
}
