//! One provider's go within a call: its requests, and of each the first attempt and the retries.

use std::time::Duration;

use super::Step;
use super::rules::{Limit, Rules};
use crate::breaker::Admitted;
use crate::verdict::{Next, Verdict};

/// One provider's go.
pub(super) struct Turn<'a> {
    pub(super) provider: usize,
    pub(super) requests: usize,
    /// The one under way.
    pub(super) request: Request<'a>,
    /// Whether a request of this turn was served.
    served: bool,
    pub(super) at: At,
}

/// One request: its first attempt and its retries.
pub(crate) struct Request<'a> {
    pub(super) number: usize,
    /// `None` without a breaker.
    permit: Option<Admitted<'a>>,
    /// Attempts of the turn.
    pub(super) tries: u32,
    /// Those that the requests before this one took.
    tries_before: u32,
    /// By when the attempt under way has to be over.
    pub(super) limit: Option<Limit>,
    /// What the last failed attempt means.
    pub(super) verdict: Verdict,
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
pub(crate) enum Retry {
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
            requests,
            request: Request {
                number: 0,
                permit,
                tries: 0,
                tries_before: 0,
                limit: None,
                verdict: Verdict::RETRY,
            },
            served: false,
            at: At::Attempt,
        }
    }

    #[inline]
    pub(super) fn attempt(&mut self, rules: &Rules<'_>, now: impl FnOnce() -> Duration) -> Step {
        self.request.begin(rules, now);
        Step::Call {
            provider: self.provider,
            request: self.request.number,
        }
    }

    #[inline]
    pub(super) fn succeeded(&mut self) {
        self.request.succeeded();
        self.served = true;
        self.at = At::NextRequest;
    }

    #[inline]
    pub(super) fn failed(&mut self, verdict: Verdict) {
        self.request.verdict = verdict;
        self.at = At::Failed;
    }

    /// Goes on to the next request, unless the turn is over.
    #[inline]
    pub(super) fn next_request(
        &mut self,
        rules: &Rules<'_>,
        now: impl FnOnce() -> Duration,
    ) -> bool {
        self.request.follow(self.requests, rules, now)
    }

    /// Takes up a request that was made beside others.
    pub(super) fn enter(&mut self, mut request: Request<'a>, served: bool) {
        request.tries_before = if request.number == self.request.number {
            self.request.tries_before
        } else {
            self.request.tries
        };
        request.tries = request.tries.saturating_add(request.tries_before);
        self.request = request;
        self.served |= served;
    }

    /// Tells the circuit how the turn ended; of a success it knows already.
    #[inline]
    pub(super) fn settle(&self, rules: &Rules<'_>) {
        let Request {
            permit, verdict, ..
        } = &self.request;
        let (Some(permit), Some(breaker)) = (permit, rules.breaker) else {
            return;
        };
        if !self.served {
            permit.fail(*verdict, breaker);
        } else if verdict.time_to_stay_away().is_some() {
            permit.fail(verdict.uncounted(), breaker);
        }
    }
}

impl Request<'_> {
    /// The same beside it, apart from its turn; not of a probe, which is alone.
    pub(super) fn twin(&self) -> Option<Self> {
        let permit = match &self.permit {
            Some(Admitted::Probe(_)) => return None,
            Some(Admitted::Pass(pass)) => Some(Admitted::Pass(*pass)),
            None => None,
        };
        Some(Self {
            permit,
            tries: self.own_tries(),
            tries_before: 0,
            ..*self
        })
    }

    /// Its number in the turn.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// Attempts made of it.
    #[inline]
    pub(crate) fn own_tries(&self) -> u32 {
        self.tries - self.tries_before
    }

    /// By when its attempt under way has to be over.
    pub(crate) fn limit(&self) -> Option<Limit> {
        self.limit
    }

    /// An attempt begins.
    #[inline]
    pub(crate) fn begin(&mut self, rules: &Rules<'_>, now: impl FnOnce() -> Duration) {
        self.tries = self.tries.saturating_add(1);
        self.limit = rules.limit(now);
    }

    /// Its attempt under way succeeded, and with it the request.
    #[inline]
    pub(crate) fn succeeded(&mut self) {
        if let Some(permit) = &self.permit {
            permit.succeed();
        }
        self.verdict = Verdict::RETRY;
    }

    /// Tells the circuit of the time to stay away that its last attempt brought, if any, before the turn is over.
    pub(super) fn stay_away_now(&mut self, rules: &Rules<'_>) {
        if self.verdict.time_to_stay_away().is_none() {
            return;
        }
        if let (Some(permit), Some(breaker)) = (&self.permit, rules.breaker) {
            permit.fail(self.verdict.uncounted(), breaker);
        }
        // Said again at the end of the turn, it would last longer.
        self.verdict = self.verdict.stay_away(Duration::ZERO);
    }

    #[inline]
    fn is_probe(&self) -> bool {
        matches!(self.permit, Some(Admitted::Probe(_)))
    }

    /// Whether the circuit is still as it was when this began.
    #[inline]
    fn is_current(&self) -> bool {
        self.permit
            .as_ref()
            .is_none_or(|permit| permit.is_current())
    }

    /// Whether what failed leaves the turn to go on.
    #[inline]
    pub(super) fn goes_on(&self) -> bool {
        self.verdict.next() == Next::Retry
    }

    /// Whether and when it is tried again after it failed. `rested` says that the sleep before the retry is over.
    #[inline]
    pub(super) fn retry(
        &self,
        rested: bool,
        rules: &Rules<'_>,
        now: impl FnOnce() -> Duration,
    ) -> Retry {
        let (policy, tries) = (rules.policy, self.own_tries());
        let rest = if rested {
            Duration::ZERO
        } else {
            policy.retry_backoff.saturating_mul(tries)
        };
        let may = rules.may_retry(self.verdict, tries) && !self.is_probe() && self.is_current();
        match rest {
            _ if !may => Retry::No,
            rest if rules.is_over(|| now().saturating_add(rest)) => Retry::NoTime,
            Duration::ZERO => Retry::Now,
            rest => Retry::After(rest),
        }
    }

    /// Becomes the one after it, of so many, unless the turn is over.
    #[inline]
    pub(super) fn follow(
        &mut self,
        requests: usize,
        rules: &Rules<'_>,
        now: impl FnOnce() -> Duration,
    ) -> bool {
        let more = self.number + 1 < requests && self.goes_on() && !rules.is_over(now);
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
        self.number += 1;
        self.tries_before = self.tries;
        true
    }
}
