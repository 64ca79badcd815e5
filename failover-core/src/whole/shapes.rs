//! The shapes of a list whose providers can be under way side by side, and where each keeps its turns.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{self, Poll};

use super::hedged::{Contender, Hedging, Outcome, Turn, take_turn};
use crate::Name;
use crate::judge::{Classify, Validate};
use crate::list::sealed::Sealed;
use crate::list::{Named, Names, for_each_tuple};
use crate::outcome::FailureKind;
use crate::provider::{CallAsync, Provider, With};

/// An ordered list of providers of `T` that are awaited, fail with `E`, and can be under way side by side.
///
/// Implemented for every [`AsyncProviders`](crate::traits::AsyncProviders). Tuples need no memory for it; other lists
/// take some for each provider that is started. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of async providers of `{T}` that fail with `{E}`",
    note = "hand over a tuple of up to 12 `(Provider::new(..), Provider::new(..))`, an array, a `Vec` or a slice of providers, whose callables return futures"
)]
pub trait HedgedProviders<T, E>: Names {
    /// Makes the call.
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        hedging: Hedging<'_, E>,
        is_valid: &V,
        classify: &C,
    ) -> impl Future<Output = Outcome<T, E>>;
}

/// Polls a provider's turn, if it is under way; with a beginning, `take_turn` makes one.
fn poll_turn<'p, P, B, F: Future>(
    provider: &mut Option<&'p mut P>,
    mut turn: Pin<&mut Option<F>>,
    beginning: Option<B>,
    take_turn: impl FnOnce(&'p mut P, B) -> F,
    context: &mut task::Context<'_>,
) -> Poll<F::Output> {
    if let Some(beginning) = beginning {
        let provider = provider.take();
        turn.set(provider.map(|provider| take_turn(provider, beginning)));
    }
    poll_under_way(turn, context)
}

/// Polls a turn, if it is under way. One that is over is dropped.
pub(crate) fn poll_under_way<F: Future>(
    mut turn: Pin<&mut Option<F>>,
    context: &mut task::Context<'_>,
) -> Poll<F::Output> {
    let Some(under_way) = turn.as_mut().as_pin_mut() else {
        return Poll::Pending;
    };
    let polled = under_way.poll(context);
    if polled.is_ready() {
        turn.set(None);
    }
    polled
}

macro_rules! hedge_tuple {
    (@tuple [$($P:ident $i:tt),*; $Last:ident $last:tt] {}) => {
        impl<T, E, $($P: CallAsync<T, E>,)* $Last: CallAsync<T, E>> HedgedProviders<T, E>
            for ($($P,)* $Last,)
        {
            #[allow(
                clippy::manual_async_fn,
                reason = "an `async` block uses what it captured where it lies"
            )]
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                mut hedging: Hedging<'_, E>,
                is_valid: &V,
                classify: &C,
            ) -> impl Future<Output = Outcome<T, E>> {
                async move {
                    let contenders = [
                        $(Contender::new(self.$i.name()),)*
                        Contender::new(self.$last.name()),
                    ];
                    let mut places = (
                        $((Some(&mut self.$i), pin!(None)),)*
                        (Some(&mut self.$last), pin!(None)),
                    );
                    poll_fn(|context| {
                        hedging.poll(&contenders, context, |index, beginning, context| {
                            let contender = &contenders[index];
                            let turn_begins = beginning.map(|beginning| Turn { contender, beginning, is_valid, classify });
                            match index {
                                $($i => {
                                    let (provider, turn) = &mut places.$i;
                                    poll_turn(provider, turn.as_mut(), turn_begins, take_turn, context)
                                })*
                                _ => {
                                    let (provider, turn) = &mut places.$last;
                                    poll_turn(provider, turn.as_mut(), turn_begins, take_turn, context)
                                }
                            }
                        })
                    })
                    .await
                }
            }
        }

        impl<'s, T, E, $($P: Named,)* $Last: Named> HedgedProviders<T, E> for &'s ($($P,)* $Last,)
        where
            $(&'s $P: CallAsync<T, E>,)*
            &'s $Last: CallAsync<T, E>,
        {
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                hedging: Hedging<'_, E>,
                is_valid: &V,
                classify: &C,
            ) -> impl Future<Output = Outcome<T, E>> {
                let list = *self;
                async move { ($(&list.$i,)* &list.$last,).hedge(hedging, is_valid, classify).await }
            }
        }
    };
}

for_each_tuple! { hedge_tuple {} }

impl<T, E, L: HedgedProviders<T, E> + ?Sized> HedgedProviders<T, E> for &mut L {
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        hedging: Hedging<'_, E>,
        is_valid: &V,
        classify: &C,
    ) -> impl Future<Output = Outcome<T, E>> {
        (**self).hedge(hedging, is_valid, classify)
    }
}

impl<T, E, P: CallAsync<T, E>> HedgedProviders<T, E> for [P] {
    #[allow(clippy::manual_async_fn, reason = "as for a tuple")]
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        mut hedging: Hedging<'_, E>,
        is_valid: &V,
        classify: &C,
    ) -> impl Future<Output = Outcome<T, E>> {
        async move {
            let contenders: Vec<_> = self.iter().map(|one| Contender::new(one.name())).collect();
            let mut places: Vec<_> = self.iter_mut().map(|one| (Some(one), None)).collect();
            poll_fn(|context| {
                hedging.poll(&contenders, context, |index, beginning, context| {
                    let contender = &contenders[index];
                    let turn_begins = beginning.map(|beginning| Turn {
                        contender,
                        beginning,
                        is_valid,
                        classify,
                    });
                    let (provider, turn) = &mut places[index];
                    let take_turn = |provider, turn| Box::pin(take_turn(provider, turn));
                    poll_turn(provider, Pin::new(turn), turn_begins, take_turn, context)
                })
            })
            .await
        }
    }
}

macro_rules! hedge_list {
    ([$($N:tt)*] $List:ty) => {
        impl<T, E, P: CallAsync<T, E>, $($N)*> HedgedProviders<T, E> for $List {
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                hedging: Hedging<'_, E>,
                is_valid: &V,
                classify: &C,
            ) -> impl Future<Output = Outcome<T, E>> {
                self[..].hedge(hedging, is_valid, classify)
            }
        }

        hedge_list! { @shared [$($N)*] $List }
    };

    (@shared [$($N:tt)*] $List:ty) => {
        impl<'s, T, E, P: Named, $($N)*> HedgedProviders<T, E> for &'s $List
        where
            &'s P: CallAsync<T, E>,
        {
            fn hedge<V: Validate<T>, C: Classify<E>>(
                &mut self,
                hedging: Hedging<'_, E>,
                is_valid: &V,
                classify: &C,
            ) -> impl Future<Output = Outcome<T, E>> {
                let list: &'s [P] = &(**self)[..];
                async move { list.iter().collect::<Vec<_>>().hedge(hedging, is_valid, classify).await }
            }
        }
    };
}

hedge_list! { @shared [] [P] }
hedge_list! { [const N: usize] [P; N] }
hedge_list! { [] Vec<P> }

impl<'a, A, T, E, F, R> HedgedProviders<T, E> for With<'a, A, F>
where
    A: ?Sized,
    F: Fn(&'a A) -> R,
    R: Future<Output = Result<T, E>>,
{
    fn hedge<V: Validate<T>, C: Classify<E>>(
        &mut self,
        hedging: Hedging<'_, E>,
        is_valid: &V,
        classify: &C,
    ) -> impl Future<Output = Outcome<T, E>> {
        let argument = self.argument;
        let each = |provider| WithOne { argument, provider };
        let list: Vec<_> = self.providers.iter().map(each).collect();
        async move { { list }.hedge(hedging, is_valid, classify).await }
    }
}

/// A provider with the argument that it is called with.
struct WithOne<'a, A: ?Sized, F> {
    argument: &'a A,
    provider: &'a Provider<F>,
}

impl<A: ?Sized, F> Sealed for WithOne<'_, A, F> {}

impl<A: ?Sized, F> Named for WithOne<'_, A, F> {
    fn name(&self) -> Name {
        self.provider.name
    }
}

impl<'a, A, T, E, F, R> CallAsync<T, E> for WithOne<'a, A, F>
where
    A: ?Sized,
    F: Fn(&'a A) -> R,
    R: Future<Output = Result<T, E>>,
{
    async fn call(&mut self) -> Result<T, FailureKind<E>> {
        let attempt = (self.provider.call)(self.argument);
        attempt.await.map_err(FailureKind::Error)
    }
}
