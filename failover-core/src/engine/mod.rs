//! The sans-IO state machine of a call: every rule about which provider is called when.
//!
//! [`Engine`] calls no provider, does not sleep, and holds no value, no error and no clock. A driver asks it for the next
//! [`Step`], does that step, and reports what happened. The driver passes the time as a closure, which is read only where
//! a rule needs it. Blocking and async drivers use the same machine, so they cannot differ.
//!
//! A *turn* is everything that one provider does within a call. It consists of requests: one in a value call, one per
//! chunk of keys in a batch call. Each request has a first attempt and its retries.

mod attempt_context;
mod concurrent;
mod fast_path;
mod hedge;
mod judge;
mod provider_settings;
mod racers;
mod settings;
mod turn;

use std::time::Duration;

pub use self::attempt_context::{AttemptArgument, AttemptContext, AttemptFacts};
pub(crate) use self::concurrent::ConcurrentRequests;
pub(crate) use self::fast_path::{FastStep, FastTurn};
pub(crate) use self::hedge::{HedgeEngine, HedgeStep, RunningTurn};
pub use self::judge::{AnyValue, Classify, ClassifyAttempt, RetryAll, Validate, Validity};
pub(crate) use self::judge::{judge_attempt, verdict_on_failure};
pub use self::provider_settings::ProviderSettings;
pub(crate) use self::settings::{AttemptLimit, CallSettings, LimitKind, TurnSettings};
pub(crate) use self::turn::{Request, Rest, RetryDecision};
use self::turn::{Turn, TurnStage};
use crate::breaker::{AnyPermit, ProbePermit};
use crate::event::{AttemptKind, CircuitOpen, EndReason};
use crate::name::Name;
use crate::policy::WhenAllOpen;
use crate::verdict::{NextStep, Verdict};

/// The providers of a call, as far as the engine has to know them.
pub(crate) trait EngineInput {
    /// Returns the number of providers.
    fn len(&self) -> usize;

    fn name(&self, provider: usize) -> Name;

    /// Returns this provider's own settings, if it has any.
    fn settings(&self, _provider: usize) -> Option<&ProviderSettings> {
        None
    }

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
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Make this attempt, then report it.
    Attempt(Attempt),
    /// Rest before a retry, then ask for the next step.
    Sleep(Rest),
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

/// An attempt that the driver has to make.
///
/// It is reported once, to [`Engine::succeeded`] or [`Engine::failed`], which consume it. So no report can come twice, or
/// when no attempt is under way.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "the engine repeats an attempt that is not reported"]
pub(crate) struct Attempt {
    // A `u32`, because futures hold attempts.
    provider: u32,
}

impl Attempt {
    #[inline]
    fn at(provider: usize) -> Self {
        let provider = u32::try_from(provider).unwrap_or(u32::MAX);
        Self { provider }
    }

    /// Returns the provider to call.
    #[inline]
    pub(crate) fn provider(&self) -> usize {
        self.provider as usize
    }
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
    /// The settings of the turn under way, or of the last one.
    settings: TurnSettings<'a>,
    /// The provider whose turn begins next.
    position: usize,
    /// The turn under way, or the last one.
    turn: Turn<'a>,
    /// True if the call has made an attempt.
    has_begun: bool,
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
    /// Creates the engine of a call before its first turn.
    #[inline]
    pub(crate) fn new(settings: CallSettings<'a>) -> Self {
        Self {
            settings: TurnSettings::new(settings, None),
            position: 0,
            turn: Turn::NONE,
            has_begun: false,
            stopped: false,
            all_open: AllOpen::Yes(None),
        }
    }

    pub(crate) fn settings(&self) -> CallSettings<'a> {
        self.settings.call
    }

    /// Returns the limit of the attempt under way.
    #[inline]
    pub(crate) fn limit(&self) -> Option<AttemptLimit> {
        self.turn.request.limit
    }

    /// Returns the number of the request under way within its turn.
    pub(crate) fn request(&self) -> usize {
        self.turn.request.number
    }

    /// Returns the provider whose turn is under way.
    #[inline]
    pub(crate) fn provider(&self) -> usize {
        self.turn.provider
    }

    /// Returns the number of attempts in the turn under way.
    #[inline]
    pub(crate) fn attempts(&self) -> u32 {
        self.turn.request.attempts
    }

    /// Returns the number of attempts in the request under way.
    pub(crate) fn request_attempts(&self) -> u32 {
        self.turn.request.own_attempts()
    }

    /// Returns the reason for the attempt under way.
    pub(crate) fn attempt_kind(&self) -> AttemptKind {
        self.turn.request.attempt_kind()
    }

    /// Reports that an attempt succeeded, and with it its request.
    #[inline]
    pub(crate) fn succeeded(&mut self, _: Attempt) {
        self.turn.succeeded();
    }

    /// Reports that an attempt failed.
    #[inline]
    pub(crate) fn failed(&mut self, _: Attempt, verdict: Verdict) {
        self.turn.failed(verdict);
    }

    /// Notes that an attempt was dropped at this limit. Report afterwards that it failed.
    #[cold]
    pub(crate) fn expired(&mut self, limit: LimitKind) -> Verdict {
        self.settings.call.expired(limit)
    }

    /// Ends the call before its next attempt, as its deadline would: the last failure counts.
    #[cold]
    pub(crate) fn end_now(&mut self) {
        self.settings.call.end_now();
    }

    /// Returns the next step.
    #[inline]
    pub(crate) fn next(&mut self, list: &impl EngineInput, now: impl Fn() -> Duration) -> Step {
        loop {
            let (settings, turn) = (&self.settings, &mut self.turn);
            match turn.stage {
                TurnStage::Attempt => {
                    let is_first = !std::mem::replace(&mut self.has_begun, true);
                    turn.request.begin(is_first, settings, &now);
                    return Step::Attempt(Attempt::at(turn.provider));
                }
                TurnStage::Failed | TurnStage::Slept => {
                    let slept = matches!(turn.stage, TurnStage::Slept);
                    match turn.request.retry(slept, settings, &now) {
                        RetryDecision::Now => {
                            turn.stage = TurnStage::Attempt;
                            continue;
                        }
                        RetryDecision::After(rest) => {
                            turn.stage = TurnStage::Slept;
                            return Step::Sleep(rest);
                        }
                        RetryDecision::No => turn.stage = TurnStage::NextRequest,
                        RetryDecision::NoTime => turn.stage = TurnStage::Over,
                    }
                    self.stopped |= turn.request.verdict.next() == NextStep::Stop;
                    let (provider, attempts) = (turn.provider, turn.request.attempts);
                    return Step::Failed { provider, attempts };
                }
                TurnStage::NextRequest => {
                    let goes_on = turn.next_request(settings, &now);
                    turn.stage = if goes_on {
                        TurnStage::Attempt
                    } else {
                        TurnStage::Over
                    };
                }
                TurnStage::Over => {
                    turn.settle(settings);
                    turn.stage = TurnStage::Settled;
                }
                TurnStage::Settled => {
                    if let Some(step) = self.begin_turn(list, &now) {
                        return step;
                    }
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
        if self.settings.call.is_over(now) {
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
        self.settings = TurnSettings::new(self.settings.call, list.settings(provider));
        let permit = match self.settings.admit(list.name(provider)) {
            Ok(permit) => permit,
            Err(open) => {
                self.all_open.skip(provider, open);
                return Some(Step::Skipped { provider, open });
            }
        };
        self.all_open = AllOpen::No;
        self.turn = Turn::new(provider, permit, list.requests(provider));
        None
    }

    /// Begins the turn of the provider that is probed early because every circuit is open, if the policy says so.
    fn last_resort(&mut self, list: &impl EngineInput) -> Option<usize> {
        let (provider, probe) = self.all_open.last_resort(&self.settings.call, list)?;
        self.settings = TurnSettings::new(self.settings.call, list.settings(provider));
        let permit = Some(AnyPermit::Probe(probe));
        self.turn = Turn::new(provider, permit, list.requests(provider));
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
        let Self::Yes(Some((provider, _))) = *self else {
            return None;
        };
        if settings.policy.when_all_open != WhenAllOpen::ProbeEarliest {
            return None;
        }
        let settings = TurnSettings::new(*settings, list.settings(provider));
        let circuit = settings.breaker()?.circuit_ref(list.name(provider));
        let probe = circuit.probe_early(settings.timeout())?;
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

    /// A step, with the request of an attempt.
    #[derive(Debug, PartialEq, Eq)]
    enum Seen {
        Attempt(usize, usize),
        Step(Step),
    }

    /// Returns every step of a call whose attempts end as told: with a verdict on a failure, or with a success.
    fn steps(policy: &Policy, list: &List, attempts: &[Result<(), Verdict>]) -> Vec<Seen> {
        let settings = CallSettings::new(policy, None, || Duration::ZERO);
        let mut engine = Engine::new(settings);
        let now = || Duration::ZERO;
        let (mut steps, mut attempts) = (Vec::new(), attempts.iter());
        loop {
            match engine.next(list, now) {
                Step::Attempt(attempt) => {
                    steps.push(call(attempt.provider(), engine.request()));
                    match attempts.next() {
                        Some(Ok(())) => engine.succeeded(attempt),
                        Some(Err(verdict)) => engine.failed(attempt, *verdict),
                        None => return steps,
                    }
                }
                Step::Finished(finish) => {
                    steps.push(Seen::Step(Step::Finished(finish)));
                    return steps;
                }
                step => steps.push(Seen::Step(step)),
            }
        }
    }

    fn call(provider: usize, request: usize) -> Seen {
        Seen::Attempt(provider, request)
    }

    fn sleep(seconds: u64) -> Seen {
        let wait = Duration::from_secs(seconds);
        let yields = false;
        Seen::Step(Step::Sleep(Rest { wait, yields }))
    }

    fn failed(provider: usize, attempts: u32) -> Seen {
        Seen::Step(Step::Failed { provider, attempts })
    }

    #[test]
    fn a_call_is_a_list_of_steps() {
        let policy = Policy {
            retries: 2,
            retry_backoff: Duration::from_secs(1).into(),
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
            sleep(1),
            call(0, 0),
            sleep(2),
            call(0, 0),
            failed(0, 3),
            call(1, 0),
            failed(1, 1),
            call(2, 0),
            failed(2, 1),
            Seen::Step(Step::Finished(Finish::Stopped)),
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
            Seen::Step(Step::Finished(Finish::Exhausted)),
        ];
        assert_eq!(steps(&Policy::DEFAULT, &List(&[3, 2]), &attempts), expected);
    }
}
