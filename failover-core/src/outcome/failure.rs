//! Why a turn did not serve.

use std::fmt;
use std::slice;

use crate::{CircuitOpen, Name};

/// Why one provider's turn did not serve: one for each turn that failed, was skipped or was cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure<E> {
    /// Who failed.
    pub provider: Name,
    /// How the turn's last attempt failed.
    pub kind: FailureKind<E>,
    /// How many attempts were begun in the turn until then: zero if the provider was skipped.
    pub tries: u32,
}

/// How an attempt failed, or why none was made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureKind<E> {
    /// The provider returned this error.
    Error(E),
    /// `is_valid` rejected the value (item by item: every value that the answer held), or there was none: a provider
    /// of an annotated function returned `None`.
    Rejected,
    /// The value came after the `timeout` or the `deadline`; awaited, it had not come by then, and the attempt was dropped.
    TimedOut,
    /// The provider was not called: its circuit is open.
    CircuitOpen(CircuitOpen),
    /// The call was over while the attempt was under way: in a [hedged](crate::FailoverClient::hedge) call somebody else
    /// served first, or stopped it. The attempt was dropped, and nobody is blamed.
    Cancelled,
    /// The answer was by position, and not one entry per key that was asked for.
    WrongLength {
        /// Keys asked for.
        expected: usize,
        /// Entries answered.
        got: usize,
    },
}

impl<E> Failure<E> {
    pub(crate) fn new(provider: Name, kind: FailureKind<E>, tries: u32) -> Self {
        Self {
            provider,
            kind,
            tries,
        }
    }

    pub(crate) fn skipped(provider: Name, open: CircuitOpen) -> Self {
        Self::new(provider, FailureKind::CircuitOpen(open), 0)
    }

    /// The provider's own error, if that is what failed.
    pub fn error(&self) -> Option<&E> {
        match &self.kind {
            FailureKind::Error(error) => Some(error),
            _ => None,
        }
    }

    /// The same with the error converted.
    pub fn map_error<F>(self, convert: impl FnOnce(E) -> F) -> Failure<F> {
        Failure {
            provider: self.provider,
            kind: self.kind.map_error(convert),
            tries: self.tries,
        }
    }
}

impl<E> FailureKind<E> {
    pub(crate) fn is_rejected(&self) -> bool {
        matches!(self, Self::Rejected)
    }

    /// The same with the error converted.
    #[inline]
    pub fn map_error<F>(self, convert: impl FnOnce(E) -> F) -> FailureKind<F> {
        match self {
            Self::Error(error) => FailureKind::Error(convert(error)),
            Self::Rejected => FailureKind::Rejected,
            Self::TimedOut => FailureKind::TimedOut,
            Self::CircuitOpen(open) => FailureKind::CircuitOpen(open),
            Self::Cancelled => FailureKind::Cancelled,
            Self::WrongLength { expected, got } => FailureKind::WrongLength { expected, got },
        }
    }
}

/// Name, kind and tries; never what the provider itself said, which may hold keys and addresses.
impl<E> fmt::Display for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.provider, self.kind)?;
        match self.tries {
            0 => Ok(()),
            1 => f.write_str(" (1 try)"),
            tries => write!(f, " ({tries} tries)"),
        }
    }
}

/// The kind alone; never what the provider itself said, which may hold keys and addresses.
impl<E> fmt::Display for FailureKind<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(_) => f.write_str("error"),
            Self::Rejected => f.write_str("rejected"),
            Self::TimedOut => f.write_str("timed out"),
            Self::CircuitOpen(open) => open.fmt(f),
            Self::Cancelled => f.write_str("cancelled"),
            Self::WrongLength { expected, got } => {
                write!(f, "answered {got} entries for {expected} keys")
            }
        }
    }
}

/// Failures in order: none and one need no allocation.
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
    #[inline]
    pub(crate) fn push(&mut self, failure: Failure<E>) {
        *self = match std::mem::replace(self, Self::None) {
            Self::None => Self::One(failure),
            Self::One(first) => Self::Many(vec![first, failure]),
            Self::Many(mut all) => {
                all.push(failure);
                Self::Many(all)
            }
        };
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
}
