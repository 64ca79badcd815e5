//! What the declared return type asks for: found by type, so that aliases and `use`s make no difference.

use std::error::Error;
use std::marker::PhantomData;

use super::Setup;
use super::listing::{Listed, Listing};
use crate::items::{Incomplete, ItemResult};
use crate::judge::{Classify, Validate};
use crate::outcome::{AllProvidersFailed, BoxError, FailureKind, Served};
use crate::verdict::Verdict;
use crate::whole;

/// What an annotated function may return: `Result<value, error>`, under whatever name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `Result`",
    label = "an annotated function returns `Result<value, error>`",
    note = "the error must take an `AllProvidersFailed`: return `failover_core::Result<{Self}, YourError>`, \
            or an error of your own with `From<AllProvidersFailed<YourError>>`"
)]
pub trait ReturnType {
    /// Of the value.
    type Value;
    /// Of the error.
    type Error;
}

impl<R, X> ReturnType for Result<R, X> {
    type Value = R;
    type Error = X;
}

/// A declared return type, `Result<R, X>`.
///
/// Which error the providers' own are converted into, and how the outcome is handed over, is read off it by
/// the first rung of [`Rung`] that fits: method look-up tries the most references first.
pub struct Declared<R, X>(PhantomData<fn() -> (R, X)>);

impl<R, X> Declared<R, X> {
    #[inline]
    #[must_use]
    #[allow(
        clippy::new_without_default,
        reason = "made by an expansion, and by nobody else"
    )]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// A declared return type whose providers' error was named, by `error = G`.
pub struct Named<R, X, G>(PhantomData<fn() -> (R, X, G)>);

impl<R, X> Declared<R, X> {
    #[inline]
    #[must_use]
    pub const fn with_error<G>(self) -> Named<R, X, G> {
        Named(PhantomData)
    }
}

/// What is asked for: a value of type `T` from providers that fail with `E`, handed over in the form `F`.
pub struct Wanted<T, E, F>(PhantomData<fn() -> (T, E, F)>);

impl<T, E, F> Default for Wanted<T, E, F> {
    #[inline]
    fn default() -> Self {
        Self(PhantomData)
    }
}

type AnyError = dyn Error + Send + Sync;

/// One way to read a return type.
pub trait Rung<E> {
    type Wanted: Default;

    #[inline]
    fn wanted(&self) -> Self::Wanted {
        Self::Wanted::default()
    }
}

/// `Result<Served<T, E>, X>`.
impl<T, E, X> Rung<E> for &&&&&Declared<Served<T, E>, X> {
    type Wanted = Wanted<T, E, WithProvenance>;
}

/// `Result<ItemResult<K, V, E>, X>`.
impl<K, V, E, S, X> Rung<E> for &&&&&Declared<ItemResult<K, V, E, S>, X> {
    type Wanted = Wanted<ItemResult<K, V, E, S>, E, Plain>;
}

/// `Result<T, AllProvidersFailed<E>>`.
impl<T, E> Rung<E> for &&&&Declared<T, AllProvidersFailed<E>> {
    type Wanted = Wanted<T, E, Plain>;
}

/// `Result<T, X>` with an `X` that holds failures of its own kind.
impl<T, X: From<AllProvidersFailed<X>>> Rung<X> for &&&Declared<T, X> {
    type Wanted = Wanted<T, X, Plain>;
}

/// `Result<T, Box<dyn Error>>`.
impl<T> Rung<Box<dyn Error>> for &&Declared<T, Box<dyn Error>> {
    type Wanted = Wanted<T, Box<dyn Error>, Boxed>;
}

/// `Result<T, X>` with an `X` that takes any error, as `anyhow::Error` does.
impl<T, X: From<AllProvidersFailed<BoxError>>> Rung<Box<AnyError>> for &Declared<T, X> {
    type Wanted = Wanted<T, Box<AnyError>, Boxed>;
}

/// `Result<T, X>` with an `X` that is made from the failures of another error: which, its `From` says.
impl<T, E, X> Rung<E> for Declared<T, X> {
    type Wanted = Wanted<T, E, Plain>;
}

/// `Result<Served<T, E>, X>`, `error = E`.
impl<T, E, X> Rung<E> for &Named<Served<T, E>, X, E> {
    type Wanted = Wanted<T, E, WithProvenance>;
}

/// `Result<T, X>`, `error = E`.
impl<T, E, X> Rung<E> for Named<T, X, E> {
    type Wanted = Wanted<T, E, Plain>;
}

impl<E, F> Wanted<(), E, F> {
    /// The same for a body, which returns the declared value itself, be it a [`Served`].
    #[inline]
    pub fn of_value<T>(self) -> Wanted<T, E, F> {
        Wanted(PhantomData)
    }
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
    /// The type of the providers' errors, to infer by.
    #[inline]
    pub fn error_type(&self) -> PhantomData<E> {
        PhantomData
    }

    /// Nothing, ever: it only tells the compiler early what the function's error is made from.
    #[inline]
    pub fn never(&self) -> Option<AllProvidersFailed<F::Error>> {
        None
    }

    /// The value as it is handed over.
    #[inline]
    pub fn value(&self, served: Served<T, E>) -> F::Value {
        F::value(served)
    }

    /// The failure as it is handed over.
    #[cold]
    pub fn error(&self, failed: AllProvidersFailed<E>) -> AllProvidersFailed<F::Error> {
        failed.map_error(F::error)
    }

    /// As [`error`](Self::error), where keys are missing.
    #[cold]
    pub fn incomplete<K, V, S>(
        &self,
        incomplete: Incomplete<K, V, E, S>,
    ) -> Incomplete<K, V, F::Error, S> {
        incomplete.map_error(F::error)
    }

    /// A judgement of values, its type inferred from what is wanted.
    #[inline]
    pub fn is_valid<J: Fn(&T) -> bool>(&self, is_valid: J) -> J {
        is_valid
    }

    /// A judgement of errors, its type inferred from what is wanted.
    #[inline]
    pub fn classify<J: Fn(&E) -> Verdict>(&self, classify: J) -> J {
        classify
    }

    /// A whole call.
    #[inline]
    pub fn fetch(
        &self,
        setup: Setup<'_>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
        providers: &'static [Listed],
        call: impl FnMut(usize) -> Result<T, FailureKind<E>>,
    ) -> Result<Served<T, E>, AllProvidersFailed<E>> {
        let listing = Listing { providers, call };
        whole::fetch_checked(setup.0, is_valid, classify, listing)
    }
}
