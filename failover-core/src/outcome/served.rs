//! [`Served`]: a value and its provenance.

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
        self.failures().iter().map(Turn::failed).chain([last])
    }

    /// Replaces the failures.
    pub(crate) fn with_failures(self, failures: Failures<E>) -> Self {
        Self { failures, ..self }
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
