//! The types that a provider of an annotated function may return.

use std::marker::PhantomData;

use crate::outcome::FailureKind;

/// A type that a provider of an annotated function may return: a `Result<T, P>`, an `Option<T>`, or a
/// `Result<Option<T>, P>`. `None` is a failure of kind [`Absent`](FailureKind::Absent). The error `P` is converted into the
/// function's error `E`.
// `T` and `P` are parameters, because the compiler would report a wrong type once for each associated type.
#[diagnostic::on_unimplemented(
    message = "a provider returns a `Result<{T}, _>` or an `Option<{T}>`, not `{Self}`",
    label = "expected a `Result<{T}, _>` or an `Option<{T}>`",
    note = "to convert another value, list a closure that calls the provider: `backup = |..| ..`; to list an async provider, write this function as an `async fn`"
)]
pub trait ProviderOutput<E, T, P>: Sized {
    /// Converts the output into a result.
    ///
    /// # Errors
    ///
    /// The provider's error, converted, or [`FailureKind::Absent`] for a `None`.
    fn into_result(
        wanted: PhantomData<fn() -> (E, T)>,
        output: Self,
        convert: impl FnOnce(P) -> E,
    ) -> Result<T, FailureKind<E>>;
}

#[diagnostic::do_not_recommend]
impl<O: IntoProviderResult<E, T, P>, E, T, P> ProviderOutput<E, T, P> for O {
    #[inline]
    fn into_result(
        _: PhantomData<fn() -> (E, T)>,
        output: O,
        convert: impl FnOnce(P) -> E,
    ) -> Result<T, FailureKind<E>> {
        output.into_result(convert)
    }
}

/// The types that are outputs. A separate trait, so that the compiler does not suggest similar types.
pub trait IntoProviderResult<E, T, P> {
    fn into_result(self, convert: impl FnOnce(P) -> E) -> Result<T, FailureKind<E>>;
}

impl<E, T, P> IntoProviderResult<E, T, P> for Result<T, P> {
    #[inline]
    fn into_result(self, convert: impl FnOnce(P) -> E) -> Result<T, FailureKind<E>> {
        match self {
            Ok(value) => Ok(value),
            Err(error) => Err(FailureKind::Error(convert(error))),
        }
    }
}

impl<E, T, P> IntoProviderResult<E, T, P> for Result<Option<T>, P> {
    #[inline]
    fn into_result(self, convert: impl FnOnce(P) -> E) -> Result<T, FailureKind<E>> {
        match self {
            Ok(value) => value.ok_or(FailureKind::Absent),
            Err(error) => Err(FailureKind::Error(convert(error))),
        }
    }
}

impl<E, T> IntoProviderResult<E, T, E> for Option<T> {
    #[inline]
    fn into_result(self, _: impl FnOnce(E) -> E) -> Result<T, FailureKind<E>> {
        self.ok_or(FailureKind::Absent)
    }
}

/// A type that a provider may return next to `map_err = last_error`: a `Result<T, P>`. Every attempt that does not serve then
/// has an error.
#[diagnostic::on_unimplemented(
    message = "with `map_err = last_error`, a provider returns a `Result<{T}, _>`, not `{Self}`",
    label = "expected a `Result<{T}, _>`",
    note = "a `None` is no error, and `last_error` has nothing else to return: write `map_err = |failed| ..`, or list a \
            function of your own that makes it an error"
)]
pub trait ErrorOutput<E, T, P>: Sized {
    /// Converts the output into a result.
    ///
    /// # Errors
    ///
    /// The provider's error, converted.
    fn into_result(
        wanted: PhantomData<fn() -> (E, T)>,
        output: Self,
        convert: impl FnOnce(P) -> E,
    ) -> Result<T, FailureKind<E>>;
}

#[diagnostic::do_not_recommend]
impl<O: IntoErrorResult<E, T, P>, E, T, P> ErrorOutput<E, T, P> for O {
    #[inline]
    fn into_result(
        _: PhantomData<fn() -> (E, T)>,
        output: O,
        convert: impl FnOnce(P) -> E,
    ) -> Result<T, FailureKind<E>> {
        output.into_result(convert)
    }
}

/// The outputs without `None`.
pub trait IntoErrorResult<E, T, P>: IntoProviderResult<E, T, P> {}

impl<E, T, P> IntoErrorResult<E, T, P> for Result<T, P> {}
