//! Drivers of value calls: blocking, async and hedged.
//!
//! Each makes the first attempt in place, in code that is generic over the value. After anything but a success it goes on
//! with a [`FastCall`], then with a [`ValueCall`]. Their code is shared by all calls with the same error type.

#[macro_use]
mod asynchronous;
mod blocking;
mod hedged;
mod hedged_lists;

use std::mem::replace;
use std::time::Duration;

pub use self::asynchronous::{AsyncAttempt, AsyncCall, AsyncSleep, AsyncStep, AttemptEnd};
pub(crate) use self::asynchronous::{begin, fetch_async};
pub(crate) use self::blocking::{fetch, fetch_checked};
pub(crate) use self::hedged::{CallOutcome, TurnStart, hedge};
pub use self::hedged::{HedgeSlot, HedgedCall};
pub use self::hedged_lists::HedgedProviders;
pub(crate) use self::hedged_lists::fetch_hedged;
use crate::engine::{
    Attempt, AttemptLimit, CallSettings, Engine, EngineInput, FastStep, FastTurn, LimitKind, Step,
};
use crate::event::EndReason;
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
enum ValueAction<E> {
    Attempt(Attempt),
    Sleep(Duration),
    GiveUp(AllProvidersFailed<E>),
}

/// A value call on the fast path: the attempt that is under way, or has just failed. Plain data, so that a driver keeps it
/// in registers.
#[derive(Clone, Copy)]
struct FastAttempt<'a> {
    turn: FastTurn<'a>,
    provider: usize,
    name: Name,
    /// The attempts of the turn.
    attempts: u32,
}

/// What follows a failed attempt on the fast path.
enum FastAction<E> {
    /// Another attempt at the same provider. Holds the failure of the last one.
    Retry(FailureKind<E>),
    /// The first attempt at the next provider.
    NextProvider,
    /// The fast path is over: an engine decides.
    Leave(Exit<E>),
}

/// The state in which a call leaves the fast path.
enum Exit<E> {
    /// The last turn is over.
    BetweenTurns,
    /// An attempt has failed, and its turn may go on.
    Failed(FailureKind<E>, Verdict),
}

impl<'a> FastAttempt<'a> {
    /// The first attempt of a call. `name` is that of the first provider.
    #[inline]
    fn first(turn: FastTurn<'a>, name: Name) -> Self {
        Self {
            turn,
            provider: 0,
            name,
            attempts: 1,
        }
    }

    /// Reports that the attempt failed, and becomes the next one. A failed turn is recorded in `failures`.
    #[inline]
    fn failed<E>(
        &mut self,
        (kind, verdict): (FailureKind<E>, Verdict),
        settings: &CallSettings<'a>,
        names: &dyn ProviderNames,
        failures: &mut Failures<E>,
    ) -> FastAction<E> {
        match self.turn.failed(verdict, self.attempts, settings) {
            FastStep::Retry => {
                self.attempts += 1;
                return FastAction::Retry(kind);
            }
            FastStep::Unknown => return FastAction::Leave(Exit::Failed(kind, verdict)),
            FastStep::NextProvider => {}
        }
        failures.push(Failure::new(self.name, kind, self.attempts));
        (self.provider, self.attempts) = (self.provider + 1, 1);
        if self.provider == names.count() {
            return FastAction::Leave(Exit::BetweenTurns);
        }
        self.name = names.name(self.provider);
        match settings.fast_turn(self.name) {
            Some(turn) => {
                self.turn = turn;
                FastAction::NextProvider
            }
            None => FastAction::Leave(Exit::BetweenTurns),
        }
    }

    /// Goes on with an engine.
    #[inline]
    fn leave<E>(
        self,
        exit: Exit<E>,
        settings: CallSettings<'a>,
        failures: Failures<E>,
    ) -> ValueCall<'a, E> {
        let Self {
            turn,
            provider,
            attempts,
            ..
        } = self;
        let (engine, last) = match exit {
            Exit::BetweenTurns => (Engine::resume(settings, provider), None),
            Exit::Failed(kind, verdict) => {
                let engine = Engine::failed_turn(settings, provider, turn, attempts, verdict);
                (engine, Some(kind))
            }
        };
        ValueCall::new(engine, last, failures)
    }
}

/// A value call with an engine, and the failures so far.
struct ValueCall<'a, E> {
    engine: Engine<'a>,
    /// The failure of the last attempt in the turn under way.
    last: Option<FailureKind<E>>,
    /// The failures of the turns that are over.
    failures: Failures<E>,
}

impl<'a, E> ValueCall<'a, E> {
    /// `last` is the failure of the turn under way, `failures` are those of the turns that are over.
    fn new(engine: Engine<'a>, last: Option<FailureKind<E>>, failures: Failures<E>) -> Self {
        Self {
            engine,
            last,
            failures,
        }
    }

    /// Returns the next thing to do. It records the turns that are over.
    fn next(&mut self, names: &dyn ProviderNames, time: &TimeSources) -> ValueAction<E> {
        loop {
            match next_step(&mut self.engine, names, time) {
                Step::Attempt(attempt) => return ValueAction::Attempt(attempt),
                Step::Sleep(wait) => return ValueAction::Sleep(wait),
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
                    let failures = self.take_failures();
                    return ValueAction::GiveUp(AllProvidersFailed::new(failures, finish.into()));
                }
            }
        }
    }

    /// Returns the limit of the attempt under way.
    fn limit(&self) -> Option<AttemptLimit> {
        self.engine.limit()
    }

    /// Reports that an attempt failed.
    fn failed(&mut self, attempt: Attempt, (kind, verdict): (FailureKind<E>, Verdict)) {
        self.last = Some(kind);
        self.engine.failed(attempt, verdict);
    }

    /// Reports that an attempt was dropped at this limit.
    fn expired(&mut self, attempt: Attempt, limit: LimitKind) {
        let verdict = self.engine.expired(limit);
        self.failed(attempt, (FailureKind::TimedOut, verdict));
    }

    /// Reports that an attempt served the call. Returns the provider, the attempts of its turn, and the failures before.
    fn succeeded(
        &mut self,
        attempt: Attempt,
        names: &dyn ProviderNames,
    ) -> (Name, u32, Failures<E>) {
        let name = names.name(attempt.provider());
        self.engine.succeeded(attempt);
        (name, self.engine.attempts(), self.take_failures())
    }

    /// Ends the call within a turn that counts as neither success nor failure, and keeps its last failure.
    #[cold]
    fn abandon(&mut self, names: &dyn ProviderNames, reason: EndReason) -> AllProvidersFailed<E> {
        if let Some(kind) = self.last.take() {
            let (provider, attempts) = (names.name(self.engine.provider()), self.engine.attempts());
            self.failures.push(Failure::new(provider, kind, attempts));
        }
        AllProvidersFailed::new(self.take_failures(), reason)
    }

    fn take_failures(&mut self) -> Failures<E> {
        replace(&mut self.failures, Failures::None)
    }
}
