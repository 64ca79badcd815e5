//! [`Provider`] and the shapes in which a list of them can be handed to a call.

use std::fmt;
use std::future::Future;

use crate::Name;
use crate::list::sealed::Sealed;
use crate::list::{Named, Names, implement_lists};
use crate::outcome::FailureKind;

/// A name and a callable: who is tried, skipped, blamed and credited.
///
/// `call` is any callable without arguments that returns a `Result`, for
/// [`fetch`](crate::FailoverClient::fetch), or with one argument by reference, for
/// [`fetch_with`](crate::FailoverClient::fetch_with). What is asked of it is decided there: tuples, arrays
/// and `Vec`s take `FnMut`, shared slices take `Fn`.
#[derive(Clone, Copy)]
pub struct Provider<F> {
    pub(crate) name: Name,
    pub(crate) call: F,
}

impl<F> Provider<F> {
    // No bound on `F`: with one, closures would be inferred as `FnMut` and a shared list would never fit.
    /// A provider. `name` is a literal, a `String`, or any text by [`Name::intern`].
    pub fn new(name: impl Into<Name>, call: F) -> Self {
        Self {
            name: name.into(),
            call,
        }
    }

    /// What it is called.
    pub fn name(&self) -> Name {
        self.name
    }
}

impl<F> fmt::Debug for Provider<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl<F> Sealed for Provider<F> {}

impl<F> Named for Provider<F> {
    fn name(&self) -> Name {
        self.name
    }
}

/// One provider of `T` that fails with `E`: a [`Provider`] of an `FnMut`, or a reference to one of an `Fn`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a provider of `{T}` that fails with `{E}`",
    note = "its callable takes no argument and returns `Result<{T}, {E}>`; behind a shared reference it must be `Fn`"
)]
pub trait Call<T, E>: Named {
    /// Makes one attempt.
    ///
    /// # Errors
    ///
    /// The provider's own.
    fn call(&mut self) -> Result<T, FailureKind<E>>;
}

impl<T, E, F: FnMut() -> Result<T, E>> Call<T, E> for Provider<F> {
    #[inline]
    fn call(&mut self) -> Result<T, FailureKind<E>> {
        (self.call)().map_err(FailureKind::Error)
    }
}

impl<T, E, F: Fn() -> Result<T, E>> Call<T, E> for &Provider<F> {
    #[inline]
    fn call(&mut self) -> Result<T, FailureKind<E>> {
        (self.call)().map_err(FailureKind::Error)
    }
}

/// An ordered list of providers of `T` that fail with `E`.
///
/// Implemented for tuples of up to 12 [`Provider`]s with different callables, for arrays, slices and `Vec`s
/// of one kind, and for references to all of these (shared ones where the callables are `Fn`). Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of providers of `{T}` that fail with `{E}`",
    note = "hand over a tuple of up to 12 `(Provider::new(..), Provider::new(..))`, an array, a `Vec` or a slice of providers"
)]
pub trait Providers<T, E>: Names {
    /// Makes one attempt at the provider at `index`, which is below [`count`](Names::count).
    ///
    /// # Errors
    ///
    /// The provider's own.
    fn call(&mut self, index: usize) -> Result<T, FailureKind<E>>;
}

implement_lists! { {
    impl[T, E] Providers<T, E>, each Call<T, E>;
    [fn] call [] () -> Result<T, FailureKind<E>> => now()
} }

/// One provider of `T` that is awaited and fails with `E`: a [`Provider`] of an `FnMut`, or a reference to one of
/// an `Fn`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an async provider of `{T}` that fails with `{E}`",
    note = "its callable takes no argument and returns a future of `Result<{T}, {E}>`; behind a shared reference it must be `Fn`"
)]
pub trait CallAsync<T, E>: Named {
    /// Makes one attempt.
    fn call(&mut self) -> impl Future<Output = Result<T, FailureKind<E>>>;
}

impl<T, E, F, A> CallAsync<T, E> for Provider<F>
where
    F: FnMut() -> A,
    A: Future<Output = Result<T, E>>,
{
    #[inline]
    async fn call(&mut self) -> Result<T, FailureKind<E>> {
        (self.call)().await.map_err(FailureKind::Error)
    }
}

impl<T, E, F, A> CallAsync<T, E> for &Provider<F>
where
    F: Fn() -> A,
    A: Future<Output = Result<T, E>>,
{
    #[inline]
    async fn call(&mut self) -> Result<T, FailureKind<E>> {
        (self.call)().await.map_err(FailureKind::Error)
    }
}

/// An ordered list of providers of `T` that are awaited and fail with `E`.
///
/// Implemented as [`Providers`] is, for callables that return a future. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of async providers of `{T}` that fail with `{E}`",
    note = "hand over a tuple of up to 12 `(Provider::new(..), Provider::new(..))`, an array, a `Vec` or a slice of providers, whose callables return futures"
)]
pub trait AsyncProviders<T, E>: Names {
    /// Makes one attempt at the provider at `index`, which is below [`count`](Names::count).
    fn call(&mut self, index: usize) -> impl Future<Output = Result<T, FailureKind<E>>>;
}

implement_lists! { {
    impl[T, E] AsyncProviders<T, E>, each CallAsync<T, E>;
    [async fn] call [] () -> Result<T, FailureKind<E>> => later()
} }

/// A shared list with the argument that each provider of a [`fetch_with`](crate::FailoverClient::fetch_with)
/// is called with.
pub(crate) struct With<'a, A: ?Sized, F> {
    pub(crate) argument: &'a A,
    pub(crate) providers: &'a [Provider<F>],
}

impl<A: ?Sized, F> Sealed for With<'_, A, F> {}

impl<A: ?Sized, F> Names for With<'_, A, F> {
    fn count(&self) -> usize {
        self.providers.count()
    }

    fn name(&self, index: usize) -> Name {
        Names::name(self.providers, index)
    }
}

impl<A: ?Sized, T, E, F: Fn(&A) -> Result<T, E>> Providers<T, E> for With<'_, A, F> {
    #[inline]
    fn call(&mut self, index: usize) -> Result<T, FailureKind<E>> {
        (self.providers[index].call)(self.argument).map_err(FailureKind::Error)
    }
}

impl<'a, A, T, E, F, R> AsyncProviders<T, E> for With<'a, A, F>
where
    A: ?Sized,
    F: Fn(&'a A) -> R,
    R: Future<Output = Result<T, E>>,
{
    #[inline]
    async fn call(&mut self, index: usize) -> Result<T, FailureKind<E>> {
        let attempt = (self.providers[index].call)(self.argument);
        attempt.await.map_err(FailureKind::Error)
    }
}
