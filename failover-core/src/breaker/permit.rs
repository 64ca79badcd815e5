//! Permits: permission for one turn.
//!
//! A closed circuit's permit needs no cleanup, so [`ClosedPermit`] has no destructor and a call that succeeds pays nothing
//! for it. That is also why a turn that is dropped (a cancelled call, an overtaken hedge) counts as neither success nor
//! failure. A half-open circuit issues one probe, which has to be released whatever happens: [`ProbePermit`] does so when
//! it is dropped.

use std::fmt;
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::CircuitBreaker;
use super::circuit::{Admission, Circuit, Interval};
use super::packed::Generation;
use crate::event::CircuitOpen;
use crate::verdict::Verdict;

/// A circuit and its breaker, which has its settings and clock.
#[derive(Clone, Copy)]
pub(crate) struct CircuitRef<'a> {
    pub(super) breaker: &'a CircuitBreaker,
    pub(super) circuit: &'a Circuit,
}

/// Permission for a turn, issued by a closed circuit.
#[derive(Clone, Copy)]
pub(crate) struct ClosedPermit<'a> {
    circuit: &'a Circuit,
    generation: Generation,
}

/// Permission for the one attempt that a half-open circuit admits.
///
/// Once it is settled its generation is over, so dropping it changes nothing.
pub(crate) struct ProbePermit<'a> {
    permit: ClosedPermit<'a>,
    /// The interval to go back to if the probe is released. It is over, unless the probe came early.
    interrupted: Interval,
}

pub(crate) enum AnyPermit<'a> {
    Closed(ClosedPermit<'a>),
    Probe(ProbePermit<'a>),
}

/// The means to report a failure of a turn whose permit is held elsewhere. Dropping it changes nothing.
pub(crate) struct FailureReport<'a> {
    permit: ClosedPermit<'a>,
    /// The interval that a probe has interrupted.
    interrupted: Interval,
}

impl<'a> CircuitRef<'a> {
    /// Issues a permit if the circuit is closed.
    #[inline]
    pub(crate) fn admit_closed(self) -> Option<ClosedPermit<'a>> {
        ClosedPermit::of(self.circuit)
    }

    /// Issues a permit if the circuit is closed, or half-open without a probe. `timeout` limits an attempt: a probe's lease
    /// is at least twice as long.
    #[inline]
    pub(crate) fn admit(self, timeout: Option<Duration>) -> Result<AnyPermit<'a>, CircuitOpen> {
        match self.circuit.admit(timeout, &self.breaker.settings) {
            Admission::Closed(generation) => Ok(AnyPermit::Closed(self.permit(generation))),
            Admission::Probe(generation) => {
                Ok(AnyPermit::Probe(self.probe(generation, Interval::OVER)))
            }
            Admission::Open(open) => Err(open),
        }
    }

    /// Returns the state of the circuit if it is open and admits no probe yet.
    #[inline]
    pub(crate) fn open(self) -> Option<CircuitOpen> {
        self.circuit.open(&self.breaker.settings)
    }

    /// Issues the probe before the circuit is half-open, for a call that finds every circuit open.
    pub(crate) fn probe_early(self, timeout: Option<Duration>) -> Option<ProbePermit<'a>> {
        let settings = &self.breaker.settings;
        let (generation, interrupted) = self.circuit.probe_early(timeout, settings)?;
        Some(self.probe(generation, interrupted))
    }

    fn permit(self, generation: Generation) -> ClosedPermit<'a> {
        let circuit = self.circuit;
        ClosedPermit {
            circuit,
            generation,
        }
    }

    fn probe(self, generation: Generation, interrupted: Interval) -> ProbePermit<'a> {
        let permit = self.permit(generation);
        ProbePermit {
            permit,
            interrupted,
        }
    }
}

impl<'a> ClosedPermit<'a> {
    #[inline]
    fn of(circuit: &'a Circuit) -> Option<Self> {
        let generation = circuit.admit_closed()?;
        Some(Self {
            circuit,
            generation,
        })
    }

    /// Issues a permit for the turn's next request, if the circuit is closed.
    pub(crate) fn readmit(&self) -> Option<Self> {
        Self::of(self.circuit)
    }

    #[inline]
    pub(crate) fn succeed(&self) {
        self.circuit.succeed(self.generation);
    }

    /// Reports a failure. `breaker` is the circuit's.
    #[inline]
    pub(crate) fn fail(&self, verdict: Verdict, breaker: &CircuitBreaker) {
        self.fail_from(Interval::OVER, verdict, breaker);
    }

    #[inline]
    fn fail_from(&self, interrupted: Interval, verdict: Verdict, breaker: &CircuitBreaker) {
        self.circuit
            .fail(self.generation, verdict, interrupted, &breaker.settings);
    }

    /// Returns true if the circuit has not changed since the permit was issued.
    pub(crate) fn is_current(&self) -> bool {
        self.circuit.is_current(self.generation)
    }
}

impl<'a> Deref for ProbePermit<'a> {
    type Target = ClosedPermit<'a>;

    fn deref(&self) -> &ClosedPermit<'a> {
        &self.permit
    }
}

impl Drop for ProbePermit<'_> {
    fn drop(&mut self) {
        let release = || self.circuit.release(self.generation, self.interrupted);
        // An observer may panic. In a destructor, that would abort the process if the thread is panicking already.
        let _ = catch_unwind(AssertUnwindSafe(release));
    }
}

impl<'a> AnyPermit<'a> {
    /// Reports a failure. `breaker` is the circuit's.
    #[inline]
    pub(crate) fn fail(&self, verdict: Verdict, breaker: &CircuitBreaker) {
        match self {
            Self::Closed(permit) => permit.fail(verdict, breaker),
            Self::Probe(probe) => probe.fail_from(probe.interrupted, verdict, breaker),
        }
    }

    /// Returns the means to report a failure later, while a turn holds this permit.
    pub(crate) fn failure_report(&self) -> FailureReport<'a> {
        let (permit, interrupted) = match self {
            Self::Closed(permit) => (*permit, Interval::OVER),
            Self::Probe(probe) => (probe.permit, probe.interrupted),
        };
        FailureReport {
            permit,
            interrupted,
        }
    }
}

impl FailureReport<'_> {
    /// Reports a failure. `breaker` is the circuit's.
    pub(crate) fn fail(&self, verdict: Verdict, breaker: &CircuitBreaker) {
        self.permit.fail_from(self.interrupted, verdict, breaker);
    }
}

impl<'a> Deref for AnyPermit<'a> {
    type Target = ClosedPermit<'a>;

    fn deref(&self) -> &ClosedPermit<'a> {
        match self {
            Self::Closed(permit) => permit,
            Self::Probe(probe) => probe,
        }
    }
}

/// Permission to do once what a circuit guards: from [`CircuitBreaker::permit`].
///
/// Settle it with [`success`](Self::success), [`failure`](Self::failure) or [`open_for`](Self::open_for). Dropping it
/// without settling (an early return, a panic, a cancelled task) counts as neither success nor failure and releases a
/// probe. If the circuit has changed in the meantime, the result is ignored. Only a longer `open_for` counts while it is
/// open.
#[must_use = "a permit that is dropped at once reports nothing to the circuit"]
pub struct Permit<'a> {
    pub(super) admitted: AnyPermit<'a>,
    pub(super) breaker: &'a CircuitBreaker,
}

impl Permit<'_> {
    /// Reports a success: it resets the count of failures, and closes a half-open circuit.
    pub fn success(self) {
        self.admitted.succeed();
    }

    /// Reports a failure: it counts one more in a row, and re-opens a half-open circuit.
    pub fn failure(self) {
        self.admitted.fail(Verdict::RETRY, self.breaker);
    }

    /// Opens the circuit for `duration`, for example because the provider sent a `Retry-After` header.
    ///
    /// Cap a duration that comes from a stranger. There is no other cap: from 584 years on the circuit stays open until an
    /// operator resets it.
    pub fn open_for(self, duration: Duration) {
        let verdict = Verdict::NEXT.uncounted().open_for(duration);
        self.admitted.fail(verdict, self.breaker);
    }

    /// Returns true if this is the one probe of a half-open circuit.
    pub fn is_probe(&self) -> bool {
        matches!(self.admitted, AnyPermit::Probe(_))
    }
}

impl fmt::Debug for Permit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Permit")
            .field("is_probe", &self.is_probe())
            .finish_non_exhaustive()
    }
}
