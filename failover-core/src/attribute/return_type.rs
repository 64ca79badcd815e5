//! Reads the declared return type of an annotated function.
//!
//! It works on types, not on tokens, so aliases and imports make no difference. The technique is called *autoref
//! specialization* (here by `Deref`): method resolution tries a method on the most specific impl first and falls back
//! to more general ones.

use std::error::Error;
use std::marker::PhantomData;
use std::ops::Deref;

use super::list::{AttributeList, NumberedNames};
use super::static_list::StaticProvider;
use crate::batch::ItemResult;
use crate::drive::CallContext;
use crate::engine::{AttemptFacts, Classify, Validate};
use crate::outcome::{AllProvidersFailed, BoxError, FailureKind, Served};
use crate::value;

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

/// An error that an annotated function may return: any type with `From<AllProvidersFailed<E>>`, where `E` is the type
/// that the providers' errors are converted into.
#[diagnostic::on_unimplemented(
    message = "the error `{Self}` cannot be made from an `AllProvidersFailed`",
    label = "where no provider serves, the engine's `AllProvidersFailed` is converted into this error",
    note = "return `failover_core::Result<.., {Self}>`, or implement `From<AllProvidersFailed<E>>` for \
            `{Self}`, with `E` for what the providers fail with; an error of another crate is wrapped in one of your own"
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

/// A declared return type, `Result<R, X>`, of a function whose providers serve a `T`.
///
/// `__failover_requested` fixes the error type that the providers' errors are converted into, and the form of the
/// outcome. It is defined on several rungs of a ladder, the most specific one first. Method resolution passes over a rung
/// without an impl for these types and goes on to the rung below by [`Deref`].
pub struct ReturnProbe<R, X, T = R, L = HighestRung>(PhantomData<fn() -> (R, X, T, L)>);

/// The rung above `L`.
pub struct Rung<L>(PhantomData<L>);

/// The lowest rung if the error is given, by `error = E`.
pub struct WithError<E>(PhantomData<E>);

type Lowest = ();
type MadeOfAny = Rung<Lowest>;
type BoxedAlone = Rung<MadeOfAny>;
type OfItsOwnKind = Rung<BoxedAlone>;
type OfFailures = Rung<OfItsOwnKind>;
type Items = Rung<OfFailures>;
type HighestRung = Rung<Items>;

impl<R, X, T, L> ReturnProbe<R, X, T, L> {
    const NEW: Self = Self(PhantomData);

    /// Sets the error type that the providers' errors are converted into.
    #[inline]
    #[must_use]
    pub const fn with_error<E>(_: Self) -> ReturnProbe<R, X, T, Rung<WithError<E>>> {
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

/// The requested outcome: a value of type `T` from providers that fail with `E`, returned in the form `F`.
pub struct Requested<T, E, F>(PhantomData<fn() -> (T, E, F)>);

impl<T, E, F> Clone for Requested<T, E, F> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, E, F> Copy for Requested<T, E, F> {}

type AnyError = dyn Error + Send + Sync;

/// Defines `__failover_requested` on each rung. The name is one that no trait in the user's scope has.
macro_rules! rungs {
    ($($(#[$meta:meta])* impl[$($generics:tt)*] $ReturnProbe:ty => [$($E:ident)?] $Requested:ty;)*) => {$(
        $(#[$meta])*
        impl<$($generics)*> $ReturnProbe {
            #[inline]
            #[must_use]
            pub fn __failover_requested$(<$E>)?(&self) -> $Requested {
                Requested(PhantomData)
            }
        }
    )*};
}

rungs! {
    /// `Result<Served<T, E>, X>`.
    impl[T, E, X] ReturnProbe<Served<T, E>, X> => [] Requested<T, E, WithProvenance>;
    /// `Result<ItemResult<K, V, E>, X>`.
    impl[K, V, E, S, X] ReturnProbe<ItemResult<K, V, E, S>, X, ItemResult<K, V, E, S>, Items> => [] Requested<ItemResult<K, V, E, S>, E, Plain>;
    /// `Result<T, AllProvidersFailed<E>>`.
    impl[R, E, T] ReturnProbe<R, AllProvidersFailed<E>, T, OfFailures> => [] Requested<T, E, Plain>;
    /// `Result<T, X>` with an `X` that can hold failures whose errors are `X`s.
    impl[R, X: From<AllProvidersFailed<X>>, T] ReturnProbe<R, X, T, OfItsOwnKind> => [] Requested<T, X, Plain>;
    /// `Result<T, Box<dyn Error>>`.
    impl[R, T] ReturnProbe<R, Box<dyn Error>, T, BoxedAlone> => [] Requested<T, Box<dyn Error>, Boxed>;
    /// `Result<T, X>` with an `X` that takes any error, as `anyhow::Error` does.
    impl[R, X: From<AllProvidersFailed<BoxError>>, T] ReturnProbe<R, X, T, MadeOfAny>
        => [] Requested<T, Box<AnyError>, Boxed>;
    /// `Result<T, X>` with an `X` that is made from the failures of another error. Its `From` says which.
    impl[R, X, T] ReturnProbe<R, X, T, Lowest> => [E] Requested<T, E, Plain>;
    /// `Result<Served<T, E>, X>`, `error = E`.
    impl[T, E, X] ReturnProbe<Served<T, E>, X, Served<T, E>, Rung<WithError<E>>>
        => [] Requested<T, E, WithProvenance>;
    /// `Result<T, X>`, `error = E`.
    impl[R, E, X, T] ReturnProbe<R, X, T, WithError<E>> => [] Requested<T, E, Plain>;
}

/// The form in which the outcome is returned.
pub trait Form<T, E>: ErrorForm<E> {
    type Value;

    /// True if the value carries the provider's name.
    const IS_NAMED: bool = false;

    fn value(served: Served<T, E>) -> Self::Value;
}

/// The form in which errors are returned. A separate trait, so that its code does not depend on the value's type.
pub trait ErrorForm<E> {
    type Error;

    fn error(error: E) -> Self::Error;

    /// Converts every error.
    fn failures(failed: AllProvidersFailed<E>) -> AllProvidersFailed<Self::Error>;
}

/// The value alone.
pub struct Plain;

impl<T, E> Form<T, E> for Plain {
    type Value = T;

    #[inline]
    fn value(served: Served<T, E>) -> T {
        served.value
    }
}

impl<E> ErrorForm<E> for Plain {
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

/// The value with who served it.
pub struct WithProvenance;

impl<T, E> Form<T, E> for WithProvenance {
    type Value = Served<T, E>;

    const IS_NAMED: bool = true;

    #[inline]
    fn value(served: Served<T, E>) -> Served<T, E> {
        served
    }
}

impl<E> ErrorForm<E> for WithProvenance {
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

/// The value alone, failures of boxed errors.
pub struct Boxed;

impl<T, B: ?Sized> Form<T, Box<B>> for Boxed {
    type Value = T;

    #[inline]
    fn value(served: Served<T, Box<B>>) -> T {
        served.value
    }
}

impl<B: ?Sized> ErrorForm<Box<B>> for Boxed {
    type Error = BoxError<B>;

    #[inline]
    fn error(error: Box<B>) -> BoxError<B> {
        BoxError::new(error)
    }

    fn failures(failed: AllProvidersFailed<Box<B>>) -> AllProvidersFailed<BoxError<B>> {
        failed.map_err(BoxError::new)
    }
}

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

    /// Converts the failures into the function's error.
    #[cold]
    pub(super) fn failure<X: FromFailures<F::Error>>(failed: AllProvidersFailed<E>) -> X {
        X::from_failures(F::failures(failed))
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
    R::returned(match outcome {
        Ok(served) => Ok(F::value(served)),
        Err(failed) => Err(Requested::<T, E, F>::failure(failed)),
    })
}
