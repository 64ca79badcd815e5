//! A call: which provider is called when. `value` and `batch` have the requests and the effect of an answer.

use std::time::Duration;

use super::call::{Ask, Attempt, Client, Does, Event, Model, Provider};
use super::circuit::Permit;
use super::outcome::{EndReason, Failure, Kind, Open};
use super::{Next, Verdict};

/// A request for values, and the effect of the answers.
pub(super) trait Errand {
    /// Returns true if nothing is missing.
    fn is_complete(&self) -> bool;
    /// Returns the requests that this provider gets now.
    fn requests(&self, provider: &Provider) -> Vec<Vec<String>>;
    /// An attempt begins.
    fn begins(&mut self) {}
    /// Judges an answer that came in time. If it is a success, keeps it.
    fn take(&mut self, keys: &[String], answer: Does) -> Result<(), Kind>;
    /// Returns the keys of the last answer whose values were rejected.
    fn rejected(&self) -> Vec<String> {
        Vec::new()
    }
    /// A provider was not called.
    fn skipped(&mut self, failure: Failure);
    /// A provider that was skipped is called after all.
    fn recalled(&mut self, provider: &str);
    /// A turn is over. Takes the result of each request.
    fn turned(&mut self, turn: Done);
}

/// A turn that is over.
pub(super) struct Done {
    pub(super) provider: String,
    pub(super) attempts: u32,
    pub(super) requests: Vec<Request>,
}

/// A request that is over.
pub(super) struct Request {
    pub(super) keys: Vec<String>,
    /// Keys whose values its last attempt rejected.
    pub(super) rejected: Vec<String>,
    pub(super) failure: Option<Failure>,
}

impl Done {
    /// A turn has served if one of its requests was.
    pub(super) fn has_served(&self) -> bool {
        self.requests
            .iter()
            .any(|request| request.failure.is_none())
    }

    /// The failure of a turn is that of its last attempt.
    pub(super) fn failure(&self) -> Option<&Failure> {
        let last = self.requests.last()?.failure.as_ref();
        last.filter(|_| !self.has_served())
    }
}

/// The call ended in the middle. No circuit learns anything.
pub(super) struct Gone;

/// The end of a request that was not served.
struct Failed {
    kind: Kind,
    verdict: Verdict,
    /// A retry is due but would begin too late: the turn is over.
    no_time: bool,
}

/// A call under way.
pub(super) struct Walk<'a> {
    pub(super) client: &'a Client,
    pub(super) providers: &'a [Provider],
    /// The end of the deadline.
    pub(super) end: Option<Duration>,
    /// True if an attempt was made.
    pub(super) has_begun: bool,
    pub(super) ask: Ask<'a>,
}

impl Walk<'_> {
    /// Calls one provider after the other.
    pub(super) fn run(
        &mut self,
        model: &mut Model,
        errand: &mut dyn Errand,
    ) -> Result<EndReason, Gone> {
        let mut has_called = false;
        // The circuit that is half-open first.
        let mut earliest: Option<(Duration, usize)> = None;
        for (i, provider) in self.providers.iter().enumerate() {
            if let Some(ended) = self.over(model, errand) {
                return Ok(ended);
            }
            match self.permit(model, i) {
                Ok(permit) => {
                    has_called = true;
                    if self.turn(model, errand, i, permit)? == Next::Stop {
                        return Ok(EndReason::Stopped);
                    }
                }
                Err(open) => {
                    match open {
                        Open::For(wait) if earliest.is_none_or(|(least, _)| wait < least) => {
                            earliest = Some((wait, i));
                        }
                        Open::For(_) | Open::Held => {}
                        Open::Probing => has_called = true,
                    }
                    let provider = provider.name.clone();
                    model.events.push(Event::Skip {
                        provider: provider.clone(),
                    });
                    errand.skipped(Failure {
                        provider,
                        kind: Kind::CircuitOpen(open),
                        attempts: 0,
                    });
                }
            }
        }
        if let Some(ended) = self.over(model, errand) {
            return Ok(ended);
        }
        // Every provider was skipped. If the client wants it, make one attempt at the one that is due first.
        if let (Some((_, i)), false, true) = (earliest, has_called, self.client.probe_earliest) {
            let (name, now) = (&self.providers[i].name, model.now);
            let timeout = self.timeout(i);
            let breaker = model.breaker.as_mut();
            if let Some(probe) = breaker.and_then(|b| b.probe_early(name, timeout, now)) {
                errand.recalled(name);
                if self.turn(model, errand, i, Some(probe))? == Next::Stop {
                    return Ok(EndReason::Stopped);
                }
            }
        }
        Ok(self.over(model, errand).unwrap_or(EndReason::Exhausted))
    }

    /// Returns the end of the call if no other provider is called.
    fn over(&self, model: &Model, errand: &dyn Errand) -> Option<EndReason> {
        if errand.is_complete() {
            return Some(EndReason::Exhausted);
        }
        self.is_over(model.now).then_some(EndReason::Deadline)
    }

    /// An attempt starts only before the deadline.
    fn is_over(&self, at: Duration) -> bool {
        self.end.is_some_and(|end| at >= end)
    }

    /// Returns the limit of each attempt at a provider: its own, or else the client's.
    fn timeout(&self, i: usize) -> Option<Duration> {
        self.providers[i].own.timeout.or(self.client.timeout)
    }

    /// Asks for a permit. Without a breaker none is needed.
    fn permit(&self, model: &mut Model, i: usize) -> Result<Option<Permit>, Open> {
        let (name, now) = (&self.providers[i].name, model.now);
        match &mut model.breaker {
            Some(breaker) => breaker.permit(name, self.timeout(i), now).map(Some),
            None => Ok(None),
        }
    }

    /// Plays one provider's turn. A value call has one request, a batch call one for each chunk of keys.
    fn turn(
        &mut self,
        model: &mut Model,
        errand: &mut dyn Errand,
        i: usize,
        mut permit: Option<Permit>,
    ) -> Result<Next, Gone> {
        let provider = &self.providers[i];
        let probe = permit.as_ref().is_some_and(Permit::is_probe);
        let mut left = errand.requests(provider);
        let (mut made, mut attempts) = (Vec::new(), 0);
        // The verdict on the last attempt, if it failed.
        let last = loop {
            let keys = left.remove(0);
            let requested = self.request(model, errand, i, permit.as_ref(), &keys, &mut attempts);
            let failed = match requested {
                Ok(failed) => failed,
                Err(gone) => {
                    model.drop(permit.as_ref());
                    return Err(gone);
                }
            };
            let failure = failed.as_ref().map(|failed| Failure {
                provider: provider.name.clone(),
                kind: failed.kind.clone(),
                attempts,
            });
            made.push(Request {
                keys,
                rejected: errand.rejected(),
                failure,
            });
            if failed.is_none() {
                // Report it at once: after a probe that succeeds, the other requests follow.
                model.success(permit.as_ref());
            }
            let goes_on = match &failed {
                None => true,
                Some(failed) => failed.verdict.next == Next::Retry && !failed.no_time,
            };
            let may = goes_on && !left.is_empty() && !self.is_over(model.now);
            if !may || !model.is_closed(&provider.name) {
                break failed.map(|failed| failed.verdict);
            }
            // The next request needs a permit of the circuit as it is now.
            permit = self.permit(model, i).unwrap_or_default();
        };
        let done = Done {
            provider: provider.name.clone(),
            attempts,
            requests: made,
        };
        // The turn failed if no request was served. The last verdict's `open_for` time holds in any case.
        match last {
            Some(verdict) if !done.has_served() => model.failure(permit.as_ref(), verdict),
            Some(verdict) => model.failure(permit.as_ref(), verdict.uncounted()),
            None => {}
        }
        model.drop(permit.as_ref());
        model.events.push(Event::Turn {
            provider: done.provider.clone(),
            attempts,
            probe,
            failure: done.failure().map(|failure| failure.kind.clone()),
        });
        errand.turned(done);
        Ok(last.map_or(Next::Provider, |verdict| verdict.next))
    }

    /// Makes one request: its first attempt, and its retries.
    fn request(
        &mut self,
        model: &mut Model,
        errand: &mut dyn Errand,
        i: usize,
        permit: Option<&Permit>,
        keys: &[String],
        attempts: &mut u32,
    ) -> Result<Option<Failed>, Gone> {
        let (client, own) = (self.client, self.providers[i].own);
        let retries = own.retries.unwrap_or(client.retries);
        let backoff = own.retry_backoff.unwrap_or(client.retry_backoff);
        for attempt in 1.. {
            *attempts += 1;
            let Err((kind, verdict)) = self.attempt(model, errand, i, keys)? else {
                return Ok(None);
            };
            let probe = permit.is_some_and(Permit::is_probe);
            // A probe is one attempt, and there is no retry after the circuit has changed.
            let again = verdict.next == Next::Retry
                && attempt <= retries
                && !probe
                && model.is_current(permit);
            let wait = verdict.after.unwrap_or_else(|| backoff.wait(attempt));
            let no_time = again && self.is_over(model.now.saturating_add(wait));
            if !again || no_time {
                return Ok(Some(Failed {
                    kind,
                    verdict,
                    no_time,
                }));
            }
            if !wait.is_zero() {
                model.events.push(Event::Sleep(wait));
                model.now += wait;
            }
        }
        unreachable!("there are fewer retries than numbers")
    }

    /// Makes one attempt. Returns the kind and the verdict of a failure.
    fn attempt(
        &mut self,
        model: &mut Model,
        errand: &mut dyn Errand,
        i: usize,
        keys: &[String],
    ) -> Result<Result<(), (Kind, Verdict)>, Gone> {
        let client = self.client;
        // The verdict if the deadline ends the attempt. Only what the circuit learns matters, because the call is
        // over.
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        let on_deadline = Verdict {
            next: Next::Provider,
            ..if is_first {
                client.on_deadline
            } else {
                Verdict::NEXT.uncounted()
            }
        };
        // Exactly at the limit is in time. The earlier one of two limits counts.
        let timeout = self
            .timeout(i)
            .map(|timeout| model.now.saturating_add(timeout));
        let (limit, on_late) = match (timeout, self.end) {
            (Some(timeout), Some(end)) if end < timeout => (Some(end), on_deadline),
            (None, end) => (end, on_deadline),
            (timeout, _) => (timeout, client.on_timeout),
        };
        let is_late = |now: Duration| limit.is_some_and(|limit| now > limit);
        let late = Ok(Err((Kind::TimedOut, on_late)));

        errand.begins();
        model.events.push(Event::Call {
            provider: i,
            at: model.now,
            keys: keys.to_vec(),
        });
        let Attempt { takes, does } = (self.ask)(model, i, keys);
        let done = model.now.saturating_add(takes);
        // An attempt that is ready at once is never cut off. Neither is one that ends exactly at the limit.
        let is_cut = match does {
            Does::CallerLeaves => limit.is_some_and(|limit| done >= limit),
            _ => !takes.is_zero() && is_late(done),
        };
        if let (true, true, Some(limit)) = (client.awaited, is_cut, limit) {
            model.now = model.now.max(limit);
            return late;
        }
        model.now = done;
        match does {
            Does::Panics | Does::CallerLeaves => Err(Gone),
            Does::Error(code) => Ok(Err((Kind::Error(code), (client.classify)(code)))),
            // Like an error, it keeps its kind however late it is.
            Does::Absent => {
                let verdict = client.on_absent.unwrap_or(client.on_rejected);
                Ok(Err((Kind::Absent, verdict)))
            }
            // A value that comes late is not judged.
            _ if is_late(done) => late,
            answer => {
                Ok(errand
                    .take(keys, answer)
                    .map_err(|kind| match (kind, client.rejects_with) {
                        (Kind::Rejected, Some(code)) => {
                            (Kind::Error(code), (client.classify)(code))
                        }
                        (Kind::Rejected, None) => (Kind::Rejected, client.on_rejected),
                        (kind, _) => (kind, Verdict::RETRY),
                    }))
            }
        }
    }
}
