//! Drives a hedged value call: turns of several providers run concurrently.

use std::future::{Future, poll_fn};
use std::mem::take;
use std::pin::Pin;
use std::task::{self, Poll, ready};

use super::hedged_turns::{CallOutcome, HedgeSlot, KeptTurns, TurnPlaces, TurnStart, Turns};
use crate::drive::{CallContext, CallTimer, NoTimer, ObservedCall};
use crate::engine::{Finish, HedgeEngine, HedgeStep, RunningTurn};
use crate::error::ConfigError;
use crate::event::EndReason;
use crate::outcome::{AllProvidersFailed, Failure, FailureKind, Failures};
use crate::policy::Hedging;
use crate::providers::ProviderNames;

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

/// Makes a hedged call of the providers in `slots`. `checked` is the result of the check of the list. `begin` returns the
/// future of a turn.
pub(crate) fn hedge<'a, T, E, A>(
    context: CallContext<'a>,
    hedging: Hedging,
    checked: Result<(), ConfigError>,
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
    let checked = checked.and_then(|()| check_timer(context, hedging, slots));
    let mut driver = checked.map(|()| HedgeDriver::new(context, hedging));
    let mut in_place = None;
    poll_fn(move |task| {
        let driver = match &mut driver {
            Ok(driver) => driver,
            Err(error) => return Poll::Ready(Err(context.refuse(*error))),
        };
        // Each poll makes a new place for the value. Kept in the future, the value would have to be `Send`.
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
