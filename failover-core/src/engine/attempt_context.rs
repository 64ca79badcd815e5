//! [`AttemptContext`]: the facts about an attempt that a provider or a rule may use.

use std::time::Duration;

use super::settings::AttemptLimit;
use crate::name::Name;

/// Facts about one attempt, for [`Provider::with_attempt`](crate::Provider::with_attempt) and
/// [`classify_attempt`](crate::FailoverClient::classify_attempt).
///
/// It is a copy of what was known when it was made, so an async provider may keep it.
///
/// ```
/// use std::time::Duration;
/// use failover_core::{FailoverClient, Provider};
///
/// fn get(_url: &str, socket_timeout: Option<Duration>) -> Result<f64, String> {
///     // A blocking client cannot be interrupted, so tell it when to give up.
///     assert!(socket_timeout.unwrap() <= Duration::from_secs(2));
///     Ok(64_000.0)
/// }
///
/// let client = FailoverClient::builder().timeout(Duration::from_secs(2)).build()?;
/// let served = client.fetch([
///     Provider::with_attempt("eu", |attempt| get("https://eu.example.com", attempt.time_left())),
/// ]);
/// assert_eq!(served.unwrap().value, 64_000.0);
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptContext {
    provider: Name,
    number: u32,
    is_last_provider: bool,
    time_left: Option<Duration>,
}

impl AttemptContext {
    /// Returns the provider's name.
    pub fn provider(&self) -> Name {
        self.provider
    }

    /// Returns the attempt's number within the provider's turn: 1, or more after a retry. In a batch call the chunks of a
    /// turn count on, as in [`Failure::attempts`](crate::Failure::attempts); chunks that run concurrently count for
    /// themselves.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Returns true if the list has no provider after this one.
    pub fn is_last_provider(&self) -> bool {
        self.is_last_provider
    }

    /// Returns the time that was left until the attempt's limit, the earlier one of `timeout` and `deadline`. It is taken at the
    /// start of the attempt, or at its error in `classify_attempt`, and does not count down. `None` without a limit, zero if it
    /// is over.
    pub fn time_left(&self) -> Option<Duration> {
        self.time_left
    }
}

/// The facts about an attempt as a driver has them. An [`AttemptContext`] is made of them only where one is used, because
/// that may read the clock.
#[derive(Clone, Copy)]
pub struct AttemptFacts<'a> {
    pub(crate) index: usize,
    pub(crate) provider: Name,
    pub(crate) number: u32,
    pub(crate) is_last_provider: bool,
    pub(crate) limit: Option<AttemptLimit>,
    pub(crate) now: &'a dyn Fn() -> Duration,
}

impl std::fmt::Debug for AttemptFacts<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AttemptFacts")
            .field("provider", &self.provider)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

impl<'a> AttemptFacts<'a> {
    /// Creates the facts about the attempt of this number in the turn of a provider, given its index and its name.
    #[inline]
    pub(crate) fn new(
        (index, provider): (usize, Name),
        is_last_provider: bool,
        number: u32,
        limit: Option<AttemptLimit>,
        now: &'a dyn Fn() -> Duration,
    ) -> Self {
        Self {
            index,
            provider,
            number,
            is_last_provider,
            limit,
            now,
        }
    }

    /// Returns the context. It reads the clock if the attempt has a limit.
    pub fn context(&self) -> AttemptContext {
        let time_left = |limit: AttemptLimit| limit.at().saturating_sub((self.now)());
        AttemptContext {
            provider: self.provider,
            number: self.number,
            is_last_provider: self.is_last_provider,
            time_left: self.limit.map(time_left),
        }
    }
}

/// The argument that a callable takes: an [`AttemptContext`], or none.
///
/// A list of async providers names its arguments in its type. So a call whose providers take none keeps no room for them in
/// its future.
pub trait AttemptArgument {
    /// Makes the argument.
    fn of(facts: &AttemptFacts<'_>) -> Self;
}

impl AttemptArgument for () {
    #[inline]
    fn of(_: &AttemptFacts<'_>) {}
}

impl AttemptArgument for AttemptContext {
    fn of(facts: &AttemptFacts<'_>) -> Self {
        facts.context()
    }
}

/// The arguments of the providers in a tuple.
macro_rules! implement_for_tuples {
    ($(($($A:ident),*))*) => {$(
        impl<$($A: AttemptArgument),*> AttemptArgument for ($($A,)*) {
            #[inline]
            fn of(facts: &AttemptFacts<'_>) -> Self {
                ($($A::of(facts),)*)
            }
        }
    )*};
}

implement_for_tuples! { (A) (A, B) (A, B, C) (A, B, C, D) }
