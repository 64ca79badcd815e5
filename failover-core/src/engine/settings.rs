//! The settings of a call as the engine uses them, and the limit of an attempt.

use std::time::Duration;

use super::provider_settings::ProviderSettings;
use crate::backoff::Backoff;
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
    /// The deadline, for an attempt after the first one.
    Deadline,
    /// The deadline, for the first attempt of a call.
    FirstDeadline,
}

impl LimitKind {
    /// Returns the verdict on an attempt that exceeded this limit.
    ///
    /// The deadline is the caller's, and an attempt that began late in the call may have had little time. So an attempt
    /// that the deadline ends does not count against its provider. The first attempt had the whole time of the call. If it
    /// did not count, a first provider that hangs would never be skipped.
    #[inline]
    pub(crate) fn verdict(self, policy: &Policy) -> Verdict {
        const UNCOUNTED: Verdict = Verdict::NEXT.uncounted();
        // References, because a choice of places takes less code than a choice of values.
        *match self {
            Self::Timeout => &policy.on_timeout,
            Self::Deadline => &UNCOUNTED,
            Self::FirstDeadline => &policy.on_deadline,
        }
    }

    /// Returns the limit of an attempt next to which other attempts were started: it is not to blame for a deadline.
    pub(crate) fn among_others(self) -> Self {
        match self {
            Self::FirstDeadline => Self::Deadline,
            limit => limit,
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

/// The settings of one turn: the call's, and the provider's own ones, which replace them.
#[derive(Clone)]
pub(crate) struct TurnSettings<'a> {
    pub(crate) call: CallSettings<'a>,
    /// In a box, because few providers have any and futures hold engines.
    own: Option<Box<ProviderSettings>>,
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

    /// Returns the limit of an attempt that begins now: the earlier one of timeout and deadline. `is_first` is true for the
    /// first attempt of the call.
    ///
    /// The clock is read only if there is a timeout.
    #[inline]
    pub(crate) fn limit(&self, is_first: bool, now: &dyn Fn() -> Duration) -> Option<AttemptLimit> {
        self.limit_with(self.policy.timeout, is_first, now)
    }

    /// Returns the limit of an attempt with this timeout, which is not longer than the deadline.
    #[inline]
    fn limit_with(
        &self,
        timeout: Option<Duration>,
        is_first: bool,
        now: &dyn Fn() -> Duration,
    ) -> Option<AttemptLimit> {
        let (with_timeout, alone) = if is_first {
            // If timeout and deadline are equally long, the first attempt begins a moment after its call. It is the timeout
            // that counts.
            (LimitKind::Timeout, LimitKind::FirstDeadline)
        } else {
            (LimitKind::Deadline, LimitKind::Deadline)
        };
        let Some(timeout) = timeout else {
            return self.end.map(|end| AttemptLimit::new(end, alone));
        };
        let at = now().saturating_add(timeout);
        Some(match self.end {
            Some(end) if end < at => AttemptLimit::new(end, with_timeout),
            _ => AttemptLimit::new(at, LimitKind::Timeout),
        })
    }

    /// Reports that an attempt was dropped at this limit, and returns the verdict. At the deadline, the call is over.
    #[cold]
    pub(crate) fn expired(&mut self, limit: LimitKind) -> Verdict {
        match limit {
            LimitKind::FirstDeadline | LimitKind::Deadline => self.end_now(),
            LimitKind::Timeout => {}
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

impl<'a> TurnSettings<'a> {
    /// Returns the settings of a turn of a provider with these settings of its own.
    #[inline]
    pub(crate) fn new(call: CallSettings<'a>, own: Option<&ProviderSettings>) -> Self {
        let own = own.copied().map(Box::new);
        Self { call, own }
    }

    /// Returns the breaker that holds the provider's circuit.
    #[inline]
    pub(super) fn breaker(&self) -> Option<&'a CircuitBreaker> {
        match &self.own {
            Some(own) if own.breaker.is_some() => own.breaker,
            _ => self.call.breaker,
        }
    }

    #[inline]
    pub(super) fn timeout(&self) -> Option<Duration> {
        match &self.own {
            Some(own) if own.timeout.is_some() => own.timeout,
            _ => self.call.policy.timeout,
        }
    }

    #[inline]
    pub(super) fn retry_backoff(&self) -> Backoff {
        let own = self.own.as_ref().and_then(|own| own.retry_backoff);
        own.unwrap_or(self.call.policy.retry_backoff)
    }

    /// Returns true if verdict and settings allow another attempt after this many.
    #[inline]
    pub(super) fn may_retry(&self, verdict: Verdict, attempts: u32) -> bool {
        match self.own.as_ref().and_then(|own| own.retries) {
            Some(retries) => verdict.next() == NextStep::Retry && attempts <= retries,
            None => self.call.may_retry(verdict, attempts),
        }
    }

    /// Returns the limit of an attempt that begins now. `is_first` is true for the first attempt of the call.
    #[inline]
    pub(super) fn limit(&self, is_first: bool, now: &dyn Fn() -> Duration) -> Option<AttemptLimit> {
        let deadline = self.call.policy.deadline;
        // A provider's own timeout may be longer than the deadline. Then it limits nothing.
        let timeout = self
            .timeout()
            .filter(|timeout| self.own.is_none() || deadline.is_none_or(|most| *timeout <= most));
        self.call.limit_with(timeout, is_first, now)
    }

    /// Asks for a permit for the turn. Without a breaker a turn needs none.
    #[inline]
    pub(super) fn admit(&self, name: Name) -> Result<Option<AnyPermit<'a>>, CircuitOpen> {
        match self.breaker() {
            None => Ok(None),
            Some(breaker) => breaker.circuit_ref(name).admit(self.timeout()).map(Some),
        }
    }
}
