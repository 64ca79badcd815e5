//! [`OnFailure`]: the caller's listener for typed failures.

use super::{AllProvidersFailed, Failure, Served};

/// A listener for the failures of a call, as [`on_failure`](crate::FailoverClient::on_failure) takes it: any
/// `Fn(&Failure<E>)`.
pub trait OnFailure<E> {
    /// False if it ignores every failure. Then calls do not look for any.
    #[doc(hidden)]
    const HEARS: bool = true;

    /// Receives the failure of one turn.
    fn failed(&self, failure: &Failure<E>);
}

#[doc(hidden)]
impl<E, F: Fn(&Failure<E>)> OnFailure<E> for F {
    #[inline]
    fn failed(&self, failure: &Failure<E>) {
        self(failure);
    }
}

/// The default listener: it ignores every failure.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unheard;

impl<E> OnFailure<E> for Unheard {
    const HEARS: bool = false;

    #[inline]
    fn failed(&self, _failure: &Failure<E>) {}
}

/// The outcome of a call, with the failures of its turns.
pub trait HasFailures<E> {
    /// Passes every failure to the listener, in order.
    fn report_to<O: OnFailure<E>>(&self, on_failure: &O);
}

impl<T, E> HasFailures<E> for Result<Served<T, E>, AllProvidersFailed<E>> {
    #[inline]
    fn report_to<O: OnFailure<E>>(&self, on_failure: &O) {
        if O::HEARS {
            let failures = match self {
                Ok(served) => served.failures(),
                Err(failed) => failed.failures(),
            };
            for failure in failures {
                on_failure.failed(failure);
            }
        }
    }
}
