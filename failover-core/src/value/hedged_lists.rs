//! Lists of async providers for hedged calls, and where each keeps the turns that run concurrently.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{self, Poll};
use std::time::Duration;

use super::hedged::{
    CallOutcome, HedgeDriver, HedgeSlot, TurnInputs, check_timer, poll_turn, take_turn,
};
use crate::drive::CallContext;
use crate::engine::{Classify, Validate};
use crate::outcome::AllProvidersFailed;
use crate::providers::{
    AsyncValueProvider, NamedProvider, ProviderList, ProviderNames, WithArgument, for_each_tuple,
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
        driver: HedgeDriver<'_, E>,
        is_valid: &V,
        classify: &C,
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
        let checked = providers.check_names();
        let checked = checked.and_then(|()| check_timer(context, delay, providers.count()));
        if let Err(error) = checked {
            return Err(AllProvidersFailed::refused(error));
        }
        let driver = HedgeDriver::new(context, delay);
        providers.hedge(driver, &is_valid, &classify).await
    }
}

/// Polls a provider's turn if it is under way. Given the inputs of a turn, it begins the turn first, with `take_turn`.
fn begin_or_poll<'p, P, B, F: Future>(
    provider: &mut Option<&'p mut P>,
    mut turn: Pin<&mut Option<F>>,
    inputs: Option<B>,
    take_turn: impl FnOnce(&'p mut P, B) -> F,
    task: &mut task::Context<'_>,
) -> Poll<F::Output> {
    if let Some(inputs) = inputs {
        let provider = provider.take();
        turn.set(provider.map(|provider| take_turn(provider, inputs)));
    }
    poll_turn(turn, task)
}

macro_rules! hedge_tuple {
    (@tuple [$($P:ident $i:tt),*; $Last:ident $last:tt] {}) => {
        impl<T, E, $($P: AsyncValueProvider<T, E>,)* $Last: AsyncValueProvider<T, E>> HedgedProviders<T, E>
            for ($($P,)* $Last,)
        {
            #[allow(
                clippy::manual_async_fn,
                reason = "an `async` block uses what it captured where it lies"
            )]
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                mut driver: HedgeDriver<'_, E>,
                is_valid: &V,
                classify: &C,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                async move {
                    let slots = [
                        $(HedgeSlot::new(self.$i.name()),)*
                        HedgeSlot::new(self.$last.name()),
                    ];
                    let mut places = (
                        $((Some(&mut self.$i), pin!(None)),)*
                        (Some(&mut self.$last), pin!(None)),
                    );
                    poll_fn(|task| {
                        driver.poll(&slots, task, |index, start, task| {
                            let slot = &slots[index];
                            let inputs = start.map(|start| TurnInputs { slot, start, is_valid, classify });
                            match index {
                                $($i => {
                                    let (provider, turn) = &mut places.$i;
                                    begin_or_poll(provider, turn.as_mut(), inputs, take_turn, task)
                                })*
                                _ => {
                                    let (provider, turn) = &mut places.$last;
                                    begin_or_poll(provider, turn.as_mut(), inputs, take_turn, task)
                                }
                            }
                        })
                    })
                    .await
                }
            }
        }

        impl<'s, T, E, $($P: NamedProvider,)* $Last: NamedProvider> HedgedProviders<T, E> for &'s ($($P,)* $Last,)
        where
            $(&'s $P: AsyncValueProvider<T, E>,)*
            &'s $Last: AsyncValueProvider<T, E>,
        {
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                driver: HedgeDriver<'_, E>,
                is_valid: &V,
                classify: &C,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                let list = *self;
                async move { ($(&list.$i,)* &list.$last,).hedge(driver, is_valid, classify).await }
            }
        }
    };
}

for_each_tuple! { hedge_tuple {} }

impl<T, E, L: HedgedProviders<T, E> + ?Sized> HedgedProviders<T, E> for &mut L {
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        driver: HedgeDriver<'_, E>,
        is_valid: &V,
        classify: &C,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        (**self).hedge(driver, is_valid, classify)
    }
}

impl<T, E, P: AsyncValueProvider<T, E>> HedgedProviders<T, E> for [P] {
    #[allow(clippy::manual_async_fn, reason = "as for a tuple")]
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        mut driver: HedgeDriver<'_, E>,
        is_valid: &V,
        classify: &C,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        async move {
            let slots: Vec<_> = self.iter().map(|one| HedgeSlot::new(one.name())).collect();
            let mut places: Vec<_> = self.iter_mut().map(|one| (Some(one), None)).collect();
            poll_fn(|task| {
                driver.poll(&slots, task, |index, start, task| {
                    let slot = &slots[index];
                    let inputs = start.map(|start| TurnInputs {
                        slot,
                        start,
                        is_valid,
                        classify,
                    });
                    let (provider, turn) = &mut places[index];
                    let take_turn = |provider, turn| Box::pin(take_turn(provider, turn));
                    begin_or_poll(provider, Pin::new(turn), inputs, take_turn, task)
                })
            })
            .await
        }
    }
}

macro_rules! hedge_list {
    ([$($N:tt)*] $List:ty) => {
        impl<T, E, P: AsyncValueProvider<T, E>, $($N)*> HedgedProviders<T, E> for $List {
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                driver: HedgeDriver<'_, E>,
                is_valid: &V,
                classify: &C,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                self[..].hedge(driver, is_valid, classify)
            }
        }

        hedge_list! { @shared [$($N)*] $List }
    };

    (@shared [$($N:tt)*] $List:ty) => {
        impl<'s, T, E, P: NamedProvider, $($N)*> HedgedProviders<T, E> for &'s $List
        where
            &'s P: AsyncValueProvider<T, E>,
        {
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                driver: HedgeDriver<'_, E>,
                is_valid: &V,
                classify: &C,
            ) -> impl Future<Output = CallOutcome<T, E>> {
                let list: &'s [P] = &(**self)[..];
                async move { list.iter().collect::<Vec<_>>().hedge(driver, is_valid, classify).await }
            }
        }
    };
}

hedge_list! { @shared [] [P] }
hedge_list! { @shared [] ProviderList<P> }
hedge_list! { [const N: usize] [P; N] }
hedge_list! { [] Vec<P> }

impl<'a, A, T, E, F, R> HedgedProviders<T, E> for WithArgument<'a, A, F>
where
    A: ?Sized,
    F: Fn(&'a A) -> R,
    R: Future<Output = Result<T, E>>,
{
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        driver: HedgeDriver<'_, E>,
        is_valid: &V,
        classify: &C,
    ) -> impl Future<Output = CallOutcome<T, E>> {
        let list: Vec<_> = self.each().collect();
        async move { { list }.hedge(driver, is_valid, classify).await }
    }
}
