//! Permits: the right to one turn.
//!
//! A closed circuit's permit owes nothing, so [`Pass`] has no destructor and a call that succeeds pays
//! nothing for it. A half-open circuit lends its one probe, which has to come back whatever happens:
//! [`Probe`] releases it when dropped.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use super::CircuitBreaker;
use super::circuit::{Admission, Circuit, Span};
use super::state::CircuitOpen;
use super::word::Stamp;
use crate::verdict::Verdict;

/// A circuit with the breaker that it belongs to, whose settings and clock it follows.
#[derive(Clone, Copy)]
pub(crate) struct Gate<'a> {
    pub(super) breaker: &'a CircuitBreaker,
    pub(super) circuit: &'a Circuit,
}

/// The right to a turn under a closed circuit.
#[derive(Clone, Copy)]
pub(crate) struct Pass<'a> {
    circuit: &'a Circuit,
    stamp: Stamp,
}

/// The right to the one attempt that a half-open circuit lets through. Settled, it is a permit of a
/// generation that is over, and dropping it changes nothing.
pub(crate) struct Probe<'a> {
    pass: Pass<'a>,
    /// The outage to go back to, if the probe comes to nothing. It is over, unless the probe came early.
    interrupted: Span,
}

pub(crate) enum Admitted<'a> {
    Pass(Pass<'a>),
    Probe(Probe<'a>),
}

impl<'a> Gate<'a> {
    /// The way in while nothing is wrong.
    #[inline]
    pub(crate) fn admit_closed(self) -> Option<Pass<'a>> {
        Pass::of(self.circuit)
    }

    /// `timeout` is what an attempt may take: a probe's lease lasts at least twice as long.
    #[inline]
    pub(crate) fn admit(self, timeout: Option<Duration>) -> Result<Admitted<'a>, CircuitOpen> {
        match self.circuit.admit(timeout, &self.breaker.settings) {
            Admission::Closed(stamp) => Ok(Admitted::Pass(self.pass(stamp))),
            Admission::Probe(stamp) => Ok(Admitted::Probe(self.probe(stamp, Span::OVER))),
            Admission::Open(open) => Err(open),
        }
    }

    /// The probe before its time, for a call that finds every circuit open.
    pub(crate) fn probe_early(self, timeout: Option<Duration>) -> Option<Probe<'a>> {
        let settings = &self.breaker.settings;
        let (stamp, interrupted) = self.circuit.probe_early(timeout, settings)?;
        Some(self.probe(stamp, interrupted))
    }

    fn pass(self, stamp: Stamp) -> Pass<'a> {
        let circuit = self.circuit;
        Pass { circuit, stamp }
    }

    fn probe(self, stamp: Stamp, interrupted: Span) -> Probe<'a> {
        let pass = self.pass(stamp);
        Probe { pass, interrupted }
    }
}

impl<'a> Pass<'a> {
    #[inline]
    fn of(circuit: &'a Circuit) -> Option<Self> {
        let stamp = circuit.admit_closed()?;
        Some(Self { circuit, stamp })
    }

    /// A permit for more under the same turn, if the circuit is closed.
    pub(crate) fn readmit(&self) -> Option<Self> {
        Self::of(self.circuit)
    }

    #[inline]
    pub(crate) fn succeed(&self) {
        self.circuit.succeed(self.stamp);
    }

    /// `breaker` is the one that the circuit belongs to.
    #[inline]
    pub(crate) fn fail(&self, verdict: Verdict, breaker: &CircuitBreaker) {
        self.fail_from(Span::OVER, verdict, breaker);
    }

    #[inline]
    fn fail_from(&self, interrupted: Span, verdict: Verdict, breaker: &CircuitBreaker) {
        self.circuit
            .fail(self.stamp, verdict, interrupted, &breaker.settings);
    }

    /// Whether the circuit is still as it was when the permit was given.
    pub(crate) fn is_current(&self) -> bool {
        self.circuit.is_current(self.stamp)
    }
}

impl<'a> Deref for Probe<'a> {
    type Target = Pass<'a>;

    fn deref(&self) -> &Pass<'a> {
        &self.pass
    }
}

impl Drop for Probe<'_> {
    fn drop(&mut self) {
        self.circuit.release(self.stamp, self.interrupted);
    }
}

impl Admitted<'_> {
    /// `breaker` is the one that the circuit belongs to.
    #[inline]
    pub(crate) fn fail(&self, verdict: Verdict, breaker: &CircuitBreaker) {
        match self {
            Self::Pass(pass) => pass.fail(verdict, breaker),
            Self::Probe(probe) => probe.fail_from(probe.interrupted, verdict, breaker),
        }
    }
}

impl<'a> Deref for Admitted<'a> {
    type Target = Pass<'a>;

    fn deref(&self) -> &Pass<'a> {
        match self {
            Self::Pass(pass) => pass,
            Self::Probe(probe) => probe,
        }
    }
}

/// The right to do once what a circuit guards: from [`CircuitBreaker::permit`].
///
/// Say how it went with [`success`](Self::success), [`failure`](Self::failure) or
/// [`stay_away`](Self::stay_away). Dropped without a word (an early return, a panic, a cancelled task) it
/// counts as neither, and a probe's place is free again. If the circuit changed in the meantime, whatever
/// is said is ignored; only a longer time to stay away counts while it is open.
#[must_use = "a permit that is dropped at once says nothing to the circuit"]
pub struct Permit<'a> {
    pub(super) admitted: Admitted<'a>,
    pub(super) breaker: &'a CircuitBreaker,
}

impl Permit<'_> {
    /// It succeeded: the failures in a row are forgotten, and a half-open circuit closes.
    pub fn success(self) {
        self.admitted.succeed();
    }

    /// It failed: one more in a row, or the end of a probe.
    pub fn failure(self) {
        self.admitted.fail(Verdict::RETRY, self.breaker);
    }

    /// It was told not to come back for `duration`: the circuit opens for that long. Cap what a stranger says:
    /// there is no other cap, and from 584 years on it is open until somebody resets it.
    pub fn stay_away(self, duration: Duration) {
        let verdict = Verdict::NEXT.uncounted().stay_away(duration);
        self.admitted.fail(verdict, self.breaker);
    }

    /// Whether this is the one probe of a half-open circuit.
    pub fn is_probe(&self) -> bool {
        matches!(self.admitted, Admitted::Probe(_))
    }
}

impl fmt::Debug for Permit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Permit")
            .field("is_probe", &self.is_probe())
            .finish_non_exhaustive()
    }
}
