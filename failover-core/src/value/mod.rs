//! Drivers of value calls: blocking, async and hedged.

mod asynchronous;
mod blocking;
mod hedged;
mod hedged_lists;

use std::mem::replace;
use std::time::Duration;

pub(crate) use self::asynchronous::{AsyncSlowPath, fetch_async};
pub use self::asynchronous::{FastPath, FastPathExit};
pub(crate) use self::blocking::{fetch, fetch_checked};
pub(crate) use self::hedged::{CallOutcome, TurnStart, check_timer, poll_turn};
pub use self::hedged::{HedgeDriver, HedgeSlot};
pub use self::hedged_lists::HedgedProviders;
pub(crate) use self::hedged_lists::fetch_hedged;
use crate::engine::{CallSettings, Engine, EngineInput, ResumePoint, Step};
use crate::event::EndReason;
use crate::name::Name;
use crate::outcome::{Failure, FailureKind, Failures};
use crate::providers::ProviderNames;
use crate::verdict::Verdict;

/// A list of providers as the engine sees it: each provider is one request.
struct ValueInput<'a, L>(&'a L);

impl<L: ProviderNames> EngineInput for ValueInput<'_, L> {
    fn len(&self) -> usize {
        self.0.count()
    }

    fn name(&self, provider: usize) -> Name {
        self.0.name(provider)
    }
}

/// The next thing that the driver of a value call does.
pub(crate) enum ValueAction {
    Attempt(usize),
    Sleep(Duration),
    GiveUp(EndReason),
}

/// The engine of a value call, and the failures of the turns that are over.
pub(crate) struct ValueCall<'a, E> {
    pub(crate) engine: Engine<'a>,
    /// The failure of the last attempt in the turn under way.
    last: Option<FailureKind<E>>,
    failures: Failures<E>,
}

impl<'a, E> ValueCall<'a, E> {
    /// Continues a call that began on the fast path.
    ///
    /// `failures` are those of the turns that are over, `last` is the failure of the last attempt in the turn under way.
    fn resume(
        settings: CallSettings<'a>,
        failures: Failures<E>,
        resume_point: ResumePoint<'a>,
        last: Option<FailureKind<E>>,
    ) -> Self {
        let skips = failures
            .as_slice()
            .iter()
            .map(|failure| match &failure.kind {
                FailureKind::CircuitOpen(open) => Some(*open),
                _ => None,
            });
        Self {
            engine: Engine::resume(settings, skips, resume_point),
            last,
            failures,
        }
    }

    #[inline]
    pub(crate) fn next(
        &mut self,
        list: &impl ProviderNames,
        now: impl Fn() -> Duration,
    ) -> ValueAction {
        loop {
            match self.engine.next(&ValueInput(list), &now) {
                Step::Attempt { provider, .. } => return ValueAction::Attempt(provider),
                Step::Sleep(wait) => return ValueAction::Sleep(wait),
                Step::Failed { provider, attempts } => {
                    if let Some(kind) = self.last.take() {
                        let failure = Failure::new(list.name(provider), kind, attempts);
                        self.failures.push(failure);
                    }
                }
                Step::Skipped { provider, open } => {
                    self.failures
                        .push(Failure::skipped(list.name(provider), open));
                }
                Step::Recalled { provider } => self.failures.remove(list.name(provider)),
                Step::Finished(finish) => return ValueAction::GiveUp(finish.into()),
            }
        }
    }

    #[inline]
    pub(crate) fn failed(&mut self, kind: FailureKind<E>, verdict: Verdict) {
        self.last = Some(kind);
        self.engine.failed(verdict);
    }

    /// Ends the call within a turn that counts as neither success nor failure, and keeps its last failure.
    #[cold]
    pub(crate) fn abandon(&mut self, list: &impl ProviderNames) {
        if let Some(kind) = self.last.take() {
            let (provider, attempts) = (list.name(self.engine.provider()), self.engine.attempts());
            self.failures.push(Failure::new(provider, kind, attempts));
        }
    }

    /// Reports that the attempt under way served the call. Returns the attempts of its turn, and the failures before.
    pub(crate) fn succeeded(&mut self) -> (u32, Failures<E>) {
        self.engine.succeeded();
        (self.engine.attempts(), self.take_failures())
    }

    fn take_failures(&mut self) -> Failures<E> {
        replace(&mut self.failures, Failures::None)
    }
}
