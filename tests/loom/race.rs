//! Threads that race at one circuit, under loom: in any interleaving, they end as in some order of whole acts.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use failover_on_loom::{
    CircuitBreaker, CircuitOpen, CircuitState, FailoverClient, FailureKind, Permit, Provider,
    WhenAllOpen,
};

use crate::clock::Clock;
use crate::explore::{Bounds, Explored, explore};
use crate::orders::{Outcome, World};
use crate::reference_circuit::{LEASE, RESET_AFTER, THRESHOLD};
use crate::words::{Act, Answer, Program, Settle};

/// The time at which a model begins, in seconds. No other time of a model is equal, so a read before the write is
/// noticed.
const BEGINNING: u64 = 1_000;

/// Acts that tell the possible ends of a race apart.
const CLOSING: &[Act] = &[
    Act::Look,
    Act::Advance(70),
    Act::Look,
    Act::Permit,
    Act::Settle(Settle::Failure),
    Act::Look,
];

/// The start of a race.
#[derive(Clone, Copy)]
pub(crate) struct Situation {
    pub(crate) name: &'static str,
    pub(crate) before: &'static [Act],
    /// True if the first thread holds the permit that was put aside first.
    pub(crate) held: bool,
}

/// Programs that run concurrently.
#[derive(Clone)]
pub(crate) struct Race {
    pub(crate) situation: Situation,
    pub(crate) programs: Vec<Program>,
}

impl Race {
    pub(crate) fn name(&self) -> String {
        let programs: Vec<&str> = self.programs.iter().map(|it| it.name).collect();
        format!("{}: {}", self.situation.name, programs.join(" | "))
    }

    pub(crate) fn explore(self, limit: usize, bounds: Bounds) -> Explored {
        let allowed =
            World::after(self.situation.before, BEGINNING).outcomes(&self.programs, CLOSING);
        let outcomes = allowed.len();
        let seen = Arc::new(Mutex::new(BTreeSet::new()));
        let seen_here = Arc::clone(&seen);
        let mut explored = explore(self.name(), limit, bounds, move || {
            let outcome = self.run();
            let mut seen = seen_here.lock().unwrap_or_else(PoisonError::into_inner);
            if !seen.contains(&outcome) {
                assert!(
                    allowed.contains(&outcome),
                    "no order of these ends so: {outcome:?}"
                );
                seen.insert(outcome);
            }
        });
        let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        (explored.outcomes, explored.seen) = (outcomes, seen.len());
        explored
    }

    /// The race in the interleaving under way.
    fn run(&self) -> Outcome {
        let moves = self.programs.iter().any(Program::moves_the_clock);
        let clock = Clock::new(BEGINNING, moves);
        let breaker = CircuitBreaker::new(THRESHOLD, Duration::from_secs(RESET_AFTER))
            .probe_lease(Duration::from_secs(LEASE))
            .clock(clock.clone());
        let breaker = Arc::new(breaker);
        let mut here = Actor::new(&breaker, &clock);
        here.perform(self.situation.before);
        here.answers.clear();
        let mut kept = std::mem::take(&mut here.kept).into_iter();
        here.permit = kept.next();

        let others = self.programs[1..].iter().map(|program| {
            let (breaker, clock, acts) = (Arc::clone(&breaker), clock.clone(), program.acts);
            loom::thread::spawn(move || {
                let mut there = Actor::new(&breaker, &clock);
                there.perform(acts);
                // Permits that were put aside stay aside.
                there.kept.into_iter().for_each(std::mem::forget);
                there.answers
            })
        });
        let others: Vec<_> = others.collect();
        here.perform(self.programs[0].acts);
        let mut threads = vec![std::mem::take(&mut here.answers)];
        threads.extend(others.into_iter().map(|it| it.join().unwrap()));

        here.perform(CLOSING);
        let closing = here.answers;
        Outcome { threads, closing }
    }
}

/// A thread that performs acts on the engine.
struct Actor<'a> {
    breaker: &'a Arc<CircuitBreaker>,
    clock: &'a Clock,
    permit: Option<Permit<'a>>,
    kept: Vec<Permit<'a>>,
    answers: Vec<Answer>,
}

impl<'a> Actor<'a> {
    fn new(breaker: &'a Arc<CircuitBreaker>, clock: &'a Clock) -> Self {
        Self {
            breaker,
            clock,
            permit: None,
            kept: Vec::new(),
            answers: Vec::new(),
        }
    }

    fn perform(&mut self, acts: &[Act]) {
        for act in acts {
            self.act(*act);
        }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Permit => {
                let answer = match self.breaker.permit("a") {
                    Ok(permit) => {
                        let is_probe = permit.is_probe();
                        self.permit = Some(permit);
                        if is_probe {
                            Answer::Probe
                        } else {
                            Answer::Pass
                        }
                    }
                    Err(open) => refusal(open),
                };
                self.answers.push(answer);
            }
            Act::Keep => self.kept.extend(self.permit.take()),
            Act::Settle(how) => {
                let Some(permit) = self.permit.take() else {
                    return;
                };
                match how {
                    Settle::Success => permit.success(),
                    Settle::Failure => permit.failure(),
                    Settle::StayAway(seconds) => permit.open_for(Duration::from_secs(seconds)),
                    Settle::Drop => drop(permit),
                }
            }
            Act::Reset => self.breaker.reset("a"),
            Act::ForceOpen => self.breaker.force_open("a"),
            Act::ForceClose => self.breaker.force_close("a"),
            Act::Look => self.answers.push(look(self.breaker)),
            Act::Call(how) => self.answers.push(call(self.breaker, how)),
            Act::Advance(seconds) => self.clock.advance(seconds),
            Act::StepBack(seconds) => self.clock.step_back(seconds),
        }
    }
}

fn refusal(open: CircuitOpen) -> Answer {
    match open.retry_in() {
        Some(left) => Answer::Open(left.as_secs()),
        None if open.is_probing() => Answer::Probing,
        None => Answer::HeldOpen,
    }
}

fn look(breaker: &CircuitBreaker) -> Answer {
    let seen = breaker.snapshot()[0];
    match seen.state {
        CircuitState::Closed => Answer::Closed(seen.failures),
        CircuitState::Unknown => unreachable!("a snapshot knows its circuits"),
        CircuitState::HalfOpen => Answer::HalfOpen,
        CircuitState::Open { retry_in: None } => Answer::HeldOpen,
        CircuitState::Open {
            retry_in: Some(left),
        } => Answer::Open(left.as_secs()),
    }
}

fn call(breaker: &Arc<CircuitBreaker>, how: Settle) -> Answer {
    let client = FailoverClient::builder()
        .circuit_breaker(Arc::clone(breaker))
        .when_all_open(WhenAllOpen::ProbeEarliest)
        .build()
        .unwrap();
    let called = Cell::new(false);
    let provider = Provider::new("a", || {
        called.set(true);
        match how {
            Settle::Success => Ok(()),
            _ => Err(()),
        }
    });
    match client.fetch([provider]) {
        _ if called.get() => Answer::Called,
        Ok(_) => unreachable!("no other provider serves"),
        Err(failed) => match failed.failures()[0].kind {
            FailureKind::CircuitOpen(open) => refusal(open),
            ref kind => unreachable!("{kind:?}"),
        },
    }
}
