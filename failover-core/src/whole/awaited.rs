//! Driving a whole call, awaiting its providers.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{self, Poll, ready};
use std::time::Duration;

use super::{Action, WholeCall};
use crate::ConfigError;
use crate::breaker::Admitted;
use crate::context::Context;
use crate::judge::{Classify, Validate, judge};
use crate::limited::{Cut, Limited, NoTimer, Wait, Why};
use crate::list::{Names, check_names};
use crate::outcome::{AllProvidersFailed, Ended, FailureKind, Failures, Served};
use crate::provider::AsyncProviders;
use crate::run::{First, Late, Limit, Rules, Standing};
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
    let mut call = AwaitedCall::new(context);
    async move {
        call.begin(check_names(&providers), &providers);
        while let Some(provider) = call.asked() {
            let attempted = {
                let attempt = pin!(providers.call(provider));
                call.limited(attempt).await
            };
            if let Some(served) = call.judge(&providers, attempted, &is_valid, &classify) {
                return Ok(served);
            }
            call.go_on(&providers).await;
        }
        Err(call.error())
    }
}

/// A whole call whose providers are awaited: it says whom to ask, for how long, and takes what came of it.
pub(crate) struct AwaitedCall<'a, E> {
    rules: Rules<'a>,
    time: &'a Time,
    /// The first attempt. While it is all there is, there is no log, and nothing to clean up.
    first: Option<First<'a>>,
    /// In a box, as the future of a call should not be larger for what it seldom needs.
    later: Option<Box<Later<'a, E>>>,
}

#[expect(
    clippy::large_enum_variant,
    reason = "it is in a box, and seldom the small one"
)]
enum Later<'a, E> {
    Going(WholeCall<'a, E>),
    Failed(AllProvidersFailed<E>),
}

impl<'a, E> AwaitedCall<'a, E> {
    #[inline]
    pub(crate) fn new(context: Context<'a>) -> Self {
        Self {
            rules: Rules::new(context.policy, context.breaker),
            time: context.time,
            first: None,
            later: None,
        }
    }

    /// Begins, with a list that was checked with this result.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub(crate) fn begin(&mut self, checked: Result<(), ConfigError>, list: &impl Names) {
        let time = self.time;
        self.rules.begin(|| time.now());
        let refused = match checked.and_then(|()| self.rules.policy.check_timer(time)) {
            Ok(()) => match self.rules.pass(list.name(0)) {
                Ok(pass) => return self.first = Some(self.rules.first(pass, || time.now())),
                Err(_) => None,
            },
            Err(error) => Some(error),
        };
        self.begin_later(list, refused);
    }

    /// Begins a call that is refused, or whose first provider is not simply asked.
    #[cold]
    #[inline(never)]
    fn begin_later(&mut self, list: &impl Names, refused: Option<ConfigError>) {
        let later = match refused {
            Some(error) => Later::Failed(AllProvidersFailed::refused(error)),
            None => {
                let (rules, standing) = (self.rules, Standing::Between);
                Later::Going(WholeCall::resume(rules, Failures::None, standing, None))
            }
        };
        self.later = Some(Box::new(later));
        // Nobody has failed yet, so there is nothing to wait for.
        let _ = self.step(list);
    }

    /// One provider's turn, as a call of its own, whose first attempt begins now.
    #[inline]
    pub(super) fn of_turn(rules: Rules<'a>, time: &'a Time, permit: Option<Admitted<'a>>) -> Self {
        let now = || time.now();
        let (first, later) = match rules.turn_of(permit, now) {
            Ok(first) => (Some(first), None),
            Err(probe) => {
                let call = WholeCall::of_turn(rules, probe, now);
                (None, Some(Box::new(Later::Going(call))))
            }
        };
        Self {
            rules,
            time,
            first,
            later,
        }
    }

    /// Who is asked now; nobody if the call has failed.
    #[inline]
    pub(crate) fn asked(&self) -> Option<usize> {
        match (&self.first, self.later.as_deref()) {
            (Some(_), _) => Some(0),
            (None, Some(Later::Going(call))) => Some(call.run.provider()),
            (None, _) => None,
        }
    }

    /// After an attempt that failed: goes on to the next, or to the end.
    #[inline]
    pub(crate) fn go_on<'c, L: Names>(&'c mut self, list: &'c L) -> Next<'c, 'a, E, L> {
        Next {
            call: self,
            list,
            rest: None,
        }
    }

    /// How long to wait before the next attempt, if that does not begin at once.
    #[cold]
    fn step(&mut self, list: &impl Names) -> Option<Duration> {
        let time = self.time;
        let action = match self.later.as_deref_mut()? {
            Later::Going(call) => call.next(list, || time.now()),
            Later::Failed(_) => return None,
        };
        match action {
            Action::Call(_) => None,
            Action::Sleep(wait) => Some(wait),
            Action::GiveUp(ended) => {
                self.give_up(ended);
                None
            }
        }
    }

    /// By when the attempt under way has to be over.
    #[inline]
    fn limit(&self) -> Option<&Limit> {
        match (&self.first, self.later.as_deref()) {
            (Some(first), _) => first.limit.as_ref(),
            (None, Some(Later::Going(call))) => call.run.limit(),
            (None, _) => None,
        }
    }

    /// The attempt that was just begun, for as long as it may take.
    #[inline]
    pub(crate) fn limited<'f, F: Future>(
        &'f self,
        attempt: Pin<&'f mut F>,
    ) -> Limited<'f, &'f mut F, &'f Limit> {
        Limited::new(attempt, self.limit(), self.time)
    }

    /// What came of the attempt: what is served, if it is.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "called in one place of each future; out of line it costs as much again"
    )]
    pub(crate) fn judge<T>(
        &mut self,
        list: &impl Names,
        attempted: Result<Result<T, FailureKind<E>>, Cut>,
        is_valid: &impl Validate<T>,
        classify: &impl Classify<E>,
    ) -> Option<Served<T, E>> {
        let judged = match attempted {
            Ok(result) => {
                let now = || self.time.now();
                judge(
                    &self.rules,
                    is_valid,
                    classify,
                    result,
                    self.limit().copied(),
                    now,
                )
            }
            Err(Cut(Why::Late(late))) => {
                self.cut(late);
                Err((FailureKind::TimedOut, self.rules.verdict_on_late(late)))
            }
            Err(Cut(Why::NoTimer)) => {
                self.no_timer(list);
                return None;
            }
        };
        match (judged, &self.first) {
            (Ok(value), Some(first)) => {
                first.succeeded();
                Some(Served::new(value, list.name(0), 1, Failures::None))
            }
            (Ok(value), None) => self.succeeded(list, value),
            (Err((kind, verdict)), _) => {
                self.failed(kind, verdict);
                None
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn succeeded<T>(&mut self, list: &impl Names, value: T) -> Option<Served<T, E>> {
        let Later::Going(call) = *self.later.take()? else {
            return None;
        };
        let provider = list.name(call.run.provider());
        Some(call.succeeded(value, provider))
    }

    #[cold]
    #[inline(never)]
    fn failed(&mut self, kind: FailureKind<E>, verdict: Verdict) {
        if let Some(first) = self.first.take() {
            let standing = Standing::Failed(first, verdict);
            let call = WholeCall::resume(self.rules, Failures::None, standing, Some(kind));
            self.later = Some(Box::new(Later::Going(call)));
        } else if let Some(Later::Going(call)) = self.later.as_deref_mut() {
            call.failed(kind, verdict);
        }
    }

    /// An attempt was dropped at a limit. Where that is the deadline, it is over by whatever said so.
    #[cold]
    fn cut(&mut self, late: Late) {
        if late == Late::Deadline {
            self.rules.end();
            if let Some(Later::Going(call)) = self.later.as_deref_mut() {
                call.run.end();
            }
        }
    }

    #[cold]
    fn no_timer(&mut self, list: &impl Names) {
        if let Some(Later::Going(call)) = self.later.as_deref_mut() {
            call.abandon(list);
        }
        self.first = None;
        self.give_up(Ended::Refused(ConfigError::NoTimer));
    }

    #[cold]
    fn give_up(&mut self, ended: Ended) {
        let failed = match self.later.take().map(|later| *later) {
            None => AllProvidersFailed::new(Failures::None, ended),
            Some(Later::Going(call)) => AllProvidersFailed::new(call.failures, ended),
            Some(Later::Failed(failed)) => failed,
        };
        self.later = Some(Box::new(Later::Failed(failed)));
    }

    /// Why nobody served.
    #[cold]
    #[inline(never)]
    pub(crate) fn error(&mut self) -> AllProvidersFailed<E> {
        match self.later.take().map(|later| *later) {
            Some(Later::Failed(failed)) => failed,
            _ => AllProvidersFailed::new(Failures::None, Ended::Exhausted),
        }
    }
}

/// What [`AwaitedCall::go_on`] gives: it waits where a provider is to be left alone before it is tried again.
pub(crate) struct Next<'c, 'a, E, L> {
    call: &'c mut AwaitedCall<'a, E>,
    list: &'c L,
    rest: Option<Wait>,
}

impl<E, L: Names> Future for Next<'_, '_, E, L> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<()> {
        let Self { call, list, rest } = &mut *self;
        loop {
            if let Some(wait) = rest {
                match ready!(wait.poll(call.time, context)) {
                    Ok(()) => *rest = None,
                    Err(NoTimer) => call.no_timer(*list),
                }
            }
            let Some(wait) = call.step(*list) else {
                return Poll::Ready(());
            };
            *rest = Some(Wait::until(call.time.now().saturating_add(wait)));
        }
    }
}
