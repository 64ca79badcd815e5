//! Drives a hedged value call: turns of several providers run concurrently.

use std::future::{Future, poll_fn};
use std::mem::take;
use std::pin::Pin;
use std::task::{self, Poll, ready};
use std::time::Duration;

use super::async_call::AsyncCall;
use crate::breaker::AnyPermit;
use crate::drive::{CallContext, CallTimer, NoTimer, ObservedCall, Race};
use crate::engine::{
    Classify, EngineInput, Finish, HedgeEngine, HedgeStep, ProviderSettings, RunningTurn, Validate,
};
use crate::error::ConfigError;
use crate::event::EndReason;
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, Failure, FailureKind, Failures, Served};
use crate::policy::Hedging;
use crate::providers::{
    AsyncValueProvider, NamedProvider, ProviderNames, RuledProviders, Sealed, own_first,
};

/// The outcome of a turn, and of the call.
pub(crate) type CallOutcome<T, E> = Result<Served<T, E>, AllProvidersFailed<E>>;

/// The inputs of a hedged call, without its providers.
#[derive(Debug)]
pub struct HedgedCall<'c, V, C> {
    pub(crate) context: CallContext<'c>,
    pub(crate) hedging: Hedging,
    pub(crate) is_valid: &'c V,
    pub(crate) classify: &'c C,
}

impl<V, C> Clone for HedgedCall<'_, V, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V, C> Copy for HedgedCall<'_, V, C> {}

/// The turns of a hedged call that are running. The first one has its place in the future of the call, so a hedge that is
/// not needed takes no memory. A turn that runs at the same time gets a box.
pub(crate) struct TurnPlaces<'p, A, R, B> {
    pub(crate) place: Pin<&'p mut Option<A>>,
    /// A token for each running turn, by its provider's index.
    pub(crate) running: R,
    /// The boxes, by the provider's index.
    pub(crate) boxed: B,
}

/// Makes a hedged call of the providers in `slots`. `begin` returns the future of a turn.
pub(crate) fn hedge<'a, T, E, A>(
    context: CallContext<'a>,
    hedging: Hedging,
    slots: &[HedgeSlot],
    mut places: TurnPlaces<
        '_,
        A,
        impl AsMut<[Option<RunningTurn>]>,
        impl AsMut<[Option<Pin<Box<A>>>]>,
    >,
    mut begin: impl FnMut(usize, TurnStart<'a>) -> Option<A>,
) -> impl Future<Output = CallOutcome<T, E>>
where
    A: Future<Output = CallOutcome<T, E>>,
{
    let checked = check_timer(context, hedging, slots);
    let mut driver = checked.map(|()| HedgeDriver::new(context, hedging));
    let mut in_place = None;
    poll_fn(move |task| {
        let driver = match &mut driver {
            Ok(driver) => driver,
            Err(error) => return Poll::Ready(Err(context.refuse(*error))),
        };
        // The place for the value is made anew for each poll: kept in the future, the value would have to be `Send`.
        let mut turns = KeptTurns {
            begin: &mut begin,
            in_place: &mut in_place,
            place: places.place.as_mut(),
            boxed: places.boxed.as_mut(),
            served: None,
        };
        let outcome = ready!(driver.poll(slots, places.running.as_mut(), &mut turns, task));
        Poll::Ready(match (outcome, turns.served) {
            (Ok(failures), Some(served)) => Ok(served.with_failures(failures)),
            // A turn that is reported as served has put its value there.
            (Ok(failures), None) => Err(AllProvidersFailed::new(failures, EndReason::Exhausted)),
            (Err(failed), _) => Err(failed),
        })
    })
}

/// Refuses a call of these providers if it might have to wait and there is no timer.
fn check_timer(
    context: CallContext<'_>,
    hedging: Hedging,
    slots: &[HedgeSlot],
) -> Result<(), ConfigError> {
    context.check_timer(slots.iter().any(ProviderNames::needs_timer))?;
    let waits = slots.len() > 1 && !hedging.delay().is_zero();
    if waits && !context.time.timer.is_there() {
        return Err(ConfigError::NoTimer);
    }
    Ok(())
}

/// The turns of a hedged call, for code that does not know the value's type.
trait Turns<'a, E> {
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
struct KeptTurns<'t, A, B, T, E> {
    begin: &'t mut B,
    /// The provider whose turn is in `place`.
    in_place: &'t mut Option<usize>,
    place: Pin<&'t mut Option<A>>,
    boxed: &'t mut [Option<Pin<Box<A>>>],
    served: Option<Served<T, E>>,
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

/// The driver of a hedged call: it begins turns and takes their outcomes.
struct HedgeDriver<'a, E> {
    engine: HedgeEngine<'a>,
    context: CallContext<'a>,
    /// Waits until the turn that was started last counts as slow.
    timer: CallTimer,
    /// Failures with the provider's index, in the order in which they are reported.
    failures: Vec<(usize, Failure<E>)>,
    /// The provider that was skipped and called after all. It comes last in the report.
    recalled: Option<usize>,
    observed: Option<Box<ObservedCall<'a>>>,
}

/// The end of a hedged call.
enum CallEnd {
    /// This turn served.
    Served(RunningTurn),
    NotServed(EndReason),
}

/// The outcome of a hedged call without its value: the failures of the providers that did not serve.
type HedgeOutcome<E> = Result<Failures<E>, AllProvidersFailed<E>>;

/// A provider's name and the notes about its turn, readable while the turn holds the provider.
#[derive(Debug)]
pub struct HedgeSlot {
    name: Name,
    /// The provider's own settings. In a box, because few providers have any and futures hold slots.
    settings: Option<Box<ProviderSettings>>,
    race: Race,
}

impl HedgeSlot {
    pub(crate) fn new(provider: &impl NamedProvider) -> Self {
        Self {
            name: provider.name(),
            settings: provider.settings().copied().map(Box::new),
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

impl<'a, E> HedgeDriver<'a, E> {
    /// Creates the driver of a call that begins now.
    fn new(context: CallContext<'a>, hedging: Hedging) -> Self {
        Self {
            engine: HedgeEngine::new(context.settings(), hedging),
            context,
            timer: CallTimer::new(),
            failures: Vec::new(),
            recalled: None,
            observed: ObservedCall::begin(context),
        }
    }

    /// Runs the call as far as it goes.
    fn poll(
        &mut self,
        slots: &[HedgeSlot],
        running: &mut [Option<RunningTurn>],
        turns: &mut dyn Turns<'a, E>,
        task: &mut task::Context<'_>,
    ) -> Poll<HedgeOutcome<E>> {
        let end = ready!(self.advance(slots, running, turns, task));
        // A turn that waits to retry has failed, although it might have served later. Let it end now, so that its last
        // failure is reported, and counts.
        for (provider, running) in running.iter_mut().enumerate() {
            let race = &slots[provider].race;
            if let Some(turn) = running.take_if(|_| race.is_waiting()) {
                race.end();
                if let Poll::Ready(Err(failed)) = turns.run(provider, None, task) {
                    self.turn_failed(slots, turn, failed);
                }
            }
        }
        Poll::Ready(match end {
            CallEnd::Served(turn) => {
                let provider = turn.provider();
                self.engine.served(&turn);
                if self.context.policy.keep_attempts {
                    let failures = turns.failed_attempts();
                    failures.for_each(|failure| self.keep(provider, failure));
                }
                if let Some(observed) = &mut self.observed {
                    observed.served(slots[provider].name);
                }
                Ok(self.failures(slots, Some(provider)))
            }
            CallEnd::NotServed(reason) => {
                if let Some(observed) = &mut self.observed {
                    observed.not_served(Some(reason));
                }
                Err(AllProvidersFailed::new(self.failures(slots, None), reason))
            }
        })
    }

    /// Advances every turn as far as it goes. Ready once one of them ends the call.
    fn advance(
        &mut self,
        slots: &[HedgeSlot],
        running: &mut [Option<RunningTurn>],
        turns: &mut dyn Turns<'a, E>,
        task: &mut task::Context<'_>,
    ) -> Poll<CallEnd> {
        // Poll the running turns before looking at the clock, so that a value that is ready is never dropped. Poll them
        // in the order of the list, so that the first of two that serve at once wins. Poll all of them: they are few,
        // and to know which one was woken would take a waker for each.
        for (provider, running) in running.iter_mut().enumerate() {
            let Some(turn) = running.take() else {
                continue;
            };
            match turns.run(provider, None, task) {
                Poll::Pending => *running = Some(turn),
                Poll::Ready(outcome) => {
                    if let Some(end) = self.turn_ended(slots, turn, outcome) {
                        return Poll::Ready(end);
                    }
                }
            }
        }
        // Then start turns until the engine waits for one of them.
        loop {
            let (turn, permit) = match self.engine.next(slots, || self.context.time.now()) {
                HedgeStep::Start { turn, permit } => (turn, permit),
                HedgeStep::Recalled { turn, permit } => {
                    if let Some(observed) = &mut self.observed {
                        observed.recalled();
                    }
                    self.failures.retain(|(of, _)| *of != turn.provider());
                    self.recalled = Some(turn.provider());
                    (turn, Some(permit))
                }
                HedgeStep::Skipped { provider, open } => {
                    let failure = Failure::skipped(slots[provider].name, open);
                    self.keep(provider, failure);
                    if let Some(observed) = &mut self.observed {
                        observed.skipped(slots[provider].name, open);
                    }
                    continue;
                }
                HedgeStep::Wait(None) => return Poll::Pending,
                HedgeStep::Wait(Some(until)) => {
                    let time = self.context.time;
                    match ready!(self.timer.poll_until(until, time, task)) {
                        Ok(()) => self.engine.waited(),
                        Err(NoTimer) => {
                            let refused = EndReason::Refused(ConfigError::NoTimer);
                            return Poll::Ready(CallEnd::NotServed(refused));
                        }
                    }
                    continue;
                }
                HedgeStep::Finished(finish) => {
                    return Poll::Ready(CallEnd::NotServed(finish.into()));
                }
            };
            let provider = turn.provider();
            if provider + 1 == slots.len() {
                slots[provider].race.of_last();
            }
            for (slot, _) in slots
                .iter()
                .zip(&*running)
                .filter(|(_, running)| running.is_some())
            {
                slot.race.rival_begins();
            }
            let start = TurnStart {
                context: self.context,
                permit,
                end: self.engine.settings().end,
                is_first: turn.is_first(),
                is_hedge: running.iter().any(Option::is_some),
            };
            if let Some(observed) = &mut self.observed {
                observed.turn_begins(slots[provider].name);
                observed.send();
            }
            match turns.run(provider, Some(start), task) {
                Poll::Pending => running[provider] = Some(turn),
                Poll::Ready(outcome) => {
                    if let Some(end) = self.turn_ended(slots, turn, outcome) {
                        return Poll::Ready(end);
                    }
                }
            }
        }
    }

    /// Takes the outcome of a turn. Returns the end of the call if that ends it.
    fn turn_ended(
        &mut self,
        slots: &[HedgeSlot],
        turn: RunningTurn,
        outcome: Result<(), AllProvidersFailed<E>>,
    ) -> Option<CallEnd> {
        match outcome {
            Ok(()) => Some(CallEnd::Served(turn)),
            Err(failed) => self
                .turn_failed(slots, turn, failed)
                .map(CallEnd::NotServed),
        }
    }

    /// Records the failure of a turn. Returns the end of the call if that ends it.
    fn turn_failed(
        &mut self,
        slots: &[HedgeSlot],
        turn: RunningTurn,
        failed: AllProvidersFailed<E>,
    ) -> Option<EndReason> {
        let provider = turn.provider();
        if let Some(observed) = &mut self.observed {
            observed.turn_failed(slots[provider].name);
        }
        let (failures, end_reason) = failed.into_parts();
        failures.for_each(|failure| self.keep(provider, failure));
        let finish = match end_reason {
            EndReason::Refused(_) => return Some(end_reason),
            EndReason::Stopped => Finish::Stopped,
            EndReason::Deadline => Finish::Deadline,
            EndReason::Exhausted => Finish::Exhausted,
        };
        self.engine.failed(turn, finish).map(EndReason::from)
    }

    fn keep(&mut self, provider: usize, failure: Failure<E>) {
        let comes_before = |(of, _): &(usize, _)| *of <= provider || self.recalled.is_some();
        let place = self.failures.partition_point(comes_before);
        self.failures.insert(place, (provider, failure));
    }

    /// Returns the failures that are kept, and one for each other provider that was started and did not serve.
    ///
    /// They are in the order of the list, a recalled provider last. A turn that has not failed is reported as cancelled.
    fn failures(&mut self, slots: &[HedgeSlot], winner: Option<usize>) -> Failures<E> {
        // The first one has served, and no other was started.
        if winner.is_some() && self.engine.position() == 1 && self.failures.is_empty() {
            return Failures::None;
        }
        let mut known = take(&mut self.failures).into_iter().peekable();
        let mut failures = Failures::None;
        let is_recalled = |provider: &usize| self.recalled == Some(*provider);
        let in_order = (0..self.engine.position()).filter(|provider| !is_recalled(provider));
        for provider in in_order.chain(self.recalled) {
            let is_known = known.peek().is_some_and(|(of, _)| *of == provider);
            while let Some((_, failure)) = known.next_if(|(of, _)| *of == provider) {
                failures.push(failure);
            }
            if !is_known && winner != Some(provider) {
                let slot = &slots[provider];
                let attempts = slot.race.attempts();
                failures.push(Failure::new(slot.name, FailureKind::Cancelled, attempts));
            }
        }
        failures
    }
}

/// The start of a turn: its permit, and the end of the call's deadline.
#[allow(missing_debug_implementations, reason = "an expansion alone holds one")]
pub struct TurnStart<'a> {
    pub(crate) context: CallContext<'a>,
    permit: Option<AnyPermit<'a>>,
    end: Option<Duration>,
    /// True for the first turn of the call.
    is_first: bool,
    /// True if it begins while another turn is running.
    is_hedge: bool,
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
