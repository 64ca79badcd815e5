//! What the declared return type asks for: found by type, so that aliases and `use`s make no difference.

use std::error::Error;
use std::marker::PhantomData;
use std::ops::Deref;

use super::Setup;
use super::listing::{Listed, Listing};
use crate::items::ItemResult;
use crate::judge::{Classify, Validate};
use crate::outcome::{AllProvidersFailed, BoxError, FailureKind, Served};
use crate::whole;

/// What an annotated function may return: `Result<value, error>`, under whatever name.
#[diagnostic::on_unimplemented(
    message = "an annotated function returns a `Result`, not `{Self}`",
    label = "this is not a `Result`",
    note = "return `failover_core::Result<{Self}, YourError>`, \
            or a `Result` with an error of your own that has `From<AllProvidersFailed<YourError>>`"
)]
pub trait ReturnType: Sized {
    /// Of the value.
    type Value;
    /// Of the error.
    type Error;

    /// What comes back.
    fn returned(outcome: Result<Self::Value, Self::Error>) -> Self;

    /// What this type asks for.
    #[doc(hidden)]
    #[inline]
    fn declared() -> Declared<Self::Value, Self::Error> {
        Declared::NEW
    }

    /// The same of a function with a body, which returns the declared value itself, be it a [`Served`].
    #[doc(hidden)]
    #[inline]
    fn declared_of_body() -> Declared<(), Self::Error, Self::Value> {
        Declared::NEW
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

/// What the error of an annotated function is made from: anything with `From<AllProvidersFailed<E>>`, where `E`
/// is what the providers' errors are converted into.
#[diagnostic::on_unimplemented(
    message = "the error `{Self}` cannot be made from an `AllProvidersFailed`",
    label = "where no provider serves, the engine's `AllProvidersFailed` is converted into this error",
    note = "return `failover_core::Result<.., {Self}>`, or implement `From<AllProvidersFailed<E>>` for \
            `{Self}`, with `E` for what the providers fail with; an error of another crate is wrapped in one of your own"
)]
pub trait FromFailures<E>: Sized {
    /// The error.
    fn from_failures(failed: AllProvidersFailed<E>) -> Self;

    /// Nothing: it tells the compiler early what the function's error is made from.
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
/// Which error the providers' own are converted into, and how the outcome is handed over, is read off it by the
/// first rung `L` that fits: one that has no `wanted` for these types is passed over to the next below, by [`Deref`].
pub struct Declared<R, X, T = R, L = Highest>(PhantomData<fn() -> (R, X, T, L)>);

/// The rung above `L`.
pub struct Above<L>(PhantomData<L>);

/// The lowest rung where the error was named, by `error = E`.
pub struct Named<E>(PhantomData<E>);

type Lowest = ();
type MadeOfAny = Above<Lowest>;
type BoxedAlone = Above<MadeOfAny>;
type OfItsOwnKind = Above<BoxedAlone>;
type Failures = Above<OfItsOwnKind>;
type Items = Above<Failures>;
type Highest = Above<Items>;

impl<R, X, T, L> Declared<R, X, T, L> {
    const NEW: Self = Self(PhantomData);

    #[inline]
    #[must_use]
    #[allow(
        clippy::unused_self,
        reason = "an expansion says it after what it has found"
    )]
    pub const fn with_error<E>(&self) -> Declared<R, X, T, Above<Named<E>>> {
        Declared::NEW
    }
}

impl<R, X, T, L> Deref for Declared<R, X, T, Above<L>> {
    type Target = Declared<R, X, T, L>;

    #[inline]
    fn deref(&self) -> &Self::Target {
        &Declared::NEW
    }
}

/// What is asked for: a value of type `T` from providers that fail with `E`, handed over in the form `F`.
pub struct Wanted<T, E, F>(PhantomData<fn() -> (T, E, F)>);

impl<T, E, F> Clone for Wanted<T, E, F> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, E, F> Copy for Wanted<T, E, F> {}

type AnyError = dyn Error + Send + Sync;

/// For each rung what is wanted, after what `wanted` is generic over.
macro_rules! rungs {
    ($($(#[$meta:meta])* impl[$($generics:tt)*] $Declared:ty => [$($E:ident)?] $Wanted:ty;)*) => {$(
        $(#[$meta])*
        impl<$($generics)*> $Declared {
            #[inline]
            #[must_use]
            pub fn wanted$(<$E>)?(&self) -> $Wanted {
                Wanted(PhantomData)
            }
        }
    )*};
}

rungs! {
    /// `Result<Served<T, E>, X>`.
    impl[T, E, X] Declared<Served<T, E>, X> => [] Wanted<T, E, WithProvenance>;
    /// `Result<ItemResult<K, V, E>, X>`.
    impl[K, V, E, S, X] Declared<ItemResult<K, V, E, S>, X, ItemResult<K, V, E, S>, Items> => [] Wanted<ItemResult<K, V, E, S>, E, Plain>;
    /// `Result<T, AllProvidersFailed<E>>`.
    impl[R, E, T] Declared<R, AllProvidersFailed<E>, T, Failures> => [] Wanted<T, E, Plain>;
    /// `Result<T, X>` with an `X` that holds failures of its own kind.
    impl[R, X: From<AllProvidersFailed<X>>, T] Declared<R, X, T, OfItsOwnKind> => [] Wanted<T, X, Plain>;
    /// `Result<T, Box<dyn Error>>`.
    impl[R, T] Declared<R, Box<dyn Error>, T, BoxedAlone> => [] Wanted<T, Box<dyn Error>, Boxed>;
    /// `Result<T, X>` with an `X` that takes any error, as `anyhow::Error` does.
    impl[R, X: From<AllProvidersFailed<BoxError>>, T] Declared<R, X, T, MadeOfAny>
        => [] Wanted<T, Box<AnyError>, Boxed>;
    /// `Result<T, X>` with an `X` that is made from the failures of another error: which, its `From` says.
    impl[R, X, T] Declared<R, X, T, Lowest> => [E] Wanted<T, E, Plain>;
    /// `Result<Served<T, E>, X>`, `error = E`.
    impl[T, E, X] Declared<Served<T, E>, X, Served<T, E>, Above<Named<E>>>
        => [] Wanted<T, E, WithProvenance>;
    /// `Result<T, X>`, `error = E`.
    impl[R, E, X, T] Declared<R, X, T, Named<E>> => [] Wanted<T, E, Plain>;
}

/// In what form an outcome is handed over.
pub trait Form<T, E> {
    type Value;
    type Error;

    fn value(served: Served<T, E>) -> Self::Value;
    fn error(error: E) -> Self::Error;
}

/// The value alone.
pub struct Plain;

impl<T, E> Form<T, E> for Plain {
    type Value = T;
    type Error = E;

    #[inline]
    fn value(served: Served<T, E>) -> T {
        served.value
    }

    #[inline]
    fn error(error: E) -> E {
        error
    }
}

/// The value with who served it.
pub struct WithProvenance;

impl<T, E> Form<T, E> for WithProvenance {
    type Value = Served<T, E>;
    type Error = E;

    #[inline]
    fn value(served: Served<T, E>) -> Served<T, E> {
        served
    }

    #[inline]
    fn error(error: E) -> E {
        error
    }
}

/// The value alone, failures of boxed errors.
pub struct Boxed;

impl<T, B: ?Sized> Form<T, Box<B>> for Boxed {
    type Value = T;
    type Error = BoxError<B>;

    #[inline]
    fn value(served: Served<T, Box<B>>) -> T {
        served.value
    }

    #[inline]
    fn error(error: Box<B>) -> BoxError<B> {
        BoxError::new(error)
    }
}

impl<T, E, F: Form<T, E>> Wanted<T, E, F> {
    /// Of a provider's value and of the function's error, to infer by.
    #[inline]
    pub fn output(&self) -> PhantomData<fn() -> (E, T)> {
        PhantomData
    }

    /// The same where a provider's value is an answer.
    #[inline]
    pub fn answer<A>(&self) -> PhantomData<fn() -> (E, A)> {
        PhantomData
    }

    /// Of what is judged, to infer by.
    #[inline]
    pub fn judged(&self) -> PhantomData<T> {
        PhantomData
    }

    /// Of what is classified, to infer by.
    #[inline]
    pub fn classified(&self) -> PhantomData<E> {
        PhantomData
    }

    /// Of what the function's error is made from, to infer by.
    #[inline]
    pub fn failed(&self) -> PhantomData<F::Error> {
        PhantomData
    }

    /// A failure, as it is handed over.
    #[cold]
    pub(super) fn failure<X: FromFailures<F::Error>>(failed: AllProvidersFailed<E>) -> X {
        X::from_failures(failed.map_error(F::error))
    }
}

/// A whole call.
#[inline]
pub fn fetch<T, E, F>(
    _: Wanted<T, E, F>,
    setup: Setup<'_>,
    is_valid: &impl Validate<T>,
    classify: &impl Classify<E>,
    providers: &'static [Listed],
    call: impl FnMut(u32) -> Result<T, FailureKind<E>>,
) -> Result<Served<T, E>, AllProvidersFailed<E>> {
    let listing = Listing { providers, call };
    whole::fetch_checked(setup.0, is_valid, classify, listing)
}

/// The outcome of a whole call in the function's own type.
#[inline]
pub fn returned<T, E, F, R>(
    _: Wanted<T, E, F>,
    outcome: Result<Served<T, E>, AllProvidersFailed<E>>,
) -> R
where
    R: ReturnType<Value = F::Value>,
    R::Error: FromFailures<F::Error>,
    F: Form<T, E>,
{
    R::returned(match outcome {
        Ok(served) => Ok(F::value(served)),
        Err(failed) => Err(Wanted::<T, E, F>::failure(failed)),
    })
}
