//! [`AsyncCall`]: the state of an async value call, and its synchronous steps.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::later_attempt::{AsyncSuccess, FastCall, LaterAttempt};
use super::{FastAction, FastAttempt, ValueAction, ValueCall};
use crate::breaker::{AnyPermit, CircuitBreaker};
use crate::drive::{
    Aborted, CallContext, CallTimer, NoTimer, ObservedCall, Pause, Race, Resting, Watch, poll_limit,
};
use crate::engine::{
    Attempt, AttemptArgument, AttemptFacts, AttemptLimit, Classify, Engine, FastTurn, TurnSettings,
    Validate, judge_attempt,
};
use crate::error::ConfigError;
use crate::event::EndReason;
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, FailureKind, Failures};
use crate::policy::Policy;
use crate::providers::{ProviderNames, RuledProviders};
use crate::time::TimeSources;
use crate::verdict::Verdict;

/// The end of a call that has to wait and has no timer.
const NO_TIMER: EndReason = EndReason::Refused(ConfigError::NoTimer);

/// An async value call. One of its attempts is under way, or the call waits for the next one.
#[allow(missing_debug_implementations, reason = "only `__drive!` holds one")]
pub struct AsyncCall<'a, E> {
    /// The turn of the first attempt.
    first: FastTurn<'a>,
    /// The end of the call's deadline.
    end: Option<Duration>,
    /// The attempt under way, if it is not the first one.
    later: Option<LaterAttempt<'a, E>>,
    /// The limit of the attempt under way.
    limit: Option<AttemptLimit>,
    timer: CallTimer,
}

/// The next thing that an async value call does.
#[allow(missing_debug_implementations, reason = "only `__drive!` holds one")]
pub enum AsyncStep<'a, E> {
    /// Call the provider with this index.
    Attempt(u32),
    /// Wait before the next attempt at the same provider.
    Sleep(AsyncSleep<'a, E>),
    /// The call is over, and no provider served.
    Failed(AllProvidersFailed<E>),
}

/// A wait between two attempts.
#[allow(missing_debug_implementations, reason = "only `__drive!` holds one")]
pub struct AsyncSleep<'a, E> {
    call: Box<ValueCall<'a, E>>,
    pause: Pause,
}

/// The future of an attempt, which ends at its limit. The owner drops the attempt itself.
#[must_use = "nothing is attempted until it is awaited"]
#[allow(missing_debug_implementations, reason = "only `__drive!` holds one")]
pub struct AsyncAttempt<'f, 'c, 'a, E, F> {
    attempt: Pin<&'f mut F>,
    call: &'c mut AsyncCall<'a, E>,
    time: &'a TimeSources,
}

/// The end of an attempt. It is reported once, to [`AsyncCall::attempt_ended`], which consumes it.
#[derive(Debug)]
pub struct AttemptEnd<T>(Result<T, Aborted>);

impl<E, F: Future> Future for AsyncAttempt<'_, '_, '_, E, F> {
    type Output = AttemptEnd<F::Output>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self {
            attempt,
            call,
            time,
        } = &mut *self;
        if let Some(later) = &mut call.later {
            later.enter_scopes();
        }
        let polled = match attempt.as_mut().poll(context) {
            Poll::Ready(result) => Ok(result),
            Poll::Pending => {
                if let Some(later) = &mut call.later {
                    later.exit_scopes();
                }
                let AsyncCall { limit, timer, .. } = &mut **call;
                Err(ready!(poll_limit(*limit, timer, time, context)))
            }
        };
        Poll::Ready(AttemptEnd(polled))
    }
}

/// Begins the first turn of a call. Returns the index of the provider to call. `checked` is the result of the check of the list.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "called in one place of each future; out of line it costs as much again"
)]
pub(crate) fn begin<'a, E>(
    call: &mut AsyncCall<'a, E>,
    context: CallContext<'a>,
    checked: Result<(), ConfigError>,
    names: &impl ProviderNames,
) -> Result<u32, AllProvidersFailed<E>> {
    if let Err(error) = checked.and_then(|()| context.check_timer(names.needs_timer())) {
        return Err(context.refuse(error));
    }
    let settings = context.settings_until(call.end);
    match FastAttempt::first_turn(&settings, names) {
        Some(turn) => {
            call.first = turn;
            Ok(0)
        }
        None => {
            // References are passed one by one. The whole context would be written to memory in every call.
            let CallContext {
                policy,
                breaker,
                time,
                watch,
            } = context;
            call.begin_slowly(policy, breaker, time, watch, names.names())
        }
    }
}

/// An index as futures keep it.
fn index(provider: usize) -> u32 {
    u32::try_from(provider).unwrap_or(u32::MAX)
}

impl<'a, E> AsyncCall<'a, E> {
    /// Creates a call that begins now. Its first turn begins in place, so that the call is not copied.
    #[inline]
    pub fn new(context: CallContext<'a>) -> Self {
        Self::until(context, context.settings().end, true)
    }

    /// Creates a call with a deadline that ends at `end`. `is_first` is false for a later turn of a hedged call.
    #[inline]
    pub(super) fn until(context: CallContext<'a>, end: Option<Duration>, is_first: bool) -> Self {
        Self {
            first: FastTurn::NONE,
            end,
            later: None,
            limit: context
                .settings_until(end)
                .limit(is_first, &context.time.reader()),
            timer: CallTimer::new(),
        }
    }

    /// Begins the first turn of a call that is observed, or whose first provider has a circuit that is not closed.
    #[cold]
    #[inline(never)]
    fn begin_slowly(
        &mut self,
        policy: &'a Policy,
        breaker: Option<&'a CircuitBreaker>,
        time: &'a TimeSources,
        watch: Option<&'a Watch>,
        names: &dyn ProviderNames,
    ) -> Result<u32, AllProvidersFailed<E>> {
        let context = CallContext {
            policy,
            breaker,
            time,
            watch,
        };
        let settings = context.settings_until(self.end);
        if let Some(observed) = ObservedCall::begin(context) {
            let call = ValueCall::begin(Engine::resume(settings, 0), Some(observed));
            return self.engine_attempt(Box::new(call), names, time);
        }
        let mut failures = Failures::None;
        if let Some(attempt) = FastAttempt::begin(&settings, names, &mut failures) {
            return Ok(self.fast_attempt(Box::new(FastCall {
                attempt,
                last: None,
                failures,
            })));
        }
        let call = ValueCall::new(Engine::resume(settings, 0), None, Failures::None);
        self.engine_attempt(Box::new(call), names, context.time)
    }

    /// Goes on with an attempt on the fast path, whose limit is set. Returns the index of its provider.
    fn fast_attempt(&mut self, call: Box<FastCall<'a, E>>) -> u32 {
        let provider = index(call.attempt.provider);
        self.later = Some(LaterAttempt::Fast(call));
        provider
    }

    /// Goes on with the next attempt of an engine that has nothing to wait for. Returns the index of its provider.
    fn engine_attempt(
        &mut self,
        mut call: Box<ValueCall<'a, E>>,
        names: &dyn ProviderNames,
        time: &TimeSources,
    ) -> Result<u32, AllProvidersFailed<E>> {
        loop {
            match call.next(names, time) {
                ValueAction::Attempt(attempt) => return Ok(self.attempt_of(call, attempt)),
                ValueAction::GiveUp(failed) => return Err(failed),
                // A call waits only after an attempt.
                ValueAction::Sleep(_) => {}
            }
        }
    }

    /// Goes on with an engine's attempt. Returns the index of its provider.
    fn attempt_of(&mut self, call: Box<ValueCall<'a, E>>, attempt: Attempt) -> u32 {
        let provider = index(attempt.provider());
        self.limit = call.limit();
        self.later = Some(LaterAttempt::Engine(call, attempt));
        provider
    }

    /// Begins one provider's turn, as a call of that provider alone.
    pub(super) fn begin_turn(
        &mut self,
        context: CallContext<'a>,
        permit: Option<AnyPermit<'a>>,
        (is_first, is_hedge): (bool, bool),
        names: &dyn ProviderNames,
    ) -> Result<u32, AllProvidersFailed<E>> {
        let observed = ObservedCall::begin_turn(context, is_hedge);
        let permit = match FastTurn::of(permit) {
            Ok(turn) if observed.is_none() && names.settings(0).is_none() => {
                self.first = turn;
                return Ok(0);
            }
            Ok(turn) => turn.into_permit(),
            Err(probe) => Some(probe),
        };
        let settings = context.settings_until(self.end);
        let settings = TurnSettings::new(settings, names.settings(0));
        let engine = Engine::admitted(settings, permit, is_first);
        self.engine_attempt(
            Box::new(ValueCall::begin(engine, observed)),
            names,
            context.time,
        )
    }

    /// Returns the facts about the attempt under way.
    #[inline]
    fn facts<'n>(
        &self,
        names: &impl ProviderNames,
        limit: Option<AttemptLimit>,
        now: &'n dyn Fn() -> Duration,
    ) -> AttemptFacts<'n> {
        let later = self.later.as_ref();
        let (index, number) = later.map_or((0, 1), LaterAttempt::position);
        // The comparison saves the one that panics. Then nothing is left of a name that no rule asks for.
        let provider = if index < names.count() {
            names.early_name(index)
        } else {
            Name::UNKNOWN
        };
        AttemptFacts::new((index, provider), names.is_last(index), number, limit, now)
    }

    /// Returns the argument of the attempt, which begins now.
    #[inline]
    pub fn argument<A: AttemptArgument>(
        &self,
        context: CallContext<'a>,
        names: &impl ProviderNames,
    ) -> A {
        A::of(&self.facts(names, self.limit, &context.time.reader()))
    }

    /// Limits the attempt, which begins now.
    #[inline]
    pub fn attempt<'f, 'c, F>(
        &'c mut self,
        context: CallContext<'a>,
        attempt: Pin<&'f mut F>,
    ) -> AsyncAttempt<'f, 'c, 'a, E, F> {
        AsyncAttempt {
            attempt,
            call: self,
            time: context.time,
        }
    }

    /// Reports how an attempt ended. Returns the value that it serves.
    ///
    /// # Errors
    ///
    /// The next step, if it serves none.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub fn attempt_ended<T, L: RuledProviders<T, E>>(
        &mut self,
        context: CallContext<'a>,
        names: &L,
        AttemptEnd(ended): AttemptEnd<Result<T, FailureKind<E>>>,
        is_valid: &impl Validate<T, E>,
        classify: &impl Classify<E>,
    ) -> Result<AsyncSuccess<'a, T, E>, AsyncStep<'a, E>> {
        let failed = match ended {
            Ok(result) => {
                let (policy, now) = (context.policy, context.time.reader());
                // Ask the settings first, because in an annotated function they are constants. That saves a load.
                let limit = if policy.has_limits() || names.needs_timer() {
                    self.limit
                } else {
                    None
                };
                let facts = self.facts(names, limit, &now);
                let judged = if L::HAS_RULES {
                    names.judge(policy, is_valid, classify, result, &facts)
                } else {
                    judge_attempt(policy, is_valid, classify, result, &facts)
                };
                match judged {
                    Ok(value) => {
                        if self.later.is_none() {
                            self.first.succeeded();
                            return Ok(AsyncSuccess { value, later: None });
                        }
                        let later = self.later.take();
                        return Ok(AsyncSuccess { value, later });
                    }
                    Err(failed) => Ok(failed),
                }
            }
            Err(aborted) => Err(aborted),
        };
        // References, as in `begin`. The observers of a call are set when it begins.
        let CallContext {
            policy,
            breaker,
            time,
            ..
        } = context;
        Err(self.failed(policy, breaker, time, names.names(), failed))
    }

    /// Reports that the attempt failed or was aborted.
    #[cold]
    #[inline(never)]
    fn failed(
        &mut self,
        policy: &'a Policy,
        breaker: Option<&'a CircuitBreaker>,
        time: &'a TimeSources,
        names: &dyn ProviderNames,
        mut failed: Result<(FailureKind<E>, Verdict), Aborted>,
    ) -> AsyncStep<'a, E> {
        // In a hedged call, the limit does not know whether another turn was started since the attempt began.
        if names.race().is_some_and(Race::has_rivals) {
            match (&mut failed, self.limit) {
                (Ok((FailureKind::TimedOut, verdict)), Some(limit)) => {
                    *verdict = limit.kind.among_others().verdict(policy);
                }
                (Err(Aborted::Expired(limit)), _) => *limit = limit.among_others(),
                _ => {}
            }
        }
        let context = CallContext {
            policy,
            breaker,
            time,
            watch: None,
        };
        let mut settings = context.settings_until(self.end);
        // An engine takes the report as it is. On the fast path it is judged below.
        let mut call = match self.later.take() {
            None => Box::new(FastCall {
                attempt: FastAttempt::first(self.first, names.name(0)),
                last: None,
                failures: Failures::None,
            }),
            Some(LaterAttempt::Fast(call)) => call,
            Some(LaterAttempt::Engine(mut call, attempt)) => {
                match failed {
                    Ok(failed) => call.failed(attempt, failed),
                    Err(Aborted::Expired(limit)) => call.expired(attempt, limit),
                    Err(Aborted::NoTimer) => {
                        return AsyncStep::Failed(call.abandon(names, NO_TIMER));
                    }
                }
                return self.go_on(call, context, names);
            }
        };
        let failed = match failed {
            Ok(failed) => failed,
            Err(Aborted::Expired(limit)) => (FailureKind::TimedOut, settings.expired(limit)),
            Err(Aborted::NoTimer) => return AsyncStep::Failed(call.abandon(NO_TIMER)),
        };
        let FastCall {
            attempt,
            last,
            failures,
        } = &mut *call;
        match attempt.failed(failed, &settings, names, failures) {
            FastAction::Retry(kind) => *last = Some(kind),
            FastAction::NextProvider => *last = None,
            FastAction::Leave(exit) => {
                let call = call.attempt.leave(exit, settings, call.failures);
                return self.go_on(call, context, names);
            }
        }
        // With a deadline, a call leaves the fast path after its first attempt.
        self.limit = settings.limit(false, &time.reader());
        AsyncStep::Attempt(self.fast_attempt(call))
    }

    /// Asks the engine what follows. The call is put into a box only if it goes on.
    fn go_on<C>(
        &mut self,
        mut call: C,
        context: CallContext<'a>,
        names: &dyn ProviderNames,
    ) -> AsyncStep<'a, E>
    where
        C: AsMut<ValueCall<'a, E>> + Into<Box<ValueCall<'a, E>>>,
    {
        match call.as_mut().next(names, context.time) {
            ValueAction::Attempt(attempt) => {
                AsyncStep::Attempt(self.attempt_of(call.into(), attempt))
            }
            ValueAction::Sleep(rest) => {
                let (call, pause) = (call.into(), Pause::begin(rest, context.time));
                AsyncStep::Sleep(AsyncSleep { call, pause })
            }
            ValueAction::GiveUp(failed) => AsyncStep::Failed(failed),
        }
    }

    /// Waits before the next attempt at the same provider.
    pub fn sleep<'c>(
        &'c mut self,
        context: CallContext<'a>,
        names: &'c impl ProviderNames,
        sleep: &'c mut AsyncSleep<'a, E>,
    ) -> Resting<'c, 'a> {
        Resting {
            pause: &mut sleep.pause,
            timer: &mut self.timer,
            time: context.time,
            race: names.race(),
        }
    }

    /// Reports that a wait is over, or that there is no timer. Returns the index of the provider to call.
    ///
    /// # Errors
    ///
    /// If the call is over, and no provider served.
    #[cold]
    #[inline(never)]
    pub fn slept(
        &mut self,
        context: CallContext<'a>,
        names: &impl ProviderNames,
        sleep: AsyncSleep<'a, E>,
        slept: Result<(), NoTimer>,
    ) -> Result<u32, AllProvidersFailed<E>> {
        let mut call = sleep.call;
        match slept {
            Ok(()) => {
                if names.race().is_some_and(Race::is_over) {
                    call.end_now();
                }
                self.engine_attempt(call, names.names(), context.time)
            }
            Err(NoTimer) => Err(call.abandon(names.names(), NO_TIMER)),
        }
    }
}
