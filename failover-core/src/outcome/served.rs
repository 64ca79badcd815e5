//! [`Served`]: a value and its provenance.

use std::mem::replace;

use super::failure::{Failure, Failures};
use crate::name::Name;

/// A value with its provenance: the provider that served it, and the failures of the others.
///
/// ```
/// use failover_core::{FailoverClient, Provider};
///
/// let served = FailoverClient::new().fetch((
///     Provider::new("primary", || Err("down")),
///     Provider::new("backup", || Ok(42)),
/// ))?;
/// assert_eq!((served.value, served.provider.as_str()), (42, "backup"));
/// assert_eq!(served.failures()[0].error(), Some(&"down"));
///
/// let turns: Vec<_> = served.turns().map(|turn| (turn.provider.as_str(), turn.attempts)).collect();
/// assert_eq!(turns, [("primary", 1), ("backup", 1)]);
/// # Ok::<(), failover_core::AllProvidersFailed<&str>>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Served<T, E> {
    /// The value.
    pub value: T,
    /// The provider that served it.
    pub provider: Name,
    attempts: u32,
    failures: Failures<E>,
}

/// One provider's turn within a call.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Turn<'a, E> {
    /// The provider.
    pub provider: Name,
    /// The number of attempts. Zero if the provider was skipped.
    pub attempts: u32,
    /// The reason why it did not serve. `None` if it did.
    pub failure: Option<&'a Failure<E>>,
}

impl<E> Clone for Turn<'_, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Turn<'_, E> {}

impl<'a, E> Turn<'a, E> {
    /// Returns a turn for each provider in `failures`. Where the failures of all attempts were kept, those of one turn follow
    /// each other, and the last one is why the turn failed.
    pub(crate) fn all_failed(failures: &'a [Failure<E>]) -> impl Iterator<Item = Self> {
        let chunks = failures.chunk_by(|one, next| one.provider == next.provider);
        chunks.filter_map(<[_]>::last).map(Turn::failed)
    }

    pub(crate) fn failed(failure: &'a Failure<E>) -> Self {
        Self {
            provider: failure.provider,
            attempts: failure.attempts,
            failure: Some(failure),
        }
    }

    pub(crate) fn served(provider: Name, attempts: u32) -> Self {
        Self {
            provider,
            attempts,
            failure: None,
        }
    }
}

impl<T, E> Served<T, E> {
    #[inline]
    pub(crate) fn new(value: T, provider: Name, attempts: u32, failures: Failures<E>) -> Self {
        Self {
            value,
            provider,
            attempts,
            failures,
        }
    }

    /// Returns the failure of each other provider that had a turn, in order: those before it, and in a
    /// [hedged](crate::FailoverClient::hedge) call those that were running when it served.
    ///
    /// With [`keep_attempts`](crate::FailoverClientBuilder::keep_attempts), returns one failure for each failed attempt, also
    /// of the provider that served.
    pub fn failures(&self) -> &[Failure<E>] {
        self.failures.as_slice()
    }

    /// Returns the [`failures`](Self::failures) by value.
    pub fn into_failures(self) -> Vec<Failure<E>> {
        self.failures.into_vec()
    }

    /// Returns every turn in order, including skips. The last one served.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_, E>> {
        let last = Turn::served(self.provider, self.attempts);
        // The provider that served may have failed attempts of its own.
        let failed =
            Turn::all_failed(self.failures()).filter(|turn| turn.provider != self.provider);
        failed.chain([last])
    }

    /// Replaces the failures.
    pub(crate) fn with_failures(self, failures: Failures<E>) -> Self {
        Self { failures, ..self }
    }

    pub(crate) fn take_failures(&mut self) -> Failures<E> {
        replace(&mut self.failures, Failures::None)
    }

    /// Converts the value.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Served<U, E> {
        Served {
            value: convert(self.value),
            provider: self.provider,
            attempts: self.attempts,
            failures: self.failures,
        }
    }
}
