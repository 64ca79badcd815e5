//! One provider's turn within a call: its requests, and each request's first attempt and retries.

use std::time::Duration;

use super::settings::{AttemptLimit, TurnSettings};
use crate::breaker::AnyPermit;
use crate::event::AttemptKind;
use crate::verdict::{NextStep, Verdict};

/// A provider's turn.
pub(super) struct Turn<'a> {
    pub(super) provider: usize,
    pub(super) requests: usize,
    /// The request under way.
    pub(super) request: Request<'a>,
    /// True if a request of this turn was served.
    served: bool,
    pub(super) stage: TurnStage,
}

/// One request: its first attempt and its retries.
pub(crate) struct Request<'a> {
    pub(super) number: usize,
    /// `None` without a breaker.
    permit: Option<AnyPermit<'a>>,
    /// Attempts of the turn.
    pub(super) attempts: u32,
    /// Attempts of the turn's earlier requests.
    attempts_before: u32,
    /// The limit of the attempt under way.
    pub(super) limit: Option<AttemptLimit>,
    /// The verdict on the last failed attempt.
    pub(super) verdict: Verdict,
}

/// The next thing to do in a turn.
#[derive(Clone, Copy)]
pub(super) enum TurnStage {
    /// Make an attempt.
    Attempt,
    /// Decide what follows a failed attempt.
    Failed,
    /// Decide again after the rest before a retry.
    Slept,
    /// Go on to the next request.
    NextRequest,
    /// Report the end of the turn to its circuit.
    Over,
    /// Begin the next turn.
    Settled,
}

/// A rest before a retry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rest {
    /// The backoff.
    pub(crate) wait: Duration,
    /// True if an async driver lets other tasks run, however short the wait is.
    pub(crate) yields: bool,
}

impl Rest {
    /// The rest after so many attempts of a request. `None` if the retry follows at once.
    ///
    /// A provider that fails at once could be retried without end within one poll of an async call. Its thread would do
    /// nothing else: no timeout around the call would end it, and no hedge would start. So every 32nd retry yields.
    #[inline]
    pub(super) fn after(attempts: u32, wait: Duration) -> Option<Self> {
        let yields = attempts % 32 == 0;
        (yields || !wait.is_zero()).then_some(Self { wait, yields })
    }
}

#[derive(Clone, Copy)]
pub(crate) enum RetryDecision {
    Now,
    After(Rest),
    No,
    /// The deadline comes before the retry: the turn is over, even if it has more requests.
    NoTime,
}

impl<'a> Turn<'a> {
    /// The turn before the first one. There is nothing to do in it.
    pub(super) const NONE: Self = {
        let mut turn = Self::new(0, None, 0);
        turn.stage = TurnStage::Settled;
        turn
    };

    #[inline]
    pub(super) const fn new(
        provider: usize,
        permit: Option<AnyPermit<'a>>,
        requests: usize,
    ) -> Self {
        Self {
            provider,
            requests,
            request: Request {
                number: 0,
                permit,
                attempts: 0,
                attempts_before: 0,
                limit: None,
                verdict: Verdict::RETRY,
            },
            served: false,
            stage: TurnStage::Attempt,
        }
    }

    #[inline]
    pub(super) fn succeeded(&mut self) {
        self.request.succeeded();
        self.served = true;
        self.stage = TurnStage::NextRequest;
    }

    #[inline]
    pub(super) fn failed(&mut self, verdict: Verdict) {
        self.request.verdict = verdict;
        self.stage = TurnStage::Failed;
    }

    /// Goes on to the next request. Returns false if the turn is over.
    #[inline]
    pub(super) fn next_request(
        &mut self,
        settings: &TurnSettings<'_>,
        now: impl FnOnce() -> Duration,
    ) -> bool {
        self.request.become_next(self.requests, settings, now)
    }

    /// Enters a request that ran concurrently with others.
    pub(super) fn enter(&mut self, mut request: Request<'a>, served: bool) {
        request.attempts_before = if request.number == self.request.number {
            self.request.attempts_before
        } else {
            self.request.attempts
        };
        request.attempts = request.attempts.saturating_add(request.attempts_before);
        self.request = request;
        self.served |= served;
    }

    /// Reports the end of the turn to the circuit, and gives up the permit. A success was reported with its attempt.
    #[inline]
    pub(super) fn settle(&mut self, settings: &TurnSettings<'_>) {
        let verdict = self.request.verdict;
        let (Some(permit), Some(breaker)) = (self.request.permit.take(), settings.breaker()) else {
            return;
        };
        if !self.served {
            permit.fail(verdict, breaker);
        } else if verdict.open_time().is_some() {
            permit.fail(verdict.uncounted(), breaker);
        }
    }
}

impl Request<'_> {
    /// Copies this request so that it can run concurrently. Returns `None` for a probe: a probe is always the only
    /// request.
    pub(super) fn concurrent_copy(&self) -> Option<Self> {
        let permit = match &self.permit {
            Some(AnyPermit::Probe(_)) => return None,
            Some(AnyPermit::Closed(permit)) => Some(AnyPermit::Closed(*permit)),
            None => None,
        };
        Some(Self {
            permit,
            attempts: self.own_attempts(),
            attempts_before: 0,
            ..*self
        })
    }

    /// Returns the request's number in the turn.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// Returns the number of this request's attempts.
    #[inline]
    pub(crate) fn own_attempts(&self) -> u32 {
        self.attempts - self.attempts_before
    }

    /// Returns the limit of the attempt under way.
    pub(crate) fn limit(&self) -> Option<AttemptLimit> {
        self.limit
    }

    /// Begins an attempt. `is_first` is true for the first one of the call.
    #[inline]
    pub(crate) fn begin(
        &mut self,
        is_first: bool,
        settings: &TurnSettings<'_>,
        now: &dyn Fn() -> Duration,
    ) {
        self.attempts = self.attempts.saturating_add(1);
        self.limit = settings.limit(is_first, now);
    }

    /// Reports that the attempt under way succeeded, and with it the request.
    #[inline]
    pub(crate) fn succeeded(&mut self) {
        if let Some(permit) = &self.permit {
            permit.succeed();
        }
        self.verdict = Verdict::RETRY;
    }

    /// Opens the circuit for the time that the last verdict asked for, before the turn is over.
    pub(super) fn open_now(&mut self, settings: &TurnSettings<'_>) {
        if self.verdict.open_time().is_none() {
            return;
        }
        if let (Some(permit), Some(breaker)) = (&self.permit, settings.breaker()) {
            permit.fail(self.verdict.uncounted(), breaker);
        }
        // Forget the time: reported again at the end of the turn, it would last longer.
        self.verdict = self.verdict.open_for(Duration::ZERO);
    }

    /// Returns the reason for the attempt under way.
    pub(crate) fn attempt_kind(&self) -> AttemptKind {
        if self.is_probe() {
            AttemptKind::Probe
        } else if self.own_attempts() > 1 {
            AttemptKind::Retry
        } else {
            AttemptKind::First
        }
    }

    #[inline]
    fn is_probe(&self) -> bool {
        matches!(self.permit, Some(AnyPermit::Probe(_)))
    }

    /// Returns true if the circuit has not changed since this request was admitted.
    #[inline]
    fn is_current(&self) -> bool {
        self.permit
            .as_ref()
            .is_none_or(|permit| permit.is_current())
    }

    /// Returns true if the failed request lets the turn go on to the next request.
    #[inline]
    pub(super) fn lets_turn_go_on(&self) -> bool {
        self.verdict.next() == NextStep::Retry
    }

    /// Decides whether and when the failed request is retried. `slept` is true after the rest before the retry.
    #[inline]
    pub(super) fn retry(
        &self,
        slept: bool,
        settings: &TurnSettings<'_>,
        now: impl FnOnce() -> Duration,
    ) -> RetryDecision {
        let attempts = self.own_attempts();
        // A probe has one attempt, and a circuit that has changed ends the retries.
        let may =
            settings.may_retry(self.verdict, attempts) && !self.is_probe() && self.is_current();
        if !may {
            return RetryDecision::No;
        }
        // Draw the wait once: the deadline is compared with the same wait that the driver sleeps.
        let wait = match self.verdict.wait() {
            _ if slept => Duration::ZERO,
            Some(wait) => wait,
            None => settings.retry_backoff().draw(attempts),
        };
        match wait {
            wait if settings.call.is_over(|| now().saturating_add(wait)) => RetryDecision::NoTime,
            _ if slept => RetryDecision::Now,
            wait => Rest::after(attempts, wait).map_or(RetryDecision::Now, RetryDecision::After),
        }
    }

    /// Becomes the turn's next request. Returns false if the turn is over.
    #[inline]
    pub(super) fn become_next(
        &mut self,
        requests: usize,
        settings: &TurnSettings<'_>,
        now: impl FnOnce() -> Duration,
    ) -> bool {
        let more =
            self.number + 1 < requests && self.lets_turn_go_on() && !settings.call.is_over(now);
        if !more {
            return false;
        }
        // Ask for admission again: a probe that succeeded has closed the circuit for the requests that follow.
        if let Some(permit) = &self.permit {
            match permit.readmit() {
                Some(permit) => self.permit = Some(AnyPermit::Closed(permit)),
                None => return false,
            }
        }
        self.number += 1;
        self.attempts_before = self.attempts;
        true
    }
}
