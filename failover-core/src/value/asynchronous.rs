//! Drives an async value call.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{self, Poll, ready};
use std::time::Duration;

use super::{ValueAction, ValueCall};
use crate::breaker::AnyPermit;
use crate::drive::{
    Aborted, AttemptOutcome, CallContext, ContextSource, NoTimer, SleepUntil, WithTimeout,
};
use crate::engine::{
    AttemptLimit, CallSettings, Classify, FastTurn, ResumePoint, Validate, judge_attempt,
};
use crate::error::ConfigError;
use crate::event::EndReason;
use crate::outcome::{AllProvidersFailed, FailureKind, Failures, Served};
use crate::providers::{AsyncProviders, ProviderNames};
use crate::time::TimeSources;
use crate::verdict::Verdict;

#[inline]
pub(crate) fn fetch_async<'a, T, E>(
    context: impl ContextSource<'a>,
    is_valid: impl Validate<T>,
    classify: impl Classify<E>,
    providers: impl AsyncProviders<T, E>,
) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>> {
    let begin =
        |context, list: &_| FastPath::begin(context, ProviderNames::check_names(list), list);
    drive(context, begin, is_valid, classify, providers)
}

/// Runs a call that begins with `begin`.
///
/// The first attempt runs in place, the slow path in a box. Boxing the slow path keeps the common future small.
#[inline]
#[allow(
    clippy::manual_async_fn,
    reason = "an `async` block uses what it captured where it lies; an `async fn` holds its arguments twice"
)]
pub(super) fn drive<'a, T, E, L: AsyncProviders<T, E>>(
    context: impl ContextSource<'a>,
    begin: impl FnOnce(CallContext<'a>, &L) -> Result<FastPath<'a>, FastPathExit<'a, E>>,
    is_valid: impl Validate<T>,
    classify: impl Classify<E>,
    mut providers: L,
) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>> {
    async move {
        let exit = 'exit: {
            let first = match begin(context.context(), &providers) {
                Ok(first) => first,
                Err(exit) => break 'exit exit,
            };
            let outcome = {
                let limit = first.limit(&context);
                let attempt = pin!(providers.call(0));
                WithTimeout::new(attempt, limit, context.context().time).await
            };
            match first.attempt_ended(&context, &providers, outcome, &is_valid, &classify) {
                Ok(served) => return Ok(served),
                Err(exit) => exit,
            }
        };
        Box::pin(async {
            let mut slow_path = AsyncSlowPath::of(context.context(), exit);
            while let Some(provider) = slow_path.next(&providers).await {
                let outcome = {
                    let attempt = pin!(providers.call(provider));
                    slow_path.with_timeout(attempt).await
                };
                let served = slow_path.attempt_ended(&providers, outcome, &is_valid, &classify);
                if let Some(served) = served {
                    return Ok(served);
                }
            }
            Err(slow_path.error())
        })
        .await
    }
}

/// The first attempt of a call. As long as it is the only one there is no log, and nothing to clean up.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "only expansions hold one")]
pub struct FastPath<'a> {
    turn: FastTurn<'a>,
    /// The end of the call's deadline.
    end: Option<Duration>,
}

impl<'a> FastPath<'a> {
    /// Begins a call whose list was checked with the result `checked`.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub(crate) fn begin<E>(
        context: CallContext<'a>,
        checked: Result<(), ConfigError>,
        list: &impl ProviderNames,
    ) -> Result<Self, FastPathExit<'a, E>> {
        if let Err(error) = checked.and_then(|()| context.check_timer()) {
            return Err(FastPathExit(Exit::Refused(error)));
        }
        let settings = context.settings();
        let end = settings.end;
        match settings.first(list.name(0)) {
            Ok(turn) => Ok(Self { turn, end }),
            Err(_) => Err(FastPathExit(Exit::NotAdmitted(end))),
        }
    }

    /// Begins one provider's turn, as a call of that provider alone. Its first attempt begins now.
    #[inline]
    pub(super) fn of_turn<E>(
        permit: Option<AnyPermit<'a>>,
        end: Option<Duration>,
    ) -> Result<Self, FastPathExit<'a, E>> {
        match FastTurn::of(permit) {
            Ok(turn) => Ok(Self { turn, end }),
            Err(probe) => Err(FastPathExit(Exit::Admitted(probe, end))),
        }
    }

    /// Returns the limit of the attempt.
    #[inline]
    pub(crate) fn limit(&self, context: &impl ContextSource<'a>) -> Option<AttemptLimit> {
        let CallContext { time, .. } = context.context();
        self.settings(context).limit(|| time.now())
    }

    #[inline]
    fn settings(&self, context: &impl ContextSource<'a>) -> CallSettings<'a> {
        context.context().settings_until(self.end)
    }

    /// Reports the attempt. Returns the served value, or the reason to take the slow path.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub(crate) fn attempt_ended<T, E>(
        &self,
        context: &impl ContextSource<'a>,
        list: &impl ProviderNames,
        outcome: AttemptOutcome<Result<T, FailureKind<E>>>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Result<Served<T, E>, FastPathExit<'a, E>> {
        let AttemptOutcome { outcome, limit } = outcome;
        let result = match outcome {
            Ok(result) => result,
            Err(Aborted::Expired(kind)) => {
                let mut settings = self.settings(context);
                let verdict = settings.expired(kind);
                let (turn, end) = (self.turn, settings.end);
                let path = Self { turn, end };
                let exit = Exit::Failed(path, FailureKind::TimedOut, verdict);
                return Err(FastPathExit(exit));
            }
            Err(Aborted::NoTimer) => {
                return Err(FastPathExit(Exit::Refused(ConfigError::NoTimer)));
            }
        };
        let now = || context.context().time.now();
        let settings = self.settings(context);
        match judge_attempt(&settings, is_valid, classify, result, limit, now) {
            Ok(value) => {
                self.turn.succeeded();
                Ok(Served::new(value, list.name(0), 1, Failures::None))
            }
            Err((kind, verdict)) => Err(FastPathExit(Exit::Failed(*self, kind, verdict))),
        }
    }
}

/// The reason why a call leaves the fast path.
#[allow(missing_debug_implementations, reason = "only expansions hold one")]
pub struct FastPathExit<'a, E>(Exit<'a, E>);

/// Each reason, with the end of the call's deadline.
enum Exit<'a, E> {
    Refused(ConfigError),
    /// The first provider's circuit is not closed.
    NotAdmitted(Option<Duration>),
    /// The first provider's turn was admitted as a probe.
    Admitted(AnyPermit<'a>, Option<Duration>),
    /// The first attempt failed.
    Failed(FastPath<'a>, FailureKind<E>, Verdict),
}

/// The rest of a call that the first attempt did not serve.
///
/// It says which provider to call and for how long, and takes the outcome.
pub(crate) struct AsyncSlowPath<'a, E> {
    call: ValueCall<'a, E>,
    time: &'a TimeSources,
    end_reason: EndReason,
}

impl<'a, E> AsyncSlowPath<'a, E> {
    #[cold]
    #[inline(never)]
    pub(crate) fn of(context: CallContext<'a>, exit: FastPathExit<'a, E>) -> Self {
        let mut end_reason = EndReason::Exhausted;
        let (resume_point, last, end) = match exit.0 {
            Exit::Refused(error) => {
                end_reason = EndReason::Refused(error);
                (ResumePoint::Between, None, None)
            }
            Exit::NotAdmitted(end) => (ResumePoint::Between, None, end),
            Exit::Admitted(permit, end) => (ResumePoint::Admitted(permit), None, end),
            Exit::Failed(FastPath { turn, end }, kind, verdict) => {
                (ResumePoint::Failed(turn, verdict), Some(kind), end)
            }
        };
        let settings = context.settings_until(end);
        Self {
            call: ValueCall::resume(settings, Failures::None, resume_point, last),
            time: context.time,
            end_reason,
        }
    }

    /// Waits for the next attempt. The future returns the provider's index, or `None` if the call failed.
    pub(crate) fn next<'c, L: ProviderNames>(
        &'c mut self,
        list: &'c L,
    ) -> NextValueAttempt<'c, 'a, E, L> {
        NextValueAttempt {
            slow_path: self,
            list,
            sleep: None,
        }
    }

    /// Limits the attempt that was just begun.
    pub(crate) fn with_timeout<'f, F: Future>(
        &self,
        attempt: Pin<&'f mut F>,
    ) -> WithTimeout<'a, &'f mut F> {
        WithTimeout::new(attempt, self.call.engine.limit(), self.time)
    }

    /// Reports the attempt. Returns the value if it was served.
    pub(crate) fn attempt_ended<T>(
        &mut self,
        list: &impl ProviderNames,
        outcome: AttemptOutcome<Result<T, FailureKind<E>>>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Option<Served<T, E>> {
        let Self { call, time, .. } = self;
        let AttemptOutcome { outcome, limit } = outcome;
        let result = match outcome {
            Ok(result) => result,
            Err(Aborted::Expired(kind)) => {
                call.engine.expired(kind);
                let verdict = call.engine.settings().verdict_on_expired(kind);
                call.failed(FailureKind::TimedOut, verdict);
                return None;
            }
            Err(Aborted::NoTimer) => {
                self.no_timer(list);
                return None;
            }
        };
        let now = || time.now();
        let settings = call.engine.settings();
        match judge_attempt(&settings, is_valid, classify, result, limit, now) {
            Ok(value) => {
                let provider = list.name(call.engine.provider());
                let (attempts, failures) = call.succeeded();
                Some(Served::new(value, provider, attempts, failures))
            }
            Err((kind, verdict)) => {
                call.failed(kind, verdict);
                None
            }
        }
    }

    #[cold]
    fn no_timer(&mut self, list: &impl ProviderNames) {
        self.call.abandon(list);
        self.end_reason = EndReason::Refused(ConfigError::NoTimer);
    }

    /// Returns the error of the failed call.
    pub(crate) fn error(self) -> AllProvidersFailed<E> {
        AllProvidersFailed::new(self.call.failures, self.end_reason)
    }
}

/// The future of [`AsyncSlowPath::next`]. It sleeps if a provider is retried after a backoff.
pub(crate) struct NextValueAttempt<'c, 'a, E, L> {
    slow_path: &'c mut AsyncSlowPath<'a, E>,
    list: &'c L,
    sleep: Option<SleepUntil>,
}

impl<E, L: ProviderNames> Future for NextValueAttempt<'_, '_, E, L> {
    type Output = Option<usize>;

    fn poll(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Option<usize>> {
        let Self {
            slow_path,
            list,
            sleep,
        } = &mut *self;
        let time = slow_path.time;
        loop {
            if let Some(under_way) = sleep {
                match ready!(under_way.poll(time, context)) {
                    Ok(()) => *sleep = None,
                    Err(NoTimer) => slow_path.no_timer(*list),
                }
            }
            if let EndReason::Refused(_) = slow_path.end_reason {
                return Poll::Ready(None);
            }
            match slow_path.call.next(*list, || time.now()) {
                ValueAction::Attempt(provider) => return Poll::Ready(Some(provider)),
                ValueAction::Sleep(pause) => {
                    *sleep = Some(SleepUntil::new(time.now().saturating_add(pause)));
                }
                ValueAction::GiveUp(reason) => {
                    slow_path.end_reason = reason;
                    return Poll::Ready(None);
                }
            }
        }
    }
}
