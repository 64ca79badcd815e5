//! The sans-IO state machine of a call: every rule about which provider is called when.
//!
//! [`Engine`] calls no provider, does not sleep, and holds no value, no error and no clock. A driver asks it for the next
//! [`Step`], does that step, and reports what happened. The driver passes the time as a closure, which is read only where
//! a rule needs it. Blocking and async drivers use the same machine, so they cannot differ.
//!
//! A *turn* is everything that one provider does within a call. It consists of requests: one in a value call, one per
//! chunk of keys in a batch call. Each request has a first attempt and its retries.

mod concurrent;
mod fast_path;
mod hedge;
mod judge;
mod settings;
mod turn;

use std::time::Duration;

pub(crate) use self::concurrent::ConcurrentRequests;
pub(crate) use self::fast_path::{FastTurn, ResumePoint};
pub(crate) use self::hedge::{HedgeEngine, HedgeStep};
pub use self::judge::{AnyValue, Classify, RetryAll, Validate};
pub(crate) use self::judge::{judge_attempt, verdict_on_failure};
pub(crate) use self::settings::{AttemptLimit, CallSettings, LimitKind};
use self::turn::{ActiveTurn, TurnStage};
pub(crate) use self::turn::{Request, RetryDecision};
use crate::breaker::{AnyPermit, ProbePermit};
use crate::event::{CircuitOpen, EndReason};
use crate::name::Name;
use crate::policy::WhenAllOpen;
use crate::verdict::{NextStep, Verdict};

/// The providers of a call, as far as the engine has to know them.
pub(crate) trait EngineInput {
    /// Returns the number of providers.
    fn len(&self) -> usize;

    fn name(&self, provider: usize) -> Name;

    /// Returns the number of requests that this provider would get now.
    fn requests(&self, _provider: usize) -> usize {
        1
    }

    /// Returns true if nothing is missing.
    fn is_complete(&self) -> bool {
        false
    }
}

/// The next thing that the driver does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Call this provider, then report [`Engine::succeeded`] or [`Engine::failed`].
    Attempt { provider: usize, request: usize },
    /// Wait this long, then ask for the next step.
    Sleep(Duration),
    /// Record the failure of the last attempt: its request is over and was not served. `attempts` counts the attempts
    /// of the turn so far.
    Failed { provider: usize, attempts: u32 },
    /// Record a skip: the provider is not called, because its circuit is open.
    Skipped { provider: usize, open: CircuitOpen },
    /// Forget the skip of this provider: it will be called after all.
    Recalled { provider: usize },
    /// The call is over.
    Finished(Finish),
}

/// The [`EndReason`]s that the engine decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finish {
    Exhausted,
    Stopped,
    Deadline,
}

/// The state machine of a call. See the module's documentation.
pub(crate) struct Engine<'a> {
    settings: CallSettings<'a>,
    /// The provider whose turn begins next.
    position: usize,
    turn: Option<ActiveTurn<'a>>,
    stopped: bool,
    all_open: AllOpen,
}

/// A record of the skips, for calls whose every circuit is open.
#[derive(Clone, Copy)]
enum AllOpen {
    /// Every turn so far was a skip. Holds the provider whose circuit is half-open first, and in how long.
    Yes(Option<(usize, Duration)>),
    /// A provider was called, or another call is probing it.
    No,
}

impl<'a> Engine<'a> {
    #[inline]
    pub(crate) fn new(settings: CallSettings<'a>) -> Self {
        Self {
            settings,
            position: 0,
            turn: None,
            stopped: false,
            all_open: AllOpen::Yes(None),
        }
    }

    pub(crate) fn settings(&self) -> CallSettings<'a> {
        self.settings
    }

    /// Reports that the attempt under way was dropped at this limit.
    #[cold]
    pub(crate) fn expired(&mut self, limit: LimitKind) {
        self.settings.expired(limit);
    }

    /// Returns the limit of the attempt under way.
    #[inline]
    pub(crate) fn limit(&self) -> Option<AttemptLimit> {
        self.turn.as_ref()?.request.limit
    }

    /// Returns the provider whose turn is under way.
    #[inline]
    pub(crate) fn provider(&self) -> usize {
        self.turn.as_ref().map_or(0, |turn| turn.provider)
    }

    /// Returns the number of attempts in the turn under way.
    #[inline]
    pub(crate) fn attempts(&self) -> u32 {
        self.turn.as_ref().map_or(0, |turn| turn.request.attempts)
    }

    /// Reports that the attempt under way succeeded, and with it its request.
    #[inline]
    pub(crate) fn succeeded(&mut self) {
        if let Some(turn) = &mut self.turn {
            turn.succeeded();
        }
    }

    /// Reports that the attempt under way failed.
    #[inline]
    pub(crate) fn failed(&mut self, verdict: Verdict) {
        if let Some(turn) = &mut self.turn {
            turn.failed(verdict);
        }
    }

    /// Returns the next step.
    #[inline]
    pub(crate) fn next(&mut self, list: &impl EngineInput, now: impl Fn() -> Duration) -> Step {
        let settings = self.settings;
        loop {
            let Some(turn) = &mut self.turn else {
                match self.begin_turn(list, &now) {
                    Some(step) => return step,
                    None => continue,
                }
            };
            match turn.stage {
                TurnStage::Attempt => return turn.attempt(&settings, now),
                TurnStage::Failed | TurnStage::Slept => {
                    let slept = matches!(turn.stage, TurnStage::Slept);
                    let retry = turn.request.retry(slept, &settings, &now);
                    turn.stage = match retry {
                        RetryDecision::Now => TurnStage::Attempt,
                        RetryDecision::After(_) => TurnStage::Slept,
                        RetryDecision::No => TurnStage::NextRequest,
                        RetryDecision::NoTime => TurnStage::Over,
                    };
                    match retry {
                        RetryDecision::Now => {}
                        RetryDecision::After(wait) => return Step::Sleep(wait),
                        RetryDecision::No | RetryDecision::NoTime => {
                            self.stopped |= turn.request.verdict.next() == NextStep::Stop;
                            let (provider, attempts) = (turn.provider, turn.request.attempts);
                            return Step::Failed { provider, attempts };
                        }
                    }
                }
                TurnStage::NextRequest => {
                    let goes_on = turn.next_request(&settings, &now);
                    turn.stage = if goes_on {
                        TurnStage::Attempt
                    } else {
                        TurnStage::Over
                    };
                }
                TurnStage::Over => {
                    turn.settle(&self.settings);
                    self.turn = None;
                }
            }
        }
    }

    /// Begins the next provider's turn. Returns the step that takes its place if there is none.
    #[inline]
    fn begin_turn(&mut self, list: &impl EngineInput, now: impl Fn() -> Duration) -> Option<Step> {
        if self.stopped {
            return Some(Step::Finished(Finish::Stopped));
        }
        if list.is_complete() {
            return Some(Step::Finished(Finish::Exhausted));
        }
        if self.settings.is_over(now) {
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
        let permit = match self.settings.admit(list.name(provider)) {
            Ok(permit) => permit,
            Err(open) => {
                self.all_open.skip(provider, open);
                return Some(Step::Skipped { provider, open });
            }
        };
        self.all_open = AllOpen::No;
        self.turn = Some(ActiveTurn::new(provider, permit, list.requests(provider)));
        None
    }

    /// Begins the turn of the provider that is probed early because every circuit is open, if the policy says so.
    fn last_resort(&mut self, list: &impl EngineInput) -> Option<usize> {
        let (provider, probe) = self.all_open.last_resort(&self.settings, list)?;
        self.turn = Some(ActiveTurn::new(
            provider,
            Some(AnyPermit::Probe(probe)),
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

    /// Returns the provider that is probed early, if the policy says so, and its permit. No other provider is after it.
    fn last_resort<'a>(
        &mut self,
        settings: &CallSettings<'a>,
        list: &(impl EngineInput + ?Sized),
    ) -> Option<(usize, ProbePermit<'a>)> {
        let policy = settings.policy;
        let Self::Yes(Some((provider, _))) = *self else {
            return None;
        };
        if policy.when_all_open != WhenAllOpen::ProbeEarliest {
            return None;
        }
        let circuit = settings.breaker?.circuit_ref(list.name(provider));
        let probe = circuit.probe_early(policy.timeout)?;
        *self = Self::No;
        Some((provider, probe))
    }
}

impl From<Finish> for EndReason {
    fn from(finish: Finish) -> Self {
        match finish {
            Finish::Exhausted => Self::Exhausted,
            Finish::Stopped => Self::Stopped,
            Finish::Deadline => Self::Deadline,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policy;

    /// Providers `a`, `b`, .. asked in so many requests each.
    struct List(&'static [usize]);

    impl EngineInput for List {
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
        let settings = CallSettings::new(policy, None, || Duration::ZERO);
        steps_of(Engine::new(settings), list, attempts)
    }

    fn steps_of(
        mut engine: Engine<'_>,
        list: &List,
        attempts: &[Result<(), Verdict>],
    ) -> Vec<Step> {
        let now = || Duration::ZERO;
        let (mut steps, mut attempts) = (Vec::new(), attempts.iter());
        loop {
            let step = engine.next(list, now);
            steps.push(step);
            match step {
                Step::Attempt { .. } => match attempts.next() {
                    Some(Ok(())) => engine.succeeded(),
                    Some(Err(verdict)) => engine.failed(*verdict),
                    None => return steps,
                },
                Step::Finished(_) => return steps,
                _ => {}
            }
        }
    }

    fn call(provider: usize, request: usize) -> Step {
        Step::Attempt { provider, request }
    }

    fn failed(provider: usize, attempts: u32) -> Step {
        Step::Failed { provider, attempts }
    }

    #[test]
    fn a_call_is_a_list_of_steps() {
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
    fn a_call_that_began_on_the_fast_path_goes_on_as_any_other() {
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
            let settings = CallSettings::new(&policy, None, || Duration::ZERO);
            let attempts = [Err(verdict), Err(Verdict::NEXT), Ok(())];
            let whole = steps(&policy, &list, &attempts);

            let Ok(first) = settings.first(list.name(0)) else {
                panic!("there is no circuit")
            };
            let engine = Engine::resume(
                settings,
                [].into_iter(),
                ResumePoint::Failed(first, verdict),
            );
            let rest = steps_of(engine, &list, &attempts[1..]);
            assert_eq!(rest, whole[1..], "{retries} {verdict:?}");

            if settings.is_over_after(verdict) {
                let engine = Engine::resume(settings, [None].into_iter(), ResumePoint::Between);
                let rest = steps_of(engine, &list, &attempts[1..]);
                assert_eq!([failed(0, 1)].as_slice(), &whole[1..2]);
                assert_eq!(rest, whole[2..], "{retries} {verdict:?}");
            } else {
                assert_ne!(whole[1..3], [failed(0, 1), call(1, 0)]);
            }
        }
    }
}
