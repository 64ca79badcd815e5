//! What a call goes by, and how its first attempt begins.

use std::time::Duration;

use crate::Name;
use crate::breaker::{Admitted, CircuitBreaker, CircuitOpen};
use crate::policy::Policy;
use crate::verdict::{Next, Verdict};

/// How a value can come too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Late {
    Timeout,
    Deadline,
}

/// By when an attempt has to be over, and what it is otherwise.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    pub(crate) at: Duration,
    pub(crate) late: Late,
}

impl Late {
    /// How what comes now is late, if it is. Exactly at a limit is in time. The clock is read if there is a limit.
    #[inline]
    pub(crate) fn by(limit: Option<Limit>, now: impl FnOnce() -> Duration) -> Option<Self> {
        let limit = limit?;
        (now() > limit.at).then_some(limit.late)
    }
}

/// What a call goes by: the policy, the breaker, and when its deadline is over.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) policy: &'a Policy,
    pub(super) breaker: Option<&'a CircuitBreaker>,
    end: Option<Duration>,
}

impl<'a> Rules<'a> {
    /// What an answer by position means that has not one entry for each key.
    pub(crate) const ON_WRONG_LENGTH: Verdict = Verdict::RETRY;

    /// The rules of a call that has not begun.
    #[inline]
    pub(crate) fn new(policy: &'a Policy, breaker: Option<&'a CircuitBreaker>) -> Self {
        Self {
            policy,
            breaker,
            end: None,
        }
    }

    /// The call begins now. The clock is read if there is a deadline.
    #[inline]
    pub(crate) fn begin(&mut self, now: impl FnOnce() -> Duration) {
        let deadline = self.policy.deadline;
        self.end = deadline.map(|limit| now().saturating_add(limit));
    }

    /// The right to a turn: none is needed without a breaker.
    #[inline]
    pub(super) fn admit(&self, name: Name) -> Result<Option<Admitted<'a>>, CircuitOpen> {
        match self.breaker {
            None => Ok(None),
            Some(breaker) => self.admit_by(breaker.gate(name)).map(Some),
        }
    }

    /// By when an attempt that begins now has to be over: the limit that comes first. The clock is read if there is a
    /// timeout.
    #[inline]
    pub(super) fn limit(&self, now: impl FnOnce() -> Duration) -> Option<Limit> {
        let timeout = self.policy.timeout.map(|limit| Limit {
            at: now().saturating_add(limit),
            late: Late::Timeout,
        });
        let deadline = self.end.map(|at| Limit {
            at,
            late: Late::Deadline,
        });
        match (timeout, deadline) {
            (Some(timeout), Some(deadline)) if deadline.at < timeout.at => Some(deadline),
            (None, deadline) => deadline,
            (timeout, _) => timeout,
        }
    }

    /// What lateness means. The deadline is the caller's, so nobody is blamed for it.
    pub(crate) fn verdict_on_late(&self, late: Late) -> Verdict {
        match late {
            Late::Timeout => self.policy.on_timeout,
            Late::Deadline => Verdict::NEXT.uncounted(),
        }
    }

    /// The deadline is over, whatever the clock says: somebody waited for it.
    #[cold]
    pub(crate) fn end(&mut self) {
        self.end = Some(Duration::ZERO);
    }

    pub(crate) fn verdict_on_rejected(&self) -> Verdict {
        self.policy.on_rejected
    }

    /// Whether what failed so, after so many attempts, may be tried again as far as verdict and policy go.
    #[inline]
    pub(super) fn may_retry(&self, verdict: Verdict, tries: u32) -> bool {
        verdict.next() == Next::Retry && tries <= self.policy.retries
    }

    /// Whether there is no deadline.
    #[inline]
    pub(crate) fn is_endless(&self) -> bool {
        self.end.is_none()
    }

    /// Whether an attempt may not start any more at `at`.
    pub(super) fn is_over(&self, at: impl FnOnce() -> Duration) -> bool {
        self.end.is_some_and(|end| at() >= end)
    }
}
