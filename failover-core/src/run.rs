//! The walk over the providers: every rule about who is called when, in one machine.
//!
//! [`Run`] calls nobody, sleeps never and holds no value, no error and no clock. A driver asks it for the
//! next [`Step`], does it, and tells what came of it; the time is handed in as a closure, read only where
//! a rule needs it. The blocking and the async client drive this same machine, so they cannot come to
//! differ.
//!
//! A *turn* is one provider's go. It consists of requests: one for a whole call, one per chunk of keys for
//! a capped item provider. Each request has a first attempt and its retries.

use std::time::Duration;

use crate::Name;
use crate::breaker::{Admitted, CircuitBreaker, CircuitOpen, Pass};
use crate::policy::{Policy, WhenAllOpen};
use crate::verdict::{Next, Verdict};

/// The providers of a call, as far as the walk has to know them.
pub(crate) trait Itinerary {
    /// How many providers there are.
    fn len(&self) -> usize;

    fn name(&self, provider: usize) -> Name;

    /// In how many requests this provider would be asked now.
    fn requests(&self, _provider: usize) -> usize {
        1
    }

    /// Whether there is nothing left to ask for.
    fn is_complete(&self) -> bool {
        false
    }
}

/// What the driver does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Call this provider, then say [`Run::succeeded`] or [`Run::failed`].
    Call { provider: usize, request: usize },
    /// Wait so long, then ask again.
    Sleep(Duration),
    /// A request is over and was not served: its last attempt's failure stands. So many attempts were made in
    /// this turn so far.
    Failed { provider: usize, tries: u32 },
    /// This provider is not called, its circuit is open.
    Skipped { provider: usize, open: CircuitOpen },
    /// This provider was skipped, but will be called after all.
    Recalled { provider: usize },
    /// The call is over.
    Finished(Finish),
}

/// Why no more providers are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finish {
    Exhausted,
    Stopped,
    Deadline,
}

/// How a value can come too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Late {
    Timeout,
    Deadline,
}

/// What a call goes by: the policy, the breaker, and when its deadline is over.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    policy: &'a Policy,
    breaker: Option<&'a CircuitBreaker>,
    end: Option<Duration>,
}

impl<'a> Rules<'a> {
    /// The rules of a call that begins now.
    #[inline]
    pub(crate) fn begin(
        policy: &'a Policy,
        breaker: Option<&'a CircuitBreaker>,
        now: impl FnOnce() -> Duration,
    ) -> Self {
        let end = policy.deadline.map(|limit| now().saturating_add(limit));
        Self {
            policy,
            breaker,
            end,
        }
    }

    /// The first provider's turn, if nothing stands in its way: no circuit, or a closed one.
    #[inline]
    pub(crate) fn first_turn(
        &self,
        name: Name,
        now: impl FnOnce() -> Duration,
    ) -> Option<First<'a>> {
        let pass = match self.breaker {
            Some(breaker) => Some(breaker.gate(name).admit_closed()?),
            None => None,
        };
        Some(First {
            pass,
            began: self.attempt_begins(now),
        })
    }

    /// When an attempt begins; not looked at, and zero, if no limit needs it.
    #[inline]
    fn attempt_begins(&self, now: impl FnOnce() -> Duration) -> Duration {
        match self.policy.timeout {
            Some(_) => now(),
            None => Duration::ZERO,
        }
    }

    /// Whether the value of an attempt that began at `began` comes too late now. Exactly at a limit is in
    /// time; of two limits, the one that was reached first is to blame.
    #[inline]
    pub(crate) fn is_late(&self, began: Duration, now: impl FnOnce() -> Duration) -> Option<Late> {
        if self.policy.timeout.is_none() && self.end.is_none() {
            return None;
        }
        let now = now();
        let timeout = self.policy.timeout.map(|limit| began.saturating_add(limit));
        let late_for = |limit: Option<Duration>| limit.filter(|limit| now > *limit);
        match (late_for(timeout), late_for(self.end)) {
            (None, None) => None,
            (Some(timeout), Some(end)) if end < timeout => Some(Late::Deadline),
            (Some(_), _) => Some(Late::Timeout),
            (None, Some(_)) => Some(Late::Deadline),
        }
    }

    /// What lateness means. The deadline is the caller's, so nobody is blamed for it.
    pub(crate) fn verdict_on_late(&self, late: Late) -> Verdict {
        match late {
            Late::Timeout => self.policy.on_timeout,
            Late::Deadline => Verdict::NEXT.uncounted(),
        }
    }

    pub(crate) fn verdict_on_rejected(&self) -> Verdict {
        self.policy.on_rejected
    }

    /// Whether an attempt may not start any more at `at`.
    fn is_over(&self, at: impl FnOnce() -> Duration) -> bool {
        self.end.is_some_and(|end| at() >= end)
    }
}

/// A first turn's first attempt, while nothing has gone wrong: plain data, nothing to clean up.
#[derive(Clone, Copy)]
pub(crate) struct First<'a> {
    pass: Option<Pass<'a>>,
    pub(crate) began: Duration,
}

impl First<'_> {
    #[inline]
    pub(crate) fn succeeded(&self) {
        if let Some(pass) = &self.pass {
            pass.succeed();
        }
    }
}

/// See the module's documentation.
pub(crate) struct Run<'a> {
    rules: Rules<'a>,
    /// The provider whose turn begins next.
    position: usize,
    turn: Option<Turn<'a>>,
    stopped: bool,
    all_open: AllOpen,
}

struct Turn<'a> {
    provider: usize,
    /// `None` without a breaker.
    permit: Option<Admitted<'a>>,
    requests: usize,
    request: usize,
    /// Attempts of the turn.
    tries: u32,
    /// Those that the requests before this one took.
    tries_before: u32,
    /// When the attempt under way began.
    began: Duration,
    /// Whether a request of this turn was served.
    served: bool,
    /// What the last failed attempt means.
    verdict: Verdict,
    at: At,
}

/// Where a turn stands.
#[derive(Clone, Copy)]
enum At {
    /// Before an attempt that nothing stands in the way of.
    Attempt,
    /// An attempt failed.
    Failed,
    /// An attempt failed, and the sleep before the retry is over.
    Rested,
    /// A request is over.
    NextRequest,
}

enum Retry {
    Now,
    After(Duration),
    No,
}

/// Whether every turn so far was a skip.
#[derive(Clone, Copy)]
enum AllOpen {
    /// Yes; and which circuit is due first, and in how long.
    Yes(Option<(usize, Duration)>),
    /// No: somebody was called, or is being probed elsewhere.
    No,
}

impl<'a> Run<'a> {
    pub(crate) fn new(rules: Rules<'a>) -> Self {
        Self {
            rules,
            position: 0,
            turn: None,
            stopped: false,
            all_open: AllOpen::Yes(None),
        }
    }

    /// A call whose first attempt was made before there was a run, and failed.
    pub(crate) fn after_first(rules: Rules<'a>, first: First<'a>, verdict: Verdict) -> Self {
        let mut turn = Turn::new(0, first.pass.map(Admitted::Pass), 1);
        turn.tries = 1;
        turn.failed(verdict);
        Self {
            position: 1,
            turn: Some(turn),
            all_open: AllOpen::No,
            ..Self::new(rules)
        }
    }

    /// When the attempt under way began.
    pub(crate) fn began(&self) -> Duration {
        self.turn.as_ref().map_or(Duration::ZERO, |turn| turn.began)
    }

    /// Attempts made in the turn under way.
    pub(crate) fn tries(&self) -> u32 {
        self.turn.as_ref().map_or(0, |turn| turn.tries)
    }

    /// The attempt under way succeeded, and with it its request.
    pub(crate) fn succeeded(&mut self) {
        if let Some(turn) = &mut self.turn {
            turn.succeeded();
        }
    }

    /// The attempt under way failed.
    pub(crate) fn failed(&mut self, verdict: Verdict) {
        if let Some(turn) = &mut self.turn {
            turn.failed(verdict);
        }
    }

    /// What to do next.
    pub(crate) fn next(&mut self, list: &impl Itinerary, now: impl Fn() -> Duration) -> Step {
        let rules = self.rules;
        loop {
            let Some(turn) = &mut self.turn else {
                match self.begin_turn(list, &now) {
                    Some(step) => return step,
                    None => continue,
                }
            };
            match turn.at {
                At::Attempt => return turn.attempt(&rules, now),
                At::Failed | At::Rested => match turn.retry(&rules, &now) {
                    Retry::Now => turn.at = At::Attempt,
                    Retry::After(wait) => {
                        turn.at = At::Rested;
                        return Step::Sleep(wait);
                    }
                    Retry::No => {
                        turn.at = At::NextRequest;
                        self.stopped |= turn.verdict.next() == Next::Stop;
                        return Step::Failed {
                            provider: turn.provider,
                            tries: turn.tries,
                        };
                    }
                },
                At::NextRequest => {
                    if !turn.next_request(&rules, &now) {
                        turn.settle();
                        self.turn = None;
                    }
                }
            }
        }
    }

    /// Goes on to the next provider: its turn, or what happens in place of one.
    fn begin_turn(&mut self, list: &impl Itinerary, now: impl Fn() -> Duration) -> Option<Step> {
        if self.stopped {
            return Some(Step::Finished(Finish::Stopped));
        }
        if list.is_complete() {
            return Some(Step::Finished(Finish::Exhausted));
        }
        if self.rules.is_over(now) {
            return Some(Step::Finished(Finish::Deadline));
        }
        if self.position == list.len() {
            return Some(match self.last_resort(list) {
                Some(provider) => Step::Recalled { provider },
                None => Step::Finished(Finish::Exhausted),
            });
        }
        let provider = self.position;
        self.position += 1;
        let permit = match self.rules.breaker {
            None => None,
            Some(breaker) => {
                match breaker
                    .gate(list.name(provider))
                    .admit(self.rules.policy.timeout)
                {
                    Ok(admitted) => Some(admitted),
                    Err(open) => {
                        self.all_open.skip(provider, open);
                        return Some(Step::Skipped { provider, open });
                    }
                }
            }
        };
        self.all_open = AllOpen::No;
        self.turn = Some(Turn::new(provider, permit, list.requests(provider)));
        None
    }

    /// Every circuit is open: the provider whose probe is made before its time, if that is wanted.
    fn last_resort(&mut self, list: &impl Itinerary) -> Option<usize> {
        let policy = self.rules.policy;
        let AllOpen::Yes(Some((provider, _))) = self.all_open else {
            return None;
        };
        if policy.when_all_open != WhenAllOpen::ProbeEarliest {
            return None;
        }
        let gate = self.rules.breaker?.gate(list.name(provider));
        let probe = gate.probe_early(policy.timeout)?;
        self.all_open = AllOpen::No;
        self.turn = Some(Turn::new(
            provider,
            Some(Admitted::Probe(probe)),
            list.requests(provider),
        ));
        Some(provider)
    }
}

impl AllOpen {
    fn skip(&mut self, provider: usize, open: CircuitOpen) {
        let Self::Yes(earliest) = self else { return };
        match (open.retry_in(), *earliest) {
            (None, _) if open.is_probing() => *self = Self::No,
            (None, _) => {}
            (Some(wait), Some((_, least))) if least <= wait => {}
            (Some(wait), _) => *earliest = Some((provider, wait)),
        }
    }
}

impl<'a> Turn<'a> {
    fn new(provider: usize, permit: Option<Admitted<'a>>, requests: usize) -> Self {
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

    fn attempt(&mut self, rules: &Rules<'_>, now: impl FnOnce() -> Duration) -> Step {
        self.tries = self.tries.saturating_add(1);
        self.began = rules.attempt_begins(now);
        Step::Call {
            provider: self.provider,
            request: self.request,
        }
    }

    fn succeeded(&mut self) {
        if let Some(permit) = &self.permit {
            permit.succeed();
        }
        self.served = true;
        self.verdict = Verdict::RETRY;
        self.at = At::NextRequest;
    }

    fn failed(&mut self, verdict: Verdict) {
        self.verdict = verdict;
        self.at = At::Failed;
    }

    /// Whether the circuit is still as it was when the turn began.
    fn is_current(&self) -> bool {
        self.permit
            .as_ref()
            .is_none_or(|permit| permit.is_current())
    }

    /// Whether and when the request that failed is tried again.
    fn retry(&self, rules: &Rules<'_>, now: impl FnOnce() -> Duration) -> Retry {
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
            && self.is_current()
            && !rules.is_over(|| now().saturating_add(rest));
        match (may, rest) {
            (false, _) => Retry::No,
            (true, Duration::ZERO) => Retry::Now,
            (true, rest) => Retry::After(rest),
        }
    }

    /// Goes on to the next request, unless the turn is over.
    fn next_request(&mut self, rules: &Rules<'_>, now: impl FnOnce() -> Duration) -> bool {
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
        self.at = At::Attempt;
        true
    }

    /// Tells the circuit how the turn ended; of a success it knows already.
    fn settle(&self) {
        let Some(permit) = &self.permit else { return };
        if !self.served {
            permit.fail(self.verdict);
        } else if self.verdict.time_to_stay_away().is_some() {
            permit.fail(self.verdict.uncounted());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Providers `a`, `b`, .. asked in so many requests each.
    struct List(&'static [usize]);

    impl Itinerary for List {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn name(&self, provider: usize) -> Name {
            Name::new(["a", "b", "c"][provider])
        }

        fn requests(&self, provider: usize) -> usize {
            self.0[provider]
        }
    }

    /// Every step of a call whose attempts end as told: with a verdict on a failure, or with a success.
    fn steps(policy: &Policy, list: &List, attempts: &[Result<(), Verdict>]) -> Vec<Step> {
        let now = || Duration::ZERO;
        let mut run = Run::new(Rules::begin(policy, None, now));
        let (mut steps, mut attempts) = (Vec::new(), attempts.iter());
        loop {
            let step = run.next(list, now);
            steps.push(step);
            match step {
                Step::Call { .. } => match attempts.next() {
                    Some(Ok(())) => run.succeeded(),
                    Some(Err(verdict)) => run.failed(*verdict),
                    None => return steps,
                },
                Step::Finished(_) => return steps,
                _ => {}
            }
        }
    }

    fn call(provider: usize, request: usize) -> Step {
        Step::Call { provider, request }
    }

    fn failed(provider: usize, tries: u32) -> Step {
        Step::Failed { provider, tries }
    }

    #[test]
    fn a_walk_is_a_list_of_steps() {
        let policy = Policy {
            retries: 2,
            retry_backoff: Duration::from_secs(1),
            ..Policy::DEFAULT
        };
        let attempts = [
            Err(Verdict::RETRY),
            Err(Verdict::RETRY),
            Err(Verdict::RETRY),
            Err(Verdict::NEXT),
            Err(Verdict::STOP),
        ];
        let expected = [
            call(0, 0),
            Step::Sleep(Duration::from_secs(1)),
            call(0, 0),
            Step::Sleep(Duration::from_secs(2)),
            call(0, 0),
            failed(0, 3),
            call(1, 0),
            failed(1, 1),
            call(2, 0),
            failed(2, 1),
            Step::Finished(Finish::Stopped),
        ];
        assert_eq!(steps(&policy, &List(&[1, 1, 1]), &attempts), expected);
    }

    #[test]
    fn a_turn_is_a_list_of_requests() {
        let attempts = [Ok(()), Err(Verdict::RETRY), Ok(()), Err(Verdict::NEXT)];
        let expected = [
            call(0, 0),
            call(0, 1),
            failed(0, 2),
            call(0, 2),
            call(1, 0),
            failed(1, 1),
            Step::Finished(Finish::Exhausted),
        ];
        assert_eq!(steps(&Policy::DEFAULT, &List(&[3, 2]), &attempts), expected);
    }
}
