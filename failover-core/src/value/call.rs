//! [`ValueCall`]: a value call whose steps an engine decides.

use std::mem::replace;

use crate::drive::{ObservedCall, Scopes};
use crate::engine::{
    Attempt, AttemptLimit, Engine, EngineInput, LimitKind, ProviderSettings, Rest, Step,
};
use crate::event::{EndReason, Outcome};
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, Failure, FailureKind, Failures};
use crate::providers::ProviderNames;
use crate::time::TimeSources;
use crate::verdict::Verdict;

/// A list of providers as the engine sees it: each provider is one request.
struct ValueInput<'a>(&'a dyn ProviderNames);

impl EngineInput for ValueInput<'_> {
    fn len(&self) -> usize {
        self.0.count()
    }

    fn name(&self, provider: usize) -> Name {
        self.0.name(provider)
    }

    fn settings(&self, provider: usize) -> Option<&ProviderSettings> {
        self.0.settings(provider)
    }
}

impl<E> AsMut<Self> for ValueCall<'_, E> {
    fn as_mut(&mut self) -> &mut Self {
        self
    }
}

/// Returns the engine's next step. Not generic, so it is compiled once.
fn next_step(engine: &mut Engine<'_>, names: &dyn ProviderNames, time: &TimeSources) -> Step {
    engine.next(&ValueInput(names), || time.now())
}

/// The next thing that the driver of a value call does.
pub(super) enum ValueAction<E> {
    Attempt(Attempt),
    Sleep(Rest),
    GiveUp(AllProvidersFailed<E>),
}

/// A value call with an engine, and the failures so far.
pub(super) struct ValueCall<'a, E> {
    engine: Engine<'a>,
    /// The failure of the last attempt in the turn under way.
    last: Option<FailureKind<E>>,
    /// The failures of the turns that are over.
    failures: Failures<E>,
    observed: Option<Box<ObservedCall<'a>>>,
}

impl<'a, E> ValueCall<'a, E> {
    /// `last` is the failure of the turn under way, `failures` are those of the turns that are over.
    pub(super) fn new(
        engine: Engine<'a>,
        last: Option<FailureKind<E>>,
        failures: Failures<E>,
    ) -> Self {
        Self {
            engine,
            last,
            failures,
            observed: None,
        }
    }

    /// Creates the call of an engine that has done nothing yet, with its observers.
    pub(super) fn begin(engine: Engine<'a>, observed: Option<Box<ObservedCall<'a>>>) -> Self {
        Self {
            observed,
            ..Self::new(engine, None, Failures::None)
        }
    }

    /// Returns the next thing to do. It records the turns that are over.
    pub(super) fn next(&mut self, names: &dyn ProviderNames, time: &TimeSources) -> ValueAction<E> {
        loop {
            let step = next_step(&mut self.engine, names, time);
            if let Some(observed) = &mut self.observed {
                observed.step(&step, &self.engine, |provider| names.name(provider));
            }
            match step {
                Step::Attempt(attempt) => {
                    self.keep_failed_attempt(names);
                    return ValueAction::Attempt(attempt);
                }
                Step::Sleep(rest) => return ValueAction::Sleep(rest),
                Step::Failed { provider, attempts } => {
                    if let Some(kind) = self.last.take() {
                        let failure = Failure::new(names.name(provider), kind, attempts);
                        self.failures.push(failure);
                    }
                }
                Step::Skipped { provider, open } => {
                    self.failures
                        .push(Failure::skipped(names.name(provider), open));
                }
                Step::Recalled { provider } => self.failures.remove(names.name(provider)),
                Step::Finished(finish) => {
                    if let Some(observed) = &mut self.observed {
                        observed.not_served(Some(finish.into()));
                    }
                    let failures = self.take_failures();
                    return ValueAction::GiveUp(AllProvidersFailed::new(failures, finish.into()));
                }
            }
        }
    }

    /// Keeps the failure before a retry, if the policy says so. The retry has begun.
    fn keep_failed_attempt(&mut self, names: &dyn ProviderNames) {
        if !self.engine.settings().policy.keep_attempts {
            return;
        }
        if let Some(kind) = self.last.take() {
            let provider = names.name(self.engine.provider());
            let failure = Failure::new(provider, kind, self.engine.attempts() - 1);
            self.failures.push(failure);
        }
    }

    /// Returns the scopes of the attempt under way, if the call is observed.
    #[cold]
    pub(super) fn scopes(&mut self) -> Option<&mut Scopes> {
        let observed = self.observed.as_mut()?;
        observed.scopes(self.engine.request())
    }

    /// Returns the limit of the attempt under way.
    pub(super) fn limit(&self) -> Option<AttemptLimit> {
        self.engine.limit()
    }

    /// Returns the number of the attempt under way in its turn.
    pub(super) fn attempts(&self) -> u32 {
        self.engine.attempts()
    }

    /// Reports that an attempt failed.
    pub(super) fn failed(&mut self, attempt: Attempt, failed: (FailureKind<E>, Verdict)) {
        if let Some(observed) = &mut self.observed {
            observed.failed(self.engine.request(), &failed);
        }
        let (kind, verdict) = failed;
        self.last = Some(kind);
        self.engine.failed(attempt, verdict);
    }

    /// Reports that an attempt was dropped at this limit.
    pub(super) fn expired(&mut self, attempt: Attempt, limit: LimitKind) {
        let verdict = self.engine.expired(limit);
        self.failed(attempt, (FailureKind::TimedOut, verdict));
    }

    /// Ends the call instead of the retry that it waits for. The last failure counts.
    #[cold]
    pub(super) fn end_now(&mut self) {
        self.engine.end_now();
    }

    /// Reports that an attempt served the call. Returns the provider, the attempts of its turn, and the failures before.
    pub(super) fn succeeded(
        &mut self,
        attempt: Attempt,
        names: &dyn ProviderNames,
    ) -> (Name, u32, Failures<E>) {
        let name = names.name(attempt.provider());
        self.engine.succeeded(attempt);
        if let Some(observed) = &mut self.observed {
            observed.attempt_ended(self.engine.request(), Outcome::Served, None);
            observed.served(name);
        }
        (name, self.engine.attempts(), self.take_failures())
    }

    /// Ends the call within a turn that counts as neither success nor failure, and keeps its last failure.
    #[cold]
    pub(super) fn abandon(
        &mut self,
        names: &dyn ProviderNames,
        reason: EndReason,
    ) -> AllProvidersFailed<E> {
        if let Some(kind) = self.last.take() {
            let (provider, attempts) = (names.name(self.engine.provider()), self.engine.attempts());
            self.failures.push(Failure::new(provider, kind, attempts));
        }
        if let Some(observed) = &mut self.observed {
            observed.not_served(Some(reason));
        }
        AllProvidersFailed::new(self.take_failures(), reason)
    }

    fn take_failures(&mut self) -> Failures<E> {
        replace(&mut self.failures, Failures::None)
    }
}
