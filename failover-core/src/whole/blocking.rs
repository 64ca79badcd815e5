//! Driving a whole call, blocking.

use super::{Action, WholeCall};
use crate::Name;
use crate::context::Context;
use crate::judge::{Classify, Validate, judge};
use crate::list::check_names;
use crate::outcome::{AllProvidersFailed, Failure, FailureKind, Failures, Served};
use crate::provider::Providers;
use crate::run::{Rules, Standing};

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
///
/// Until something goes wrong there is no log, no loop, and nothing to clean up. After one turn that is over there is
/// still no run: the second is made as the first.
#[inline]
pub(crate) fn fetch_checked<T, E>(
    context: Context<'_>,
    is_valid: &impl Validate<T>,
    classify: &impl Classify<E>,
    mut providers: impl Providers<T, E>,
) -> Result<Served<T, E>, AllProvidersFailed<E>> {
    let rules = context.rules();
    let now = || context.time.now();

    let (failures, standing, last) = 'rest: {
        let name = providers.name(0);
        let failure = match rules.first(name) {
            Ok(first) => {
                let limit = rules.limit(now);
                let result = providers.call(0);
                match judge(&rules, is_valid, classify, result, limit, now) {
                    Ok(value) => {
                        first.succeeded();
                        return Ok(Served::new(value, name, 1, Failures::None));
                    }
                    Err((kind, verdict)) if rules.is_over_after(verdict) => {
                        first.failed(verdict, &rules);
                        Failure::new(name, kind, 1)
                    }
                    Err((kind, verdict)) => {
                        let standing = Standing::Failed(first, verdict);
                        break 'rest (Failures::None, standing, Some(kind));
                    }
                }
            }
            Err(_) if !rules.is_endless() => {
                break 'rest (Failures::None, Standing::Between, None);
            }
            Err(gate) => match rules.admit_by(gate) {
                Ok(permit) => break 'rest (Failures::None, Standing::Admitted(permit), None),
                Err(open) => Failure::skipped(name, open),
            },
        };

        let failures = Failures::One(failure);
        if providers.count() == 1 {
            break 'rest (failures, Standing::Between, None);
        }
        let name = providers.name(1);
        let Ok(second) = rules.first(name) else {
            break 'rest (failures, Standing::Between, None);
        };
        let limit = rules.limit(now);
        let result = providers.call(1);
        match judge(&rules, is_valid, classify, result, limit, now) {
            Ok(value) => {
                second.succeeded();
                return Ok(Served::new(value, name, 1, failures));
            }
            Err((kind, verdict)) => (failures, Standing::Failed(second, verdict), Some(kind)),
        }
    };
    let rest = Rest {
        context,
        is_valid,
        classify,
        providers,
        rules,
        failures,
        standing,
        last,
    };
    let (value, name, tries, failures) = rest.go_on()?;
    Ok(Served::new(value, name, tries, failures))
}

/// The rest of a call that takes more than that. It is handed over by value, and what comes of it is handed back in
/// parts: so the beginning of a call needs no place in memory.
struct Rest<'a, P, V, C, E> {
    /// Whole, for its time: taken out, that would be loaded at the beginning of every call.
    context: Context<'a>,
    is_valid: &'a V,
    classify: &'a C,
    providers: P,
    rules: Rules<'a>,
    failures: Failures<E>,
    standing: Standing<'a>,
    last: Option<FailureKind<E>>,
}

impl<P, V, C, E> Rest<'_, P, V, C, E> {
    #[cold]
    #[inline(never)]
    fn go_on<T>(self) -> Result<(T, Name, u32, Failures<E>), AllProvidersFailed<E>>
    where
        P: Providers<T, E>,
        V: Validate<T>,
        C: Classify<E>,
    {
        let Self {
            context,
            is_valid,
            classify,
            mut providers,
            rules,
            ..
        } = self;
        let mut call = WholeCall::resume(rules, self.failures, self.standing, self.last);
        let now = || context.time.now();
        loop {
            match call.next(&providers, now) {
                Action::Call(provider) => {
                    let limit = call.run.limit();
                    let result = providers.call(provider);
                    match judge(&rules, is_valid, classify, result, limit, now) {
                        Ok(value) => {
                            let (tries, failures) = call.succeeded();
                            return Ok((value, providers.name(provider), tries, failures));
                        }
                        Err((kind, verdict)) => call.failed(kind, verdict),
                    }
                }
                Action::Sleep(wait) => context.time.sleep.sleep(wait),
                Action::GiveUp(ended) => return Err(AllProvidersFailed::new(call.failures, ended)),
            }
        }
    }
}
