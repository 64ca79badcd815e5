//! Converts the outcome of a call into the return type of an annotated function.

use std::marker::PhantomData;

use super::form::{ErrorForm, Form};
use super::requested::Requested;
use super::return_type::ReturnType;
use crate::outcome::{AllProvidersFailed, Served};

/// An error that an annotated function may return: any type with `From<AllProvidersFailed<E>>`, where `E` is the type
/// that the providers' errors are converted into.
#[diagnostic::on_unimplemented(
    message = "the error `{Self}` cannot be made from an `AllProvidersFailed`",
    label = "where no provider serves, the engine's `AllProvidersFailed` is converted into this error",
    note = "return `failover_core::Result<.., {Self}>`, or implement `From<AllProvidersFailed<E>>` for \
            `{Self}`, with `E` for what the providers fail with",
    note = "for the error of another crate, write `map_err = last_error` or `map_err = |failed| ..` in the attribute"
)]
pub trait FromFailures<E>: Sized {
    /// Converts the failures into this error.
    fn from_failures(failed: AllProvidersFailed<E>) -> Self;

    /// Does nothing. Its call tells type inference early which `E` the error is made from.
    #[doc(hidden)]
    #[inline]
    fn known(_: PhantomData<E>) {}
}

#[diagnostic::do_not_recommend]
impl<X: From<AllProvidersFailed<E>>, E> FromFailures<E> for X {
    #[inline]
    fn from_failures(failed: AllProvidersFailed<E>) -> Self {
        failed.into()
    }
}

/// [`FromFailures`] for the error of a function with a body, which also is the error of a provider.
#[diagnostic::on_unimplemented(
    message = "the error `{Self}` cannot be made from an `AllProvidersFailed`",
    label = "where no provider serves, the engine's `AllProvidersFailed` is converted into this error",
    note = "write `map_err = last_error` in the attribute to return the last provider's error, or `map_err = |failed| ..` \
            to make one from the failures",
    note = "or implement `From<AllProvidersFailed<{Self}>>` for `{Self}`, if it is yours",
    note = "or move the body into a function of its own, list that one too, and return \
            `failover_core::Result<.., {Self}>` from a signature without a body"
)]
pub trait FromBodyFailures<E>: Sized {
    /// Converts the failures into this error.
    fn from_failures(failed: AllProvidersFailed<E>) -> Self;

    /// Does nothing. Its call tells type inference early which `E` the error is made from.
    #[doc(hidden)]
    #[inline]
    fn known(_: PhantomData<E>) {}
}

#[diagnostic::do_not_recommend]
impl<X: From<AllProvidersFailed<E>>, E> FromBodyFailures<E> for X {
    #[inline]
    fn from_failures(failed: AllProvidersFailed<E>) -> Self {
        failed.into()
    }
}

/// An error that `map_err = last_error` may return.
#[diagnostic::on_unimplemented(
    message = "`last_error` returns the error of a provider, `{E}`, and the function returns `{Self}`",
    label = "`{Self}` cannot be made from `{E}`",
    note = "remove `map_err` to return every provider's failure, or write `map_err = |failed| ..`"
)]
pub trait FromLastError<E>: Sized {
    /// Returns the function that converts the failures into this error.
    fn last_error(_: PhantomData<fn() -> (E, Self)>) -> fn(AllProvidersFailed<E>) -> Self;
}

#[diagnostic::do_not_recommend]
impl<X: From<E>, E> FromLastError<E> for X {
    #[inline]
    fn last_error(_: PhantomData<fn() -> (E, X)>) -> fn(AllProvidersFailed<E>) -> X {
        |failed| match failed.into_last_error() {
            Some(error) => error.into(),
            None => no_error(),
        }
    }
}

/// Returns in place of an error that does not exist. It is never called: the macro refuses every setting under which a
/// call can end without an error of a provider.
#[cold]
fn no_error<E>() -> E {
    unreachable!("no provider returned an error")
}

/// Converts the outcome of a value call into the function's return type.
#[inline]
pub fn returned<T, E, F, R>(
    _: Requested<T, E, F>,
    outcome: Result<Served<T, E>, AllProvidersFailed<E>>,
) -> R
where
    R: ReturnType<Value = F::Value>,
    R::Error: FromFailures<F::Error>,
    F: Form<T, E>,
{
    // Not by `returned_by`: a function that takes a function is not merged into every caller.
    R::returned(match outcome {
        Ok(served) => Ok(F::value(served)),
        Err(failed) => Err(error::<E, F, _>(failed, R::Error::from_failures)),
    })
}

/// Does the same with `map_err` for the failures.
#[inline]
pub fn returned_by<T, E, F, R>(
    _: Requested<T, E, F>,
    outcome: Result<Served<T, E>, AllProvidersFailed<E>>,
    map_err: impl FnOnce(AllProvidersFailed<F::Error>) -> R::Error,
) -> R
where
    R: ReturnType<Value = F::Value>,
    F: Form<T, E>,
{
    R::returned(match outcome {
        Ok(served) => Ok(F::value(served)),
        Err(failed) => Err(error::<E, F, _>(failed, map_err)),
    })
}

/// Converts the outcome of a value call into the return type of the function named by `served`.
#[inline]
pub fn served_by<T, E, F, X, N>(
    _: Requested<T, E, F>,
    outcome: Result<Served<T, E>, AllProvidersFailed<E>>,
    map_err: impl FnOnce(AllProvidersFailed<F::Error>) -> X,
    named: impl FnOnce(Served<T, E>) -> Served<T, N>,
) -> Result<Served<T, N>, X>
where
    F: Form<T, E>,
{
    match outcome {
        Ok(served) => Ok(named(served)),
        Err(failed) => Err(error::<E, F, _>(failed, map_err)),
    }
}

/// The error of providers as the function named by `served` has it in its return type. It must be the one that the types
/// decide.
#[diagnostic::on_unimplemented(
    message = "the providers' error is `{E}`, and `served` takes it for `{Self}`",
    label = "the macro cannot see the providers' error in the return type",
    note = "write `error = {E}`"
)]
pub trait ServedError<E>: Sized {
    /// Names the error.
    fn named<T>(served: Served<T, E>) -> Served<T, Self>;
}

#[diagnostic::do_not_recommend]
impl<E> ServedError<E> for E {
    #[inline]
    fn named<T>(served: Served<T, E>) -> Served<T, E> {
        served
    }
}

/// Converts the failures into the function's error.
#[cold]
pub(super) fn error<E, F: ErrorForm<E>, X>(
    failed: AllProvidersFailed<E>,
    map_err: impl FnOnce(AllProvidersFailed<F::Error>) -> X,
) -> X {
    map_err(F::failures(failed))
}
