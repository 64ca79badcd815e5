//! Reads the declared return type of an annotated function.
//!
//! It works on types, not on tokens, so aliases and imports make no difference. The technique is called *autoref
//! specialization* (here by `Deref`): method resolution tries a method on the most specific impl first and falls back
//! to more general ones.

use std::marker::PhantomData;
use std::ops::Deref;

use super::form::{AnyError, Boxed, ContainsError, Plain, Unchanged, WithProvenance};
use super::requested::ErrorProbe;
use crate::batch::ItemResult;
use crate::outcome::{AllProvidersFailed, BoxError, Served};

/// A type that an annotated function may return: a `Result`, under any name.
#[diagnostic::on_unimplemented(
    message = "an annotated function returns a `Result`, not `{Self}`",
    label = "this is not a `Result`",
    note = "return `failover_core::Result<{Self}, YourError>`, \
            or a `Result` with an error of your own that has `From<AllProvidersFailed<YourError>>`"
)]
pub trait ReturnType: Sized {
    /// The type of the value.
    type Value;
    /// The type of the error.
    type Error;

    /// Converts the outcome into this type.
    fn returned(outcome: Result<Self::Value, Self::Error>) -> Self;

    /// Returns a probe for this type.
    #[doc(hidden)]
    #[inline]
    fn probe() -> ReturnProbe<Self::Value, Self::Error> {
        ReturnProbe::NEW
    }

    /// Returns the outcome of the function named by `served` without the provenance of the value.
    #[doc(hidden)]
    #[inline]
    fn without_provenance<E>(outcome: Result<Served<Self::Value, E>, Self::Error>) -> Self {
        Self::returned(outcome.map(|served| served.value))
    }

    /// Returns the type of the error, for type inference.
    #[doc(hidden)]
    #[inline]
    fn error_type() -> PhantomData<Self::Error> {
        PhantomData
    }

    /// Returns a probe for a function with a body. The body returns the declared value itself, even a [`Served`].
    #[doc(hidden)]
    #[inline]
    fn probe_of_body() -> ReturnProbe<(), Self::Error, Self::Value> {
        ReturnProbe::NEW
    }
}

#[diagnostic::do_not_recommend]
impl<R, X> ReturnType for Result<R, X> {
    type Value = R;
    type Error = X;

    #[inline]
    fn returned(outcome: Self) -> Self {
        outcome
    }
}

/// A declared return type, `Result<R, X>`, of a function whose providers serve a `T`.
///
/// `__failover_requested` fixes the error type that the providers' errors are converted into, and the form of the
/// value. It is defined on several rungs of a ladder, the most specific one first. Method resolution passes over a rung
/// without an impl for these types and goes on to the rung below by [`Deref`].
pub struct ReturnProbe<R, X, T = R, L = HighestRung>(PhantomData<fn() -> (R, X, T, L)>);

/// The rung above `L`.
pub struct Rung<L>(PhantomData<L>);

/// The lowest rung if the error is given, by `error = E`.
pub struct WithError<E>(PhantomData<E>);

/// The lowest rung with `map_err`: no `From` decides the error type.
pub struct WithMapErr;

type Lowest = ();
type MadeOfAny = Rung<Lowest>;
type Opaque = Rung<MadeOfAny>;
type OfItsOwnKind = Rung<Opaque>;
type OfFailures = Rung<OfItsOwnKind>;
type Items = Rung<OfFailures>;
type HighestRung = Rung<Items>;

type MapErrOfFailures = Rung<WithMapErr>;
type MapErrOfItems = Rung<MapErrOfFailures>;
type HighestMapErr = Rung<MapErrOfItems>;

impl<R, X, T, L> ReturnProbe<R, X, T, L> {
    const NEW: Self = Self(PhantomData);

    /// Sets the error type that the providers' errors are converted into.
    #[inline]
    #[must_use]
    pub const fn with_error<E>(_: Self) -> ReturnProbe<R, X, T, Rung<WithError<E>>> {
        ReturnProbe::NEW
    }

    /// Takes the error type from the declared type alone, for a function with `map_err`.
    #[inline]
    #[must_use]
    pub const fn with_map_err(_: Self) -> ReturnProbe<R, X, T, HighestMapErr> {
        ReturnProbe::NEW
    }
}

impl<R, X, T, L> Deref for ReturnProbe<R, X, T, Rung<L>> {
    type Target = ReturnProbe<R, X, T, L>;

    #[inline]
    fn deref(&self) -> &Self::Target {
        &ReturnProbe::NEW
    }
}

/// Defines `__failover_requested` on each rung. The name is one that no trait in the user's scope has.
macro_rules! rungs {
    ($($(#[$meta:meta])* impl[$($generics:tt)*] $ReturnProbe:ty => [$($Found:ident)?] $ErrorProbe:ty;)*) => {$(
        $(#[$meta])*
        impl<$($generics)*> $ReturnProbe {
            #[inline]
            #[must_use]
            pub fn __failover_requested$(<$Found>)?(&self) -> $ErrorProbe {
                ErrorProbe::NEW
            }
        }
    )*};
}

rungs! {
    /// `Result<Served<T, E>, X>`.
    impl[T, E, X] ReturnProbe<Served<T, E>, X> => [] ErrorProbe<T, E, WithProvenance, X>;
    /// `Result<ItemResult<K, V, E>, X>`.
    impl[K, V, E, S, X] ReturnProbe<ItemResult<K, V, E, S>, X, ItemResult<K, V, E, S>, Items>
        => [] ErrorProbe<ItemResult<K, V, E, S>, E, Plain, X>;
    /// `Result<T, AllProvidersFailed<E>>`.
    impl[R, E, T] ReturnProbe<R, AllProvidersFailed<E>, T, OfFailures>
        => [] ErrorProbe<T, E, Plain, AllProvidersFailed<E>, Unchanged>;
    /// `Result<T, X>` with an `X` that can hold failures whose errors are `X`s.
    impl[R, X: From<AllProvidersFailed<X>>, T] ReturnProbe<R, X, T, OfItsOwnKind>
        => [] ErrorProbe<T, X, Plain, X, Unchanged>;
    /// `Result<T, X>` with an `X` that is no error but contains one, and takes any: `Box<dyn Error>`, `anyhow::Error`.
    impl[R, X: ContainsError + From<AllProvidersFailed<BoxError<X>>>, T] ReturnProbe<R, X, T, Opaque>
        => [] ErrorProbe<T, X, Plain, X, Boxed>;
    /// `Result<T, X>` with an `X` that takes any error.
    impl[R, X: From<AllProvidersFailed<BoxError>>, T] ReturnProbe<R, X, T, MadeOfAny>
        => [] ErrorProbe<T, AnyError, Plain, X, Boxed>;
    /// `Result<T, X>` with an `X` that is made from the failures of another error. Its `From` says which.
    impl[R, X, T] ReturnProbe<R, X, T, Lowest> => [E] ErrorProbe<T, E, Plain, X, Unchanged>;
    /// `Result<Served<T, E>, X>`, `error = E`.
    impl[T, E, X] ReturnProbe<Served<T, E>, X, Served<T, E>, Rung<WithError<E>>>
        => [] ErrorProbe<T, E, WithProvenance, X>;
    /// `Result<T, X>`, `error = E`.
    impl[R, E, X, T] ReturnProbe<R, X, T, WithError<E>> => [] ErrorProbe<T, E, Plain, X>;
    /// `Result<Served<T, E>, X>`, `map_err`.
    impl[T, E, X] ReturnProbe<Served<T, E>, X, Served<T, E>, HighestMapErr>
        => [] ErrorProbe<T, E, WithProvenance, X, Unchanged>;
    /// `Result<ItemResult<K, V, E>, X>`, `map_err`.
    impl[K, V, E, S, X] ReturnProbe<ItemResult<K, V, E, S>, X, ItemResult<K, V, E, S>, MapErrOfItems>
        => [] ErrorProbe<ItemResult<K, V, E, S>, E, Plain, X, Unchanged>;
    /// `Result<T, AllProvidersFailed<E>>`, `map_err`.
    impl[R, E, T] ReturnProbe<R, AllProvidersFailed<E>, T, MapErrOfFailures>
        => [] ErrorProbe<T, E, Plain, AllProvidersFailed<E>, Unchanged>;
    /// `Result<T, X>`, `map_err`.
    impl[R, X, T] ReturnProbe<R, X, T, WithMapErr> => [] ErrorProbe<T, X, Plain, X, Unchanged>;
}
