//! Drives a hedged `async fn`: the expansion gives a turn for each provider, and the engine starts and polls the turns.
//!
//! The driver is a closure that polls, not an `async` block. To prove that a future is `Send`, the compiler erases the
//! lifetimes in what an `async` block holds, and then takes `Box<dyn Error>` for a type different from itself.

use std::future::Future;
use std::pin::Pin;

use super::requested::Requested;
use super::static_list::StaticProvider;
use crate::drive::CallContext;
use crate::outcome::AllProvidersFailed;
use crate::policy::Hedging;
use crate::providers::ProviderNames;
use crate::value::{self, AsyncCall, CallOutcome, HedgeSlot, TurnPlaces, TurnStart, nones};

/// Returns a slot for each provider.
#[inline]
#[must_use]
pub fn hedge_slots<const N: usize>(providers: &[StaticProvider; N]) -> [HedgeSlot; N] {
    providers.each_ref().map(HedgeSlot::new)
}

/// Returns the closure that makes one attempt at a provider, as [`attempts`](super::attempts) does. Here several
/// attempts run at once.
#[inline]
pub fn concurrent_attempts<W, X, A, O>(_: W, attempts: A) -> A
where
    A: AsyncFn(u32, W, X) -> O,
{
    attempts
}

/// Makes a hedged call with the turns that `begin` returns. The first one is kept in `place`.
#[inline]
pub fn hedge<'c, T, E, F, A, const N: usize>(
    _: Requested<T, E, F>,
    context: CallContext<'c>,
    hedging: Hedging,
    slots: &'c [HedgeSlot; N],
    place: Pin<&mut Option<A>>,
    begin: impl FnMut(HedgedTurn<'c>) -> A,
) -> impl Future<Output = CallOutcome<T, E>>
where
    A: Future<Output = CallOutcome<T, E>>,
{
    let begin = turns(slots, begin);
    let places = TurnPlaces {
        place,
        running: [const { None }; N],
        boxed: [const { None }; N],
    };
    value::hedge(context, hedging, Ok(()), slots, places, begin)
}

/// Returns a slot for each provider of a list that is known at run time.
#[must_use]
pub fn runtime_slots(names: &impl ProviderNames) -> Vec<HedgeSlot> {
    (0..names.count())
        .map(|index| HedgeSlot::named(names.name(index)))
        .collect()
}

/// Makes a hedged call, as [`hedge`], of a list that is known at run time.
pub fn hedge_from<'c, T, E, F, A>(
    _: Requested<T, E, F>,
    context: CallContext<'c>,
    hedging: Hedging,
    names: &impl ProviderNames,
    slots: &'c [HedgeSlot],
    place: Pin<&mut Option<A>>,
    begin: impl FnMut(HedgedTurn<'c>) -> A,
) -> impl Future<Output = CallOutcome<T, E>>
where
    A: Future<Output = CallOutcome<T, E>>,
{
    let begin = turns(slots, begin);
    let places = TurnPlaces {
        place,
        running: nones(slots.len()),
        boxed: nones(slots.len()),
    };
    value::hedge(context, hedging, names.check_names(), slots, places, begin)
}

/// Returns the closure that begins a turn, given the provider's index.
fn turns<'c, A>(
    slots: &'c [HedgeSlot],
    mut begin: impl FnMut(HedgedTurn<'c>) -> A,
) -> impl FnMut(usize, TurnStart<'c>) -> Option<A> {
    move |provider, start| {
        let slot = &slots[provider];
        let number = u32::try_from(provider).unwrap_or(u32::MAX);
        Some(begin(HedgedTurn {
            slot,
            number,
            start,
        }))
    }
}

/// One provider's turn in a hedged call.
pub struct HedgedTurn<'c> {
    slot: &'c HedgeSlot,
    number: u32,
    start: TurnStart<'c>,
}

/// A turn that has begun.
#[derive(Clone, Copy)]
pub struct BegunTurn<'c> {
    slot: &'c HedgeSlot,
    number: u32,
    context: CallContext<'c>,
}

impl<'c> HedgedTurn<'c> {
    /// Returns the turn and its start.
    #[inline]
    pub fn split(self) -> (BegunTurn<'c>, TurnStart<'c>) {
        let Self {
            slot,
            number,
            start,
        } = self;
        let context = start.context;
        let turn = BegunTurn {
            slot,
            number,
            context,
        };
        (turn, start)
    }
}

impl<'c> BegunTurn<'c> {
    /// Returns the context of the call.
    #[inline]
    #[must_use]
    pub fn context(&self) -> CallContext<'c> {
        self.context
    }

    /// Returns the provider's slot.
    #[inline]
    #[must_use]
    pub fn slot(&self) -> &'c HedgeSlot {
        self.slot
    }

    /// Creates the call of the turn.
    #[inline]
    pub fn call<E>(start: &TurnStart<'c>) -> AsyncCall<'c, E> {
        start.call()
    }

    /// Begins the turn.
    ///
    /// # Errors
    ///
    /// If no attempt may start.
    #[inline]
    pub fn begin<E>(
        &self,
        start: TurnStart<'c>,
        call: &mut AsyncCall<'c, E>,
    ) -> Result<u32, AllProvidersFailed<E>> {
        start.begin(self.slot, call)
    }

    /// Returns the provider's index.
    pub(super) fn index(&self) -> usize {
        self.number as usize
    }

    /// Returns the provider's number. An attempt begins now.
    #[inline]
    pub fn begin_attempt(&self) -> u32 {
        self.slot.attempt_begins();
        self.number
    }
}
