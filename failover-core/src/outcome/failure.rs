//! [`Failure`]: the reason why a turn did not serve.

use std::fmt;
use std::slice;

use crate::event::CircuitOpen;
use crate::name::Name;

/// The reason why a provider's turn did not serve. There is one for each turn that failed, was skipped or was cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure<E> {
    /// The provider.
    pub provider: Name,
    /// The failure of the turn's last attempt.
    pub kind: FailureKind<E>,
    /// The number of attempts that the turn had begun until then. Zero if the provider was skipped.
    pub attempts: u32,
}

/// The kind of a failure: how an attempt failed, or why none was made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureKind<E> {
    /// The provider returned this error.
    Error(E),
    /// `is_valid` rejected the value. In a batch call it rejected every value of the answer.
    Rejected,
    /// The provider has no value: in an annotated function, it returned `None` or `Ok(None)`.
    Absent,
    /// The value came after the `timeout` or the `deadline`. In an async call, the attempt was dropped at the limit.
    TimedOut,
    /// The provider was skipped, because its circuit is open.
    CircuitOpen(CircuitOpen),
    /// The call ended while the attempt was under way. In a [hedged](crate::FailoverClient::hedge) call another provider
    /// served first or stopped the call. The attempt was dropped, and its circuit learned nothing.
    Cancelled,
    /// A positional answer did not have one entry for each asked key.
    WrongLength {
        /// The number of asked keys.
        expected: usize,
        /// The number of entries in the answer.
        got: usize,
    },
}

impl<E> Failure<E> {
    pub(crate) fn new(provider: Name, kind: FailureKind<E>, attempts: u32) -> Self {
        Self {
            provider,
            kind,
            attempts,
        }
    }

    pub(crate) fn skipped(provider: Name, open: CircuitOpen) -> Self {
        Self::new(provider, FailureKind::CircuitOpen(open), 0)
    }

    /// Returns the provider's error, if the failure is one.
    pub fn error(&self) -> Option<&E> {
        match &self.kind {
            FailureKind::Error(error) => Some(error),
            _ => None,
        }
    }

    /// Returns the provider's error by value, if the failure is one.
    ///
    /// ```
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// let down = || Err::<u32, _>("down");
    /// let failed = FailoverClient::new().fetch([Provider::new("primary", down)]).unwrap_err();
    /// let errors = failed.into_failures().into_iter().filter_map(|failure| failure.into_error());
    /// assert!(errors.eq(["down"]));
    /// ```
    pub fn into_error(self) -> Option<E> {
        match self.kind {
            FailureKind::Error(error) => Some(error),
            _ => None,
        }
    }

    /// Converts the error.
    pub fn map_err<F>(self, convert: impl FnOnce(E) -> F) -> Failure<F> {
        Failure {
            provider: self.provider,
            kind: self.kind.map_err(convert),
            attempts: self.attempts,
        }
    }
}

impl<E> FailureKind<E> {
    pub(crate) fn is_rejected(&self) -> bool {
        matches!(self, Self::Rejected)
    }

    /// Converts the error.
    #[inline]
    pub fn map_err<F>(self, convert: impl FnOnce(E) -> F) -> FailureKind<F> {
        match self {
            Self::Error(error) => FailureKind::Error(convert(error)),
            Self::Rejected => FailureKind::Rejected,
            Self::Absent => FailureKind::Absent,
            Self::TimedOut => FailureKind::TimedOut,
            Self::CircuitOpen(open) => FailureKind::CircuitOpen(open),
            Self::Cancelled => FailureKind::Cancelled,
            Self::WrongLength { expected, got } => FailureKind::WrongLength { expected, got },
        }
    }
}

/// Prints the name, the kind and the attempts, never the provider's text, which may contain keys and addresses.
impl<E> fmt::Display for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.provider, self.kind)?;
        match self.attempts {
            0 => Ok(()),
            1 => f.write_str(" (1 attempt)"),
            attempts => write!(f, " ({attempts} attempts)"),
        }
    }
}

/// Prints the kind, never the provider's text, which may contain keys and addresses.
impl<E> fmt::Display for FailureKind<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(_) => f.write_str("error"),
            Self::Rejected => f.write_str("rejected"),
            Self::Absent => f.write_str("absent"),
            Self::TimedOut => f.write_str("timed out"),
            Self::CircuitOpen(open) => open.fmt(f),
            Self::Cancelled => f.write_str("cancelled"),
            Self::WrongLength { expected, got } => {
                write!(f, "answered {got} entries for {expected} keys")
            }
        }
    }
}

/// Failures in order. None and one need no allocation, up to [`Failures::FEW`] need one.
#[derive(Clone)]
pub(crate) enum Failures<E> {
    None,
    One(Failure<E>),
    Many(Vec<Failure<E>>),
}

impl<E: fmt::Debug> fmt::Debug for Failures<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

impl<E> Failures<E> {
    /// The capacity of the first allocation.
    const FEW: usize = 4;

    #[inline]
    pub(crate) fn push(&mut self, failure: Failure<E>) {
        match self {
            Self::None => *self = Self::One(failure),
            Self::One(_) => self.push_second(failure),
            Self::Many(all) => all.push(failure),
        }
    }

    #[cold]
    fn push_second(&mut self, failure: Failure<E>) {
        let mut all = Vec::with_capacity(Self::FEW);
        if let Self::One(first) = std::mem::replace(self, Self::None) {
            all.push(first);
        }
        all.push(failure);
        *self = Self::Many(all);
    }

    pub(crate) fn remove(&mut self, provider: Name) {
        match self {
            Self::One(failure) if failure.provider == provider => *self = Self::None,
            Self::Many(all) => all.retain(|failure| failure.provider != provider),
            Self::None | Self::One(_) => {}
        }
    }

    pub(crate) fn as_slice(&self) -> &[Failure<E>] {
        match self {
            Self::None => &[],
            Self::One(failure) => slice::from_ref(failure),
            Self::Many(all) => all,
        }
    }

    pub(crate) fn into_vec(self) -> Vec<Failure<E>> {
        match self {
            Self::None => Vec::new(),
            Self::One(failure) => vec![failure],
            Self::Many(all) => all,
        }
    }

    /// Passes each failure on, in order.
    pub(crate) fn for_each(self, keep: impl FnMut(Failure<E>)) {
        match self {
            Self::None => {}
            Self::One(failure) => [failure].into_iter().for_each(keep),
            Self::Many(all) => all.into_iter().for_each(keep),
        }
    }

    /// Converts every error.
    pub(crate) fn map_err<F>(self, convert: &mut impl FnMut(E) -> F) -> Failures<F> {
        match self {
            Self::None => Failures::None,
            Self::One(failure) => Failures::One(failure.map_err(convert)),
            Self::Many(all) => {
                let all = all
                    .into_iter()
                    .map(|failure| failure.map_err(&mut *convert));
                Failures::Many(all.collect())
            }
        }
    }
}
