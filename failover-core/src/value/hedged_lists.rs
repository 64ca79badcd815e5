//! Lists of async providers for hedged calls.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use super::hedged::{CallOutcome, HedgeSlot, HedgedCall, hedge, take_turn};
use crate::drive::CallContext;
use crate::engine::{Classify, Validate};
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, FailureKind};
use crate::providers::{
    AsyncValueProvider, LongTuple, NamedProvider, ProviderList, ProviderNames, Sealed,
    WithArgument, for_each_long_tuple, for_each_tuple,
};

/// An ordered list of async providers of `T` that fail with `E` and can run concurrently.
///
/// It is implemented for the same types as [`AsyncProviders`](crate::traits::AsyncProviders). A generic function that
/// makes a hedged call needs this bound, because the compiler does not conclude one trait from the other. Tuples need no
/// memory for a hedge. Other lists allocate for each provider that is started. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of async providers of `{T}` that fail with `{E}`, for a hedged call",
    note = "pass a tuple of up to 12 `(Provider::new(..), Provider::new(..))`, an array, a `Vec` or a slice of providers, or a `ProviderList` as `&list`, or as `list.with(argument)` if its callables take an argument; the callables return futures",
    note = "a generic function needs the bound `failover_core::traits::HedgedProviders`"
)]
pub trait HedgedProviders<T, E>: ProviderNames {
    /// Makes the call.
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        call: HedgedCall<'_, V, C>,
    ) -> impl Future<Output = CallOutcome<T, E>>;
}

#[inline]
#[allow(
    clippy::manual_async_fn,
    reason = "an `async` block uses what it captured where it lies; an `async fn` holds its arguments twice"
)]
pub(crate) fn fetch_hedged<T, E>(
    context: CallContext<'_>,
    delay: Duration,
    is_valid: impl Validate<T>,
    classify: impl Classify<E>,
    mut providers: impl HedgedProviders<T, E>,
) -> impl Future<Output = CallOutcome<T, E>> {
    async move {
        if let Err(error) = providers.check_names() {
            return Err(AllProvidersFailed::refused(error));
        }
        let call = HedgedCall {
            context,
            delay,
            is_valid: &is_valid,
            classify: &classify,
        };
        providers.hedge(call).await
    }
}

/// Makes a hedged call of these providers, each of which is lent to its turn.
async fn hedge_each<P, T, E, V, C>(
    call: HedgedCall<'_, V, C>,
    slots: &[HedgeSlot],
    providers: &mut [Option<&mut P>],
) -> CallOutcome<T, E>
where
    P: AsyncValueProvider<T, E>,
    V: Validate<T>,
    C: Classify<E>,
{
    let HedgedCall {
        context,
        delay,
        is_valid,
        classify,
    } = call;
    let begin = |index: usize, start| {
        let provider = providers[index].take()?;
        Some(take_turn(
            provider,
            &slots[index],
            start,
            is_valid,
            classify,
        ))
    };
    hedge(context, delay, slots, pin!(None), begin).await
}

impl<T, E, P: AsyncValueProvider<T, E>> HedgedProviders<T, E> for [P] {
    #[allow(
        clippy::manual_async_fn,
        reason = "an `async` block uses what it captured where it lies"
    )]
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        call: HedgedCall<'_, V, C>,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        async move {
            let slots: Vec<_> = self.iter().map(|one| HedgeSlot::new(one.name())).collect();
            let mut providers: Vec<_> = self.iter_mut().map(Some).collect();
            hedge_each(call, &slots, &mut providers).await
        }
    }
}

impl<T, E, P: AsyncValueProvider<T, E>, const N: usize> HedgedProviders<T, E> for [P; N] {
    #[allow(clippy::manual_async_fn, reason = "as for a slice")]
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        call: HedgedCall<'_, V, C>,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        async move {
            let slots = self.each_ref().map(|one| HedgeSlot::new(one.name()));
            let mut providers = self.each_mut().map(Some);
            hedge_each(call, &slots, &mut providers).await
        }
    }
}

/// One of two providers. Nested, it is one of a few: so the providers of a short tuple become an array.
enum OneOfTwo<A, B> {
    This(A),
    Other(B),
}

impl<A, B> Sealed for OneOfTwo<A, B> {}

impl<A: NamedProvider, B: NamedProvider> NamedProvider for OneOfTwo<A, B> {
    fn name(&self) -> Name {
        match self {
            Self::This(provider) => provider.name(),
            Self::Other(provider) => provider.name(),
        }
    }
}

impl<T, E, A, B> AsyncValueProvider<T, E> for OneOfTwo<A, B>
where
    A: AsyncValueProvider<T, E>,
    B: AsyncValueProvider<T, E>,
{
    async fn call(&mut self) -> Result<T, FailureKind<E>> {
        match self {
            Self::This(provider) => provider.call().await,
            Self::Other(provider) => provider.call().await,
        }
    }
}

/// Turns the elements of a tuple into an array: `one_of!([]; [] a, b, c)` is
/// `[This(a), Other(This(b)), Other(Other(c))]`.
macro_rules! one_of {
    ($elements:tt; $depth:tt $last:expr) => {
        one_of!(@array $elements; $depth $last)
    };
    ([$($elements:tt)*]; [$($depth:tt)*] $first:expr, $($rest:expr),+) => {
        one_of!([$($elements)* (one_of!(@nested [$($depth)*] OneOfTwo::This($first)))]; [$($depth)* *] $($rest),+)
    };
    (@array [$($element:tt)*]; $depth:tt $last:expr) => {
        [$($element,)* one_of!(@nested $depth $last)]
    };
    (@nested [] $element:expr) => { $element };
    (@nested [* $($depth:tt)*] $element:expr) => {
        OneOfTwo::Other(one_of!(@nested [$($depth)*] $element))
    };
}

/// Makes a hedged call of the elements of a long tuple. It is written once, so that no length has a body to check.
#[allow(clippy::manual_async_fn, reason = "as for a slice")]
fn hedge_elements<T, E, P, V, C, const N: usize>(
    mut elements: [P; N],
    call: HedgedCall<'_, V, C>,
) -> impl Future<Output = CallOutcome<T, E>>
where
    P: AsyncValueProvider<T, E>,
    V: Validate<T>,
    C: Classify<E>,
{
    async move { elements.hedge(call).await }
}

macro_rules! hedge_tuple {
    (@tuple [$($P:ident $i:tt),*; $Last:ident $last:tt] {}) => {
        impl<T, E, $($P: AsyncValueProvider<T, E>,)* $Last: AsyncValueProvider<T, E>> HedgedProviders<T, E>
            for ($($P,)* $Last,)
        {
            #[allow(clippy::manual_async_fn, reason = "as for a slice")]
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                call: HedgedCall<'_, V, C>,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                async move { one_of!([]; [] $(&mut self.$i,)* &mut self.$last).hedge(call).await }
            }
        }

        impl<'s, T, E, $($P: NamedProvider,)* $Last: NamedProvider> HedgedProviders<T, E> for &'s ($($P,)* $Last,)
        where
            $(&'s $P: AsyncValueProvider<T, E>,)*
            &'s $Last: AsyncValueProvider<T, E>,
        {
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                call: HedgedCall<'_, V, C>,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                let list = *self;
                async move { one_of!([]; [] $(&list.$i,)* &list.$last).hedge(call).await }
            }
        }
    };

    (@long $length:literal [$($Group:ident: $($P:ident $V:ident $i:tt),*);*] {}) => {
        impl<T, E, P0, P1, P2, P3, $($($P),*),*> HedgedProviders<T, E> for (P0, P1, P2, P3, $($($P),*),*)
        where
            P0: AsyncValueProvider<T, E>,
            P1: AsyncValueProvider<T, E>,
            P2: AsyncValueProvider<T, E>,
            P3: AsyncValueProvider<T, E>,
            $($($P: AsyncValueProvider<T, E>),*),*
        {
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                call: HedgedCall<'_, V, C>,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                hedge_elements(LongTuple::elements(self), call)
            }
        }

        impl<'s, T, E, P0, P1, P2, P3, $($($P),*),*> HedgedProviders<T, E> for &'s (P0, P1, P2, P3, $($($P),*),*)
        where
            P0: NamedProvider,
            P1: NamedProvider,
            P2: NamedProvider,
            P3: NamedProvider,
            $($($P: NamedProvider,)*)*
            &'s P0: AsyncValueProvider<T, E>,
            &'s P1: AsyncValueProvider<T, E>,
            &'s P2: AsyncValueProvider<T, E>,
            &'s P3: AsyncValueProvider<T, E>,
            $($(&'s $P: AsyncValueProvider<T, E>),*),*
        {
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                call: HedgedCall<'_, V, C>,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                hedge_elements(LongTuple::elements(*self), call)
            }
        }
    };
}

for_each_tuple! { hedge_tuple {} }
for_each_long_tuple! { hedge_tuple {} }

impl<T, E, L: HedgedProviders<T, E> + ?Sized> HedgedProviders<T, E> for &mut L {
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        call: HedgedCall<'_, V, C>,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        (**self).hedge(call)
    }
}

impl<T, E, P: AsyncValueProvider<T, E>> HedgedProviders<T, E> for Vec<P> {
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        call: HedgedCall<'_, V, C>,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        self[..].hedge(call)
    }
}

macro_rules! hedge_shared_list {
    ($([$($N:tt)*] $List:ty;)*) => {$(
        impl<'s, T, E, P: NamedProvider, $($N)*> HedgedProviders<T, E> for &'s $List
        where
            &'s P: AsyncValueProvider<T, E>,
        {
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                call: HedgedCall<'_, V, C>,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                let list: &'s [P] = &(**self)[..];
                async move { list.iter().collect::<Vec<_>>().hedge(call).await }
            }
        }
    )*};
}

hedge_shared_list! {
    [] [P];
    [const N: usize] [P; N];
    [] Vec<P>;
    [] ProviderList<P>;
}

impl<'a, A, T, E, F, R> HedgedProviders<T, E> for WithArgument<'a, A, F>
where
    A: ?Sized,
    F: Fn(&'a A) -> R,
    R: Future<Output = Result<T, E>>,
{
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        call: HedgedCall<'_, V, C>,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        let mut list: Vec<_> = self.each().collect();
        async move { list.hedge(call).await }
    }
}
