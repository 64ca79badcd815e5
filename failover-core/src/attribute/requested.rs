//! The outcome that the declared return type of an annotated function asks for.

use std::marker::PhantomData;
use std::ops::Deref;

use super::form::{Boxed, ContainsError, Form, Unchanged};
use super::list::{AttributeList, NumberedNames};
use super::static_list::StaticProvider;
use crate::drive::CallContext;
use crate::engine::{AttemptFacts, Classify, Validate};
use crate::outcome::{AllProvidersFailed, BoxError, FailureKind, Served};
use crate::value;

/// A value of type `T` from providers that fail with `E`, in the form `V`, for a function whose error is `X`.
///
/// `__failover_error` fixes the form of the errors in the failures. Where the return type leaves it open, it is found on
/// the rungs of a ladder, as that of [`ReturnProbe`](super::ReturnProbe) is. `L` is the form or a rung.
pub struct ErrorProbe<T, E, V, X, L = ErrorRung<ErrorRung<Unchanged>>>(
    PhantomData<fn() -> (T, E, V, X, L)>,
);

/// The rung above `L`.
pub struct ErrorRung<L>(PhantomData<L>);

impl<T, E, V, X, L> ErrorProbe<T, E, V, X, L> {
    pub(super) const NEW: Self = Self(PhantomData);

    /// Leaves the errors as they are, for a function with `map_err`.
    #[inline]
    #[must_use]
    pub const fn unchanged(_: Self) -> Requested<T, E, (V, Unchanged)> {
        Requested::NEW
    }
}

impl<T, E, V, X, L> Deref for ErrorProbe<T, E, V, X, ErrorRung<L>> {
    type Target = ErrorProbe<T, E, V, X, L>;

    #[inline]
    fn deref(&self) -> &Self::Target {
        &ErrorProbe::NEW
    }
}

/// Defines `__failover_error`. The name is one that no trait in the user's scope has.
macro_rules! rungs {
    ($($(#[$meta:meta])* impl[$($generics:tt)*] $ErrorProbe:ty => $Requested:ty;)*) => {$(
        $(#[$meta])*
        impl<$($generics)*> $ErrorProbe {
            #[inline]
            #[must_use]
            pub fn __failover_error(&self) -> $Requested {
                Requested::NEW
            }
        }
    )*};
}

rungs! {
    /// An `X` that is made from failures with the providers' errors.
    impl[T, E, V, X: From<AllProvidersFailed<E>>] ErrorProbe<T, E, V, X> => Requested<T, E, (V, Unchanged)>;
    /// An `X` that is made from failures with errors, which an `E` only contains.
    impl[T, E: ContainsError, V, X: From<AllProvidersFailed<BoxError<E>>>] ErrorProbe<T, E, V, X, ErrorRung<Unchanged>>
        => Requested<T, E, (V, Boxed)>;
    /// The form is known, or no `X` can be made, which the compiler reports later.
    impl[T, E, V, X] ErrorProbe<T, E, V, X, Unchanged> => Requested<T, E, (V, Unchanged)>;
    /// The form is known.
    impl[T, E, V, X] ErrorProbe<T, E, V, X, Boxed> => Requested<T, E, (V, Boxed)>;
}

/// The requested outcome: a value of type `T` from providers that fail with `E`, returned in the form `F`.
pub struct Requested<T, E, F>(PhantomData<fn() -> (T, E, F)>);

impl<T, E, F> Requested<T, E, F> {
    const NEW: Self = Self(PhantomData);
}

impl<T, E, F> Clone for Requested<T, E, F> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, E, F> Copy for Requested<T, E, F> {}

impl<T, E, F: Form<T, E>> Requested<T, E, F> {
    /// Returns true if the function returns the provider's name.
    #[inline]
    pub fn is_named(self) -> bool {
        F::IS_NAMED
    }

    /// Returns the types of the function's error and of a provider's value, for type inference.
    #[inline]
    pub fn output_type(self) -> PhantomData<fn() -> (E, T)> {
        PhantomData
    }

    /// Returns the same types where a provider's value is an answer.
    #[inline]
    pub fn answer_type<A>(self) -> PhantomData<fn() -> (E, A)> {
        PhantomData
    }

    /// Returns the type of the value that `is_valid` judges, for type inference.
    #[inline]
    pub fn value_type(self) -> PhantomData<T> {
        PhantomData
    }

    /// Returns the type of the error that `classify` judges, for type inference.
    #[inline]
    pub fn error_type(self) -> PhantomData<E> {
        PhantomData
    }

    /// Returns the type that the function's error is made from, for type inference.
    #[inline]
    pub fn failure_type(self) -> PhantomData<F::Error> {
        PhantomData
    }

    /// Returns the types of the failures' error and of the function's own, `X`, which is made from the failures.
    #[inline]
    pub fn failure_types<X>(self, _: PhantomData<X>) -> PhantomData<fn() -> (F::Error, X)> {
        PhantomData
    }
}

/// Makes a blocking value call.
#[inline]
pub fn fetch<T, E, F>(
    requested: Requested<T, E, F>,
    context: CallContext<'_>,
    is_valid: &impl Validate<T, E>,
    classify: &impl Classify<E>,
    providers: &'static [StaticProvider],
    call: impl FnMut(u32, &AttemptFacts<'_>) -> Result<T, FailureKind<E>>,
) -> Result<Served<T, E>, AllProvidersFailed<E>> {
    fetch_from(requested, context, is_valid, classify, providers, call)
}

/// Makes a blocking value call of a list that is known at run time.
#[inline]
pub fn fetch_from<T, E, F>(
    _: Requested<T, E, F>,
    context: CallContext<'_>,
    is_valid: &impl Validate<T, E>,
    classify: &impl Classify<E>,
    names: impl NumberedNames,
    call: impl FnMut(u32, &AttemptFacts<'_>) -> Result<T, FailureKind<E>>,
) -> Result<Served<T, E>, AllProvidersFailed<E>> {
    let list = AttributeList { names, call };
    value::fetch(context, is_valid, classify, list)
}
