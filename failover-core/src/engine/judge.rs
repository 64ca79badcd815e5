//! Verdicts on attempts: the caller's `is_valid` and `classify`, and their defaults.

use std::time::Duration;

use super::settings::AttemptLimit;
use crate::outcome::FailureKind;
use crate::policy::Policy;
use crate::verdict::Verdict;

/// A rule for values, as [`is_valid`](crate::FailoverClient::is_valid) takes it: any `Fn(&T) -> bool`.
pub trait Validate<T> {
    /// Returns true if the value may be served.
    fn is_valid(&self, value: &T) -> bool;
}

#[doc(hidden)]
impl<T, F: Fn(&T) -> bool> Validate<T> for F {
    #[inline]
    fn is_valid(&self, value: &T) -> bool {
        self(value)
    }
}

/// The default rule for values: every value may be served.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnyValue;

impl<T> Validate<T> for AnyValue {
    #[inline]
    fn is_valid(&self, _value: &T) -> bool {
        true
    }
}

/// A rule for errors, as [`classify`](crate::FailoverClient::classify) takes it: any `Fn(&E) -> Verdict`.
pub trait Classify<E> {
    /// Returns the verdict on the error.
    fn classify(&self, error: &E) -> Verdict;
}

#[doc(hidden)]
impl<E, F: Fn(&E) -> Verdict> Classify<E> for F {
    #[inline]
    fn classify(&self, error: &E) -> Verdict {
        self(error)
    }
}

/// The default rule for errors: every error is [`Verdict::RETRY`].
#[derive(Debug, Clone, Copy, Default)]
pub struct RetryAll;

impl<E> Classify<E> for RetryAll {
    #[inline]
    fn classify(&self, _error: &E) -> Verdict {
        Verdict::RETRY
    }
}

/// Judges the result of an attempt with this limit: returns the value to serve, or the failure and its verdict.
///
/// An error keeps its own kind however late it is. A late value is not validated.
#[inline]
pub(crate) fn judge_attempt<T, E>(
    policy: &Policy,
    is_valid: &impl Validate<T>,
    classify: &impl Classify<E>,
    result: Result<T, FailureKind<E>>,
    limit: Option<AttemptLimit>,
    now: &dyn Fn() -> Duration,
) -> Result<T, (FailureKind<E>, Verdict)> {
    match result {
        Err(kind) => {
            let verdict = verdict_on_failure(policy, classify, &kind);
            Err((kind, verdict))
        }
        Ok(value) => match AttemptLimit::expired(limit, now) {
            Some(limit) => Err((FailureKind::TimedOut, limit.verdict(policy))),
            None if is_valid.is_valid(&value) => Ok(value),
            None => Err((FailureKind::Rejected, policy.on_rejected)),
        },
    }
}

/// Returns the verdict on a provider that returned an error, or no value where one was due.
#[inline]
pub(crate) fn verdict_on_failure<E>(
    policy: &Policy,
    classify: &impl Classify<E>,
    kind: &FailureKind<E>,
) -> Verdict {
    match kind {
        FailureKind::Error(error) => classify.classify(error),
        FailureKind::Absent => policy.on_absent(),
        _ => policy.on_rejected,
    }
}
