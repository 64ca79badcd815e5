//! Driving a whole call, blocking.

use super::{Action, WholeCall};
use crate::breaker::Gate;
use crate::context::Context;
use crate::judge::{Classify, Validate, judge};
use crate::list::check_names;
use crate::outcome::{AllProvidersFailed, Failure, FailureKind, Failures, Served};
use crate::provider::Providers;
use crate::run::{First, Rules, Standing};
use crate::verdict::Verdict;

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
    let now = || context.time.now();

    // Until something goes wrong there is no log, no loop, and nothing to clean up.
    let name = providers.name(0);
    let failed = match rules.first_turn(name, now) {
        Err(gate) => Err(gate),
        Ok(first) => {
            let result = providers.call(0);
            match judge(&rules, is_valid, classify, result, first.began, now) {
                Ok(value) => {
                    first.succeeded();
                    return Ok(Served::new(value, name, 1, Failures::None));
                }
                Err((kind, verdict)) => Ok((first, kind, verdict)),
            }
        }
    };
    after_first(context, rules, is_valid, classify, providers, failed)
}

/// The rest of a call that did not go well at once: after its first attempt, or before that if somebody has to look more
/// closely whether it may be made. After one turn that is over there is still no run: the second is made as the first.
#[inline]
fn after_first<T, E>(
    context: Context<'_>,
    rules: Rules<'_>,
    is_valid: &impl Validate<T>,
    classify: &impl Classify<E>,
    mut providers: impl Providers<T, E>,
    failed: Result<(First<'_>, FailureKind<E>, Verdict), Gate<'_>>,
) -> Result<Served<T, E>, AllProvidersFailed<E>> {
    let now = || context.time.now();
    let name = providers.name(0);
    let go_on = |providers, failures, standing, last| {
        let call = WholeCall::resume(rules, failures, standing, last);
        go_on(context, is_valid, classify, providers, call)
    };
    let failure = match failed {
        Ok((first, kind, verdict)) if rules.is_over_after(verdict) => {
            first.failed(verdict);
            Failure::new(name, kind, 1)
        }
        Ok((first, kind, verdict)) => {
            let standing = Standing::Failed(first, verdict);
            return go_on(providers, Failures::None, standing, Some(kind));
        }
        Err(_) if !rules.is_endless() => {
            return go_on(providers, Failures::None, Standing::Between, None);
        }
        Err(gate) => match rules.admit_by(gate) {
            Ok(permit) => {
                return go_on(providers, Failures::None, Standing::Admitted(permit), None);
            }
            Err(open) => Failure::skipped(name, open),
        },
    };
    if providers.count() == 1 {
        return go_on(providers, Failures::One(failure), Standing::Between, None);
    }
    let name = providers.name(1);
    let Ok(second) = rules.first_turn(name, now) else {
        return go_on(providers, Failures::One(failure), Standing::Between, None);
    };
    let result = providers.call(1);
    match judge(&rules, is_valid, classify, result, second.began, now) {
        Ok(value) => {
            second.succeeded();
            Ok(Served::new(value, name, 1, Failures::One(failure)))
        }
        Err((kind, verdict)) => {
            let standing = Standing::Failed(second, verdict);
            go_on(providers, Failures::One(failure), standing, Some(kind))
        }
    }
}

/// The rest of a call that takes more than that.
#[cold]
#[inline(never)]
fn go_on<T, E>(
    context: Context<'_>,
    is_valid: &impl Validate<T>,
    classify: &impl Classify<E>,
    mut providers: impl Providers<T, E>,
    mut call: WholeCall<'_, E>,
) -> Result<Served<T, E>, AllProvidersFailed<E>> {
    let rules = call.run.rules();
    let now = || context.time.now();
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
            Action::Sleep(wait) => context.time.sleep.sleep(wait),
            Action::GiveUp(ended) => return Err(AllProvidersFailed::new(call.failures, ended)),
        }
    }
}
