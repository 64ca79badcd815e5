//! Verdicts on attempts: the caller's `is_valid` and `classify`, and their defaults.

use super::attempt_context::{AttemptContext, AttemptFacts};
use super::settings::AttemptLimit;
use crate::outcome::FailureKind;
use crate::policy::Policy;
use crate::verdict::Verdict;

/// A rule for values, as [`is_valid`](crate::FailoverClient::is_valid) takes it: any `Fn(&T) -> bool` or
/// `Fn(&T) -> Result<(), E>`.
pub trait Validate<T, E> {
    /// Judges a value of the provider at `index`.
    ///
    /// # Errors
    ///
    /// The failure of the attempt, if the value may not be served.
    fn validate(&self, value: &T, index: usize) -> Result<(), FailureKind<E>>;
}

#[doc(hidden)]
impl<T, E, O: Validity<E>, F: Fn(&T) -> O> Validate<T, E> for F {
    #[inline]
    fn validate(&self, value: &T, _index: usize) -> Result<(), FailureKind<E>> {
        self(value).into_result()
    }
}

/// A type that a rule for values may return: a `bool`, or a `Result<(), E>`.
// A trait on the output: two impls of `Validate`, one for each kind of closure, would overlap.
#[diagnostic::on_unimplemented(
    message = "`is_valid` returns a `bool` or a `Result<(), {E}>`, not `{Self}`",
    label = "must return a `bool` or a `Result<(), {E}>`"
)]
pub trait Validity<E> {
    /// Converts the output: `false` is [`FailureKind::Rejected`], an error is [`FailureKind::Error`].
    ///
    /// # Errors
    ///
    /// The failure of the attempt, if the value may not be served.
    fn into_result(self) -> Result<(), FailureKind<E>>;
}

#[diagnostic::do_not_recommend]
impl<E> Validity<E> for bool {
    #[inline]
    fn into_result(self) -> Result<(), FailureKind<E>> {
        if self {
            Ok(())
        } else {
            Err(FailureKind::Rejected)
        }
    }
}

#[diagnostic::do_not_recommend]
impl<E> Validity<E> for Result<(), E> {
    #[inline]
    fn into_result(self) -> Result<(), FailureKind<E>> {
        self.map_err(FailureKind::Error)
    }
}

/// The default rule for values: every value may be served.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnyValue;

impl<T, E> Validate<T, E> for AnyValue {
    #[inline]
    fn validate(&self, _value: &T, _index: usize) -> Result<(), FailureKind<E>> {
        Ok(())
    }
}

/// A rule for errors, as [`classify`](crate::FailoverClient::classify) takes it: any `Fn(&E) -> Verdict`.
pub trait Classify<E> {
    /// Returns the verdict on the error of this attempt.
    fn classify(&self, error: &E, attempt: &AttemptFacts<'_>) -> Verdict;
}

#[doc(hidden)]
impl<E, F: Fn(&E) -> Verdict> Classify<E> for F {
    #[inline]
    fn classify(&self, error: &E, _attempt: &AttemptFacts<'_>) -> Verdict {
        self(error)
    }
}

/// The default rule for errors: every error is [`Verdict::RETRY`].
#[derive(Debug, Clone, Copy, Default)]
pub struct RetryAll;

impl<E> Classify<E> for RetryAll {
    #[inline]
    fn classify(&self, _error: &E, _attempt: &AttemptFacts<'_>) -> Verdict {
        Verdict::RETRY
    }
}

/// A rule for errors that looks at the attempt too, from
/// [`classify_attempt`](crate::FailoverClient::classify_attempt).
// A type, because an impl of `Classify` for closures with two arguments would overlap with the one above.
#[derive(Debug, Clone, Copy)]
pub struct ClassifyAttempt<F>(pub F);

impl<E, F: Fn(&E, AttemptContext) -> Verdict> Classify<E> for ClassifyAttempt<F> {
    fn classify(&self, error: &E, attempt: &AttemptFacts<'_>) -> Verdict {
        (self.0)(error, attempt.context())
    }
}

/// Judges the result of an attempt: returns the value to serve, or the failure and its verdict.
///
/// An error keeps its own kind however late it is. A late value is not validated.
#[inline]
pub(crate) fn judge_attempt<T, E>(
    policy: &Policy,
    is_valid: &impl Validate<T, E>,
    classify: &impl Classify<E>,
    result: Result<T, FailureKind<E>>,
    attempt: &AttemptFacts<'_>,
) -> Result<T, (FailureKind<E>, Verdict)> {
    let failed = match result {
        Err(kind) => kind,
        Ok(value) => {
            if let Some(limit) = AttemptLimit::expired(attempt.limit, attempt.now) {
                return Err((FailureKind::TimedOut, limit.verdict(policy)));
            }
            match is_valid.validate(&value, attempt.index) {
                Ok(()) => return Ok(value),
                Err(kind) => kind,
            }
        }
    };
    let verdict = verdict_on_failure(policy, classify, &failed, attempt);
    Err((failed, verdict))
}

/// Returns the verdict on an error, on a missing value, or on a rejected one.
#[inline]
pub(crate) fn verdict_on_failure<E>(
    policy: &Policy,
    classify: &impl Classify<E>,
    kind: &FailureKind<E>,
    attempt: &AttemptFacts<'_>,
) -> Verdict {
    match kind {
        FailureKind::Error(error) => classify.classify(error, attempt),
        kind => policy.on_no_value(matches!(kind, FailureKind::Absent)),
    }
}
