//! The form in which an annotated function returns the value and the error of its outcome.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::ops::Deref;

use crate::outcome::{AllProvidersFailed, BoxError, Served};

/// The error of providers for a function whose own error takes any.
pub(super) type AnyError = Box<dyn Error + Send + Sync>;

/// A type that is no error but contains one, such as `Box<dyn Error>` and `anyhow::Error`.
pub trait ContainsError: Deref<Target: Error> + Debug + Display {}

impl<B: Deref<Target: Error> + Debug + Display> ContainsError for B {}

/// The form in which the outcome is returned: that of the value, and that of the errors.
pub trait Form<T, E>: ErrorForm<E> {
    type Value;

    /// True if the value carries the provider's name.
    const IS_NAMED: bool;

    fn value(served: Served<T, E>) -> Self::Value;
}

/// The form in which errors are returned. A separate trait, so that its code does not depend on the value's type.
pub trait ErrorForm<E> {
    type Error;

    fn error(error: E) -> Self::Error;

    /// Converts every error.
    fn failures(failed: AllProvidersFailed<E>) -> AllProvidersFailed<Self::Error>;
}

impl<T, E, V: ValueForm<T, E>, W: ErrorForm<E>> Form<T, E> for (V, W) {
    type Value = V::Value;

    const IS_NAMED: bool = V::IS_NAMED;

    #[inline]
    fn value(served: Served<T, E>) -> V::Value {
        V::value(served)
    }
}

impl<E, V, W: ErrorForm<E>> ErrorForm<E> for (V, W) {
    type Error = W::Error;

    #[inline]
    fn error(error: E) -> W::Error {
        W::error(error)
    }

    #[inline]
    fn failures(failed: AllProvidersFailed<E>) -> AllProvidersFailed<W::Error> {
        W::failures(failed)
    }
}

/// The form in which the value is returned.
pub trait ValueForm<T, E> {
    type Value;

    const IS_NAMED: bool = false;

    fn value(served: Served<T, E>) -> Self::Value;
}

/// The value alone.
pub struct Plain;

impl<T, E> ValueForm<T, E> for Plain {
    type Value = T;

    #[inline]
    fn value(served: Served<T, E>) -> T {
        served.value
    }
}

/// The value with who served it.
pub struct WithProvenance;

impl<T, E> ValueForm<T, E> for WithProvenance {
    type Value = Served<T, E>;

    const IS_NAMED: bool = true;

    #[inline]
    fn value(served: Served<T, E>) -> Served<T, E> {
        served
    }
}

/// Errors as the providers returned them.
pub struct Unchanged;

impl<E> ErrorForm<E> for Unchanged {
    type Error = E;

    #[inline]
    fn error(error: E) -> E {
        error
    }

    #[inline]
    fn failures(failed: AllProvidersFailed<E>) -> AllProvidersFailed<E> {
        failed
    }
}

/// Errors in a wrapper that is an error.
pub struct Boxed;

impl<E> ErrorForm<E> for Boxed {
    type Error = BoxError<E>;

    #[inline]
    fn error(error: E) -> BoxError<E> {
        BoxError::new(error)
    }

    fn failures(failed: AllProvidersFailed<E>) -> AllProvidersFailed<BoxError<E>> {
        failed.map_err(BoxError::new)
    }
}
