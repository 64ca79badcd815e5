//! Drives a blocking value call.

use super::{ValueAction, ValueCall};
use crate::drive::CallContext;
use crate::engine::{CallSettings, Classify, ResumePoint, Validate, judge_attempt};
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, Failure, FailureKind, Failures, Served};
use crate::providers::Providers;

#[inline]
pub(crate) fn fetch<T, E>(
    context: CallContext<'_>,
    is_valid: &impl Validate<T>,
    classify: &impl Classify<E>,
    providers: impl Providers<T, E>,
) -> Result<Served<T, E>, AllProvidersFailed<E>> {
    if let Err(error) = providers.check_names() {
        return Err(AllProvidersFailed::refused(error));
    }
    fetch_checked(context, is_valid, classify, providers)
}

/// Makes the call of [`fetch`] for a list whose names are checked.
///
/// The fast path makes the first attempt of the first two providers in place, without an engine. As long as nothing
/// fails there is no log, no loop and nothing to clean up. Everything else is left to the slow path.
#[inline]
pub(crate) fn fetch_checked<T, E>(
    context: CallContext<'_>,
    is_valid: &impl Validate<T>,
    classify: &impl Classify<E>,
    mut providers: impl Providers<T, E>,
) -> Result<Served<T, E>, AllProvidersFailed<E>> {
    let settings = context.settings();
    let now = || context.time.now();

    let (failures, resume_point, last) = 'slow_path: {
        // The first provider's turn. The fast path goes on only if the turn is a skip, or a failure without a retry.
        let name = providers.name(0);
        let failure = match settings.first(name) {
            Ok(first) => {
                let limit = settings.limit(now);
                let result = providers.call(0);
                match judge_attempt(&settings, is_valid, classify, result, limit, now) {
                    Ok(value) => {
                        first.succeeded();
                        return Ok(Served::new(value, name, 1, Failures::None));
                    }
                    Err((kind, verdict)) if settings.is_over_after(verdict) => {
                        first.failed(verdict, &settings);
                        Failure::new(name, kind, 1)
                    }
                    Err((kind, verdict)) => {
                        let resume_point = ResumePoint::Failed(first, verdict);
                        break 'slow_path (Failures::None, resume_point, Some(kind));
                    }
                }
            }
            // The engine compares the deadline with the clock before it skips a provider.
            Err(_) if !settings.is_endless() => {
                break 'slow_path (Failures::None, ResumePoint::Between, None);
            }
            Err(circuit) => match settings.admit_by(circuit) {
                Ok(permit) => {
                    break 'slow_path (Failures::None, ResumePoint::Admitted(permit), None);
                }
                Err(open) => Failure::skipped(name, open),
            },
        };

        // The second provider's turn, by the same steps.
        let failures = Failures::One(failure);
        if providers.count() == 1 {
            break 'slow_path (failures, ResumePoint::Between, None);
        }
        let name = providers.name(1);
        let Ok(second) = settings.first(name) else {
            break 'slow_path (failures, ResumePoint::Between, None);
        };
        let limit = settings.limit(now);
        let result = providers.call(1);
        match judge_attempt(&settings, is_valid, classify, result, limit, now) {
            Ok(value) => {
                second.succeeded();
                return Ok(Served::new(value, name, 1, failures));
            }
            Err((kind, verdict)) => (failures, ResumePoint::Failed(second, verdict), Some(kind)),
        }
    };
    let slow_path = BlockingSlowPath {
        context,
        is_valid,
        classify,
        providers,
        settings,
        failures,
        resume_point,
        last,
    };
    let (value, name, attempts, failures) = slow_path.run()?;
    Ok(Served::new(value, name, attempts, failures))
}

/// The rest of a call that the fast path did not serve.
///
/// It is passed by value and its result is returned in parts, so the fast path needs no place in memory.
struct BlockingSlowPath<'a, P, V, C, E> {
    /// Keep the whole context, although only `time` is needed. Extracting it would add a load to the fast path.
    context: CallContext<'a>,
    is_valid: &'a V,
    classify: &'a C,
    providers: P,
    settings: CallSettings<'a>,
    failures: Failures<E>,
    resume_point: ResumePoint<'a>,
    /// The failure of the last attempt, if the turn is not over.
    last: Option<FailureKind<E>>,
}

impl<P, V, C, E> BlockingSlowPath<'_, P, V, C, E> {
    #[cold]
    #[inline(never)]
    fn run<T>(self) -> Result<(T, Name, u32, Failures<E>), AllProvidersFailed<E>>
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
            settings,
            ..
        } = self;
        let mut call = ValueCall::resume(settings, self.failures, self.resume_point, self.last);
        let now = || context.time.now();
        loop {
            match call.next(&providers, now) {
                ValueAction::Attempt(provider) => {
                    let limit = call.engine.limit();
                    let result = providers.call(provider);
                    match judge_attempt(&settings, is_valid, classify, result, limit, now) {
                        Ok(value) => {
                            let (attempts, failures) = call.succeeded();
                            return Ok((value, providers.name(provider), attempts, failures));
                        }
                        Err((kind, verdict)) => call.failed(kind, verdict),
                    }
                }
                ValueAction::Sleep(wait) => context.time.sleep.sleep(wait),
                ValueAction::GiveUp(reason) => {
                    return Err(AllProvidersFailed::new(call.failures, reason));
                }
            }
        }
    }
}
