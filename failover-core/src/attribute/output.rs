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
    /// The provider's own, converted, or that it had nothing.
    fn into_result(
        wanted: PhantomData<fn() -> (E, T)>,
        output: Self,
        convert: impl FnOnce(P) -> E,
    ) -> Result<T, FailureKind<E>>;
}

#[diagnostic::do_not_recommend]
impl<O: Output<E, T, P>, E, T, P> ProviderOutput<E, T, P> for O {
    #[inline]
    fn into_result(
        _: PhantomData<fn() -> (E, T)>,
        output: O,
        convert: impl FnOnce(P) -> E,
    ) -> Result<T, FailureKind<E>> {
        output.into_result().map_err(|kind| kind.map_error(convert))
    }
}

/// The types that are one. Apart, as the compiler would go on about the nearest of them.
pub trait Output<E, T, P> {
    fn into_result(self) -> Result<T, FailureKind<P>>;
}

impl<E, T, P> Output<E, T, P> for Result<T, P> {
    #[inline]
    fn into_result(self) -> Result<T, FailureKind<P>> {
        self.map_err(FailureKind::Error)
    }
}

impl<E, T> Output<E, T, E> for Option<T> {
    #[inline]
    fn into_result(self) -> Result<T, FailureKind<E>> {
        self.ok_or(FailureKind::Rejected)
    }
}
