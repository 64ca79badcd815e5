//! The fast path: turns without an [`Engine`].
//!
//! Most calls are over after their first attempt, and most of the others after the first provider or two have failed. That
//! is where cost matters, so the fast path repeats the rules for calls in which nothing special happens: each circuit is
//! closed, there is nothing to wait for, and no verdict ends the call. A driver
//!
//! 1. begins a turn with [`CallSettings::fast_turn`],
//! 2. limits the attempt with [`CallSettings::limit`] and makes it,
//! 3. reports it with [`FastTurn::succeeded`] or [`FastTurn::failed`], which says what follows.
//!
//! Where a step has no answer, an [`Engine`] goes on, in the state that it would have by itself. A test holds both ways equal.

use super::settings::CallSettings;
use super::turn::Turn;
use super::{AllOpen, Attempt, Engine};
use crate::breaker::{AnyPermit, ClosedPermit};
use crate::name::Name;
use crate::verdict::{NextStep, Verdict};

/// A turn without a circuit or with a closed one. Plain data that needs no cleanup.
#[derive(Clone, Copy)]
pub(crate) struct FastTurn<'a>(Option<ClosedPermit<'a>>);

/// What follows a failed attempt on the fast path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FastStep {
    /// Another attempt at the same provider, at once.
    Retry,
    /// The turn is over, and the circuit knows it. Record the failure, and begin the turn of the next provider.
    NextProvider,
    /// An engine decides: [`Engine::failed_turn`].
    Unknown,
}

impl<'a> FastTurn<'a> {
    /// A turn without a circuit.
    pub(crate) const NONE: Self = Self(None);

    /// Begins a turn with this permit. Returns the permit if it is a probe's, because that needs cleanup.
    #[inline]
    pub(crate) fn of(permit: Option<AnyPermit<'a>>) -> Result<Self, AnyPermit<'a>> {
        match permit {
            None => Ok(Self(None)),
            Some(AnyPermit::Closed(permit)) => Ok(Self(Some(permit))),
            Some(probe) => Err(probe),
        }
    }

    #[inline]
    pub(crate) fn succeeded(&self) {
        if let Some(permit) = &self.0 {
            permit.succeed();
        }
    }

    /// Reports that an attempt failed, the last of so many.
    #[inline]
    pub(crate) fn failed(
        &self,
        verdict: Verdict,
        attempts: u32,
        settings: &CallSettings<'a>,
    ) -> FastStep {
        if settings.end.is_some() || verdict.next() == NextStep::Stop {
            return FastStep::Unknown;
        }
        if settings.may_retry(verdict, attempts) {
            let is_current = self.0.is_none_or(|permit| permit.is_current());
            return if is_current && settings.policy.retry_backoff.is_zero() {
                FastStep::Retry
            } else {
                FastStep::Unknown
            };
        }
        if let (Some(permit), Some(breaker)) = (&self.0, settings.breaker) {
            permit.fail(verdict, breaker);
        }
        FastStep::NextProvider
    }
}

impl<'a> CallSettings<'a> {
    /// Begins a turn if there is no breaker or the circuit is closed. It reads no clock.
    ///
    /// The engine would first compare the deadline with the clock. On the fast path there is no deadline, or the call
    /// begins now.
    #[inline]
    pub(crate) fn fast_turn(&self, name: Name) -> Option<FastTurn<'a>> {
        match self.breaker {
            Some(breaker) => {
                let permit = breaker.circuit_ref(name).admit_closed()?;
                Some(FastTurn(Some(permit)))
            }
            None => Some(FastTurn(None)),
        }
    }
}

impl<'a> Engine<'a> {
    /// Creates the engine of a call that has called every provider before `position`.
    pub(crate) fn resume(settings: CallSettings<'a>, position: usize) -> Self {
        let all_open = match position {
            0 => AllOpen::Yes(None),
            _ => AllOpen::No,
        };
        Self {
            position,
            all_open,
            ..Self::new(settings)
        }
    }

    /// Creates the engine of a call whose first turn was admitted, before the attempt.
    pub(crate) fn admitted(settings: CallSettings<'a>, permit: AnyPermit<'a>) -> Self {
        Self {
            turn: Turn::new(0, Some(permit), 1),
            ..Self::resume(settings, 1)
        }
    }

    /// Creates the engine of a call whose turn has failed so many attempts.
    pub(crate) fn failed_turn(
        settings: CallSettings<'a>,
        provider: usize,
        turn: FastTurn<'a>,
        attempts: u32,
        verdict: Verdict,
    ) -> Self {
        let mut engine = Self::resume(settings, provider + 1);
        engine.turn = Turn::new(provider, turn.0.map(AnyPermit::Closed), 1);
        engine.turn.request.attempts = attempts;
        engine.failed(Attempt::at(provider), verdict);
        engine
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::time::Duration;

    use super::*;
    use crate::breaker::CircuitBreaker;
    use crate::engine::{EngineInput, Step};
    use crate::policy::{Policy, WhenAllOpen};
    use crate::time::Clock;

    const NAMES: [&str; 3] = ["a", "b", "c"];

    struct Still;

    impl Clock for Still {
        fn now(&self) -> Duration {
            Duration::ZERO
        }
    }

    struct List(usize);

    impl EngineInput for List {
        fn len(&self) -> usize {
            self.0
        }

        fn name(&self, provider: usize) -> Name {
            Name::new(NAMES[provider])
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

        fn verdict(&mut self) -> Verdict {
            let verdict = [Verdict::RETRY, Verdict::NEXT, Verdict::STOP];
            let verdict = verdict[self.roll(3) as usize];
            match self.roll(4) {
                0 => verdict.uncounted(),
                1 => verdict.open_for(secs(30)),
                _ => verdict,
            }
        }
    }

    fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    /// A random call: its settings, its providers, and how each attempt ends and how long it takes.
    struct Scenario {
        policy: Policy,
        providers: usize,
        has_breaker: bool,
        /// Circuits that are open for so many seconds. Zero is closed.
        open: [u64; 3],
        attempts: Vec<(Result<(), Verdict>, u64)>,
    }

    impl Scenario {
        fn random(dice: &mut Dice) -> Self {
            let some = |dice: &mut Dice, least: u64| {
                let secs = secs(least + u64::from(dice.roll(4)));
                (dice.roll(2) == 0).then_some(secs)
            };
            let policy = Policy {
                retries: dice.roll(3),
                retry_backoff: secs(dice.roll(2).into()),
                timeout: some(dice, 1),
                deadline: some(dice, 1),
                when_all_open: [WhenAllOpen::Fail, WhenAllOpen::ProbeEarliest]
                    [dice.roll(2) as usize],
                ..Policy::DEFAULT
            };
            let attempt = |_| {
                let ended = match dice.roll(4) {
                    0 => Ok(()),
                    _ => Err(dice.verdict()),
                };
                (ended, u64::from(dice.roll(3)))
            };
            let attempts = (0..12).map(attempt).collect();
            Self {
                policy,
                providers: 1 + dice.roll(3) as usize,
                has_breaker: dice.roll(4) > 0,
                open: [(); 3].map(|()| u64::from(dice.roll(3) / 2 * (1 + dice.roll(40)))),
                attempts,
            }
        }

        /// Makes the call, with or without the fast path. Returns what a driver does and what the circuits learn.
        fn trace(&self, fast: bool) -> Vec<String> {
            let breaker = CircuitBreaker::new(2, secs(60)).clock(Still);
            for (name, open) in NAMES.into_iter().zip(self.open) {
                if open > 0 {
                    breaker
                        .permit(name)
                        .expect("it is closed")
                        .open_for(secs(open));
                }
            }
            let (list, time) = (List(self.providers), Cell::new(Duration::ZERO));
            let now = || time.get();
            let breaker = self.has_breaker.then_some(&breaker);
            let settings = CallSettings::new(&self.policy, breaker, now);
            let mut trace = Vec::new();
            let mut attempts = self.attempts.iter();
            let mut ended = || {
                let (ended, takes) = attempts.next().expect("no call makes so many attempts");
                time.set(time.get() + secs(*takes));
                *ended
            };
            'call: {
                // A driver makes the attempts of the fast path in the same way.
                let mut engine = 'fast: {
                    let mut provider = 0;
                    while fast && provider < self.providers {
                        let Some(turn) = settings.fast_turn(list.name(provider)) else {
                            break;
                        };
                        for attempts in 1.. {
                            trace.push(format!("attempt {provider} {:?}", settings.limit(now)));
                            let Err(verdict) = ended() else {
                                turn.succeeded();
                                trace.push("served".to_owned());
                                break 'call;
                            };
                            match turn.failed(verdict, attempts, &settings) {
                                FastStep::Retry => {}
                                FastStep::NextProvider => {
                                    let failed = Step::Failed { provider, attempts };
                                    trace.push(format!("{failed:?}"));
                                    break;
                                }
                                FastStep::Unknown => {
                                    break 'fast Engine::failed_turn(
                                        settings, provider, turn, attempts, verdict,
                                    );
                                }
                            }
                        }
                        provider += 1;
                    }
                    Engine::resume(settings, provider)
                };
                loop {
                    match engine.next(&list, now) {
                        Step::Attempt(attempt) => {
                            let provider = attempt.provider();
                            trace.push(format!("attempt {provider} {:?}", engine.limit()));
                            match ended() {
                                Ok(()) => {
                                    engine.succeeded(attempt);
                                    trace.push("served".to_owned());
                                    break 'call;
                                }
                                Err(verdict) => engine.failed(attempt, verdict),
                            }
                        }
                        Step::Sleep(wait) => {
                            time.set(time.get() + wait);
                            trace.push(format!("sleep {wait:?}"));
                        }
                        Step::Finished(finish) => {
                            trace.push(format!("{finish:?}"));
                            break 'call;
                        }
                        step => trace.push(format!("{step:?}")),
                    }
                }
            }
            for name in NAMES {
                let state = breaker.map(|breaker| breaker.state(name));
                trace.push(format!("{name}: {state:?}"));
            }
            trace
        }
    }

    #[test]
    fn the_fast_path_does_what_the_engine_does() {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        let (mut served, mut went_on, mut refused) = (0, 0, 0);
        for number in 0..20_000 {
            let scenario = Scenario::random(&mut dice);
            let trace = scenario.trace(false);
            assert_eq!(scenario.trace(true), trace, "scenario {number}");
            // Every way out of the fast path occurs.
            let is_served = trace.get(1).is_some_and(|second| second == "served");
            let is_open = scenario.has_breaker && scenario.open[0] > 0;
            match (is_open, is_served) {
                (true, _) => refused += 1,
                (false, true) => served += 1,
                (false, false) => went_on += 1,
            }
        }
        assert!(
            served.min(went_on).min(refused) > 1_000,
            "{served} {went_on} {refused}"
        );
    }
}
