//! What a value or an error means: the caller's `is_valid` and `classify`, and what stands in for them.

use std::time::Duration;

use crate::outcome::FailureKind;
use crate::run::{Late, Limit, Rules};
use crate::verdict::Verdict;

/// Judges a value: `is_valid`. Any `Fn(&T) -> bool`.
pub trait Validate<T> {
    /// Whether the value may be served.
    fn is_valid(&self, value: &T) -> bool;
}

impl<T, F: Fn(&T) -> bool> Validate<T> for F {
    #[inline]
    fn is_valid(&self, value: &T) -> bool {
        self(value)
    }
}

/// The default of `is_valid`: every value may be served.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnyValue;

impl<T> Validate<T> for AnyValue {
    #[inline]
    fn is_valid(&self, _value: &T) -> bool {
        true
    }
}

/// Judges an error: `classify`. Any `Fn(&E) -> Verdict`.
pub trait Classify<E> {
    /// What the error means.
    fn classify(&self, error: &E) -> Verdict;
}

impl<E, F: Fn(&E) -> Verdict> Classify<E> for F {
    #[inline]
    fn classify(&self, error: &E) -> Verdict {
        self(error)
    }
}

/// The default of `classify`: every error is [`Verdict::RETRY`].
#[derive(Debug, Clone, Copy, Default)]
pub struct RetryAll;

impl<E> Classify<E> for RetryAll {
    #[inline]
    fn classify(&self, _error: &E) -> Verdict {
        Verdict::RETRY
    }
}

/// What came of an attempt that had to be over by `limit`: the value to serve, or how it failed and what that means.
/// An error keeps its own kind however late it is; a value that is late is not judged.
#[inline]
pub(crate) fn judge<T, E>(
    rules: &Rules<'_>,
    is_valid: &impl Validate<T>,
    classify: &impl Classify<E>,
    result: Result<T, FailureKind<E>>,
    limit: Option<Limit>,
    now: impl FnOnce() -> Duration,
) -> Result<T, (FailureKind<E>, Verdict)> {
    match result {
        Err(kind) => {
            let verdict = verdict_on(rules, classify, &kind);
            Err((kind, verdict))
        }
        Ok(value) => match Late::by(limit, now) {
            Some(late) => Err((FailureKind::TimedOut, rules.verdict_on_late(late))),
            None if is_valid.is_valid(&value) => Ok(value),
            None => Err((FailureKind::Rejected, rules.verdict_on_rejected())),
        },
    }
}

/// What it means that a provider failed of itself: with an error, or with nothing where a value was due.
#[inline]
pub(crate) fn verdict_on<E>(
    rules: &Rules<'_>,
    classify: &impl Classify<E>,
    kind: &FailureKind<E>,
) -> Verdict {
    match kind {
        FailureKind::Error(error) => classify.classify(error),
        _ => rules.verdict_on_rejected(),
    }
}
