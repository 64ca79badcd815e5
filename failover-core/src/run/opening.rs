//! The beginning of a call, before there is a [`Run`].
//!
//! Most calls are served at the first attempt, and most of the others at the second provider's. Until then a driver
//! needs no machine: a turn begins by a [`Rules::first`], and is over where [`Rules::is_over_after`] says so. Whatever
//! else there is to do is left to a run, which [goes on](Run::resume) from where the call stands.

use super::rules::Rules;
use super::turn::Turn;
use super::{AllOpen, Run};
use crate::Name;
use crate::breaker::{Admitted, CircuitOpen, Gate, Pass};
use crate::verdict::{Next, Verdict};

/// A turn's first attempt, under no circuit or a closed one: plain data, nothing to clean up.
#[derive(Clone, Copy)]
pub(crate) struct First<'a>(Option<Pass<'a>>);

impl<'a> First<'a> {
    /// That of a turn that has its permit. A probe's is given back: it is not plain data.
    #[inline]
    pub(crate) fn of(permit: Option<Admitted<'a>>) -> Result<Self, Admitted<'a>> {
        match permit {
            None => Ok(Self(None)),
            Some(Admitted::Pass(pass)) => Ok(Self(Some(pass))),
            Some(probe) => Err(probe),
        }
    }

    #[inline]
    pub(crate) fn succeeded(&self) {
        if let Some(pass) = &self.0 {
            pass.succeed();
        }
    }

    /// The turn is over with it.
    #[inline]
    pub(crate) fn failed(&self, verdict: Verdict, rules: &Rules<'_>) {
        if let (Some(pass), Some(breaker)) = (&self.0, rules.breaker) {
            pass.fail(verdict, breaker);
        }
    }
}

impl<'a> Rules<'a> {
    /// The right to a turn if nothing stands in its way: no circuit, or a closed one. If it is
    /// not closed, the circuit comes back.
    #[inline]
    pub(crate) fn first(&self, name: Name) -> Result<First<'a>, Gate<'a>> {
        match self.breaker.map(|breaker| breaker.gate(name)) {
            Some(gate) => match gate.admit_closed() {
                Some(pass) => Ok(First(Some(pass))),
                None => Err(gate),
            },
            None => Ok(First(None)),
        }
    }

    /// The right to a turn under this circuit.
    #[inline]
    pub(crate) fn admit_by(&self, gate: Gate<'a>) -> Result<Admitted<'a>, CircuitOpen> {
        gate.admit(self.policy.timeout)
    }

    /// Whether a turn is over after a first attempt that failed so, and nothing but the next provider's comes after it.
    #[inline]
    pub(crate) fn is_over_after(&self, verdict: Verdict) -> bool {
        verdict.next() != Next::Stop && !self.may_retry(verdict, 1) && self.is_endless()
    }
}

/// Where a call stands that was begun without a run.
pub(crate) enum Standing<'a> {
    /// Between two turns.
    Between,
    /// A turn's first attempt failed.
    Failed(First<'a>, Verdict),
    /// A turn was let in, and nothing attempted.
    Admitted(Admitted<'a>),
}

impl<'a> Run<'a> {
    /// A call that was begun without a run. Of each turn that is over: whether it was skipped.
    pub(crate) fn resume(
        rules: Rules<'a>,
        turns: impl Iterator<Item = Option<CircuitOpen>>,
        standing: Standing<'a>,
    ) -> Self {
        let mut run = Self::new(rules);
        for skipped in turns {
            match skipped {
                Some(open) => run.all_open.skip(run.position, open),
                None => run.all_open = AllOpen::No,
            }
            run.position += 1;
        }
        let (permit, failed) = match standing {
            Standing::Between => return run,
            Standing::Failed(first, verdict) => (first.0.map(Admitted::Pass), Some(verdict)),
            Standing::Admitted(permit) => (Some(permit), None),
        };
        let mut turn = Turn::new(run.position, permit, 1);
        if let Some(verdict) = failed {
            turn.request.tries = 1;
            turn.failed(verdict);
        }
        run.turn = Some(turn);
        run.position += 1;
        run.all_open = AllOpen::No;
        run
    }
}
