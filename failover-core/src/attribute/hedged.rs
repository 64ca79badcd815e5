//! Drives a hedged `async fn`: the expansion gives a turn for each provider, and the engine starts and polls the turns.
//!
//! The driver is a closure that polls, not an `async` block. To prove that a future is `Send`, the compiler erases the
//! lifetimes in what an `async` block holds, and then takes `Box<dyn Error>` for a type different from itself.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use super::asynchronous::{AnnotatedCall, NumberedProviders};
use super::return_type::Requested;
use crate::drive::CallContext;
use crate::name::Name;
use crate::outcome::AllProvidersFailed;
use crate::providers::{ProviderNames, Sealed};
use crate::value::{
    CallOutcome, FastPath, FastPathExit, HedgeDriver, HedgeSlot, TurnStart, check_timer, poll_turn,
};

/// Returns a slot for each provider.
#[inline]
#[must_use]
pub fn hedge_slots<const N: usize>(names: [&'static str; N]) -> [HedgeSlot; N] {
    names.map(|name| HedgeSlot::new(Name::new(name)))
}

/// Returns the closure that makes one attempt at a provider, as [`attempts`](super::attempts) does. Here several
/// attempts run at once.
#[inline]
pub fn concurrent_attempts<W, A, O>(_: W, attempts: A) -> A
where
    A: AsyncFn(u32, W) -> O,
{
    attempts
}

/// Makes a hedged call with the turns that `begin` returns.
///
/// The first turn is kept in `place`, the others in a box each: every turn is as large as the largest provider's future.
#[inline]
pub fn hedge<'c, T, E, F, A, const N: usize>(
    _: Requested<T, E, F>,
    context: CallContext<'c>,
    delay: Duration,
    slots: &'c [HedgeSlot; N],
    mut place: Pin<&mut Option<A>>,
    mut begin: impl FnMut(HedgedTurn<'c>) -> A,
) -> impl Future<Output = CallOutcome<T, E>>
where
    A: Future<Output = CallOutcome<T, E>>,
{
    let checked = check_timer(context, delay, N);
    let mut driver = checked.map(|()| HedgeDriver::new(context, delay));
    let mut in_place = None;
    let mut boxed: [Option<Pin<Box<A>>>; N] = [const { None }; N];
    poll_fn(move |task| {
        let driver = match &mut driver {
            Ok(driver) => driver,
            Err(error) => return Poll::Ready(Err(AllProvidersFailed::refused(*error))),
        };
        driver.poll(slots, task, |provider, start, task| {
            if let Some(start) = start {
                let slot = IndexedSlot {
                    slot: &slots[provider],
                    number: u32::try_from(provider).unwrap_or(u32::MAX),
                };
                let turn = begin(HedgedTurn { slot, start });
                if in_place.is_none() {
                    in_place = Some(provider);
                    place.set(Some(turn));
                } else {
                    boxed[provider] = Some(Box::pin(turn));
                }
            }
            if in_place == Some(provider) {
                poll_turn(place.as_mut(), task)
            } else {
                poll_turn(Pin::new(&mut boxed[provider]), task)
            }
        })
    })
}

/// One provider's turn in a hedged call.
pub struct HedgedTurn<'c> {
    slot: IndexedSlot<'c>,
    start: TurnStart<'c>,
}

/// A provider's slot and its number.
#[derive(Clone, Copy)]
pub struct IndexedSlot<'c> {
    slot: &'c HedgeSlot,
    number: u32,
}

impl Sealed for IndexedSlot<'_> {}

impl ProviderNames for IndexedSlot<'_> {
    fn count(&self) -> usize {
        1
    }

    fn name(&self, _: usize) -> Name {
        self.slot.name()
    }
}

impl NumberedProviders for IndexedSlot<'_> {
    fn begin_attempt(&self, _: usize) -> u32 {
        self.slot.attempt_begins();
        self.number
    }
}

impl<'c> HedgedTurn<'c> {
    /// Returns the turn as a call of this provider alone.
    #[inline]
    pub fn call<T, E, F>(
        &self,
        _: Requested<T, E, F>,
    ) -> AnnotatedCall<
        T,
        E,
        impl Fn() -> CallContext<'c> + Copy + use<'c, T, E, F>,
        impl Fn() -> IndexedSlot<'c> + use<'c, T, E, F>,
    > {
        let (context, slot) = (self.start.context, self.slot);
        AnnotatedCall::new(move || context, move || slot)
    }

    /// Begins the turn. Returns the fast path, or the reason to take the slow path at once.
    #[inline]
    pub fn begin<E>(self) -> Result<FastPath<'c>, FastPathExit<'c, E>> {
        self.start.begin()
    }
}
