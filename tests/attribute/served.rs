//! `served`: a second function that returns the value with its provenance.
#![allow(clippy::unused_async, reason = "forms that a user's function may have")]

use std::error::Error;
use std::io;
use std::sync::Arc;

use failover_core::{AllProvidersFailed, FailoverClient, FailureKind, Served, Verdict, failover};
use tests::support::{Code, Down, brief, run};

fn down(_: &str) -> io::Result<u8> {
    Err(io::ErrorKind::TimedOut.into())
}

fn up(text: &str) -> io::Result<u8> {
    text.parse().map_err(io::Error::other)
}

async fn down_async(text: &str) -> io::Result<u8> {
    down(text)
}

async fn up_async(text: &str) -> io::Result<u8> {
    up(text)
}

#[failover(providers = [down, up], served = signature_served)]
fn signature(text: &str) -> io::Result<u8>;

#[failover(providers = [up], served = body_served)]
fn body(text: &str) -> io::Result<u8> {
    let value = down(text)?;
    Ok(value)
}

#[failover(providers = [down, up], served = of_failures_served)]
fn of_failures(text: &str) -> failover_core::Result<u8, io::Error>;

#[failover(providers = [up_async], retries = 1, served = body_async_served)]
async fn body_async(text: &str) -> io::Result<u8> {
    down_async(text).await
}

#[failover(providers = [down_async, up_async], hedge = 0s, served = hedged_served)]
async fn hedged(text: &str) -> Result<u8, AllProvidersFailed<io::Error>>;

#[test]
fn the_second_function_returns_the_value_with_its_provenance() {
    fn check<X: std::fmt::Debug>(
        served: Result<Served<u8, io::Error>, X>,
        first: &str,
        second: &str,
    ) {
        let served = served.unwrap();
        assert_eq!((served.value, served.provider.as_str()), (7, second));
        let failure = &served.failures()[0];
        assert_eq!(failure.provider, first);
        assert_eq!(failure.error().unwrap().kind(), io::ErrorKind::TimedOut);
    }
    check(signature_served("7"), "down", "up");
    check(body_served("7"), "body", "up");
    check(of_failures_served("7"), "down", "up");
    check(run(body_async_served("7")), "body_async", "up_async");
    check(run(hedged_served("7")), "down_async", "up_async");
}

#[test]
fn the_annotated_function_returns_the_value_alone() {
    assert_eq!(signature("7").unwrap(), 7);
    assert_eq!(body("7").unwrap(), 7);
    assert_eq!(of_failures("7").unwrap(), 7);
    assert_eq!(run(body_async("7")).unwrap(), 7);
    assert_eq!(run(hedged("7")).unwrap(), 7);
}

#[test]
fn both_fail_with_the_same_error() {
    let failures = |error: io::Error| {
        let failed = error.downcast::<AllProvidersFailed<io::Error>>().unwrap();
        failed.failures().len()
    };
    assert_eq!(failures(body("x").unwrap_err()), 2);
    assert_eq!(failures(body_served("x").unwrap_err()), 2);
    assert_eq!(of_failures("x").unwrap_err().failures().len(), 2);
    assert_eq!(of_failures_served("x").unwrap_err().failures().len(), 2);
}

fn code(number: u32) -> Result<u8, Code> {
    Err(Code(number))
}

#[failover(providers = [again = code], map_err = last_error, served = last_served)]
fn last(number: u32) -> Result<u8, Code> {
    code(number + 1)
}

#[failover(providers = [code], map_err = |_| Down, error = Code, served = mapped_served)]
fn mapped(number: u32) -> Result<u8, Down>;

#[test]
fn map_err_is_for_both() {
    assert_eq!(
        (last(1), last_served(1).unwrap_err()),
        (Err(Code(1)), Code(1))
    );
    assert_eq!(
        (mapped(1), mapped_served(1).unwrap_err()),
        (Err(Down), Down)
    );
}

#[failover(
    providers = [up],
    circuit_breaker(failure_threshold = 2, reset_after = 60s, handle = breaker),
    served = broken_served,
)]
fn broken(text: &str) -> io::Result<u8> {
    down(text)
}

#[test]
fn both_share_the_breaker() {
    broken("1").unwrap();
    broken_served("1").unwrap();
    assert!(breaker().is_open("broken"));
    let skipped = broken_served("1").unwrap();
    assert!(matches!(
        skipped.failures()[0].kind,
        FailureKind::CircuitOpen(_)
    ));
}

type Outcome<E, T> = Result<T, AllProvidersFailed<E>>;

/// An alias whose first argument is not the value, and an error that the macro cannot see.
#[failover(providers = [code], error = Code, served = aliased_served)]
fn aliased(number: u32) -> Outcome<Code, u8>;

#[failover(providers = [code], served = boxed_served)]
fn boxed(number: u32) -> Result<u8, Box<dyn Error + Send + Sync>>;

#[failover(providers = [code], served = anyhow_served, classify = |error| {
    if error.is::<Code>() { Verdict::STOP } else { Verdict::NEXT }
})]
fn anyhow(number: u32) -> anyhow::Result<u8> {
    anyhow::bail!("number {number}")
}

#[test]
fn the_error_of_the_providers_has_a_name() {
    fn check<E>(served: &Result<Served<u8, E>, impl Sized>) {
        assert!(served.is_err());
    }
    check::<Code>(&aliased_served(1));
    check::<Box<dyn Error + Send + Sync>>(&boxed_served(1));
    check::<::anyhow::Error>(&anyhow_served(1));
    assert!(aliased(1).is_err() && boxed(1).is_err() && anyhow(1).is_err());
}

/// Functions with a receiver, generics, patterns, values that are moved, and a client.
struct Api<T> {
    value: T,
    fallback: Option<T>,
    client: FailoverClient,
}

impl<T: Clone> Api<T> {
    fn new(value: T) -> Self {
        let client = FailoverClient::builder().retries(1).build().unwrap();
        let fallback = None;
        Self {
            value,
            fallback,
            client,
        }
    }

    fn second<const N: usize>(&self, values: [T; N], _: bool) -> Result<T, Down> {
        let second = values.into_iter().nth(1);
        second.or_else(|| self.fallback.clone()).ok_or(Down)
    }

    /// Documented.
    #[failover(providers = [self.second], client = self.client, served = pub(crate) equal_served)]
    #[expect(
        clippy::let_and_return,
        reason = "the lint is found in one of the two functions"
    )]
    fn equal<const N: usize>(&self, mut values: [T; N], _: bool) -> Result<T, Down>
    where
        T: PartialEq,
    {
        values.reverse();
        let mut values = values.into_iter();
        let found = values.find(|value| *value == self.value).ok_or(Down);
        found
    }

    #[failover(providers = [Self::of], served = Self::shared_served)]
    fn shared(api: &Arc<Self>) -> failover_core::Result<T, Code>;

    fn of(api: &Arc<Self>) -> Result<T, Code> {
        Ok(api.value.clone())
    }
}

impl Api<String> {
    #[failover(providers = [Self::none], served = tail_served)]
    async fn tail<'a, S: AsRef<str> + ?Sized>(
        &mut self,
        text: &'a S,
        from: impl Fn() -> usize + Clone,
    ) -> Result<&'a str, Down> {
        self.value.push('.');
        text.as_ref().get(from()..).ok_or(Down)
    }

    async fn none<S: ?Sized>(_: &S, _: impl Fn() -> usize) -> Result<&str, Down> {
        Err(Down)
    }
}

#[test]
fn it_takes_every_form_of_a_function() {
    let api = Api::new(3);
    assert_eq!(api.equal([3, 2], true), Ok(3));
    let served = api.equal_served([1, 2], true).unwrap();
    assert_eq!((served.value, served.provider.as_str()), (2, "self.second"));
    assert_eq!(
        brief(served.failures()),
        [("equal", FailureKind::Error(Down), 2)]
    );
    let api = Arc::new(api);
    assert_eq!(Api::shared(&api).unwrap(), 3);
    assert_eq!(Api::shared_served(&api).unwrap().provider, "Self::of");

    let mut api = Api::new(String::new());
    assert_eq!(run(api.tail("abc", || 1)), Ok("bc"));
    let served = run(api.tail_served("abc", || 2)).unwrap();
    assert_eq!(
        (served.value, served.provider.as_str(), &*api.value),
        ("c", "tail", "..")
    );
}

#[tokio::test]
async fn the_future_is_send() {
    assert_eq!(tokio::spawn(body_async("7")).await.unwrap().unwrap(), 7);
    let served = tokio::spawn(body_async_served("7")).await.unwrap();
    assert_eq!(served.unwrap().provider, "up_async");
}
