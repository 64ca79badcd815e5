//! The walk over the providers: every rule about who is called when, in one machine.
//!
//! [`Run`] calls nobody, sleeps never and holds no value, no error and no clock. A driver asks it for the
//! next [`Step`], does it, and tells what came of it; the time is handed in as a closure, read only where
//! a rule needs it. The blocking and the async client drive this same machine, so they cannot come to
//! differ.
//!
//! A *turn* is one provider's go. It consists of requests: one for a whole call, one per chunk of keys for
//! a capped item provider. Each request has a first attempt and its retries.

mod burst;
mod hedge;
mod opening;
mod rules;
mod turn;

use std::time::Duration;

pub(crate) use self::burst::Burst;
pub(crate) use self::hedge::{Hedge, HedgeStep};
pub(crate) use self::opening::{First, Standing};
pub(crate) use self::rules::{Late, Limit, Rules};
use self::turn::{At, Turn};
pub(crate) use self::turn::{Request, Retry};
use crate::Name;
use crate::breaker::{Admitted, CircuitOpen, Probe};
use crate::policy::WhenAllOpen;
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
    /// Wait this long, then ask again.
    Sleep(Duration),
    /// A request is over and was not served: its last attempt's failure stands. `tries` counts the attempts of
    /// the turn so far.
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

/// See the module's documentation.
pub(crate) struct Run<'a> {
    rules: Rules<'a>,
    /// The provider whose turn begins next.
    position: usize,
    turn: Option<Turn<'a>>,
    stopped: bool,
    all_open: AllOpen,
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
    #[inline]
    pub(crate) fn new(rules: Rules<'a>) -> Self {
        Self {
            rules,
            position: 0,
            turn: None,
            stopped: false,
            all_open: AllOpen::Yes(None),
        }
    }

    pub(crate) fn rules(&self) -> Rules<'a> {
        self.rules
    }

    /// The attempt under way was dropped because it was late.
    #[cold]
    pub(crate) fn cut(&mut self, late: Late) {
        self.rules.cut(late);
    }

    /// By when the attempt under way has to be over.
    #[inline]
    pub(crate) fn limit(&self) -> Option<Limit> {
        self.turn.as_ref()?.request.limit
    }

    /// Whose turn is under way.
    #[inline]
    pub(crate) fn provider(&self) -> usize {
        self.turn.as_ref().map_or(0, |turn| turn.provider)
    }

    /// Attempts made in the turn under way.
    #[inline]
    pub(crate) fn tries(&self) -> u32 {
        self.turn.as_ref().map_or(0, |turn| turn.request.tries)
    }

    /// The attempt under way succeeded, and with it its request.
    #[inline]
    pub(crate) fn succeeded(&mut self) {
        if let Some(turn) = &mut self.turn {
            turn.succeeded();
        }
    }

    /// The attempt under way failed.
    #[inline]
    pub(crate) fn failed(&mut self, verdict: Verdict) {
        if let Some(turn) = &mut self.turn {
            turn.failed(verdict);
        }
    }

    /// What to do next.
    #[inline]
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
                At::Failed | At::Rested => {
                    let rested = matches!(turn.at, At::Rested);
                    let retry = turn.request.retry(rested, &rules, &now);
                    turn.at = match retry {
                        Retry::Now => At::Attempt,
                        Retry::After(_) => At::Rested,
                        Retry::No => At::NextRequest,
                        Retry::NoTime => At::Over,
                    };
                    match retry {
                        Retry::Now => {}
                        Retry::After(wait) => return Step::Sleep(wait),
                        Retry::No | Retry::NoTime => {
                            self.stopped |= turn.request.verdict.next() == Next::Stop;
                            let (provider, tries) = (turn.provider, turn.request.tries);
                            return Step::Failed { provider, tries };
                        }
                    }
                }
                At::NextRequest => {
                    let goes_on = turn.next_request(&rules, &now);
                    turn.at = if goes_on { At::Attempt } else { At::Over };
                }
                At::Over => {
                    turn.settle(&self.rules);
                    self.turn = None;
                }
            }
        }
    }

    /// Goes on to the next provider: its turn, or what happens in place of one.
    #[inline]
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
        let permit = match self.rules.admit(list.name(provider)) {
            Ok(permit) => permit,
            Err(open) => {
                self.all_open.skip(provider, open);
                return Some(Step::Skipped { provider, open });
            }
        };
        self.all_open = AllOpen::No;
        self.turn = Some(Turn::new(provider, permit, list.requests(provider)));
        None
    }

    /// Every circuit is open: the provider whose probe is made before its time, if that is wanted.
    fn last_resort(&mut self, list: &impl Itinerary) -> Option<usize> {
        let (provider, probe) = self.all_open.last_resort(&self.rules, list)?;
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

    /// Whose probe is made before its time, if that is wanted. After that, nobody else's.
    fn last_resort<'a>(
        &mut self,
        rules: &Rules<'a>,
        list: &(impl Itinerary + ?Sized),
    ) -> Option<(usize, Probe<'a>)> {
        let policy = rules.policy;
        let Self::Yes(Some((provider, _))) = *self else {
            return None;
        };
        if policy.when_all_open != WhenAllOpen::ProbeEarliest {
            return None;
        }
        let gate = rules.breaker?.gate(list.name(provider));
        let probe = gate.probe_early(policy.timeout)?;
        *self = Self::No;
        Some((provider, probe))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policy;

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
        let rules = Rules::new(policy, None, || Duration::ZERO);
        steps_of(Run::new(rules), list, attempts)
    }

    fn steps_of(mut run: Run<'_>, list: &List, attempts: &[Result<(), Verdict>]) -> Vec<Step> {
        let now = || Duration::ZERO;
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

    #[test]
    fn a_call_that_was_begun_without_a_run_goes_on_as_with_one() {
        let list = List(&[1, 1, 1]);
        for (retries, verdict) in [
            (0, Verdict::RETRY),
            (1, Verdict::RETRY),
            (1, Verdict::NEXT),
            (0, Verdict::STOP),
        ] {
            let policy = Policy {
                retries,
                ..Policy::DEFAULT
            };
            let rules = Rules::new(&policy, None, || Duration::ZERO);
            let attempts = [Err(verdict), Err(Verdict::NEXT), Ok(())];
            let whole = steps(&policy, &list, &attempts);

            let Ok(first) = rules.first(list.name(0)) else {
                panic!("there is no circuit")
            };
            let run = Run::resume(rules, [].into_iter(), Standing::Failed(first, verdict));
            let rest = steps_of(run, &list, &attempts[1..]);
            assert_eq!(rest, whole[1..], "{retries} {verdict:?}");

            if rules.is_over_after(verdict) {
                let run = Run::resume(rules, [None].into_iter(), Standing::Between);
                let rest = steps_of(run, &list, &attempts[1..]);
                assert_eq!([failed(0, 1)].as_slice(), &whole[1..2]);
                assert_eq!(rest, whole[2..], "{retries} {verdict:?}");
            } else {
                assert_ne!(whole[1..3], [failed(0, 1), call(1, 0)]);
            }
        }
    }
}
