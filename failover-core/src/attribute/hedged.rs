//! What drives a hedged `async fn`: a turn for each provider, whose own text awaits it, and the engine that starts
//! the turns and polls them.
//!
//! It is a closure that polls and no `async` block: to see that a future is `Send`, the compiler forgets lifetimes in what
//! an `async` block holds, and finds `Box<dyn Error>` to be another type than itself.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use super::Setup;
use super::awaited::{Asked, Call, FirstAttempt, NotServed};
use super::declared::Wanted;
use crate::Name;
use crate::list::Names;
use crate::list::sealed::Sealed;
use crate::outcome::AllProvidersFailed;
use crate::whole::{self, Beginning, Contender, Hedging, Outcome, poll_under_way};

/// What is known of the providers while their turns are under way.
#[inline]
#[must_use]
pub fn contenders<const N: usize>(names: [&'static str; N]) -> [Contender; N] {
    names.map(|name| Contender::new(Name::new(name)))
}

/// Gives the closure back that makes one attempt at a provider, as [`attempts`](super::attempts) does: here several are
/// under way at once.
#[inline]
pub fn attempts_side_by_side<W, A, O>(_: W, attempts: A) -> A
where
    A: AsyncFn(u32, W) -> O,
{
    attempts
}

/// A hedged call of the contenders, by the turns that `begin` gives. The first that is started is kept in `place`, and those
/// beside it in a box each: every turn is as large as the largest provider's future.
#[inline]
pub fn hedge<'c, T, E, F, A, const N: usize>(
    _: Wanted<T, E, F>,
    setup: Setup<'c>,
    delay: Duration,
    contenders: &'c [Contender; N],
    mut place: Pin<&mut Option<A>>,
    mut begin: impl FnMut(Turn<'c>) -> A,
) -> impl Future<Output = Outcome<T, E>>
where
    A: Future<Output = Outcome<T, E>>,
{
    let checked = whole::check_timer(setup.0, delay, N);
    let mut hedging = checked.map(|()| Hedging::new(setup.0, delay));
    let mut in_place = None;
    let mut boxed: [Option<Pin<Box<A>>>; N] = [const { None }; N];
    poll_fn(move |context| {
        let hedging = match &mut hedging {
            Ok(hedging) => hedging,
            Err(error) => return Poll::Ready(Err(AllProvidersFailed::refused(*error))),
        };
        hedging.poll(contenders, context, |provider, beginning, context| {
            if let Some(beginning) = beginning {
                let numbered = Numbered {
                    contender: &contenders[provider],
                    number: u32::try_from(provider).unwrap_or(u32::MAX),
                };
                let turn = begin(Turn {
                    numbered,
                    beginning,
                });
                if in_place.is_none() {
                    in_place = Some(provider);
                    place.set(Some(turn));
                } else {
                    boxed[provider] = Some(Box::pin(turn));
                }
            }
            if in_place == Some(provider) {
                poll_under_way(place.as_mut(), context)
            } else {
                poll_under_way(Pin::new(&mut boxed[provider]), context)
            }
        })
    })
}

/// One provider's turn, as a call of its own.
pub struct Turn<'c> {
    numbered: Numbered<'c>,
    beginning: Beginning<'c>,
}

/// A contender, and which it is.
#[derive(Clone, Copy)]
pub struct Numbered<'c> {
    contender: &'c Contender,
    number: u32,
}

impl Sealed for Numbered<'_> {}

impl Names for Numbered<'_> {
    fn count(&self) -> usize {
        1
    }

    fn name(&self, _: usize) -> Name {
        self.contender.name()
    }
}

impl Asked for Numbered<'_> {
    fn ask(&self, _: usize) -> u32 {
        self.contender.attempt_begins();
        self.number
    }
}

impl<'c> Turn<'c> {
    /// It as a call.
    #[inline]
    pub fn call<T, E, F>(
        &self,
        _: Wanted<T, E, F>,
    ) -> Call<
        T,
        E,
        impl Fn() -> Setup<'c> + Copy + use<'c, T, E, F>,
        impl Fn() -> Numbered<'c> + use<'c, T, E, F>,
    > {
        let (setup, numbered) = (Setup(self.beginning.context), self.numbered);
        Call::new(move || setup, move || numbered)
    }

    /// The first attempt, if it begins with one.
    #[inline]
    pub fn begin<E>(self) -> Result<FirstAttempt<'c>, NotServed<'c, E>> {
        self.beginning.open().map(FirstAttempt).map_err(NotServed)
    }
}
