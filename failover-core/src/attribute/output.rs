//! What a provider of an annotated function may return.

use std::marker::PhantomData;

use crate::outcome::FailureKind;

/// What a provider of an annotated function may return: a `Result`, or an `Option`, whose `None` is a failure
/// of kind [`Rejected`](FailureKind::Rejected). `E` is what the function's errors are converted into.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a `Result` nor an `Option`",
    label = "a provider returns `Result<value, error>` or `Option<value>`"
)]
pub trait ProviderOutput<E> {
    /// Of the value.
    type Value;
    /// Of the error.
    type Error;

    /// What came of the attempt.
    ///
    /// # Errors
    ///
    /// The provider's own, or that it had nothing.
    fn into_result(self, errors: PhantomData<E>) -> Result<Self::Value, FailureKind<Self::Error>>;
}

impl<T, P, E> ProviderOutput<E> for Result<T, P> {
    type Value = T;
    type Error = P;

    #[inline]
    fn into_result(self, _: PhantomData<E>) -> Result<T, FailureKind<P>> {
        self.map_err(FailureKind::Error)
    }
}

impl<T, E> ProviderOutput<E> for Option<T> {
    type Value = T;
    type Error = E;

    #[inline]
    fn into_result(self, _: PhantomData<E>) -> Result<T, FailureKind<E>> {
        self.ok_or(FailureKind::Rejected)
    }
}
