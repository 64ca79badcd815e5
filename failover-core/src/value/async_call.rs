//! [`AsyncCall`]: the state of an async value call, and its synchronous steps.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::{FastAction, FastAttempt, ValueAction, ValueCall};
use crate::breaker::{AnyPermit, CircuitBreaker};
use crate::drive::{Aborted, CallContext, CallTimer, NoTimer, SleepUntil, poll_attempt};
use crate::engine::{Attempt, AttemptLimit, Classify, Engine, FastTurn, Validate, judge_attempt};
use crate::error::ConfigError;
use crate::event::EndReason;
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, Failure, FailureKind, Failures, Served};
use crate::policy::Policy;
use crate::providers::ProviderNames;
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

/// A call on the fast path, after its first failure.
struct FastCall<'a, E> {
    attempt: FastAttempt<'a>,
    /// The failure of the attempt before, if this one is a retry.
    last: Option<FailureKind<E>>,
    /// The failures of the turns that are over.
    failures: Failures<E>,
}

/// An attempt after the first one. Its call is in a box, to keep the future of a call small.
enum LaterAttempt<'a, E> {
    Fast(Box<FastCall<'a, E>>),
    Engine(Box<ValueCall<'a, E>>, Attempt),
}

/// The next thing that an async value call does.
#[allow(missing_debug_implementations, reason = "only `__drive!` holds one")]
pub enum AsyncStep<'a, E> {
    /// Make the next attempt.
    Attempt,
    /// Wait before the next attempt at the same provider.
    Sleep(AsyncSleep<'a, E>),
    /// The call is over, and no provider served.
    Failed(AllProvidersFailed<E>),
}

/// A wait between two attempts.
#[allow(missing_debug_implementations, reason = "only `__drive!` holds one")]
pub struct AsyncSleep<'a, E> {
    call: Box<ValueCall<'a, E>>,
    until: Duration,
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
        let AsyncCall { limit, timer, .. } = &mut **call;
        let polled = poll_attempt(attempt.as_mut(), *limit, timer, time, context);
        polled.map(|ended| AttemptEnd(ended.outcome))
    }
}

/// Begins a call. `checked` is the result of the check of its list.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "called in one place of each future; out of line it costs as much again"
)]
pub(crate) fn begin<'a, E>(
    context: CallContext<'a>,
    checked: Result<(), ConfigError>,
    names: &impl ProviderNames,
) -> Result<AsyncCall<'a, E>, AllProvidersFailed<E>> {
    if let Err(error) = checked.and_then(|()| context.check_timer()) {
        return Err(AllProvidersFailed::refused(error));
    }
    let settings = context.settings();
    // Only what differs is made in the two branches: so the call is not copied.
    let (first, later) = match settings.fast_turn(names.name(0)) {
        Some(turn) => (turn, None),
        None => (
            FastTurn::NONE,
            Some(begin_slowly(context, settings.end, names.names())?),
        ),
    };
    Ok(AsyncCall::new(first, settings.end, later))
}

/// Begins a call whose first provider has a circuit that is not closed.
#[cold]
#[inline(never)]
fn begin_slowly<'a, E>(
    context: CallContext<'a>,
    end: Option<Duration>,
    names: &dyn ProviderNames,
) -> Result<LaterAttempt<'a, E>, AllProvidersFailed<E>> {
    let settings = context.settings_until(end);
    let mut failures = Failures::None;
    if let Some(attempt) = FastAttempt::after_skip(&settings, names, &mut failures) {
        return Ok(LaterAttempt::Fast(Box::new(FastCall {
            attempt,
            last: None,
            failures,
        })));
    }
    LaterAttempt::first_of(Engine::resume(settings, 0), context, names)
}

impl<E> FastCall<'_, E> {
    /// Ends the call within a turn that counts as neither success nor failure, and keeps its last failure.
    #[cold]
    fn abandon(mut self) -> AllProvidersFailed<E> {
        if let Some(kind) = self.last {
            let FastAttempt { name, attempts, .. } = self.attempt;
            self.failures.push(Failure::new(name, kind, attempts));
        }
        AllProvidersFailed::new(self.failures, NO_TIMER)
    }
}

impl<'a, E> LaterAttempt<'a, E> {
    /// Returns the first attempt of a call that needs an engine.
    fn first_of(
        engine: Engine<'a>,
        context: CallContext<'a>,
        names: &dyn ProviderNames,
    ) -> Result<Self, AllProvidersFailed<E>> {
        let mut call = Box::new(ValueCall::new(engine, None, Failures::None));
        loop {
            match call.next(names, context.time) {
                ValueAction::Attempt(attempt) => return Ok(Self::Engine(call, attempt)),
                ValueAction::GiveUp(failed) => return Err(failed),
                // A call waits only after an attempt.
                ValueAction::Sleep(_) => {}
            }
        }
    }
}

impl<'a, E> AsyncCall<'a, E> {
    #[inline]
    fn new(first: FastTurn<'a>, end: Option<Duration>, later: Option<LaterAttempt<'a, E>>) -> Self {
        Self {
            first,
            end,
            later,
            limit: None,
            timer: CallTimer::new(),
        }
    }

    /// Begins one provider's turn, as a call of that provider alone.
    pub(super) fn of_turn(
        context: CallContext<'a>,
        permit: Option<AnyPermit<'a>>,
        end: Option<Duration>,
        names: &dyn ProviderNames,
    ) -> Result<Self, AllProvidersFailed<E>> {
        let (first, later) = match FastTurn::of(permit) {
            Ok(turn) => (turn, None),
            Err(probe) => {
                let engine = Engine::admitted(context.settings_until(end), probe);
                (
                    FastTurn::NONE,
                    Some(LaterAttempt::first_of(engine, context, names)?),
                )
            }
        };
        Ok(Self::new(first, end, later))
    }

    /// Returns the index of the provider to call. A `u32`, because futures keep it across an await.
    #[inline]
    pub fn provider(&self) -> u32 {
        let index = match &self.later {
            None => 0,
            Some(LaterAttempt::Fast(call)) => call.attempt.provider,
            Some(LaterAttempt::Engine(_, attempt)) => attempt.provider(),
        };
        u32::try_from(index).unwrap_or(u32::MAX)
    }

    /// Limits the attempt, which begins now.
    #[inline]
    pub fn attempt<'f, 'c, F>(
        &'c mut self,
        context: CallContext<'a>,
        attempt: Pin<&'f mut F>,
    ) -> AsyncAttempt<'f, 'c, 'a, E, F> {
        let time = context.time;
        self.limit = match &self.later {
            None | Some(LaterAttempt::Fast(_)) => {
                context.settings_until(self.end).limit(&time.reader())
            }
            Some(LaterAttempt::Engine(call, _)) => call.limit(),
        };
        AsyncAttempt {
            attempt,
            call: self,
            time,
        }
    }

    /// Reports how an attempt ended. Returns the served value, or the next step.
    ///
    /// # Errors
    ///
    /// The next step.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub fn attempt_ended<T>(
        &mut self,
        context: CallContext<'a>,
        names: &impl ProviderNames,
        AttemptEnd(ended): AttemptEnd<Result<T, FailureKind<E>>>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Result<Served<T, E>, AsyncStep<'a, E>> {
        let failed = match ended {
            Ok(result) => {
                let (policy, limit, now) = (context.policy, self.limit, context.time.reader());
                match judge_attempt(policy, is_valid, classify, result, limit, &now) {
                    Ok(value) if self.later.is_none() => {
                        self.first.succeeded();
                        return Ok(Served::new(value, names.name(0), 1, Failures::None));
                    }
                    Ok(value) => return Ok(self.later_succeeded(names.names(), value)),
                    Err(failed) => Ok(failed),
                }
            }
            Err(aborted) => Err(aborted),
        };
        // Three references, not the context: they are passed in registers. The context would need a place in memory, which a
        // call that is served would have to write too.
        let CallContext {
            policy,
            breaker,
            time,
        } = context;
        Err(self.failed(policy, breaker, time, names.names(), failed))
    }

    #[cold]
    fn later_succeeded<T>(&mut self, names: &dyn ProviderNames, value: T) -> Served<T, E> {
        let (name, attempts, failures) = self.end_later(names);
        Served::new(value, name, attempts, failures)
    }

    /// Ends a call that is served. Returns the provider, the attempts of its turn, and the failures before.
    #[inline(never)]
    fn end_later(&mut self, names: &dyn ProviderNames) -> (Name, u32, Failures<E>) {
        match self.later.take() {
            None => (names.name(0), 1, Failures::None),
            Some(LaterAttempt::Fast(call)) => {
                let FastAttempt {
                    turn,
                    name,
                    attempts,
                    ..
                } = call.attempt;
                turn.succeeded();
                (name, attempts, call.failures)
            }
            Some(LaterAttempt::Engine(mut call, attempt)) => call.succeeded(attempt, names),
        }
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
        failed: Result<(FailureKind<E>, Verdict), Aborted>,
    ) -> AsyncStep<'a, E> {
        let context = CallContext {
            policy,
            breaker,
            time,
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
            Err(Aborted::NoTimer) => return AsyncStep::Failed(call.abandon()),
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
        self.later = Some(LaterAttempt::Fast(call));
        AsyncStep::Attempt
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
                let call = call.into();
                self.later = Some(LaterAttempt::Engine(call, attempt));
                AsyncStep::Attempt
            }
            ValueAction::Sleep(wait) => {
                let (call, until) = (call.into(), context.time.now().saturating_add(wait));
                AsyncStep::Sleep(AsyncSleep { call, until })
            }
            ValueAction::GiveUp(failed) => AsyncStep::Failed(failed),
        }
    }

    /// Waits before the next attempt at the same provider.
    pub fn sleep<'c>(
        &'c mut self,
        context: CallContext<'a>,
        sleep: &AsyncSleep<'a, E>,
    ) -> SleepUntil<'c, 'a> {
        SleepUntil {
            until: sleep.until,
            timer: &mut self.timer,
            time: context.time,
        }
    }

    /// Reports that a wait is over, or that there is no timer. Returns the next step.
    #[cold]
    #[inline(never)]
    pub fn slept(
        &mut self,
        context: CallContext<'a>,
        names: &impl ProviderNames,
        sleep: AsyncSleep<'a, E>,
        slept: Result<(), NoTimer>,
    ) -> AsyncStep<'a, E> {
        let mut call = sleep.call;
        match slept {
            Ok(()) => self.go_on(call, context, names.names()),
            Err(NoTimer) => AsyncStep::Failed(call.abandon(names.names(), NO_TIMER)),
        }
    }
}
