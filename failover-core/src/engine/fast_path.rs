//! The fast path: turns without an [`Engine`].
//!
//! Most calls are over after their first attempt, and most of the others after the first provider or two have failed. Cost
//! matters there, so the fast path repeats the rules for calls in which nothing special happens. Each circuit is closed,
//! there is nothing to wait for, and no verdict ends the call. A driver
//!
//! 1. begins a turn with [`CallSettings::fast_turn`],
//! 2. limits the attempt with [`CallSettings::limit`] and makes it,
//! 3. reports it with [`FastTurn::succeeded`] or [`FastTurn::failed`], which says what follows.
//!
//! Where a step has no answer, an [`Engine`] goes on, in the state that it would have by itself. A test holds both ways equal.

use std::time::Duration;

use super::settings::{CallSettings, TurnSettings};
use super::turn::{Rest, Turn};
use super::{AllOpen, Attempt, Engine};
use crate::breaker::{AnyPermit, ClosedPermit};
use crate::event::CircuitOpen;
use crate::name::Name;
use crate::verdict::{NextStep, Verdict};

/// A turn without a circuit or with a closed one. Plain data that needs no cleanup.
#[derive(Clone, Copy)]
pub(crate) struct FastTurn<'a>(Option<ClosedPermit<'a>>);

/// The step after a failed attempt on the fast path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FastStep {
    /// Another attempt at the same provider, at once.
    Retry,
    /// The turn is over, and the circuit knows it. Record the failure, and begin the turn of the next provider.
    NextProvider,
    /// An engine decides: [`Engine::failed_turn`].
    Unknown,
}

impl<'a> FastTurn<'a> {
    /// A turn without a circuit.
    pub(crate) const NONE: Self = Self(None);

    /// Begins a turn with this permit. Returns the permit if it is a probe's, because that needs cleanup.
    #[inline]
    pub(crate) fn of(permit: Option<AnyPermit<'a>>) -> Result<Self, AnyPermit<'a>> {
        match permit {
            None => Ok(Self(None)),
            Some(AnyPermit::Closed(permit)) => Ok(Self(Some(permit))),
            Some(probe) => Err(probe),
        }
    }

    /// Returns the permit of the turn.
    pub(crate) fn into_permit(self) -> Option<AnyPermit<'a>> {
        self.0.map(AnyPermit::Closed)
    }

    #[inline]
    pub(crate) fn succeeded(&self) {
        if let Some(permit) = &self.0 {
            permit.succeed();
        }
    }

    /// Reports that an attempt failed, the last of so many.
    #[inline]
    pub(crate) fn failed(
        &self,
        verdict: Verdict,
        attempts: u32,
        settings: &CallSettings<'a>,
    ) -> FastStep {
        if settings.end.is_some() || verdict.next() == NextStep::Stop {
            return FastStep::Unknown;
        }
        if settings.may_retry(verdict, attempts) {
            let is_current = self.0.is_none_or(|permit| permit.is_current());
            let policy = settings.policy;
            // What has to wait or to yield is for an engine.
            let waits = verdict.wait().is_some() || !policy.retry_backoff.is_zero();
            let rests = waits || Rest::after(attempts, Duration::ZERO).is_some();
            return if is_current && !rests && !policy.keep_attempts {
                FastStep::Retry
            } else {
                FastStep::Unknown
            };
        }
        if let (Some(permit), Some(breaker)) = (&self.0, settings.breaker) {
            permit.fail(verdict, breaker);
        }
        FastStep::NextProvider
    }
}

impl<'a> CallSettings<'a> {
    /// Begins a turn if there is no breaker or the circuit is closed. It reads no clock.
    ///
    /// The engine would first compare the deadline with the clock. On the fast path there is no deadline, or the call
    /// begins now.
    #[inline]
    pub(crate) fn fast_turn(&self, name: Name) -> Option<FastTurn<'a>> {
        match self.breaker {
            Some(breaker) => {
                let permit = breaker.circuit_ref(name).admit_closed()?;
                Some(FastTurn(Some(permit)))
            }
            None => Some(FastTurn(None)),
        }
    }
}

impl CallSettings<'_> {
    /// Returns the state of a circuit that is open and admits no probe yet.
    #[inline]
    pub(crate) fn open(&self, name: Name) -> Option<CircuitOpen> {
        self.breaker?.circuit_ref(name).open()
    }
}

impl<'a> Engine<'a> {
    /// Creates the engine of a call that has called every provider before `position`.
    pub(crate) fn resume(settings: CallSettings<'a>, position: usize) -> Self {
        let all_open = match position {
            0 => AllOpen::Yes(None),
            _ => AllOpen::No,
        };
        Self {
            position,
            has_begun: position > 0,
            all_open,
            ..Self::new(settings)
        }
    }

    /// Creates the engine of a hedged call's turn, before its attempt. `is_first` is true for the first turn of the call.
    pub(crate) fn admitted(
        settings: TurnSettings<'a>,
        permit: Option<AnyPermit<'a>>,
        is_first: bool,
    ) -> Self {
        let mut engine = Self::resume(settings.call, 1);
        engine.turn = Turn::new(0, permit, 1);
        engine.has_begun = !is_first;
        engine.settings = settings;
        engine
    }

    /// Creates the engine of a call whose turn has failed so many attempts.
    pub(crate) fn failed_turn(
        settings: CallSettings<'a>,
        provider: usize,
        turn: FastTurn<'a>,
        attempts: u32,
        verdict: Verdict,
    ) -> Self {
        let mut engine = Self::resume(settings, provider + 1);
        engine.turn = Turn::new(provider, turn.into_permit(), 1);
        engine.turn.request.attempts = attempts;
        engine.failed(Attempt::at(provider), verdict);
        engine
    }
}
