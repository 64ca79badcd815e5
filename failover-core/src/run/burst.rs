//! Several requests of one turn at once.
//!
//! By the rules of a turn whose requests are made one after another. What a request does to the circuit, and what
//! ends the turn, holds from when it is heard. All else is entered into the turn in the order of the requests,
//! whenever they end.

use std::time::Duration;

use super::Run;
use super::rules::Rules;
use super::turn::{At, Request, Retry};
use crate::verdict::{Next, Verdict};

/// The requests of a turn from the one that was just begun.
pub(crate) struct Burst<'a> {
    rules: Rules<'a>,
    /// How many the turn has; none once nobody is let in any more.
    requests: usize,
    /// As the one let in last was then: the next is let in after it.
    last: Request<'a>,
    /// The one that ended the turn before its time.
    ended_by: Option<usize>,
    stopped: bool,
}

impl<'a> Run<'a> {
    /// The request that was just begun, and the others of its turn, to be made beside it. Nothing if there are none,
    /// or if it is a probe, which is alone.
    pub(crate) fn burst(&self) -> Option<(Request<'a>, Burst<'a>)> {
        let turn = self.turn.as_ref()?;
        if turn.request.number + 1 >= turn.requests {
            return None;
        }
        let burst = Burst {
            rules: self.rules,
            requests: turn.requests,
            last: turn.request.twin()?,
            ended_by: None,
            stopped: false,
        };
        Some((turn.request.twin()?, burst))
    }

    /// Enters a request of a burst, after those before it: how it ended.
    pub(crate) fn enter(&mut self, request: Request<'a>, served: bool) {
        if let Some(turn) = &mut self.turn {
            turn.enter(request, served);
        }
    }

    /// All that was begun is over and entered.
    pub(crate) fn end_burst(&mut self, burst: &Burst<'a>) {
        self.stopped |= burst.stopped;
        if let Some(turn) = &mut self.turn {
            turn.at = At::Over;
        }
    }
}

impl<'a> Burst<'a> {
    pub(crate) fn rules(&self) -> Rules<'a> {
        self.rules
    }

    /// The next request, if one may be begun.
    pub(crate) fn next(&mut self, now: impl FnOnce() -> Duration) -> Option<Request<'a>> {
        if self.last.follow(self.requests, &self.rules, now) {
            return self.last.twin();
        }
        self.requests = 0;
        None
    }

    /// The attempt under way of this request failed.
    pub(crate) fn failed(&mut self, request: &mut Request<'a>, verdict: Verdict) {
        request.verdict = verdict;
        self.stopped |= verdict.next() == Next::Stop;
        // Others of the turn may take long yet.
        request.stay_away_now(&self.rules);
    }

    /// Whether and when the request that failed is tried again. If not, it is over.
    pub(crate) fn retry(
        &mut self,
        request: &Request<'a>,
        rested: bool,
        now: impl FnOnce() -> Duration,
    ) -> Retry {
        if self.is_over() {
            return Retry::No;
        }
        let retry = request.retry(rested, &self.rules, now);
        let goes_on = match retry {
            Retry::Now | Retry::After(_) => true,
            Retry::No => request.goes_on(),
            Retry::NoTime => false,
        };
        if !goes_on {
            self.ended_by = Some(request.number);
            self.requests = 0;
        }
        retry
    }

    /// Whether the turn is over but for the attempts under way: no request is begun, and none is tried again.
    pub(crate) fn is_over(&self) -> bool {
        self.ended_by.is_some()
    }

    /// Whether it is over by the request of this number.
    pub(crate) fn is_over_by(&self, request: usize) -> bool {
        self.ended_by == Some(request)
    }
}
