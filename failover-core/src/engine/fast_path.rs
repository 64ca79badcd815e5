//! The beginning of a call, before there is an [`Engine`].
//!
//! The first attempt serves most calls, and the second provider most of the others. Until then a driver needs no engine:
//! [`CallSettings::first`] begins a turn, and [`CallSettings::is_over_after`] says whether it is over after its first
//! attempt. For everything else an engine [resumes](Engine::resume) the call.

use super::settings::CallSettings;
use super::turn::ActiveTurn;
use super::{AllOpen, Engine};
use crate::breaker::{AnyPermit, CircuitRef, ClosedPermit};
use crate::event::CircuitOpen;
use crate::name::Name;
use crate::verdict::{NextStep, Verdict};

/// A turn on the fast path: without a circuit or with a closed one. Plain data that needs no cleanup.
#[derive(Clone, Copy)]
pub(crate) struct FastTurn<'a>(Option<ClosedPermit<'a>>);

impl<'a> FastTurn<'a> {
    /// Begins a turn with this permit. Returns the permit if it is a probe's, because that needs cleanup.
    #[inline]
    pub(crate) fn of(permit: Option<AnyPermit<'a>>) -> Result<Self, AnyPermit<'a>> {
        match permit {
            None => Ok(Self(None)),
            Some(AnyPermit::Closed(permit)) => Ok(Self(Some(permit))),
            Some(probe) => Err(probe),
        }
    }

    #[inline]
    pub(crate) fn succeeded(&self) {
        if let Some(permit) = &self.0 {
            permit.succeed();
        }
    }

    /// Reports the turn's failure to its circuit.
    #[inline]
    pub(crate) fn failed(&self, verdict: Verdict, settings: &CallSettings<'_>) {
        if let (Some(permit), Some(breaker)) = (&self.0, settings.breaker) {
            permit.fail(verdict, breaker);
        }
    }
}

impl<'a> CallSettings<'a> {
    /// Admits a turn without reading the clock if there is no breaker or the circuit is closed. Otherwise returns the
    /// circuit.
    #[inline]
    pub(crate) fn first(&self, name: Name) -> Result<FastTurn<'a>, CircuitRef<'a>> {
        match self.breaker.map(|breaker| breaker.circuit_ref(name)) {
            Some(circuit) => match circuit.admit_closed() {
                Some(permit) => Ok(FastTurn(Some(permit))),
                None => Err(circuit),
            },
            None => Ok(FastTurn(None)),
        }
    }

    /// Asks this circuit for a permit for a turn.
    #[inline]
    pub(crate) fn admit_by(&self, circuit: CircuitRef<'a>) -> Result<AnyPermit<'a>, CircuitOpen> {
        circuit.admit(self.policy.timeout)
    }

    /// Returns true if a turn is over after a first attempt with this verdict, and only the next provider's turn follows.
    #[inline]
    pub(crate) fn is_over_after(&self, verdict: Verdict) -> bool {
        verdict.next() != NextStep::Stop && !self.may_retry(verdict, 1) && self.is_endless()
    }
}

/// The point at which an engine resumes a call from the fast path.
pub(crate) enum ResumePoint<'a> {
    /// Between two turns.
    Between,
    /// After a turn's failed first attempt.
    Failed(FastTurn<'a>, Verdict),
    /// After a turn was admitted, before its first attempt.
    Admitted(AnyPermit<'a>),
}

impl<'a> Engine<'a> {
    /// Resumes a call from the fast path. `turns` has an item for each turn that is over: how it was skipped, if it was.
    pub(crate) fn resume(
        settings: CallSettings<'a>,
        turns: impl Iterator<Item = Option<CircuitOpen>>,
        resume_point: ResumePoint<'a>,
    ) -> Self {
        let mut engine = Self::new(settings);
        for skipped in turns {
            match skipped {
                Some(open) => engine.all_open.skip(engine.position, open),
                None => engine.all_open = AllOpen::No,
            }
            engine.position += 1;
        }
        let (permit, failed) = match resume_point {
            ResumePoint::Between => return engine,
            ResumePoint::Failed(turn, verdict) => (turn.0.map(AnyPermit::Closed), Some(verdict)),
            ResumePoint::Admitted(permit) => (Some(permit), None),
        };
        let mut turn = ActiveTurn::new(engine.position, permit, 1);
        if let Some(verdict) = failed {
            turn.request.attempts = 1;
            turn.failed(verdict);
        }
        engine.turn = Some(turn);
        engine.position += 1;
        engine.all_open = AllOpen::No;
        engine
    }
}
