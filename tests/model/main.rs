//! Random sequences of steps: two clients share a breaker, and after each step both engines must show what the
//! reference model shows. A sequence that differs is shortened.
//!
//! `MODEL_CASES=10000` plays this many sequences, `MODEL_SEED` sets the seed.

mod absent;
mod harness;
mod machine;
mod probes;
mod strategies;

use std::sync::atomic::{AtomicU64, Ordering};

use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use proptest_state_machine::ReferenceStateMachine;

use self::harness::{Engine, Harness};
use self::machine::{Machine, Pair, Seen, Setup, Transition, World};

#[test]
fn both_engines_do_what_the_model_does() {
    let (seed, cases) = (asked("MODEL_SEED", 1), asked("MODEL_CASES", 600));
    let config = Config {
        cases: u32::try_from(cases).expect("fewer cases"),
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    let counts = Counts::default();
    let strategy = Machine::sequential_strategy(1..24);
    let ran = TestRunner::new(config).run(&strategy, |(pair, transitions, seen)| {
        let mut played = Played::begin(pair);
        for transition in &transitions {
            if let Some(seen) = &seen {
                // Shortening first removes the steps that were not reached.
                seen.fetch_add(1, Ordering::SeqCst);
            }
            played.step(transition, &counts)?;
        }
        Ok(())
    });
    match ran {
        Ok(()) => {
            let figures = format!(
                "seed {seed}: {cases} sequences, {counts}; both engines agree with the model"
            );
            println!("{figures}");
            let command = format!(
                "MODEL_SEED={seed} MODEL_CASES={cases} cargo test -p tests --test model -- --nocapture"
            );
            tests::figures::write("model", &command, &figures);
        }
        Err(TestError::Fail(why, (pair, transitions, _))) => panic!(
            "{why}\n{}\n{}\nagain: MODEL_SEED={seed} MODEL_CASES={cases} cargo test -p tests --test model",
            pair.setup,
            listed(&transitions)
        ),
        Err(other) => panic!("{other}"),
    }
}

fn listed(transitions: &[Transition]) -> String {
    let lines = transitions.iter().zip(1..);
    let lines: Vec<_> = lines
        .map(|(transition, n)| format!("{n}. {transition:?}"))
        .collect();
    lines.join("\n")
}

fn asked(name: &str, otherwise: u64) -> u64 {
    let Some(text) = std::env::var_os(name) else {
        return otherwise;
    };
    let number = text.to_str().and_then(|text| text.parse().ok());
    number.unwrap_or_else(|| panic!("{name} is not a number"))
}

/// The model's two worlds, and the engine that is compared with each.
struct Played {
    pair: Pair,
    harnesses: [Harness; 2],
    done: usize,
}

impl Played {
    fn begin(pair: Pair) -> Self {
        let harnesses = Engine::BOTH.map(|engine| Harness::new(&pair.setup, engine));
        Self {
            pair,
            harnesses,
            done: 0,
        }
    }

    fn step(&mut self, transition: &Transition, counts: &Counts) -> Result<(), TestCaseError> {
        self.done += 1;
        let pair = std::mem::replace(&mut self.pair, Pair::of(Setup::default()));
        self.pair = Machine::apply(pair, transition);
        for (world, harness) in self.pair.worlds.iter_mut().zip(&self.harnesses) {
            let place = format!("{:?}, step {}", harness.engine, self.done);
            let seen = harness
                .act(transition, &world.moves)
                .map_err(|breach| fail(&place, &breach))?;
            counts.add(world);
            let expected = world.seen();
            if let Some(difference) = difference(&seen, &expected) {
                return Err(fail(&place, &difference));
            }
        }
        Ok(())
    }
}

fn fail(place: &str, why: &str) -> TestCaseError {
    TestCaseError::fail(format!("{place}: {why}"))
}

/// Returns the first difference.
fn difference(seen: &Seen, expected: &Seen) -> Option<String> {
    let differs = |what: &str, seen: String, expected: String| {
        (seen != expected).then(|| format!("{what}\n  engine: {seen}\n  model:  {expected}"))
    };
    let all = |seen: &Seen| {
        [
            ("providers called", format!("{:?}", seen.calls)),
            ("told", format!("{:?}", seen.told)),
            ("circuits", format!("{:?}", seen.states)),
            ("clock", format!("{:?}", seen.now)),
        ]
    };
    let pairs = all(seen).into_iter().zip(all(expected));
    pairs
        .into_iter()
        .find_map(|((what, seen), (_, expected))| differs(what, seen, expected))
}

/// Counts of what was played, so that no reader takes the test for more than it is.
#[derive(Default)]
struct Counts {
    steps: AtomicU64,
    calls: AtomicU64,
    gone: AtomicU64,
    attempts: AtomicU64,
    skips: AtomicU64,
    probes: AtomicU64,
}

impl Counts {
    fn add(&self, world: &World) {
        let add = |count: &AtomicU64, by: usize| count.fetch_add(by as u64, Ordering::Relaxed);
        add(&self.steps, 1);
        let tally = world.tally();
        add(&self.calls, tally.calls);
        add(&self.gone, tally.gone);
        add(&self.attempts, tally.attempts);
        add(&self.skips, tally.skips);
        add(&self.probes, tally.probes);
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        write!(
            f,
            "{} steps, {} calls ({} ended by a panic or a drop), {} attempts, {} skips, {} probes",
            of(&self.steps),
            of(&self.calls),
            of(&self.gone),
            of(&self.attempts),
            of(&self.skips),
            of(&self.probes)
        )
    }
}
