//! Drives a blocking value call.

use std::time::Duration;

use super::{FastAction, FastAttempt, ValueAction, ValueCall};
use crate::drive::{CallContext, ObservedCall};
use crate::engine::{
    AttemptFacts, AttemptLimit, Classify, Engine, FastTurn, Validate, judge_attempt,
};
use crate::event::EndReason;
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, FailureKind, Failures, Served};
use crate::providers::{ProviderNames, Providers, RuledProviders};
use crate::verdict::Verdict;

#[inline]
pub(crate) fn fetch<T, E>(
    context: CallContext<'_>,
    is_valid: &impl Validate<T, E>,
    classify: &impl Classify<E>,
    mut providers: impl Providers<T, E>,
) -> Result<Served<T, E>, AllProvidersFailed<E>> {
    if let Err(error) = providers.check_names() {
        return Err(context.refuse(error));
    }
    // The fast path: no log, no loop and nothing to clean up.
    let settings = context.settings();
    let now = context.time.reader();
    let name = providers.early_name(0);
    let failed_first = match FastAttempt::first_turn(&settings, &providers) {
        None => None,
        Some(turn) => {
            let limit = settings.limit(true, &now);
            let facts = AttemptFacts::new((0, name), providers.is_last(0), 1, limit, &now);
            match attempt(context, is_valid, classify, &mut providers, &facts) {
                Ok(value) => {
                    turn.succeeded();
                    return Ok(Served::new(value, name, 1, Failures::None));
                }
                Err(failed) => Some((turn, failed)),
            }
        }
    };
    // The slow path puts the value into a place of this function, so its code does not depend on the value's type.
    let mut attempts = KeptValue {
        providers,
        is_valid,
        classify,
        context,
        value: None,
    };
    let (name, count, failures) = slow_path(context, settings.end, failed_first, &mut attempts)?;
    match attempts.value {
        Some(value) => Ok(Served::new(value, name, count, failures)),
        // An attempt that is reported as served has put its value there.
        None => Err(AllProvidersFailed::new(failures, EndReason::Exhausted)),
    }
}

/// Makes and judges one attempt.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "called in two places of each call; out of line it costs as much again"
)]
fn attempt<T, E, P: Providers<T, E>>(
    context: CallContext<'_>,
    is_valid: &impl Validate<T, E>,
    classify: &impl Classify<E>,
    providers: &mut P,
    facts: &AttemptFacts<'_>,
) -> Result<T, (FailureKind<E>, Verdict)> {
    let result = providers.call(facts.index, facts);
    if P::HAS_RULES {
        return providers.judge(context.policy, is_valid, classify, result, facts);
    }
    judge_attempt(context.policy, is_valid, classify, result, facts)
}

/// The attempts of a call, for code that does not know the value's type.
trait Attempts<E> {
    fn names(&self) -> &dyn ProviderNames;

    /// Makes the attempt of this number, and keeps the value if it may be served.
    fn attempt(
        &mut self,
        provider: usize,
        number: u32,
        limit: Option<AttemptLimit>,
    ) -> Result<(), (FailureKind<E>, Verdict)>;
}

/// The attempts of a call, and the place for the value.
struct KeptValue<'a, P, V, C, T> {
    providers: P,
    is_valid: &'a V,
    classify: &'a C,
    context: CallContext<'a>,
    value: Option<T>,
}

impl<T, E, P, V, C> Attempts<E> for KeptValue<'_, P, V, C, T>
where
    P: Providers<T, E>,
    V: Validate<T, E>,
    C: Classify<E>,
{
    fn names(&self) -> &dyn ProviderNames {
        self.providers.names()
    }

    fn attempt(
        &mut self,
        provider: usize,
        number: u32,
        limit: Option<AttemptLimit>,
    ) -> Result<(), (FailureKind<E>, Verdict)> {
        let Self {
            is_valid,
            classify,
            context,
            ..
        } = *self;
        let now = context.time.reader();
        let name = self.providers.early_name(provider);
        let is_last = self.providers.is_last(provider);
        let facts = AttemptFacts::new((provider, name), is_last, number, limit, &now);
        match attempt(context, is_valid, classify, &mut self.providers, &facts) {
            Ok(value) => {
                self.value = Some(value);
                Ok(())
            }
            Err(failed) => Err(failed),
        }
    }
}

/// Makes the rest of a call that the first attempt did not serve, or a whole call that may be observed. Returns the provider that served, the attempts of its
/// turn, and the failures before.
#[cold]
#[inline(never)]
fn slow_path<E>(
    context: CallContext<'_>,
    end: Option<Duration>,
    failed_first: Option<(FastTurn<'_>, (FailureKind<E>, Verdict))>,
    attempts: &mut dyn Attempts<E>,
) -> Result<(Name, u32, Failures<E>), AllProvidersFailed<E>> {
    let settings = context.settings_until(end);
    let now = context.time.reader();
    let mut failures = Failures::None;
    let (mut attempt, mut failed) = match failed_first {
        Some((turn, failed)) => {
            let name = attempts.names().name(0);
            (FastAttempt::first(turn, name), Some(failed))
        }
        None => {
            let observed = ObservedCall::begin(context);
            let attempt = match &observed {
                Some(_) => None,
                None => FastAttempt::begin(&settings, attempts.names(), &mut failures),
            };
            let Some(attempt) = attempt else {
                let call = ValueCall::begin(Engine::resume(settings, 0), observed);
                return run_engine(context, call, attempts);
            };
            (attempt, None)
        }
    };
    loop {
        if let Some(failed) = failed {
            match attempt.failed(failed, &settings, attempts.names(), &mut failures) {
                FastAction::Retry(_) | FastAction::NextProvider => {}
                FastAction::Leave(exit) => {
                    let call = attempt.leave(exit, settings, failures);
                    return run_engine(context, call, attempts);
                }
            }
        }
        // With a deadline, a call leaves the fast path after its first attempt.
        let limit = settings.limit(true, &now);
        match attempts.attempt(attempt.provider, attempt.attempts, limit) {
            Ok(()) => {
                attempt.turn.succeeded();
                return Ok((attempt.name, attempt.attempts, failures));
            }
            Err(next) => failed = Some(next),
        }
    }
}

/// Makes the rest of a call with an engine.
#[cold]
#[inline(never)]
fn run_engine<E>(
    context: CallContext<'_>,
    mut call: ValueCall<'_, E>,
    attempts: &mut dyn Attempts<E>,
) -> Result<(Name, u32, Failures<E>), AllProvidersFailed<E>> {
    loop {
        match call.next(attempts.names(), context.time) {
            ValueAction::Attempt(attempt) => {
                match attempts.attempt(attempt.provider(), call.attempts(), call.limit()) {
                    Ok(()) => return Ok(call.succeeded(attempt, attempts.names())),
                    Err(failed) => call.failed(attempt, failed),
                }
            }
            ValueAction::Sleep(rest) => context.time.sleep.sleep(rest.wait),
            ValueAction::GiveUp(failed) => return Err(failed),
        }
    }
}
