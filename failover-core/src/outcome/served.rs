//! A value and who served it.

use super::failure::{Failure, Failures};
use crate::Name;

/// A value, who served it, and who else was asked.
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
/// let turns: Vec<_> = served.turns().map(|turn| (turn.provider.as_str(), turn.tries)).collect();
/// assert_eq!(turns, [("primary", 1), ("backup", 1)]);
/// # Ok::<(), failover_core::AllProvidersFailed<&str>>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Served<T, E> {
    /// The value.
    pub value: T,
    /// Who served it.
    pub provider: Name,
    tries: u32,
    failures: Failures<E>,
}

/// One provider's go within a call.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Turn<'a, E> {
    /// Whose turn it was.
    pub provider: Name,
    /// How many attempts were made: zero if the provider was skipped.
    pub tries: u32,
    /// Why it did not serve; `None` if it did.
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
            tries: failure.tries,
            failure: Some(failure),
        }
    }

    pub(crate) fn served(provider: Name, tries: u32) -> Self {
        Self {
            provider,
            tries,
            failure: None,
        }
    }
}

impl<T, E> Served<T, E> {
    #[inline]
    pub(crate) fn new(value: T, provider: Name, tries: u32, failures: Failures<E>) -> Self {
        Self {
            value,
            provider,
            tries,
            failures,
        }
    }

    /// Why each other provider that had a turn did not serve, in order: those that came before, and in a
    /// [hedged](crate::FailoverClient::hedge) call those that were under way beside it.
    pub fn failures(&self) -> &[Failure<E>] {
        self.failures.as_slice()
    }

    /// As [`failures`](Self::failures), to keep.
    pub fn into_failures(self) -> Vec<Failure<E>> {
        self.failures.into_vec()
    }

    /// Every turn in order, skips included; the last is the one that served.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_, E>> {
        let last = Turn::served(self.provider, self.tries);
        self.failures().iter().map(Turn::failed).chain([last])
    }

    /// The same, with those who did not serve.
    pub(crate) fn with_failures(self, failures: Failures<E>) -> Self {
        Self { failures, ..self }
    }

    /// The same with the value converted.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Served<U, E> {
        Served {
            value: convert(self.value),
            provider: self.provider,
            tries: self.tries,
            failures: self.failures,
        }
    }
}
