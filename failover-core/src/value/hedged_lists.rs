//! Lists of async providers for hedged calls.

use std::future::Future;
use std::pin::pin;

use super::hedged::{HedgedCall, hedge};
use super::hedged_turns::{CallOutcome, HedgeSlot, TurnPlaces, take_turn};
use crate::drive::CallContext;
use crate::engine::{Classify, Validate};
use crate::outcome::{HasFailures, OnFailure};
use crate::policy::Hedging;
use crate::providers::{
    AsyncValueProvider, LongTuple, OneOf, OwnRules, OwnSettings, ProviderList, ProviderNames,
    RuledProvider, WithArgument, for_each_long_tuple,
};

/// An ordered list of async providers of `T` that fail with `E` and can run concurrently.
///
/// It is implemented for the same types as [`AsyncProviders`](crate::traits::AsyncProviders). A generic function that
/// makes a hedged call needs this bound, because the compiler does not conclude one trait from the other. The first turn needs
/// no memory, except in a list that is not a tuple or an array. A turn that runs at the same time is put into a box. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of async providers of `{T}` that fail with `{E}`, for a hedged call",
    note = "pass a tuple of up to 12 `(Provider::new(..), Provider::new(..))`, an array, a `Vec` or a slice of providers, or a `ProviderList` as `&list`, or as `list.with(argument)` if its callables take an argument; the callables return futures",
    note = "a generic function needs the bound `failover_core::traits::HedgedProviders`"
)]
pub trait HedgedProviders<T, E>: ProviderNames {
    /// Makes the call.
    fn hedge<V: Validate<T, E>, C: Classify<E>>(
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
    hedging: Hedging,
    is_valid: impl Validate<T, E>,
    classify: impl Classify<E>,
    on_failure: impl OnFailure<E>,
    mut providers: impl HedgedProviders<T, E>,
) -> impl Future<Output = CallOutcome<T, E>> {
    async move {
        if let Err(error) = hedging.check().and_then(|()| providers.check_names()) {
            return Err(context.refuse(error));
        }
        let call = HedgedCall {
            context,
            hedging,
            is_valid: &is_valid,
            classify: &classify,
        };
        let outcome = providers.hedge(call).await;
        outcome.report_to(&on_failure);
        outcome
    }
}

/// Makes a hedged call of `$providers`, each of which is lent to its turn. A macro, because no signature can name the type of
/// the boxes, which is that of a future.
macro_rules! hedge_each {
    ($call:expr, $slots:expr, $providers:expr, $running:expr, $boxed:expr) => {{
        let HedgedCall {
            context,
            hedging,
            is_valid,
            classify,
        } = $call;
        let places = TurnPlaces {
            place: pin!(None),
            running: $running,
            boxed: $boxed,
        };
        let begin = |index: usize, start| {
            let provider = $providers[index].take()?;
            Some(take_turn(
                provider,
                &$slots[index],
                start,
                is_valid,
                classify,
            ))
        };
        hedge(context, hedging, Ok(()), &$slots[..], places, begin).await
    }};
}

impl<T, E, P: AsyncValueProvider<T, E>, const N: usize> HedgedProviders<T, E> for [P; N] {
    #[allow(
        clippy::manual_async_fn,
        reason = "an `async` block uses what it captured where it lies"
    )]
    fn hedge<V: Validate<T, E>, C: Classify<E>>(
        &mut self,
        call: HedgedCall<'_, V, C>,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        async move {
            let slots = self.each_ref().map(HedgeSlot::new);
            let mut providers = self.each_mut().map(Some);
            hedge_each!(
                call,
                slots,
                providers,
                [const { None }; N],
                [const { None }; N]
            )
        }
    }
}

impl<T, E, P: AsyncValueProvider<T, E>> HedgedProviders<T, E> for [P] {
    #[allow(clippy::manual_async_fn, reason = "as for an array")]
    fn hedge<V: Validate<T, E>, C: Classify<E>>(
        &mut self,
        call: HedgedCall<'_, V, C>,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        async move {
            let slots: Vec<_> = self.iter().map(HedgeSlot::new).collect();
            let mut providers: Vec<_> = self.iter_mut().map(Some).collect();
            hedge_each!(
                call,
                slots,
                providers,
                nones(slots.len()),
                nones(slots.len())
            )
        }
    }
}

pub(crate) fn nones<T>(count: usize) -> Vec<Option<T>> {
    (0..count).map(|_| None).collect()
}

/// Makes a hedged call of the elements of a tuple. It is written once, so that no length has a body to check.
#[allow(clippy::manual_async_fn, reason = "as for an array")]
fn hedge_elements<T, E, P, V, C, const N: usize>(
    mut elements: [P; N],
    call: HedgedCall<'_, V, C>,
) -> impl Future<Output = CallOutcome<T, E>>
where
    P: AsyncValueProvider<T, E>,
    V: Validate<T, E>,
    C: Classify<E>,
{
    async move { elements.hedge(call).await }
}

macro_rules! hedge_tuple {
    (@short $length:literal [$($V:ident $P:ident $i:tt),*]) => {
        impl<T, E, $($P: AsyncValueProvider<T, E>),*> HedgedProviders<T, E> for ($($P,)*) {
            fn hedge<V: Validate<T, E>, C: Classify<E>>(
                &mut self,
                call: HedgedCall<'_, V, C>,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                let elements: [OneOf<$(&mut $P),*>; $length] = [$(OneOf::$V(&mut self.$i)),*];
                hedge_elements(elements, call)
            }
        }

        impl<'s, T, E, $($P: RuledProvider<T, E>),*> HedgedProviders<T, E> for &'s ($($P,)*)
        where
            $(&'s $P: AsyncValueProvider<T, E>),*
        {
            fn hedge<V: Validate<T, E>, C: Classify<E>>(
                &mut self,
                call: HedgedCall<'_, V, C>,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                let list: &'s ($($P,)*) = *self;
                let elements: [OneOf<$(&'s $P),*>; $length] = [$(OneOf::$V(&list.$i)),*];
                hedge_elements(elements, call)
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
            fn hedge<V: Validate<T, E>, C: Classify<E>>(
                &mut self,
                call: HedgedCall<'_, V, C>,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                hedge_elements(LongTuple::elements(self), call)
            }
        }

        impl<'s, T, E, P0, P1, P2, P3, $($($P),*),*> HedgedProviders<T, E> for &'s (P0, P1, P2, P3, $($($P),*),*)
        where
            P0: RuledProvider<T, E>,
            P1: RuledProvider<T, E>,
            P2: RuledProvider<T, E>,
            P3: RuledProvider<T, E>,
            $($($P: RuledProvider<T, E>,)*)*
            &'s P0: AsyncValueProvider<T, E>,
            &'s P1: AsyncValueProvider<T, E>,
            &'s P2: AsyncValueProvider<T, E>,
            &'s P3: AsyncValueProvider<T, E>,
            $($(&'s $P: AsyncValueProvider<T, E>),*),*
        {
            fn hedge<V: Validate<T, E>, C: Classify<E>>(
                &mut self,
                call: HedgedCall<'_, V, C>,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                hedge_elements(LongTuple::elements(*self), call)
            }
        }
    };
}

hedge_tuple! { @short 1 [A P0 0] }
hedge_tuple! { @short 2 [A P0 0, B P1 1] }
hedge_tuple! { @short 3 [A P0 0, B P1 1, C P2 2] }
hedge_tuple! { @short 4 [A P0 0, B P1 1, C P2 2, D P3 3] }
for_each_long_tuple! { hedge_tuple {} }

impl<T, E, L: HedgedProviders<T, E> + ?Sized> HedgedProviders<T, E> for &mut L {
    fn hedge<V: Validate<T, E>, C: Classify<E>>(
        &mut self,
        call: HedgedCall<'_, V, C>,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        (**self).hedge(call)
    }
}

impl<T, E, P: AsyncValueProvider<T, E>> HedgedProviders<T, E> for Vec<P> {
    fn hedge<V: Validate<T, E>, C: Classify<E>>(
        &mut self,
        call: HedgedCall<'_, V, C>,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        self[..].hedge(call)
    }
}

macro_rules! hedge_shared_list {
    ($([$($N:tt)*] $List:ty;)*) => {$(
        impl<'s, T, E, P: RuledProvider<T, E>, $($N)*> HedgedProviders<T, E> for &'s $List
        where
            &'s P: AsyncValueProvider<T, E>,
        {
            fn hedge<V: Validate<T, E>, C: Classify<E>>(
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

impl<'a, A, T, E, F, S, R> HedgedProviders<T, E> for WithArgument<'a, A, F, S>
where
    A: ?Sized,
    S: OwnSettings + OwnRules<T, E>,
    F: Fn(&'a A) -> R,
    R: Future<Output = Result<T, E>>,
{
    fn hedge<V: Validate<T, E>, C: Classify<E>>(
        &mut self,
        call: HedgedCall<'_, V, C>,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        let mut list: Vec<_> = self.each().collect();
        async move { list.hedge(call).await }
    }
}
