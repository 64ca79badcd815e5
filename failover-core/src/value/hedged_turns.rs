//! The turns of a hedged call: what each holds, and how it runs.

use std::future::Future;
use std::pin::Pin;
use std::task::{self, Poll, ready};
use std::time::Duration;

use super::async_call::AsyncCall;
use crate::breaker::AnyPermit;
use crate::drive::{CallContext, Race};
use crate::engine::{Classify, EngineInput, ProviderSettings, Validate};
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, Failures, Served};
use crate::providers::{
    AsyncValueProvider, NamedProvider, ProviderNames, RuledProviders, Sealed, own_first,
};

/// The outcome of a turn, and of the call.
pub(crate) type CallOutcome<T, E> = Result<Served<T, E>, AllProvidersFailed<E>>;

/// The turns of a hedged call that are running. The first one has its place in the future of the call, so a hedge that is
/// not needed takes no memory. A turn that runs at the same time gets a box.
pub(crate) struct TurnPlaces<'p, A, R, B> {
    pub(crate) place: Pin<&'p mut Option<A>>,
    /// A token for each running turn, by its provider's index.
    pub(crate) running: R,
    /// The boxes, by the provider's index.
    pub(crate) boxed: B,
}

/// The turns of a hedged call, for code that does not know the value's type.
pub(super) trait Turns<'a, E> {
    /// Polls the turn of a provider, and drops it once it is over. Given a start, it begins the turn first. The value of a
    /// turn that served is kept.
    fn run(
        &mut self,
        provider: usize,
        start: Option<TurnStart<'a>>,
        task: &mut task::Context<'_>,
    ) -> Poll<Result<(), AllProvidersFailed<E>>>;

    /// Takes the failed attempts of the turn that served.
    fn failed_attempts(&mut self) -> Failures<E>;
}

/// The turns of a hedged call, and the place for the value.
pub(super) struct KeptTurns<'t, A, B, T, E> {
    pub(super) begin: &'t mut B,
    /// The provider whose turn is in `place`.
    pub(super) in_place: &'t mut Option<usize>,
    pub(super) place: Pin<&'t mut Option<A>>,
    pub(super) boxed: &'t mut [Option<Pin<Box<A>>>],
    pub(super) served: Option<Served<T, E>>,
}

impl<'a, T, E, A, B> Turns<'a, E> for KeptTurns<'_, A, B, T, E>
where
    A: Future<Output = CallOutcome<T, E>>,
    B: FnMut(usize, TurnStart<'a>) -> Option<A>,
{
    fn run(
        &mut self,
        provider: usize,
        start: Option<TurnStart<'a>>,
        task: &mut task::Context<'_>,
    ) -> Poll<Result<(), AllProvidersFailed<E>>> {
        if let Some(start) = start {
            match (self.begin)(provider, start) {
                Some(turn) if self.in_place.is_none() => {
                    *self.in_place = Some(provider);
                    self.place.set(Some(turn));
                }
                Some(turn) => self.boxed[provider] = Some(Box::pin(turn)),
                None => {}
            }
        }
        let is_in_place = *self.in_place == Some(provider);
        let boxed = &mut self.boxed[provider];
        let polled = match (self.place.as_mut().as_pin_mut(), &mut *boxed) {
            (Some(turn), _) if is_in_place => turn.poll(task),
            (_, Some(turn)) => turn.as_mut().poll(task),
            (_, None) => Poll::Pending,
        };
        let outcome = ready!(polled);
        if is_in_place {
            self.place.set(None);
            *self.in_place = None;
        } else {
            *boxed = None;
        }
        Poll::Ready(match outcome {
            Ok(served) => {
                self.served = Some(served);
                Ok(())
            }
            Err(failed) => Err(failed),
        })
    }

    fn failed_attempts(&mut self) -> Failures<E> {
        let served = self.served.as_mut();
        served.map_or(Failures::None, Served::take_failures)
    }
}

/// A provider's name and the notes about its turn, readable while the turn holds the provider.
#[derive(Debug)]
pub struct HedgeSlot {
    pub(super) name: Name,
    /// The provider's own settings. In a box, because few providers have any and futures hold slots.
    settings: Option<Box<ProviderSettings>>,
    pub(super) race: Race,
}

impl HedgeSlot {
    pub(crate) fn new(provider: &impl NamedProvider) -> Self {
        Self {
            name: provider.name(),
            settings: provider.settings().copied().map(Box::new),
            race: Race::new(),
        }
    }

    /// A slot of a provider without settings of its own.
    pub(crate) fn named(name: Name) -> Self {
        Self {
            name,
            settings: None,
            race: Race::new(),
        }
    }

    pub(crate) fn attempt_begins(&self) {
        self.race.attempt_begins();
    }
}

impl EngineInput for [HedgeSlot] {
    fn len(&self) -> usize {
        self.len()
    }

    fn name(&self, provider: usize) -> Name {
        self[provider].name
    }

    fn settings(&self, provider: usize) -> Option<&ProviderSettings> {
        self[provider].settings.as_deref()
    }
}

/// A slot is the list of a turn: one provider.
impl ProviderNames for HedgeSlot {
    fn count(&self) -> usize {
        1
    }

    fn name(&self, _: usize) -> Name {
        self.name
    }

    fn settings(&self, _: usize) -> Option<&ProviderSettings> {
        self.settings.as_deref()
    }

    fn race(&self) -> Option<&Race> {
        Some(&self.race)
    }

    fn is_last(&self, _: usize) -> bool {
        self.race.is_of_last()
    }
}

impl Sealed for HedgeSlot {}

/// The provider's own rules are with the provider.
impl<T, E> RuledProviders<T, E> for HedgeSlot {}

/// The start of a turn: its permit, and the end of the call's deadline.
#[allow(missing_debug_implementations, reason = "an expansion alone holds one")]
pub struct TurnStart<'a> {
    pub(crate) context: CallContext<'a>,
    pub(super) permit: Option<AnyPermit<'a>>,
    pub(super) end: Option<Duration>,
    /// True for the first turn of the call.
    pub(super) is_first: bool,
    /// True if it begins while another turn is running.
    pub(super) is_hedge: bool,
}

impl<'a> TurnStart<'a> {
    /// Creates the call of the turn. Out of line, the call would be copied.
    #[inline]
    pub(crate) fn call<E>(&self) -> AsyncCall<'a, E> {
        AsyncCall::until(self.context, self.end, self.is_first)
    }

    /// Begins the turn. Returns its first attempt.
    pub(crate) fn begin<E>(
        self,
        slot: &HedgeSlot,
        call: &mut AsyncCall<'a, E>,
    ) -> Result<u32, AllProvidersFailed<E>> {
        let kind = (self.is_first, self.is_hedge);
        call.begin_turn(self.context, self.permit, kind, slot)
    }
}

/// Runs a provider's turn as a call of that provider alone.
#[allow(
    clippy::manual_async_fn,
    reason = "an `async` block uses what it captured where it lies; an `async fn` holds its arguments twice"
)]
pub(super) fn take_turn<'t, T, E, V: Validate<T, E>, C: Classify<E>>(
    provider: &'t mut impl AsyncValueProvider<T, E>,
    slot: &'t HedgeSlot,
    start: TurnStart<'t>,
    is_valid: &'t V,
    classify: &'t C,
) -> impl Future<Output = CallOutcome<T, E>> {
    async move {
        let context = start.context;
        __drive!(
            context,
            slot,
            start.call(),
            |call| start.begin(slot, call),
            |_index, argument: _| {
                slot.attempt_begins();
                provider.call(argument)
            },
            &own_first(provider.rules(), is_valid),
            &own_first(provider.rules(), classify),
        )
    }
}
