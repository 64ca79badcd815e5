//! Driving the walk for a whole call, blocking.

use std::time::Duration;

use crate::Name;
use crate::context::Context;
use crate::judge::{Classify, Validate, judge};
use crate::list::{Names, check_names};
use crate::outcome::{AllProvidersFailed, Ended, Failure, FailureKind, Failures, Served};
use crate::provider::Providers;
use crate::run::{Finish, First, Itinerary, Rules, Run, Step};
use crate::verdict::Verdict;

/// The names of a list, as the walk wants them: each provider is one request.
struct Whole<'a, L>(&'a L);

impl<L: Names> Itinerary for Whole<'_, L> {
    fn len(&self) -> usize {
        self.0.count()
    }

    fn name(&self, provider: usize) -> Name {
        self.0.name(provider)
    }
}

#[inline]
pub(crate) fn fetch<T, E>(
    context: Context<'_>,
    is_valid: &impl Validate<T>,
    classify: &impl Classify<E>,
    providers: impl Providers<T, E>,
) -> Result<Served<T, E>, AllProvidersFailed<E>> {
    if let Err(error) = check_names(&providers) {
        return Err(AllProvidersFailed::refused(error));
    }
    fetch_checked(context, is_valid, classify, providers)
}

/// As [`fetch`], for a list whose names were checked.
#[inline]
pub(crate) fn fetch_checked<T, E>(
    context: Context<'_>,
    is_valid: &impl Validate<T>,
    classify: &impl Classify<E>,
    mut providers: impl Providers<T, E>,
) -> Result<Served<T, E>, AllProvidersFailed<E>> {
    let rules = context.rules();
    let now = || context.clock.now();

    // Until something goes wrong there is no log, no loop, and nothing to clean up.
    let name = providers.name(0);
    let failed = match rules.first_turn(name, now) {
        None => None,
        Some(first) => {
            let result = providers.call(0);
            match judge(&rules, is_valid, classify, result, first.began, now) {
                Ok(value) => {
                    first.succeeded();
                    return Ok(Served::new(value, name, 1, Failures::None));
                }
                Err((kind, verdict)) => Some((first, kind, verdict)),
            }
        }
    };
    go_on(context, rules, is_valid, classify, providers, failed)
}

/// The rest of a call that did not go well at once: after its first attempt, or before that if somebody has
/// to look more closely whether it may be made.
#[cold]
#[inline(never)]
fn go_on<T, E>(
    context: Context<'_>,
    rules: Rules<'_>,
    is_valid: &impl Validate<T>,
    classify: &impl Classify<E>,
    mut providers: impl Providers<T, E>,
    failed: Option<(First<'_>, FailureKind<E>, Verdict)>,
) -> Result<Served<T, E>, AllProvidersFailed<E>> {
    let (run, last) = match failed {
        Some((first, kind, verdict)) => (Run::after_first(rules, first, verdict), Some(kind)),
        None => (Run::new(rules), None),
    };
    let mut call = WholeCall {
        run,
        last,
        failures: Failures::None,
    };
    let now = || context.clock.now();
    loop {
        match call.next(&providers, now) {
            Action::Call(provider) => {
                let began = call.run.began();
                let result = providers.call(provider);
                match judge(&rules, is_valid, classify, result, began, now) {
                    Ok(value) => return Ok(call.succeeded(value, providers.name(provider))),
                    Err((kind, verdict)) => call.failed(kind, verdict),
                }
            }
            Action::Sleep(wait) => context.sleep.sleep(wait),
            Action::GiveUp(ended) => return Err(AllProvidersFailed::new(call.failures, ended)),
        }
    }
}

/// What a driver of a whole call does next.
pub(crate) enum Action {
    Call(usize),
    Sleep(Duration),
    GiveUp(Ended),
}

/// A walk and what it leaves: the failures of the turns that are over.
pub(crate) struct WholeCall<'a, E> {
    pub(crate) run: Run<'a>,
    /// How the last attempt of the turn under way failed.
    last: Option<FailureKind<E>>,
    failures: Failures<E>,
}

impl<E> WholeCall<'_, E> {
    #[inline]
    pub(crate) fn next(&mut self, list: &impl Names, now: impl Fn() -> Duration) -> Action {
        loop {
            match self.run.next(&Whole(list), &now) {
                Step::Call { provider, .. } => return Action::Call(provider),
                Step::Sleep(wait) => return Action::Sleep(wait),
                Step::Failed { provider, tries } => {
                    if let Some(kind) = self.last.take() {
                        let failure = Failure::new(list.name(provider), kind, tries);
                        self.failures.push(failure);
                    }
                }
                Step::Skipped { provider, open } => {
                    self.failures
                        .push(Failure::skipped(list.name(provider), open));
                }
                Step::Recalled { provider } => self.failures.remove(list.name(provider)),
                Step::Finished(finish) => return Action::GiveUp(finish.into()),
            }
        }
    }

    #[inline]
    pub(crate) fn failed(&mut self, kind: FailureKind<E>, verdict: Verdict) {
        self.last = Some(kind);
        self.run.failed(verdict);
    }

    pub(crate) fn succeeded<T>(mut self, value: T, provider: Name) -> Served<T, E> {
        self.run.succeeded();
        Served::new(value, provider, self.run.tries(), self.failures)
    }
}

impl From<Finish> for Ended {
    fn from(finish: Finish) -> Self {
        match finish {
            Finish::Exhausted => Self::Exhausted,
            Finish::Stopped => Self::Stopped,
            Finish::Deadline => Self::Deadline,
        }
    }
}
