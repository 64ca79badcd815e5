//! Concurrent requests of one turn.
//!
//! They follow the rules of a turn whose requests are made one by one. The effect of an outcome on the circuit, and the end
//! of the turn, hold from when the outcome is reported. Everything else is entered into the turn in request order.

use std::time::Duration;

use super::settings::{LimitKind, TurnSettings};
use super::turn::{Request, RetryDecision, TurnStage};
use super::{Attempt, Engine};
use crate::verdict::{NextStep, Verdict};

/// The requests of a turn, from the one that was just begun.
pub(crate) struct ConcurrentRequests<'a> {
    settings: TurnSettings<'a>,
    /// The number of requests in the turn. Zero once no more may begin.
    requests: usize,
    /// The last request that was begun, as it was then. The next one follows it.
    last: Request<'a>,
    /// True once another request has begun.
    has_others: bool,
    /// The request that ended the turn early.
    ended_by: Option<usize>,
    stopped: bool,
}

impl<'a> Engine<'a> {
    /// Begins the concurrent requests of a turn, given its first attempt. Returns the request of that attempt, and the
    /// others.
    ///
    /// Returns the attempt if the turn has no others, or for a probe: a probe is always the only request.
    pub(crate) fn concurrent_requests(
        &self,
        attempt: Attempt,
    ) -> Result<(Request<'a>, ConcurrentRequests<'a>), Attempt> {
        let turn = &self.turn;
        let has_more = turn.request.number + 1 < turn.requests;
        let copy = || has_more.then(|| turn.request.concurrent_copy()).flatten();
        let (Some(first), Some(last)) = (copy(), copy()) else {
            return Err(attempt);
        };
        let requests = ConcurrentRequests {
            settings: self.settings.clone(),
            requests: turn.requests,
            last,
            has_others: false,
            ended_by: None,
            stopped: false,
        };
        Ok((first, requests))
    }

    /// Enters a request that is over into the turn. Requests are entered in order.
    pub(crate) fn enter(&mut self, request: Request<'a>, served: bool) {
        self.turn.enter(request, served);
    }

    /// Ends the turn once all requests that were begun are over and entered.
    pub(crate) fn end_concurrent(&mut self, requests: &ConcurrentRequests<'a>) {
        self.stopped |= requests.stopped;
        self.turn.stage = TurnStage::Over;
    }
}

impl<'a> ConcurrentRequests<'a> {
    pub(crate) fn settings(&self) -> &TurnSettings<'a> {
        &self.settings
    }

    /// Begins the next request if the turn allows it.
    pub(crate) fn next(&mut self, now: impl FnOnce() -> Duration) -> Option<Request<'a>> {
        if self.last.become_next(self.requests, &self.settings, now) {
            self.has_others = true;
            return self.last.concurrent_copy();
        }
        self.requests = 0;
        None
    }

    /// Returns the limit that an attempt has exceeded, as its verdict depends on the other requests.
    pub(crate) fn exceeded(&self, limit: LimitKind) -> LimitKind {
        if self.has_others {
            limit.among_others()
        } else {
            limit
        }
    }

    /// Reports that the attempt of this request failed.
    pub(crate) fn failed(&mut self, request: &mut Request<'a>, verdict: Verdict) {
        request.verdict = verdict;
        self.stopped |= verdict.next() == NextStep::Stop;
        // Open the circuit now: other requests of the turn may still run for a long time.
        request.open_now(&self.settings);
    }

    /// Decides whether and when the request that failed is retried. If not, it is over.
    pub(crate) fn retry(
        &mut self,
        request: &Request<'a>,
        slept: bool,
        now: impl FnOnce() -> Duration,
    ) -> RetryDecision {
        if self.is_over() {
            return RetryDecision::No;
        }
        let retry = request.retry(slept, &self.settings, now);
        let goes_on = match retry {
            RetryDecision::Now | RetryDecision::After(_) => true,
            RetryDecision::No => request.lets_turn_go_on(),
            RetryDecision::NoTime => false,
        };
        if !goes_on {
            self.ended_by = Some(request.number);
            self.requests = 0;
        }
        retry
    }

    /// Returns true if the turn is over except for the attempts under way: no request begins, and none is retried.
    pub(crate) fn is_over(&self) -> bool {
        self.ended_by.is_some()
    }

    /// Returns true if the request of this number ended the turn.
    pub(crate) fn is_over_by(&self, request: usize) -> bool {
        self.ended_by == Some(request)
    }
}
