//! What a provider of an annotated function may return.

use std::marker::PhantomData;

use crate::outcome::FailureKind;

/// What a provider of an annotated function may return: a `Result<T, P>`, or an `Option<T>`, whose `None` is a
/// failure of kind [`Rejected`](FailureKind::Rejected). Its error `P` is converted into the function's, `E`.
// Parameters rather than associated types, as a type that is no output would be reported for each of those.
#[diagnostic::on_unimplemented(
    message = "a provider returns a `Result<{T}, _>` or an `Option<{T}>`, not `{Self}`",
    label = "this provider returns something else"
)]
pub trait ProviderOutput<E, T, P>: Sized {
    /// What came of the attempt.
    ///
    /// # Errors
    ///
    /// The provider's own, or that it had nothing.
    fn into_result(wanted: PhantomData<(E, T)>, output: Self) -> Result<T, FailureKind<P>>;
}

#[diagnostic::do_not_recommend]
impl<E, T, P> ProviderOutput<E, T, P> for Result<T, P> {
    #[inline]
    fn into_result(_: PhantomData<(E, T)>, output: Self) -> Result<T, FailureKind<P>> {
        output.map_err(FailureKind::Error)
    }
}

#[diagnostic::do_not_recommend]
impl<E, T> ProviderOutput<E, T, E> for Option<T> {
    #[inline]
    fn into_result(_: PhantomData<(E, T)>, output: Self) -> Result<T, FailureKind<E>> {
        output.ok_or(FailureKind::Rejected)
    }
}
