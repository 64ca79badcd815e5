//! What a call goes by.

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

/// By when an attempt has to be over, and which limit that is. Seconds and nanoseconds apart: with `late` 16 bytes,
/// and 24 around a [`Duration`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    seconds: u64,
    nanoseconds: u32,
    pub(crate) late: Late,
}

impl Limit {
    #[inline]
    fn new(at: Duration, late: Late) -> Self {
        Self {
            seconds: at.as_secs(),
            nanoseconds: at.subsec_nanos(),
            late,
        }
    }

    #[inline]
    fn is_before(self, now: Duration) -> bool {
        (self.seconds, self.nanoseconds) < (now.as_secs(), now.subsec_nanos())
    }

    pub(crate) fn at(self) -> Duration {
        Duration::new(self.seconds, self.nanoseconds)
    }
}

impl Late {
    /// How what comes now is late, if it is. Exactly at a limit is in time. The clock is read if there is a limit.
    #[inline]
    pub(crate) fn by(limit: Option<Limit>, now: impl FnOnce() -> Duration) -> Option<Self> {
        let limit = limit?;
        limit.is_before(now()).then_some(limit.late)
    }
}

/// What a call goes by: the policy, the breaker, and when its deadline is over.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) breaker: Option<&'a CircuitBreaker>,
    pub(crate) end: Option<Duration>,
}

impl<'a> Rules<'a> {
    /// What an answer by position means that has not one entry for each key.
    pub(crate) const ON_WRONG_LENGTH: Verdict = Verdict::RETRY;

    /// Those of a call that begins now. The clock is read if there is a deadline.
    #[inline]
    pub(crate) fn new(
        policy: &'a Policy,
        breaker: Option<&'a CircuitBreaker>,
        now: impl FnOnce() -> Duration,
    ) -> Self {
        let deadline = policy.deadline;
        Self {
            policy,
            breaker,
            end: deadline.map(|limit| now().saturating_add(limit)),
        }
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
    pub(crate) fn limit(&self, now: impl FnOnce() -> Duration) -> Option<Limit> {
        let deadline = self.end.map(|at| Limit::new(at, Late::Deadline));
        let Some(timeout) = self.policy.timeout else {
            return deadline;
        };
        let at = now().saturating_add(timeout);
        match self.end {
            Some(end) if end < at => deadline,
            _ => Some(Limit::new(at, Late::Timeout)),
        }
    }

    /// What lateness means. The deadline is the caller's, so nobody is blamed for it.
    pub(crate) fn verdict_on_late(&self, late: Late) -> Verdict {
        match late {
            Late::Timeout => self.policy.on_timeout,
            Late::Deadline => Verdict::NEXT.uncounted(),
        }
    }

    /// An attempt was dropped because it was late: what that means. If it was the deadline, that is over.
    #[cold]
    pub(crate) fn cut(&mut self, late: Late) -> Verdict {
        if late == Late::Deadline {
            self.end_now();
        }
        self.verdict_on_late(late)
    }

    /// The deadline is over, whatever the clock says: somebody waited for it.
    #[cold]
    pub(crate) fn end_now(&mut self) {
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
