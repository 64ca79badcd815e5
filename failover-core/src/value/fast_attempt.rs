//! [`FastAttempt`]: an attempt of a value call on the fast path, which needs no engine.

use super::call::ValueCall;
use crate::engine::{CallSettings, Engine, FastStep, FastTurn};
use crate::event::is_any_observer;
use crate::name::Name;
use crate::outcome::{Failure, FailureKind, Failures};
use crate::providers::ProviderNames;
use crate::verdict::Verdict;

/// A value call on the fast path: the attempt that is under way, or has just failed. Plain data, so that a driver keeps it
/// in registers.
#[derive(Clone, Copy)]
pub(super) struct FastAttempt<'a> {
    pub(super) turn: FastTurn<'a>,
    pub(super) provider: usize,
    pub(super) name: Name,
    /// The attempts of the turn.
    pub(super) attempts: u32,
}

/// The next thing to do after a failed attempt on the fast path.
pub(super) enum FastAction<E> {
    /// Another attempt at the same provider. Holds the failure of the last one.
    Retry(FailureKind<E>),
    /// The first attempt at the next provider.
    NextProvider,
    /// The fast path is over: an engine decides.
    Leave(Exit<E>),
}

/// The state in which a call leaves the fast path.
pub(super) enum Exit<E> {
    /// The last turn is over.
    BetweenTurns,
    /// An attempt has failed, and its turn may go on.
    Failed(FailureKind<E>, Verdict),
}

impl<'a> FastAttempt<'a> {
    /// The first attempt of a call. `name` is that of the first provider.
    #[inline]
    pub(super) fn first(turn: FastTurn<'a>, name: Name) -> Self {
        Self {
            turn,
            provider: 0,
            name,
            attempts: 1,
        }
    }

    /// Begins the first turn of a call in place.
    ///
    /// Once there is an observer in this process, the slow path looks whether it observes this call. To look here would cost
    /// registers in every call.
    #[inline]
    pub(super) fn first_turn(
        settings: &CallSettings<'a>,
        names: &impl ProviderNames,
    ) -> Option<FastTurn<'a>> {
        if is_any_observer() || names.settings(0).is_some() {
            return None;
        }
        settings.fast_turn(names.early_name(0))
    }

    /// The first attempt of a call that is not observed. `None` if there is more to decide. Then nothing has happened yet.
    pub(super) fn begin<E>(
        settings: &CallSettings<'a>,
        names: &dyn ProviderNames,
        failures: &mut Failures<E>,
    ) -> Option<Self> {
        // A provider with settings of its own is for an engine.
        let name = names.plain_name(0)?;
        // Without observers, `first_turn` has seen that the first circuit is not closed.
        if is_any_observer() {
            if let Some(turn) = settings.fast_turn(name) {
                return Some(Self::first(turn, name));
            }
        }
        Self::after_skip(settings, name, names, failures)
    }

    /// The first attempt of a call that skips its first provider. `None` if there is more to decide. Then nothing has
    /// happened yet.
    fn after_skip<E>(
        settings: &CallSettings<'a>,
        skipped: Name,
        names: &dyn ProviderNames,
        failures: &mut Failures<E>,
    ) -> Option<Self> {
        // With a deadline, the engine compares it with the clock before it skips a provider.
        if settings.end.is_some() {
            return None;
        }
        let name = names.plain_name(1)?;
        let turn = settings.fast_turn(name)?;
        let open = settings.open(skipped)?;
        failures.push(Failure::skipped(skipped, open));
        Some(Self {
            turn,
            provider: 1,
            name,
            attempts: 1,
        })
    }

    /// Reports that the attempt failed, and becomes the next one. A failed turn is recorded in `failures`.
    #[inline]
    pub(super) fn failed<E>(
        &mut self,
        (kind, verdict): (FailureKind<E>, Verdict),
        settings: &CallSettings<'a>,
        names: &dyn ProviderNames,
        failures: &mut Failures<E>,
    ) -> FastAction<E> {
        match self.turn.failed(verdict, self.attempts, settings) {
            FastStep::Retry => {
                self.attempts += 1;
                return FastAction::Retry(kind);
            }
            FastStep::Unknown => return FastAction::Leave(Exit::Failed(kind, verdict)),
            FastStep::NextProvider => {}
        }
        failures.push(Failure::new(self.name, kind, self.attempts));
        (self.provider, self.attempts) = (self.provider + 1, 1);
        let next = names.plain_name(self.provider);
        let begun = next.and_then(|name| Some((name, settings.fast_turn(name)?)));
        let Some((name, turn)) = begun else {
            return FastAction::Leave(Exit::BetweenTurns);
        };
        (self.name, self.turn) = (name, turn);
        FastAction::NextProvider
    }

    /// Goes on with an engine.
    #[inline]
    pub(super) fn leave<E>(
        self,
        exit: Exit<E>,
        settings: CallSettings<'a>,
        failures: Failures<E>,
    ) -> ValueCall<'a, E> {
        let Self {
            turn,
            provider,
            attempts,
            ..
        } = self;
        let (engine, last) = match exit {
            Exit::BetweenTurns => (Engine::resume(settings, provider), None),
            Exit::Failed(kind, verdict) => {
                let engine = Engine::failed_turn(settings, provider, turn, attempts, verdict);
                (engine, Some(kind))
            }
        };
        ValueCall::new(engine, last, failures)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::fmt::Debug;
    use std::time::Duration;

    use super::*;
    use crate::backoff::{Backoff, Jitter};
    use crate::breaker::CircuitBreaker;
    use crate::engine::AttemptLimit;
    use crate::policy::{Policy, WhenAllOpen};
    use crate::providers::Provider;
    use crate::time::{Clock, ClockHandle, TimeSources};
    use crate::value::call::ValueAction;

    const NAMES: [&str; 3] = ["a", "b", "c"];

    thread_local! {
        static TIME: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    }

    /// A clock that tells the time of this thread, or never moves.
    struct TestClock {
        moves: bool,
    }

    impl Clock for TestClock {
        fn now(&self) -> Duration {
            if self.moves {
                TIME.get()
            } else {
                Duration::ZERO
            }
        }
    }

    /// Random numbers, the same in each run.
    struct Dice(u64);

    impl Dice {
        /// Returns a number below `sides`.
        fn roll(&mut self, sides: u32) -> u32 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            u32::try_from(self.0 >> 32).unwrap_or(0) % sides
        }

        fn secs(&mut self, sides: u32) -> Duration {
            Duration::from_secs(self.roll(sides).into())
        }

        /// A backoff with seeded jitter, so that both ways wait equally long.
        fn backoff(&mut self) -> Backoff {
            let base = self.secs(2);
            if self.roll(2) == 0 || base.is_zero() {
                return base.into();
            }
            let jitter = [Jitter::Full, Jitter::Equal, Jitter::None][self.roll(3) as usize];
            let backoff = Backoff::exponential(base).max(base + self.secs(2));
            backoff.jitter(jitter).seed(self.0)
        }

        fn verdict(&mut self) -> Verdict {
            let verdict = [Verdict::RETRY, Verdict::NEXT, Verdict::STOP];
            let verdict = verdict[self.roll(3) as usize];
            let verdict = match self.roll(6) {
                0 => verdict.uncounted(),
                1 => verdict.healthy(),
                _ => verdict,
            };
            match self.roll(6) {
                0 => verdict.open_for(Duration::from_secs(30)),
                1 => verdict.after(self.secs(3)),
                _ => verdict,
            }
        }
    }

    /// The end of an attempt, the time that it takes, and true if another call opens the provider's circuit meanwhile.
    type Ending = (Result<(), Verdict>, Duration, bool);

    /// A random call: its settings, its providers, and its attempts.
    struct Scenario {
        policy: Policy,
        providers: usize,
        has_breaker: bool,
        /// Circuits that are open for so long. Zero is closed.
        open: [Duration; 3],
        attempts: Vec<Ending>,
    }

    impl Scenario {
        fn random(dice: &mut Dice) -> Self {
            let second = Duration::from_secs(1);
            let some = |dice: &mut Dice| {
                let limit = dice.secs(4) + second;
                (dice.roll(2) == 0).then_some(limit)
            };
            let (timeout, deadline) = (some(dice), some(dice));
            let policy = Policy {
                retries: dice.roll(3),
                retry_backoff: dice.backoff(),
                // A timeout is not longer than the deadline.
                timeout: timeout.map(|timeout| deadline.map_or(timeout, |most| timeout.min(most))),
                deadline,
                on_deadline: dice.verdict().then_next(),
                when_all_open: [WhenAllOpen::Fail, WhenAllOpen::ProbeEarliest]
                    [dice.roll(2) as usize],
                ..Policy::DEFAULT
            };
            let mut attempt = |_| {
                let ended = match dice.roll(4) {
                    0 => Ok(()),
                    _ => Err(dice.verdict()),
                };
                (ended, dice.secs(3), dice.roll(8) == 0)
            };
            let attempts = (0..12).map(&mut attempt).collect();
            Self {
                policy,
                attempts,
                providers: 1 + dice.roll(3) as usize,
                has_breaker: dice.roll(4) > 0,
                open: [(); 3].map(|()| match dice.roll(3) {
                    0 => dice.secs(40) + second,
                    _ => Duration::ZERO,
                }),
            }
        }
    }

    /// A call under way: what it has done, and the attempts that are left.
    struct Run<'s> {
        policy: &'s Policy,
        trace: Vec<String>,
        attempts: std::slice::Iter<'s, Ending>,
        number: u32,
        breaker: &'s CircuitBreaker,
    }

    impl Run<'_> {
        fn note(&mut self, step: impl Debug) {
            self.trace.push(format!("{step:?}"));
        }

        /// Makes an attempt. Every failure has another error.
        fn attempt(
            &mut self,
            provider: usize,
            limit: Option<AttemptLimit>,
        ) -> Result<(), (FailureKind<u32>, Verdict)> {
            self.note(("attempt", provider, limit));
            let attempt = self.attempts.next();
            let (ended, takes, is_opened) = attempt.expect("no call makes so many attempts");
            if *is_opened {
                if let Ok(permit) = self.breaker.permit(NAMES[provider]) {
                    permit.open_for(Duration::from_secs(9));
                }
            }
            TIME.set(TIME.get() + *takes);
            self.number += 1;
            if let Some(limit) = AttemptLimit::expired(limit, &|| TIME.get()) {
                return Err((FailureKind::TimedOut, limit.verdict(self.policy)));
            }
            ended.map_err(|verdict| (FailureKind::Error(self.number), verdict))
        }
    }

    /// Makes a call, with or without the fast path. Returns what its driver does and returns, and the circuits afterwards.
    fn trace(scenario: &Scenario, is_fast: bool) -> Vec<String> {
        TIME.set(Duration::ZERO);
        let breaker =
            CircuitBreaker::new(2, Duration::from_secs(60)).clock(TestClock { moves: false });
        for (name, open) in NAMES.into_iter().zip(scenario.open) {
            if !open.is_zero() {
                breaker.permit(name).expect("it is closed").open_for(open);
            }
        }
        let time = TimeSources {
            clock: ClockHandle::custom(TestClock { moves: true }),
            ..TimeSources::SYSTEM
        };
        let used = scenario.has_breaker.then_some(&breaker);
        let settings = CallSettings::new(&scenario.policy, used, || time.now());
        let names = &NAMES.map(|name| Provider::new(name, ()))[..scenario.providers];
        let mut run = Run {
            policy: &scenario.policy,
            trace: Vec::new(),
            attempts: scenario.attempts.iter(),
            number: 0,
            breaker: &breaker,
        };
        let served = if is_fast {
            fast(&mut run, &settings, &time, &names)
        } else {
            let call = ValueCall::new(Engine::resume(settings, 0), None, Failures::None);
            with_engine(&mut run, call, &time, &names)
        };
        if let Some(served) = served {
            run.note(served);
        }
        run.note(NAMES.map(|name| breaker.state(name)));
        run.trace
    }

    /// The provider that served, the attempts of its turn, and the failures before.
    type Served = (Name, u32, Failures<u32>);

    /// Drives a call as the blocking driver does.
    fn fast(
        run: &mut Run<'_>,
        settings: &CallSettings<'_>,
        time: &TimeSources,
        names: &&[Provider<()>],
    ) -> Option<Served> {
        let mut failures = Failures::None;
        let first = FastAttempt::first_turn(settings, names)
            .map(|turn| FastAttempt::first(turn, names.name(0)));
        let begun = first.or_else(|| FastAttempt::begin(settings, names, &mut failures));
        let Some(mut attempt) = begun else {
            let call = ValueCall::new(Engine::resume(*settings, 0), None, failures);
            return with_engine(run, call, time, names);
        };
        loop {
            let limit = settings.limit(run.number == 0, &|| time.now());
            let Err(failed) = run.attempt(attempt.provider, limit) else {
                attempt.turn.succeeded();
                return Some((attempt.name, attempt.attempts, failures));
            };
            if let FastAction::Leave(exit) = attempt.failed(failed, settings, names, &mut failures)
            {
                return with_engine(run, attempt.leave(exit, *settings, failures), time, names);
            }
        }
    }

    /// Drives a call with an engine.
    fn with_engine(
        run: &mut Run<'_>,
        mut call: ValueCall<'_, u32>,
        time: &TimeSources,
        names: &&[Provider<()>],
    ) -> Option<Served> {
        loop {
            match call.next(names, time) {
                ValueAction::Attempt(attempt) => {
                    match run.attempt(attempt.provider(), call.limit()) {
                        Ok(()) => return Some(call.succeeded(attempt, names)),
                        Err(failed) => call.failed(attempt, failed),
                    }
                }
                ValueAction::Sleep(rest) => {
                    run.note(("sleep", rest));
                    TIME.set(TIME.get() + rest.wait);
                }
                ValueAction::GiveUp(failed) => {
                    run.note(failed);
                    return None;
                }
            }
        }
    }

    #[test]
    fn many_retries_let_other_tasks_run_on_both_ways() {
        let failed = (Err(Verdict::RETRY), Duration::ZERO, false);
        let scenario = Scenario {
            policy: Policy {
                retries: 99,
                ..Policy::DEFAULT
            },
            providers: 2,
            has_breaker: true,
            open: [Duration::ZERO; 3],
            attempts: vec![failed; 200],
        };
        let expected = trace(&scenario, false);
        assert_eq!(trace(&scenario, true), expected);
        let rests = expected.iter().filter(|step| step.contains("yields: true"));
        assert_eq!(rests.count(), 6);
    }

    #[test]
    fn the_fast_path_does_what_the_engine_does() {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        let (mut served, mut skipped, mut went_on) = (0, 0, 0);
        for number in 0..20_000 {
            let scenario = Scenario::random(&mut dice);
            let expected = trace(&scenario, false);
            assert_eq!(trace(&scenario, true), expected, "scenario {number}");
            // Every way through the fast path is taken often.
            match expected
                .iter()
                .filter(|step| step.starts_with("(\"attempt"))
                .count()
            {
                1 if expected[0].starts_with("(\"attempt\", 0") => served += 1,
                1 => skipped += 1,
                _ => went_on += 1,
            }
        }
        let least = served.min(skipped).min(went_on);
        assert!(least > 1_000, "{served} {skipped} {went_on}");
    }
}
