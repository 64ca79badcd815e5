//! Driving a whole call, awaiting its providers.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{self, Poll, ready};

use super::{Action, WholeCall};
use crate::ConfigError;
use crate::breaker::Admitted;
use crate::context::Context;
use crate::judge::{Classify, Validate, judge};
use crate::limited::{Cut, Limited, NoTimer, Wait, Why};
use crate::list::{Names, check_names};
use crate::outcome::{AllProvidersFailed, Ended, FailureKind, Failures, Served};
use crate::provider::AsyncProviders;
use crate::run::{First, Late, Rules, Standing};
use crate::time::Time;
use crate::verdict::Verdict;

#[inline]
#[allow(
    clippy::manual_async_fn,
    reason = "an `async` block uses what it captured where it lies; an `async fn` holds its arguments twice"
)]
pub(crate) fn fetch_awaited<T, E>(
    context: Context<'_>,
    is_valid: impl Validate<T>,
    classify: impl Classify<E>,
    mut providers: impl AsyncProviders<T, E>,
) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>> {
    async move {
        let mut call = AwaitedCall::new(context, check_names(&providers));
        while let Some(provider) = call.next(&providers).await {
            let attempted = {
                let attempt = pin!(providers.call(provider));
                call.limited(attempt).await
            };
            if let Some(served) = call.judge(&providers, attempted, &is_valid, &classify) {
                return Ok(served);
            }
        }
        Err(call.into_error())
    }
}

/// A whole call whose providers are awaited: it says whom to ask, for how long, and takes what came of it.
pub(crate) struct AwaitedCall<'a, E> {
    rules: Rules<'a>,
    time: &'a Time,
    stage: Stage<'a, E>,
}

/// Until something goes wrong there is no log, and nothing to clean up.
enum Stage<'a, E> {
    Begun,
    First(First<'a>),
    /// In a box, as the future of a call should not be larger for what it seldom needs.
    Later(Box<WholeCall<'a, E>>),
    Failed(AllProvidersFailed<E>),
}

impl<'a, E> AwaitedCall<'a, E> {
    #[inline]
    pub(crate) fn new(context: Context<'a>, checked: Result<(), ConfigError>) -> Self {
        let stage = match checked.and_then(|()| context.check_timer()) {
            Ok(()) => Stage::Begun,
            Err(error) => Stage::Failed(AllProvidersFailed::refused(error)),
        };
        Self {
            rules: context.rules(),
            time: context.time,
            stage,
        }
    }

    /// One provider's turn, as a call of its own, whose first attempt begins now.
    #[inline]
    pub(super) fn of_turn(rules: Rules<'a>, time: &'a Time, permit: Option<Admitted<'a>>) -> Self {
        let now = || time.now();
        let stage = match rules.turn_of(permit, now) {
            Ok(first) => Stage::First(first),
            Err(probe) => Stage::Later(Box::new(WholeCall::of_turn(rules, probe, now))),
        };
        Self { rules, time, stage }
    }

    /// Who is asked next; nobody if the call has failed.
    #[inline]
    pub(crate) fn next<'c, L: Names>(&'c mut self, list: &'c L) -> NextProvider<'c, 'a, E, L> {
        NextProvider {
            call: self,
            list,
            rest: None,
        }
    }

    #[inline]
    fn step(&mut self, list: &impl Names) -> Action {
        if let Stage::Begun = self.stage {
            let name = list.name(0);
            if let Ok(first) = self.rules.first_turn(name, || self.time.now()) {
                self.stage = Stage::First(first);
                return Action::Call(0);
            }
            let standing = Standing::Between;
            let call = WholeCall::resume(self.rules, Failures::None, standing, None);
            self.stage = Stage::Later(Box::new(call));
        }
        self.later_step(list)
    }

    #[cold]
    fn later_step(&mut self, list: &impl Names) -> Action {
        match &mut self.stage {
            Stage::Later(call) => call.next(list, || self.time.now()),
            Stage::Failed(failed) => Action::GiveUp(failed.ended()),
            Stage::Begun | Stage::First(_) => Action::GiveUp(Ended::Exhausted),
        }
    }

    /// The attempt that was just begun, for as long as it may take.
    #[inline]
    pub(crate) fn limited<'f, F: Future>(&self, attempt: Pin<&'f mut F>) -> Limited<'f, &'f mut F>
    where
        'a: 'f,
    {
        let limit = match &self.stage {
            Stage::First(first) => first.limit,
            Stage::Later(call) => call.run.limit(),
            Stage::Begun | Stage::Failed(_) => None,
        };
        Limited::new(attempt, limit, self.time)
    }

    /// What came of the attempt: what is served, if it is.
    #[inline]
    pub(crate) fn judge<T>(
        &mut self,
        list: &impl Names,
        attempted: Result<Result<T, FailureKind<E>>, Cut>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Option<Served<T, E>> {
        let rules = self.rules;
        let limit = match &self.stage {
            Stage::First(first) => first.limit,
            Stage::Later(call) => call.run.limit(),
            Stage::Begun | Stage::Failed(_) => return None,
        };
        let judged = match attempted {
            Ok(result) => {
                let now = || self.time.now();
                judge(&rules, is_valid, classify, result, limit, now)
            }
            Err(Cut(Why::Late(late))) => {
                self.cut(late);
                Err((FailureKind::TimedOut, rules.verdict_on_late(late)))
            }
            Err(Cut(Why::NoTimer)) => {
                self.no_timer(list);
                return None;
            }
        };
        match judged {
            Ok(value) => self.succeeded(list, value),
            Err((kind, verdict)) => {
                self.failed(kind, verdict);
                None
            }
        }
    }

    #[inline]
    fn succeeded<T>(&mut self, list: &impl Names, value: T) -> Option<Served<T, E>> {
        if let Stage::First(first) = &self.stage {
            first.succeeded();
            return Some(Served::new(value, list.name(0), 1, Failures::None));
        }
        match std::mem::replace(&mut self.stage, Stage::Begun) {
            Stage::Later(call) => {
                let provider = list.name(call.run.provider());
                Some(call.succeeded(value, provider))
            }
            _ => None,
        }
    }

    #[cold]
    fn failed(&mut self, kind: FailureKind<E>, verdict: Verdict) {
        match &mut self.stage {
            Stage::First(first) => {
                let standing = Standing::Failed(*first, verdict);
                let call = WholeCall::resume(self.rules, Failures::None, standing, Some(kind));
                self.stage = Stage::Later(Box::new(call));
            }
            Stage::Later(call) => call.failed(kind, verdict),
            Stage::Begun | Stage::Failed(_) => {}
        }
    }

    /// An attempt was dropped at a limit. Where that is the deadline, it is over by whatever said so.
    #[cold]
    fn cut(&mut self, late: Late) {
        if late == Late::Deadline {
            self.rules.end();
            if let Stage::Later(call) = &mut self.stage {
                call.run.end();
            }
        }
    }

    #[cold]
    fn no_timer(&mut self, list: &impl Names) {
        if let Stage::Later(call) = &mut self.stage {
            call.abandon(list);
        }
        self.give_up(Ended::Refused(ConfigError::NoTimer));
    }

    /// Why nobody served.
    #[cold]
    pub(crate) fn into_error(self) -> AllProvidersFailed<E> {
        match self.stage {
            Stage::Failed(failed) => failed,
            _ => AllProvidersFailed::new(Failures::None, Ended::Exhausted),
        }
    }

    #[cold]
    fn give_up(&mut self, ended: Ended) {
        let failures = match std::mem::replace(&mut self.stage, Stage::Begun) {
            Stage::Later(call) => call.failures,
            Stage::Failed(failed) => return self.stage = Stage::Failed(failed),
            Stage::Begun | Stage::First(_) => Failures::None,
        };
        self.stage = Stage::Failed(AllProvidersFailed::new(failures, ended));
    }
}

/// What [`AwaitedCall::next`] gives: it waits where a provider is to be left alone before it is tried again.
pub(crate) struct NextProvider<'c, 'a, E, L> {
    call: &'c mut AwaitedCall<'a, E>,
    list: &'c L,
    rest: Option<Wait>,
}

impl<E, L: Names> Future for NextProvider<'_, '_, E, L> {
    type Output = Option<usize>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Option<usize>> {
        let Self { call, list, rest } = &mut *self;
        loop {
            if let Some(wait) = rest {
                match ready!(wait.poll(call.time, context)) {
                    Ok(()) => *rest = None,
                    Err(NoTimer) => call.no_timer(*list),
                }
            }
            match call.step(*list) {
                Action::Call(provider) => return Poll::Ready(Some(provider)),
                Action::Sleep(wait) => {
                    *rest = Some(Wait::until(call.time.now().saturating_add(wait)));
                }
                Action::GiveUp(ended) => {
                    call.give_up(ended);
                    return Poll::Ready(None);
                }
            }
        }
    }
}
