//! Drives a hedged value call: turns of several providers run concurrently.

use std::fmt;
use std::future::Future;
use std::mem::take;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{self, Poll};
use std::time::Duration;

use super::asynchronous::{FastPath, FastPathExit, drive};
use crate::breaker::AnyPermit;
use crate::drive::{CallContext, NoTimer, SleepUntil};
use crate::engine::{Classify, EngineInput, Finish, HedgeEngine, HedgeStep, Validate};
use crate::error::ConfigError;
use crate::event::EndReason;
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, Failure, FailureKind, Failures, Served};
use crate::providers::{AsyncProviders, AsyncValueProvider, ProviderNames, Sealed};

/// The outcome of a turn, and of the call.
pub(crate) type CallOutcome<T, E> = Result<Served<T, E>, AllProvidersFailed<E>>;

/// Refuses a call of this many providers if it might have to wait and there is no timer.
pub(crate) fn check_timer(
    context: CallContext<'_>,
    delay: Duration,
    providers: usize,
) -> Result<(), ConfigError> {
    context.check_timer()?;
    let waits = providers > 1 && !delay.is_zero();
    if waits && !context.time.timer.is_there() {
        return Err(ConfigError::NoTimer);
    }
    Ok(())
}

/// Polls a turn if it is under way, and drops it once it is over.
pub(crate) fn poll_turn<F: Future>(
    mut turn: Pin<&mut Option<F>>,
    task: &mut task::Context<'_>,
) -> Poll<F::Output> {
    let Some(under_way) = turn.as_mut().as_pin_mut() else {
        return Poll::Pending;
    };
    let polled = under_way.poll(task);
    if polled.is_ready() {
        turn.set(None);
    }
    polled
}

/// The driver of a hedged call: it begins turns and takes their outcomes. The list of providers keeps the turns.
pub struct HedgeDriver<'a, E> {
    engine: HedgeEngine<'a>,
    context: CallContext<'a>,
    /// The sleep until the turn that was started last counts as slow.
    sleep: Option<SleepUntil>,
    /// Failures with the provider's index, in the order in which they are reported.
    failures: Vec<(usize, Failure<E>)>,
    /// The provider that was skipped and called after all. It comes last in the report.
    recalled: Option<usize>,
}

impl<E> fmt::Debug for HedgeDriver<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HedgeDriver").finish_non_exhaustive()
    }
}

/// A provider's name and its attempts, readable while the turn holds the provider.
#[derive(Debug)]
pub struct HedgeSlot {
    name: Name,
    /// Attempts begun.
    attempts: AtomicU32,
}

impl HedgeSlot {
    pub(crate) fn new(name: Name) -> Self {
        let attempts = AtomicU32::new(0);
        Self { name, attempts }
    }

    pub(crate) fn name(&self) -> Name {
        self.name
    }

    pub(crate) fn attempt_begins(&self) {
        self.attempts.fetch_add(1, Ordering::Relaxed);
    }
}

impl EngineInput for [HedgeSlot] {
    fn len(&self) -> usize {
        self.len()
    }

    fn name(&self, provider: usize) -> Name {
        self[provider].name
    }
}

impl<'a, E> HedgeDriver<'a, E> {
    /// Creates the driver of a call that begins now.
    pub(crate) fn new(context: CallContext<'a>, delay: Duration) -> Self {
        Self {
            engine: HedgeEngine::new(context.settings(), delay),
            context,
            sleep: None,
            failures: Vec::new(),
            recalled: None,
        }
    }

    /// Runs the call as far as it goes.
    ///
    /// `run_turn` polls a provider's turn if it is under way. Given a [`TurnStart`], it begins the turn first.
    pub(crate) fn poll<T>(
        &mut self,
        slots: &[HedgeSlot],
        task: &mut task::Context<'_>,
        mut run_turn: impl FnMut(
            usize,
            Option<TurnStart<'a>>,
            &mut task::Context<'_>,
        ) -> Poll<CallOutcome<T, E>>,
    ) -> Poll<CallOutcome<T, E>> {
        // Poll the running turns before looking at the clock, so that a value that is ready is never dropped. Poll them
        // in the order of the list, so that the first of two that serve at once wins. Poll all of them: they are few,
        // and to know which one was woken would take a waker for each.
        for provider in 0..self.engine.position() {
            if let Poll::Ready(turn) = run_turn(provider, None, task) {
                if let Some(outcome) = self.turn_ended(slots, provider, turn) {
                    return Poll::Ready(outcome);
                }
            }
        }
        // Then start turns until the engine waits for one of them.
        loop {
            let (provider, permit) = match self.engine.next(slots, || self.context.time.now()) {
                HedgeStep::Start { provider, permit } => (provider, permit),
                HedgeStep::Recalled { provider, permit } => {
                    self.failures.retain(|(of, _)| *of != provider);
                    self.recalled = Some(provider);
                    (provider, Some(permit))
                }
                HedgeStep::Skipped { provider, open } => {
                    let failure = Failure::skipped(slots[provider].name, open);
                    self.keep(provider, failure);
                    continue;
                }
                HedgeStep::Wait(None) => return Poll::Pending,
                HedgeStep::Wait(Some(until)) => {
                    let sleep = self.sleep.get_or_insert_with(|| SleepUntil::new(until));
                    match sleep.poll(self.context.time, task) {
                        Poll::Pending => return Poll::Pending,
                        Poll::Ready(Ok(())) => self.engine.waited(),
                        Poll::Ready(Err(NoTimer)) => {
                            let refused = EndReason::Refused(ConfigError::NoTimer);
                            return Poll::Ready(Err(self.failed(slots, refused)));
                        }
                    }
                    continue;
                }
                HedgeStep::Finished(finish) => {
                    return Poll::Ready(Err(self.failed(slots, finish.into())));
                }
            };
            self.sleep = None;
            let start = TurnStart {
                context: self.context,
                permit,
                end: self.engine.settings().end,
            };
            if let Poll::Ready(turn) = run_turn(provider, Some(start), task) {
                if let Some(outcome) = self.turn_ended(slots, provider, turn) {
                    return Poll::Ready(outcome);
                }
            }
        }
    }

    /// Takes the outcome of a turn. Returns the outcome of the call if that ends it.
    fn turn_ended<T>(
        &mut self,
        slots: &[HedgeSlot],
        provider: usize,
        turn: CallOutcome<T, E>,
    ) -> Option<CallOutcome<T, E>> {
        let failed = match turn {
            Ok(served) => {
                let failures = self.failures(slots, Some(provider));
                return Some(Ok(served.with_failures(failures)));
            }
            Err(failed) => failed,
        };
        let end_reason = failed.end_reason();
        if let Some(failure) = failed.into_failures().pop() {
            self.keep(provider, failure);
        }
        let over = match end_reason {
            EndReason::Refused(_) => Some(end_reason),
            EndReason::Stopped => self.engine.failed(Finish::Stopped).map(EndReason::from),
            EndReason::Deadline => self.engine.failed(Finish::Deadline).map(EndReason::from),
            EndReason::Exhausted => self.engine.failed(Finish::Exhausted).map(EndReason::from),
        };
        over.map(|end_reason| Err(self.failed(slots, end_reason)))
    }

    fn keep(&mut self, provider: usize, failure: Failure<E>) {
        let comes_before = |(of, _): &(usize, _)| *of < provider || self.recalled.is_some();
        let place = self.failures.partition_point(comes_before);
        self.failures.insert(place, (provider, failure));
    }

    fn failed(&mut self, slots: &[HedgeSlot], end_reason: EndReason) -> AllProvidersFailed<E> {
        AllProvidersFailed::new(self.failures(slots, None), end_reason)
    }

    /// Returns a failure for each provider that was started or skipped and did not serve.
    ///
    /// They are in the order of the list, a recalled provider last. A turn that has not failed is reported as cancelled.
    fn failures(&mut self, slots: &[HedgeSlot], winner: Option<usize>) -> Failures<E> {
        let mut known = take(&mut self.failures).into_iter().peekable();
        let mut failures = Failures::None;
        let is_recalled = |provider: &usize| self.recalled == Some(*provider);
        let in_order = (0..self.engine.position()).filter(|provider| !is_recalled(provider));
        for provider in in_order.chain(self.recalled) {
            if winner == Some(provider) {
                continue;
            }
            let slot = &slots[provider];
            failures.push(match known.next_if(|(of, _)| *of == provider) {
                Some((_, failure)) => failure,
                None => {
                    let attempts = slot.attempts.load(Ordering::Relaxed);
                    Failure::new(slot.name, FailureKind::Cancelled, attempts)
                }
            });
        }
        failures
    }
}

/// The start of a turn: its permit, and the end of the call's deadline.
pub(crate) struct TurnStart<'a> {
    pub(crate) context: CallContext<'a>,
    permit: Option<AnyPermit<'a>>,
    end: Option<Duration>,
}

impl<'a> TurnStart<'a> {
    pub(crate) fn begin<E>(self) -> Result<FastPath<'a>, FastPathExit<'a, E>> {
        FastPath::of_turn(self.permit, self.end)
    }
}

/// The inputs of a turn.
pub(super) struct TurnInputs<'t, V, C> {
    pub(super) slot: &'t HedgeSlot,
    pub(super) start: TurnStart<'t>,
    pub(super) is_valid: &'t V,
    pub(super) classify: &'t C,
}

/// Runs a provider's turn as a call of that provider alone.
pub(super) fn take_turn<'t, T, E, V: Validate<T>, C: Classify<E>>(
    provider: &'t mut impl AsyncValueProvider<T, E>,
    turn: TurnInputs<'t, V, C>,
) -> impl Future<Output = CallOutcome<T, E>> {
    let TurnInputs {
        slot,
        start,
        is_valid,
        classify,
    } = turn;
    let context = start.context;
    let is_valid = |value: &T| is_valid.is_valid(value);
    let classify = |error: &E| classify.classify(error);
    let begin = move |_, _: &_| start.begin();
    let alone = SingleProvider { slot, provider };
    drive(context, begin, is_valid, classify, alone)
}

/// The list of a turn: one provider.
struct SingleProvider<'t, P> {
    slot: &'t HedgeSlot,
    provider: &'t mut P,
}

impl<P> Sealed for SingleProvider<'_, P> {}

impl<P> ProviderNames for SingleProvider<'_, P> {
    fn count(&self) -> usize {
        1
    }

    fn name(&self, _: usize) -> Name {
        self.slot.name
    }
}

impl<T, E, P: AsyncValueProvider<T, E>> AsyncProviders<T, E> for SingleProvider<'_, P> {
    fn call(&mut self, _: usize) -> impl Future<Output = Result<T, FailureKind<E>>> {
        self.slot.attempt_begins();
        self.provider.call()
    }
}
