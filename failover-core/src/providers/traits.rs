//! The traits of providers of value calls and of lists of them.

use std::future::Future;

use super::implement_lists::implement_lists;
use super::list::{ProviderWithArgument, WithArgument};
use super::names::{NamedProvider, ProviderNames};
use super::provider::{OwnSettings, Provider};
use crate::outcome::FailureKind;

/// A provider of `T` that fails with `E`: a [`Provider`] of an `FnMut`, or a reference to one of an `Fn`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a provider of `{T}` that fails with `{E}`",
    note = "its callable takes no argument and returns `Result<{T}, {E}>`; behind a shared reference it must be `Fn`"
)]
pub trait ValueProvider<T, E>: NamedProvider {
    /// Makes one attempt.
    ///
    /// # Errors
    ///
    /// The provider's own.
    fn call(&mut self) -> Result<T, FailureKind<E>>;
}

impl<T, E, F: FnMut() -> Result<T, E>, S: OwnSettings> ValueProvider<T, E> for Provider<F, S> {
    #[inline]
    fn call(&mut self) -> Result<T, FailureKind<E>> {
        (self.call)().map_err(FailureKind::Error)
    }
}

impl<T, E, F: Fn() -> Result<T, E>, S: OwnSettings> ValueProvider<T, E> for &Provider<F, S> {
    #[inline]
    fn call(&mut self) -> Result<T, FailureKind<E>> {
        (self.call)().map_err(FailureKind::Error)
    }
}

impl<T, E, P: ValueProvider<T, E>> ValueProvider<T, E> for &mut P {
    #[inline]
    fn call(&mut self) -> Result<T, FailureKind<E>> {
        (**self).call()
    }
}

/// An ordered list of providers of `T` that fail with `E`.
///
/// It is implemented for tuples of up to 12 [`Provider`]s with different callables, for arrays, slices and `Vec`s of one
/// type, and for references to all of these. Shared references need `Fn` callables. It is also implemented for
/// `&`[`ProviderList`](crate::ProviderList) and for the list [`with`](crate::ProviderList::with) an argument. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of providers of `{T}` that fail with `{E}`",
    note = "pass a tuple of up to 12 `(Provider::new(..), Provider::new(..))`, an array, a `Vec` or a slice of providers, or a `ProviderList` as `&list`, or as `list.with(argument)` if its callables take an argument"
)]
pub trait Providers<T, E>: ProviderNames {
    /// Makes one attempt at the provider at `index`, counted from zero.
    ///
    /// # Errors
    ///
    /// The provider's own.
    fn call(&mut self, index: usize) -> Result<T, FailureKind<E>>;
}

implement_lists! { {
    impl[T, E] Providers<T, E>, each ValueProvider<T, E>;
    [fn] call [] () -> Result<T, FailureKind<E>> => now()
} }

/// An async provider of `T` that fails with `E`: a [`Provider`] of an `FnMut`, or a reference to one of an `Fn`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an async provider of `{T}` that fails with `{E}`",
    note = "its callable takes no argument and returns a future of `Result<{T}, {E}>`; behind a shared reference it must be `Fn`"
)]
pub trait AsyncValueProvider<T, E>: NamedProvider {
    /// Makes one attempt.
    fn call(&mut self) -> impl Future<Output = Result<T, FailureKind<E>>>;
}

impl<T, E, F, S: OwnSettings, A> AsyncValueProvider<T, E> for Provider<F, S>
where
    F: FnMut() -> A,
    A: Future<Output = Result<T, E>>,
{
    #[inline]
    async fn call(&mut self) -> Result<T, FailureKind<E>> {
        (self.call)().await.map_err(FailureKind::Error)
    }
}

impl<T, E, F, S: OwnSettings, A> AsyncValueProvider<T, E> for &Provider<F, S>
where
    F: Fn() -> A,
    A: Future<Output = Result<T, E>>,
{
    #[inline]
    async fn call(&mut self) -> Result<T, FailureKind<E>> {
        (self.call)().await.map_err(FailureKind::Error)
    }
}

impl<T, E, P: AsyncValueProvider<T, E>> AsyncValueProvider<T, E> for &mut P {
    #[inline]
    fn call(&mut self) -> impl Future<Output = Result<T, FailureKind<E>>> {
        (**self).call()
    }
}

/// An ordered list of async providers of `T` that fail with `E`.
///
/// It is implemented as [`Providers`] is, for callables that return a future. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of async providers of `{T}` that fail with `{E}`",
    note = "pass a tuple of up to 12 `(Provider::new(..), Provider::new(..))`, an array, a `Vec` or a slice of providers, or a `ProviderList` as `&list`, or as `list.with(argument)` if its callables take an argument; the callables return futures"
)]
pub trait AsyncProviders<T, E>: ProviderNames {
    /// Makes one attempt at the provider at `index`, counted from zero.
    fn call(&mut self, index: usize) -> impl Future<Output = Result<T, FailureKind<E>>>;
}

implement_lists! { {
    impl[T, E] AsyncProviders<T, E>, each AsyncValueProvider<T, E>;
    [async fn] call [] () -> Result<T, FailureKind<E>> => later()
} }

impl<A, T, E, F, S> Providers<T, E> for WithArgument<'_, A, F, S>
where
    A: ?Sized,
    F: Fn(&A) -> Result<T, E>,
    S: OwnSettings,
{
    #[inline]
    fn call(&mut self, index: usize) -> Result<T, FailureKind<E>> {
        (self.list[index].call)(self.argument).map_err(FailureKind::Error)
    }
}

impl<'a, A, T, E, F, S, R> AsyncProviders<T, E> for WithArgument<'a, A, F, S>
where
    A: ?Sized,
    S: OwnSettings,
    F: Fn(&'a A) -> R,
    R: Future<Output = Result<T, E>>,
{
    #[inline]
    async fn call(&mut self, index: usize) -> Result<T, FailureKind<E>> {
        let attempt = (self.list[index].call)(self.argument);
        attempt.await.map_err(FailureKind::Error)
    }
}

impl<'a, A, T, E, F, S, R> AsyncValueProvider<T, E> for ProviderWithArgument<'a, A, F, S>
where
    A: ?Sized,
    S: OwnSettings,
    F: Fn(&'a A) -> R,
    R: Future<Output = Result<T, E>>,
{
    async fn call(&mut self) -> Result<T, FailureKind<E>> {
        let attempt = (self.provider.call)(self.argument);
        attempt.await.map_err(FailureKind::Error)
    }
}
