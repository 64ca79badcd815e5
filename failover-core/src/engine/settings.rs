//! The settings of a call as the engine uses them, and the limit of an attempt.

use std::time::Duration;

use crate::breaker::{AnyPermit, CircuitBreaker};
use crate::event::CircuitOpen;
use crate::name::Name;
use crate::policy::Policy;
use crate::verdict::{NextStep, Verdict};

/// The setting that limits an attempt. Its size leaves no padding in an [`AttemptLimit`], which would be copied too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum LimitKind {
    Timeout,
    Deadline,
}

impl LimitKind {
    /// Returns the verdict on an attempt that exceeded this limit. The deadline is the caller's, so an attempt that it
    /// ends does not count against the provider.
    pub(crate) fn verdict(self, policy: &Policy) -> Verdict {
        match self {
            Self::Timeout => policy.on_timeout,
            Self::Deadline => Verdict::NEXT.uncounted(),
        }
    }
}

/// The end of the time that an attempt may take, and the setting that it comes from.
///
/// Seconds and nanoseconds are separate fields: with `kind` they take 16 bytes, a [`Duration`] and `kind` take 24.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AttemptLimit {
    seconds: u64,
    nanoseconds: u32,
    pub(crate) kind: LimitKind,
}

impl AttemptLimit {
    #[inline]
    fn new(at: Duration, kind: LimitKind) -> Self {
        Self {
            seconds: at.as_secs(),
            nanoseconds: at.subsec_nanos(),
            kind,
        }
    }

    #[inline]
    fn is_before(self, now: Duration) -> bool {
        (self.seconds, self.nanoseconds) < (now.as_secs(), now.subsec_nanos())
    }

    pub(crate) fn at(self) -> Duration {
        Duration::new(self.seconds, self.nanoseconds)
    }

    /// Returns the limit that an attempt which ends now has exceeded. Exactly at the limit is in time.
    ///
    /// The clock is read only if there is a limit.
    #[inline]
    pub(crate) fn expired(limit: Option<Self>, now: &dyn Fn() -> Duration) -> Option<LimitKind> {
        let limit = limit?;
        limit.is_before(now()).then_some(limit.kind)
    }
}

/// Policy, breaker and end of the deadline: the settings that are shared by every attempt of one call.
#[derive(Clone, Copy)]
pub(crate) struct CallSettings<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) breaker: Option<&'a CircuitBreaker>,
    /// The end of the call's deadline.
    pub(crate) end: Option<Duration>,
}

impl<'a> CallSettings<'a> {
    /// The verdict on a positional answer of the wrong length.
    pub(crate) const ON_WRONG_LENGTH: Verdict = Verdict::RETRY;

    /// Returns the settings of a call that begins now. The clock is read only if there is a deadline.
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

    /// Asks for a permit for a turn. Without a breaker a turn needs none.
    #[inline]
    pub(super) fn admit(&self, name: Name) -> Result<Option<AnyPermit<'a>>, CircuitOpen> {
        match self.breaker {
            None => Ok(None),
            Some(breaker) => breaker
                .circuit_ref(name)
                .admit(self.policy.timeout)
                .map(Some),
        }
    }

    /// Returns the limit of an attempt that begins now: the earlier one of timeout and deadline.
    ///
    /// The clock is read only if there is a timeout.
    #[inline]
    pub(crate) fn limit(&self, now: &dyn Fn() -> Duration) -> Option<AttemptLimit> {
        let deadline = self
            .end
            .map(|at| AttemptLimit::new(at, LimitKind::Deadline));
        let Some(timeout) = self.policy.timeout else {
            return deadline;
        };
        let at = now().saturating_add(timeout);
        match self.end {
            Some(end) if end < at => deadline,
            _ => Some(AttemptLimit::new(at, LimitKind::Timeout)),
        }
    }

    /// Reports that an attempt was dropped at this limit, and returns the verdict. At the deadline, the call is over.
    #[cold]
    pub(crate) fn expired(&mut self, limit: LimitKind) -> Verdict {
        if limit == LimitKind::Deadline {
            self.end_now();
        }
        limit.verdict(self.policy)
    }

    /// Ends the deadline now, whatever the clock says: a wait until the deadline is over.
    #[cold]
    pub(crate) fn end_now(&mut self) {
        self.end = Some(Duration::ZERO);
    }

    /// Returns true if verdict and policy allow another attempt after this many.
    #[inline]
    pub(super) fn may_retry(&self, verdict: Verdict, attempts: u32) -> bool {
        verdict.next() == NextStep::Retry && attempts <= self.policy.retries
    }

    /// Returns true if no attempt may start at `at`, because the deadline is over.
    pub(super) fn is_over(&self, at: impl FnOnce() -> Duration) -> bool {
        self.end.is_some_and(|end| at() >= end)
    }
}
