//! Driving a whole call, blocking.

use super::{Action, WholeCall};
use crate::context::Context;
use crate::judge::{Classify, Validate, judge};
use crate::list::check_names;
use crate::outcome::{AllProvidersFailed, FailureKind, Failures, Served};
use crate::provider::Providers;
use crate::run::{First, Rules};
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
    let mut call = match failed {
        Some((first, kind, verdict)) => WholeCall::after_first(rules, first, kind, verdict),
        None => WholeCall::new(rules),
    };
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
