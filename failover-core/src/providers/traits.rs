//! The traits of providers of value calls and of lists of them.

use std::future::Future;

use super::implement_lists::implement_lists;
use super::list::{ProviderWithArgument, WithArgument};
use super::provider::{Provider, WithAttempt};
use super::rules::{RuledProvider, RuledProviders};
use super::settings::{OwnRules, OwnSettings};
use crate::engine::{AttemptArgument, AttemptContext, AttemptFacts};
use crate::outcome::FailureKind;

/// A provider of `T` that fails with `E`: a [`Provider`] of an `FnMut`, or a reference to one of an `Fn`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a provider of `{T}` that fails with `{E}`",
    note = "its callable takes no argument and returns `Result<{T}, {E}>`; behind a shared reference it must be `Fn`"
)]
pub trait ValueProvider<T, E>: RuledProvider<T, E> {
    /// Makes one attempt.
    ///
    /// # Errors
    ///
    /// The provider's own.
    fn call(&mut self, attempt: &AttemptFacts<'_>) -> Result<T, FailureKind<E>>;
}

/// A type that a blocking callable may return: a `Result`. A trait, so that the compiler says what to do about another one.
#[diagnostic::on_unimplemented(
    message = "a provider of this call returns a `Result<_, {E}>`, not `{Self}`",
    note = "for a callable that returns a future, use `fetch_async`, or `ItemProvider::new_async` and `fetch_items_async`",
    note = "all providers of a call fail with one type: convert the others in the callable, with `map_err`",
    note = "for a callable that never returns, say what it would return: `|| -> Result<_, _> {{ unreachable!() }}`"
)]
pub trait CallOutput<E> {
    /// The type of the value, or of the answer.
    type Value;

    /// Returns the result.
    ///
    /// # Errors
    ///
    /// The provider's own.
    #[doc(hidden)]
    fn into_result(self) -> Result<Self::Value, FailureKind<E>>;
}

#[diagnostic::do_not_recommend]
impl<T, E> CallOutput<E> for Result<T, E> {
    type Value = T;

    #[inline]
    fn into_result(self) -> Result<T, FailureKind<E>> {
        self.map_err(FailureKind::Error)
    }
}

/// Implements a trait of providers for the two kinds of callables, and for references to providers.
macro_rules! implement_callables {
    ($implement:ident) => {
        $implement! { [FnMut] [Provider<F, S>] () call [] }
        $implement! { [Fn] [&Provider<F, S>] () call [] }
        $implement! { [Fn] [Provider<WithAttempt<F>, S>] (AttemptContext) call.0 [attempt] }
        $implement! { [Fn] [&Provider<WithAttempt<F>, S>] (AttemptContext) call.0 [attempt] }
    };
}

macro_rules! implement_value_provider {
    ([$Fn:ident] [$Provider:ty] ($($A:ty)?) $call:ident$(.$i:tt)? [$($attempt:ident)?]) => {
        impl<T, E, F, S, O> ValueProvider<T, E> for $Provider
        where
            F: $Fn($($A)?) -> O,
            O: CallOutput<E, Value = T>,
            S: OwnSettings + OwnRules<T, E>,
        {
            #[inline]
            fn call(&mut self, _facts: &AttemptFacts<'_>) -> Result<T, FailureKind<E>> {
                $(let $attempt = _facts.context();)?
                (self.$call$(.$i)?)($($attempt)?).into_result()
            }
        }
    };
}

implement_callables! { implement_value_provider }

impl<T, E, P: ValueProvider<T, E>> ValueProvider<T, E> for &mut P {
    #[inline]
    fn call(&mut self, attempt: &AttemptFacts<'_>) -> Result<T, FailureKind<E>> {
        (**self).call(attempt)
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
pub trait Providers<T, E>: RuledProviders<T, E> {
    /// Makes one attempt at the provider at `index`, counted from zero.
    ///
    /// # Errors
    ///
    /// The provider's own.
    fn call(&mut self, index: usize, attempt: &AttemptFacts<'_>) -> Result<T, FailureKind<E>>;
}

implement_lists! { {
    impl[T, E] Providers<T, E>, each ValueProvider<T, E>, ruled RuledProvider<T, E>;
    [] [fn] call [] (attempt: &AttemptFacts<'_>) -> Result<T, FailureKind<E>> => now(attempt)
} }

/// An async provider of `T` that fails with `E`: a [`Provider`] of an `FnMut`, or a reference to one of an `Fn`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an async provider of `{T}` that fails with `{E}`",
    note = "its callable takes no argument and returns a future of `Result<{T}, {E}>`; behind a shared reference it must be `Fn`"
)]
pub trait AsyncValueProvider<T, E>: RuledProvider<T, E> {
    /// The argument of its callable.
    type Attempt: AttemptArgument;

    /// Makes one attempt.
    fn call(&mut self, attempt: Self::Attempt) -> impl Future<Output = Result<T, FailureKind<E>>>;
}

macro_rules! implement_async_value_provider {
    ([$Fn:ident] [$Provider:ty] ($($A:ty)?) $call:ident$(.$i:tt)? [$($attempt:ident)?]) => {
        impl<T, E, F, S, R> AsyncValueProvider<T, E> for $Provider
        where
            F: $Fn($($A)?) -> R,
            R: Future<Output = Result<T, E>>,
            S: OwnSettings + OwnRules<T, E>,
        {
            type Attempt = argument!($($A)?);

            #[inline]
            async fn call(&mut self, _attempt: Self::Attempt) -> Result<T, FailureKind<E>> {
                $(let $attempt = _attempt;)?
                (self.$call$(.$i)?)($($attempt)?).await.map_err(FailureKind::Error)
            }
        }
    };
}

/// The type of a callable's argument.
macro_rules! argument {
    () => {
        ()
    };
    ($A:ty) => {
        $A
    };
}

implement_callables! { implement_async_value_provider }

impl<T, E, P: AsyncValueProvider<T, E>> AsyncValueProvider<T, E> for &mut P {
    type Attempt = P::Attempt;

    #[inline]
    fn call(&mut self, attempt: P::Attempt) -> impl Future<Output = Result<T, FailureKind<E>>> {
        (**self).call(attempt)
    }
}

/// An ordered list of async providers of `T` that fail with `E`.
///
/// It is implemented as [`Providers`] is, for callables that return a future. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of async providers of `{T}` that fail with `{E}`",
    note = "pass a tuple of up to 12 `(Provider::new(..), Provider::new(..))`, an array, a `Vec` or a slice of providers, or a `ProviderList` as `&list`, or as `list.with(argument)` if its callables take an argument; the callables return futures"
)]
pub trait AsyncProviders<T, E>: RuledProviders<T, E> {
    /// The arguments of their callables.
    type Attempt: AttemptArgument;

    /// Makes one attempt at the provider at `index`, counted from zero.
    fn call(
        &mut self,
        index: usize,
        attempt: Self::Attempt,
    ) -> impl Future<Output = Result<T, FailureKind<E>>>;
}

implement_lists! { {
    impl[T, E] AsyncProviders<T, E>, each AsyncValueProvider<T, E>, ruled RuledProvider<T, E>;
    [attempt: Attempt] [async fn] call [] () -> Result<T, FailureKind<E>> => later(each attempt)
} }

impl<A, T, E, F, S, O> Providers<T, E> for WithArgument<'_, A, F, S>
where
    A: ?Sized,
    F: Fn(&A) -> O,
    O: CallOutput<E, Value = T>,
    S: OwnSettings + OwnRules<T, E>,
{
    #[inline]
    fn call(&mut self, index: usize, _: &AttemptFacts<'_>) -> Result<T, FailureKind<E>> {
        (self.list[index].call)(self.argument).into_result()
    }
}

impl<'a, A, T, E, F, S, R> AsyncProviders<T, E> for WithArgument<'a, A, F, S>
where
    A: ?Sized,
    S: OwnSettings + OwnRules<T, E>,
    F: Fn(&'a A) -> R,
    R: Future<Output = Result<T, E>>,
{
    type Attempt = ();

    #[inline]
    async fn call(&mut self, index: usize, (): ()) -> Result<T, FailureKind<E>> {
        let attempt = (self.list[index].call)(self.argument);
        attempt.await.map_err(FailureKind::Error)
    }
}

impl<'a, A, T, E, F, S, R> AsyncValueProvider<T, E> for ProviderWithArgument<'a, A, F, S>
where
    A: ?Sized,
    S: OwnSettings + OwnRules<T, E>,
    F: Fn(&'a A) -> R,
    R: Future<Output = Result<T, E>>,
{
    type Attempt = ();

    async fn call(&mut self, (): ()) -> Result<T, FailureKind<E>> {
        let attempt = (self.provider.call)(self.argument);
        attempt.await.map_err(FailureKind::Error)
    }
}
