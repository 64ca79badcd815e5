//! Driving a whole call, awaiting its providers.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{self, Poll, ready};
use std::time::Duration;

use super::{Action, WholeCall};
use crate::ConfigError;
use crate::breaker::Admitted;
use crate::context::{Context, HasContext};
use crate::judge::{Classify, Validate, judge};
use crate::limited::{Attempted, Cut, Limited, NoTimer, Wait};
use crate::list::{Names, check_names};
use crate::outcome::{AllProvidersFailed, Ended, FailureKind, Failures, Served};
use crate::provider::AsyncProviders;
use crate::run::{First, Limit, Rules, Standing};
use crate::time::Time;
use crate::verdict::Verdict;

#[inline]
pub(crate) fn fetch_awaited<'a, T, E>(
    context: impl HasContext<'a>,
    is_valid: impl Validate<T>,
    classify: impl Classify<E>,
    providers: impl AsyncProviders<T, E>,
) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>> {
    let begin = |context, list: &_| Opening::begin(context, check_names(list), list);
    drive(context, begin, is_valid, classify, providers)
}

/// A call that begins so, to its end: its first attempt in place, and the rest, if there is one, in a box. So the
/// future of a call is not larger for what it seldom needs.
#[inline]
#[allow(
    clippy::manual_async_fn,
    reason = "an `async` block uses what it captured where it lies; an `async fn` holds its arguments twice"
)]
pub(super) fn drive<'a, T, E, L: AsyncProviders<T, E>>(
    context: impl HasContext<'a>,
    begin: impl FnOnce(Context<'a>, &L) -> Result<Opening<'a>, Unserved<'a, E>>,
    is_valid: impl Validate<T>,
    classify: impl Classify<E>,
    mut providers: L,
) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>> {
    async move {
        let unserved = 'unserved: {
            let opening = match begin(context.context(), &providers) {
                Ok(opening) => opening,
                Err(unserved) => break 'unserved unserved,
            };
            let attempted = {
                let limit = opening.limit(&context);
                let attempt = pin!(providers.call(0));
                Limited::new(attempt, limit, context.context().time).await
            };
            match opening.judge(&context, &providers, attempted, &is_valid, &classify) {
                Ok(served) => return Ok(served),
                Err(unserved) => unserved,
            }
        };
        Box::pin(async {
            let mut rest = Rest::of(context.context(), unserved);
            while let Some(provider) = rest.next(&providers).await {
                let attempted = {
                    let attempt = pin!(providers.call(provider));
                    rest.limited(attempt).await
                };
                if let Some(served) = rest.judge(&providers, attempted, &is_valid, &classify) {
                    return Ok(served);
                }
            }
            Err(rest.error())
        })
        .await
    }
}

/// The first attempt of a call. While it is all there is, there is no log, and nothing to clean up.
#[derive(Clone, Copy)]
pub(crate) struct Opening<'a> {
    first: First<'a>,
    end: Option<Duration>,
}

impl<'a> Opening<'a> {
    /// Begins, with a list that was checked with this result.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub(crate) fn begin<E>(
        context: Context<'a>,
        checked: Result<(), ConfigError>,
        list: &impl Names,
    ) -> Result<Self, Unserved<'a, E>> {
        if let Err(error) = checked.and_then(|()| context.policy.check_timer(context.time)) {
            return Err(Unserved::Refused(error));
        }
        let rules = context.rules();
        let end = rules.end;
        match rules.first(list.name(0)) {
            Ok(first) => Ok(Self { first, end }),
            Err(_) => Err(Unserved::NotAsked(end)),
        }
    }

    /// One provider's turn, as a call of its own, whose first attempt begins now.
    #[inline]
    pub(super) fn of_turn<E>(
        permit: Option<Admitted<'a>>,
        end: Option<Duration>,
    ) -> Result<Self, Unserved<'a, E>> {
        match First::of(permit) {
            Ok(first) => Ok(Self { first, end }),
            Err(probe) => Err(Unserved::LetIn(probe, end)),
        }
    }

    /// By when the attempt has to be over.
    #[inline]
    pub(crate) fn limit(&self, context: &impl HasContext<'a>) -> Option<Limit> {
        let Context { time, .. } = context.context();
        self.rules(context).limit(|| time.now())
    }

    #[inline]
    fn rules(&self, context: &impl HasContext<'a>) -> Rules<'a> {
        context.context().rules_until(self.end)
    }

    /// What is served, or what is left to do.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub(crate) fn judge<T, E>(
        &self,
        context: &impl HasContext<'a>,
        list: &impl Names,
        attempted: Attempted<Result<T, FailureKind<E>>>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Result<Served<T, E>, Unserved<'a, E>> {
        let Attempted { outcome, limit } = attempted;
        let result = match outcome {
            Ok(result) => result,
            Err(Cut::Late(late)) => {
                let mut rules = self.rules(context);
                let verdict = rules.cut(late);
                let (first, end) = (self.first, rules.end);
                let opening = Self { first, end };
                return Err(Unserved::Failed(opening, FailureKind::TimedOut, verdict));
            }
            Err(Cut::NoTimer) => return Err(Unserved::Refused(ConfigError::NoTimer)),
        };
        let now = || context.context().time.now();
        match judge(&self.rules(context), is_valid, classify, result, limit, now) {
            Ok(value) => {
                self.first.succeeded();
                Ok(Served::new(value, list.name(0), 1, Failures::None))
            }
            Err((kind, verdict)) => Err(Unserved::Failed(*self, kind, verdict)),
        }
    }
}

/// Where a call stands that its first attempt does not serve, and when its deadline is over.
pub(crate) enum Unserved<'a, E> {
    Refused(ConfigError),
    /// The first provider is not simply asked.
    NotAsked(Option<Duration>),
    /// The first provider was let in already.
    LetIn(Admitted<'a>, Option<Duration>),
    /// The first attempt failed.
    Failed(Opening<'a>, FailureKind<E>, Verdict),
}

/// The rest of a call that takes more than its first attempt: it says whom to ask, for how long, and takes what came
/// of it.
pub(crate) struct Rest<'a, E> {
    call: WholeCall<'a, E>,
    time: &'a Time,
    ended: Ended,
}

impl<'a, E> Rest<'a, E> {
    #[cold]
    #[inline(never)]
    pub(crate) fn of(context: Context<'a>, unserved: Unserved<'a, E>) -> Self {
        let mut ended = Ended::Exhausted;
        let (standing, last, end) = match unserved {
            Unserved::Refused(error) => {
                ended = Ended::Refused(error);
                (Standing::Between, None, None)
            }
            Unserved::NotAsked(end) => (Standing::Between, None, end),
            Unserved::LetIn(permit, end) => (Standing::Admitted(permit), None, end),
            Unserved::Failed(Opening { first, end }, kind, verdict) => {
                (Standing::Failed(first, verdict), Some(kind), end)
            }
        };
        let rules = context.rules_until(end);
        Self {
            call: WholeCall::resume(rules, Failures::None, standing, last),
            time: context.time,
            ended,
        }
    }

    /// Who is asked next; nobody if the call has failed.
    pub(crate) fn next<'c, L: Names>(&'c mut self, list: &'c L) -> Next<'c, 'a, E, L> {
        Next {
            rest: self,
            list,
            wait: None,
        }
    }

    /// The attempt that was just begun, for as long as it may take.
    pub(crate) fn limited<'f, F: Future>(&self, attempt: Pin<&'f mut F>) -> Limited<'a, &'f mut F> {
        Limited::new(attempt, self.call.run.limit(), self.time)
    }

    /// What came of the attempt: what is served, if it is.
    pub(crate) fn judge<T>(
        &mut self,
        list: &impl Names,
        attempted: Attempted<Result<T, FailureKind<E>>>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Option<Served<T, E>> {
        let Self { call, time, .. } = self;
        let Attempted { outcome, limit } = attempted;
        let result = match outcome {
            Ok(result) => result,
            Err(Cut::Late(late)) => {
                call.run.cut(late);
                let verdict = call.run.rules().verdict_on_late(late);
                call.failed(FailureKind::TimedOut, verdict);
                return None;
            }
            Err(Cut::NoTimer) => {
                self.no_timer(list);
                return None;
            }
        };
        let now = || time.now();
        match judge(&call.run.rules(), is_valid, classify, result, limit, now) {
            Ok(value) => {
                let provider = list.name(call.run.provider());
                let (tries, failures) = call.succeeded();
                Some(Served::new(value, provider, tries, failures))
            }
            Err((kind, verdict)) => {
                call.failed(kind, verdict);
                None
            }
        }
    }

    #[cold]
    fn no_timer(&mut self, list: &impl Names) {
        self.call.abandon(list);
        self.ended = Ended::Refused(ConfigError::NoTimer);
    }

    /// Why nobody served.
    pub(crate) fn error(self) -> AllProvidersFailed<E> {
        AllProvidersFailed::new(self.call.failures, self.ended)
    }
}

/// What [`Rest::next`] gives: it waits where a provider is to be left alone before it is tried again.
pub(crate) struct Next<'c, 'a, E, L> {
    rest: &'c mut Rest<'a, E>,
    list: &'c L,
    wait: Option<Wait>,
}

impl<E, L: Names> Future for Next<'_, '_, E, L> {
    type Output = Option<usize>;

    fn poll(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Option<usize>> {
        let Self { rest, list, wait } = &mut *self;
        let time = rest.time;
        loop {
            if let Some(under_way) = wait {
                match ready!(under_way.poll(time, context)) {
                    Ok(()) => *wait = None,
                    Err(NoTimer) => rest.no_timer(*list),
                }
            }
            if let Ended::Refused(_) = rest.ended {
                return Poll::Ready(None);
            }
            match rest.call.next(*list, || time.now()) {
                Action::Call(provider) => return Poll::Ready(Some(provider)),
                Action::Sleep(pause) => {
                    *wait = Some(Wait::until(time.now().saturating_add(pause)));
                }
                Action::GiveUp(ended) => {
                    rest.ended = ended;
                    return Poll::Ready(None);
                }
            }
        }
    }
}
