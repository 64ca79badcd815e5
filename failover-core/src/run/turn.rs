//! One provider's go within a call: its requests, and of each the first attempt and the retries.

use std::time::Duration;

use super::Step;
use super::rules::Rules;
use crate::breaker::Admitted;
use crate::verdict::{Next, Verdict};

/// One provider's go.
pub(super) struct Turn<'a> {
    pub(super) provider: usize,
    /// `None` without a breaker.
    permit: Option<Admitted<'a>>,
    requests: usize,
    request: usize,
    /// Attempts of the turn.
    pub(super) tries: u32,
    /// Those that the requests before this one took.
    tries_before: u32,
    /// When the attempt under way began.
    pub(super) began: Duration,
    /// Whether a request of this turn was served.
    served: bool,
    /// What the last failed attempt means.
    pub(super) verdict: Verdict,
    pub(super) at: At,
}

/// Where a turn stands.
#[derive(Clone, Copy)]
pub(super) enum At {
    /// Before an attempt that nothing stands in the way of.
    Attempt,
    /// An attempt failed.
    Failed,
    /// An attempt failed, and the sleep before the retry is over.
    Rested,
    /// A request is over.
    NextRequest,
    /// The turn is over.
    Over,
}

#[derive(Clone, Copy)]
pub(super) enum Retry {
    Now,
    After(Duration),
    No,
    /// The deadline comes before it: the turn is over, whatever requests it still had.
    NoTime,
}

impl<'a> Turn<'a> {
    #[inline]
    pub(super) fn new(provider: usize, permit: Option<Admitted<'a>>, requests: usize) -> Self {
        Self {
            provider,
            permit,
            requests,
            request: 0,
            tries: 0,
            tries_before: 0,
            began: Duration::ZERO,
            served: false,
            verdict: Verdict::RETRY,
            at: At::Attempt,
        }
    }

    #[inline]
    pub(super) fn attempt(&mut self, rules: &Rules<'_>, now: impl FnOnce() -> Duration) -> Step {
        self.tries = self.tries.saturating_add(1);
        self.began = rules.attempt_begins(now);
        Step::Call {
            provider: self.provider,
            request: self.request,
        }
    }

    #[inline]
    pub(super) fn succeeded(&mut self) {
        if let Some(permit) = &self.permit {
            permit.succeed();
        }
        self.served = true;
        self.verdict = Verdict::RETRY;
        self.at = At::NextRequest;
    }

    #[inline]
    pub(super) fn failed(&mut self, verdict: Verdict) {
        self.verdict = verdict;
        self.at = At::Failed;
    }

    /// Whether the circuit is still as it was when the turn began.
    #[inline]
    fn is_current(&self) -> bool {
        self.permit
            .as_ref()
            .is_none_or(|permit| permit.is_current())
    }

    /// Whether and when the request that failed is tried again.
    #[inline]
    pub(super) fn retry(&self, rules: &Rules<'_>, now: impl FnOnce() -> Duration) -> Retry {
        let policy = rules.policy;
        let tries = self.tries - self.tries_before;
        let rest = match self.at {
            At::Rested => Duration::ZERO,
            _ => policy.retry_backoff.saturating_mul(tries),
        };
        let is_probe = matches!(self.permit, Some(Admitted::Probe(_)));
        let may = self.verdict.next() == Next::Retry
            && tries <= policy.retries
            && !is_probe
            && self.is_current();
        match rest {
            _ if !may => Retry::No,
            rest if rules.is_over(|| now().saturating_add(rest)) => Retry::NoTime,
            Duration::ZERO => Retry::Now,
            rest => Retry::After(rest),
        }
    }

    /// Goes on to the next request, unless the turn is over.
    #[inline]
    pub(super) fn next_request(
        &mut self,
        rules: &Rules<'_>,
        now: impl FnOnce() -> Duration,
    ) -> bool {
        let more = self.request + 1 < self.requests
            && self.verdict.next() == Next::Retry
            && !rules.is_over(now);
        if !more {
            return false;
        }
        // Asked anew: a probe that succeeded has closed the circuit for the others to follow.
        if let Some(permit) = &self.permit {
            match permit.readmit() {
                Some(pass) => self.permit = Some(Admitted::Pass(pass)),
                None => return false,
            }
        }
        self.request += 1;
        self.tries_before = self.tries;
        true
    }

    /// Tells the circuit how the turn ended; of a success it knows already.
    #[inline]
    pub(super) fn settle(&self) {
        let Some(permit) = &self.permit else { return };
        if !self.served {
            permit.fail(self.verdict);
        } else if self.verdict.time_to_stay_away().is_some() {
            permit.fail(self.verdict.uncounted());
        }
    }
}
