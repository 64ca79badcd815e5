//! Checks of the attribute's arguments, one function per argument and under its name, because the compiler's messages
//! show that name. Expansions call the panicking ones in constants, so a panic is a compile error at the argument.

use std::marker::PhantomData;
use std::time::Duration;

pub use super::hedged::hedge;
use crate::backoff::Backoff;
use crate::batch::Answer;
use crate::breaker::CircuitBreaker;
use crate::drive::Watch;
use crate::engine::{AttemptContext, ClassifyAttempt, Validity};
use crate::error::ConfigError;
use crate::event::Observer;
use crate::outcome::{AllProvidersFailed, Failure};
use crate::verdict::Verdict;

/// Fixes the type of `is_valid`.
#[inline]
pub fn is_valid<T, E, F, O>(_: PhantomData<T>, _: PhantomData<E>, is_valid: F) -> F
where
    F: Fn(&T) -> O,
    O: Validity<E>,
{
    is_valid
}

/// Fixes the type of `classify`.
#[inline]
pub fn classify<E, F>(_: PhantomData<E>, classify: F) -> F
where
    F: Fn(&E) -> Verdict,
{
    classify
}

/// Fixes the type of a `classify` with two parameters.
#[inline]
pub fn classify_attempt<E, F>(_: PhantomData<E>, classify: F) -> ClassifyAttempt<F>
where
    F: Fn(&E, AttemptContext) -> Verdict,
{
    ClassifyAttempt(classify)
}

/// Fixes the type of `on_failure`.
#[inline]
pub fn on_failure<E, F>(_: PhantomData<E>, on_failure: F) -> F
where
    F: Fn(&Failure<E>),
{
    on_failure
}

/// Fixes the type of `map_err`.
#[inline]
pub fn map_err<E, X, F>(_: PhantomData<fn() -> (E, X)>, map_err: F) -> F
where
    F: FnOnce(AllProvidersFailed<E>) -> X,
{
    map_err
}

/// Returns the name and the observer of a function.
#[must_use]
pub fn observer(name: &'static str, observer: &'static impl Observer) -> Watch {
    Watch::observed(name, observer)
}

/// Fixes the type of the closure that asks a provider for the keys of a chunk, given the provider's number and an argument
/// of the attempt.
#[inline]
pub fn in_chunks<K, X, F, O>(_: PhantomData<K>, ask: F) -> F
where
    F: AsyncFn(u32, Vec<K>, X) -> O,
{
    ask
}

/// Fixes the type of an async provider's answer in a batch call.
#[inline]
pub fn answer<K, V, A>(_: PhantomData<fn() -> (K, V)>, answer: A) -> A
where
    A: Answer<K, V>,
{
    answer
}

/// Fixes the type of a provider's own `circuit_breaker`.
#[must_use]
pub const fn circuit_breaker(breaker: &'static CircuitBreaker) -> &'static CircuitBreaker {
    breaker
}

/// Fixes the type of a provider's own `retries`.
#[must_use]
pub const fn retries(retries: u32) -> u32 {
    retries
}

/// # Panics
///
/// If it is zero.
#[must_use]
#[track_caller]
pub const fn timeout(timeout: Duration) -> Option<Duration> {
    assert!(
        !timeout.is_zero(),
        "`timeout` is zero: it must be longer; leave it out to set no limit"
    );
    Some(timeout)
}

/// # Panics
///
/// If it is zero.
#[must_use]
#[track_caller]
pub const fn deadline(deadline: Duration) -> Option<Duration> {
    assert!(
        !deadline.is_zero(),
        "`deadline` is zero: it must be longer; leave it out to set no limit"
    );
    Some(deadline)
}

/// The value of `retry_backoff`: a [`Duration`] or a [`Backoff`]. No trait can convert both in a constant, so each has a
/// method of its own.
#[derive(Debug, Clone, Copy)]
pub struct RetryBackoff<T>(pub T);

impl RetryBackoff<Duration> {
    #[must_use]
    pub const fn checked(self) -> Backoff {
        Backoff::linear(self.0)
    }
}

impl RetryBackoff<Backoff> {
    /// # Panics
    ///
    /// If a client with this backoff would be refused.
    #[must_use]
    #[track_caller]
    pub const fn checked(self) -> Backoff {
        let checked = self.0.check();
        assert!(
            !matches!(checked, Err(ConfigError::ZeroBackoff)),
            "`retry_backoff` is exponential, and begins with zero: it must be longer; leave it out to retry at once"
        );
        assert!(
            checked.is_ok(),
            "`retry_backoff` has a `max` below the first wait: it must be at least as long"
        );
        self.0
    }
}

/// Returns the verdict as the policy has it: the call is over, so the verdict cannot stop it.
#[must_use]
pub const fn on_deadline(verdict: Verdict) -> Verdict {
    verdict.then_next()
}

/// # Panics
///
/// If it is zero.
#[must_use]
#[track_caller]
pub const fn max_hedges(max_hedges: u32) -> u32 {
    assert!(
        max_hedges > 0,
        "`max_hedges` is 0: it must be at least 1; remove `hedge` to start no provider early"
    );
    max_hedges
}

/// # Panics
///
/// If the timeout is longer than the deadline.
#[must_use]
#[track_caller]
pub const fn timeout_within(
    timeout: Option<Duration>,
    deadline: Option<Duration>,
) -> Option<Duration> {
    if let (Some(timeout), Some(deadline)) = (timeout, deadline) {
        // Durations cannot be compared in a constant.
        assert!(
            timeout.as_nanos() <= deadline.as_nanos(),
            "`timeout` is longer than `deadline`: set a timeout of at most the deadline"
        );
    }
    timeout
}

/// Checks that there is a timer for an `async fn` without a `clock` and a `client`.
///
/// # Panics
///
/// If there is none. An expansion cannot see the features of this crate, so it calls this in a constant.
#[track_caller]
#[allow(
    clippy::assertions_on_constants,
    reason = "where this is called it is looked at, and not here"
)]
pub const fn timer() {
    assert!(
        cfg!(feature = "tokio"),
        "an `async fn` needs a timer to wait by: enable the feature `tokio` of `failover-core`, \
         or build a client with a `timer` and say `client = ..`"
    );
}

/// # Panics
///
/// If it is zero.
#[must_use]
#[track_caller]
pub const fn max_keys(max_keys: usize) -> usize {
    assert!(
        max_keys > 0,
        "`max_keys` is 0: it must be at least 1; leave it out to set no cap"
    );
    max_keys
}

/// # Panics
///
/// If it is zero.
#[must_use]
#[track_caller]
pub const fn concurrency(concurrency: usize) -> usize {
    assert!(
        concurrency > 0,
        "`concurrency` is 0: it must be at least 1; leave it out to ask for one chunk after another"
    );
    concurrency
}

/// # Panics
///
/// If it is zero.
#[must_use]
#[track_caller]
pub const fn failure_threshold(failure_threshold: u32) -> u32 {
    assert!(
        failure_threshold > 0,
        "`failure_threshold` is 0: it must be at least 1"
    );
    failure_threshold
}
