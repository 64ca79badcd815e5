//! Plays random scenarios on the reference model and through both engines, and compares the results. The gate plays
//! 2,000. `ORACLE_SCENARIOS=100000` sets another number, `ORACLE_SEED` the seed, and `ORACLE_FIRST` the first
//! scenario.

use std::error::Error;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::thread;

use crate::client::{Client, Engine};
use crate::modelled::{Modelled, Play};
use crate::random::{Random, scenario};
use crate::schema::{Event, Kind};
use crate::trace::Left;
use crate::{committed, play, replayed, vectors};

#[test]
fn the_model_leaves_what_was_recorded() -> Result<(), Box<dyn Error>> {
    let (mut scenarios, mut calls) = (0, 0);
    for vector in vectors(&replayed())? {
        let vector = vector?;
        let place = vector.place();
        let begun = Play::begin(&vector.scenario.config, &crate::Further::default());
        scenarios += 1;
        let Ok(mut play) = begun else {
            assert!(vector.expect.config_error.is_some(), "{place}: refused");
            continue;
        };
        assert!(vector.expect.config_error.is_none(), "{place}: not refused");
        for (i, (call, expected)) in vector
            .scenario
            .calls
            .iter()
            .zip(vector.expect.calls)
            .enumerate()
        {
            let left = play.step(&vector.scenario, call).trace;
            assert_eq!(left, expected, "{place}, call {i}");
            calls += 1;
        }
    }
    println!("the model: {scenarios} scenarios, {calls} calls as recorded");
    assert!(scenarios > 0, "{} has no scenarios", committed().display());
    Ok(())
}

#[test]
fn generated_scenarios_leave_what_the_model_leaves() {
    let (seed, first) = (asked("ORACLE_SEED", 1), asked("ORACLE_FIRST", 0));
    let scenarios = asked("ORACLE_SCENARIOS", 2_000);
    let numbers = first..first + scenarios;
    let threads = thread::available_parallelism().map_or(1, usize::from) as u64;
    let share = scenarios.div_ceil(threads).max(1);
    let counts: Vec<Count> = thread::scope(|scope| {
        let from = numbers.clone().step_by(usize::try_from(share).unwrap_or(1));
        let shares = from.map(|from| from..(from + share).min(numbers.end));
        let running: Vec<_> = shares
            .map(|share| scope.spawn(|| agree(seed, share)))
            .collect();
        let joined = running.into_iter().map(thread::ScopedJoinHandle::join);
        joined
            .map(|count| count.unwrap_or_else(|failed| resume_unwind(failed)))
            .collect()
    });
    let sum = |of: fn(&Count) -> usize| counts.iter().map(of).sum::<usize>();
    let (calls, attempts) = (sum(|count| count.calls), sum(|count| count.attempts));
    let (beyond, refused) = (sum(|count| count.beyond), sum(|count| count.refused));
    let absent = sum(|count| count.absent);
    let figures = format!(
        "seed {seed}: {scenarios} scenarios, {calls} calls, {attempts} attempts; both engines agree with the model \
         ({beyond} scenarios use what the recorded ones cannot, {absent} have a provider that returned `None`, \
         {refused} configurations refused)"
    );
    println!("{figures}");
    assert!(calls > 0, "no provider was called");
    let command = format!(
        "ORACLE_SEED={seed} ORACLE_SCENARIOS={scenarios} cargo test -p tests --test oracle -- --nocapture generated"
    );
    if first == 0 {
        tests::figures::write("oracle", &command, &figures);
    }
}

fn asked(name: &str, otherwise: u64) -> u64 {
    let Some(text) = std::env::var_os(name) else {
        return otherwise;
    };
    let number = text.to_str().and_then(|text| text.parse().ok());
    number.unwrap_or_else(|| panic!("{name} is not a number"))
}

#[derive(Default)]
struct Count {
    calls: usize,
    attempts: usize,
    beyond: usize,
    absent: usize,
    refused: usize,
}

fn agree(seed: u64, numbers: Range<u64>) -> Count {
    let mut count = Count::default();
    for number in numbers {
        let agreed = catch_unwind(AssertUnwindSafe(|| agrees(seed, number, &mut count)));
        if let Err(failed) = agreed {
            eprintln!(
                "scenario {number} of seed {seed} differs; again, and alone:\n  ORACLE_SEED={seed} ORACLE_FIRST={number} \
                 ORACLE_SCENARIOS=1 cargo test -p tests --test oracle -- --nocapture generated"
            );
            resume_unwind(failed);
        }
    }
    count
}

fn agrees(seed: u64, number: u64, count: &mut Count) {
    let Random {
        scenario,
        further,
        expected,
    } = scenario(seed, number);
    count.beyond += usize::from(further.is_set());
    let scenario = Rc::new(scenario);
    for engine in Engine::BOTH {
        let begun = Play::begin(&scenario.config, &further);
        let built = Client::build(&scenario.config, further.clone(), engine);
        let client = match (built, begun) {
            (Ok(client), Ok(_)) => client,
            (Err(left), Err(expected)) => {
                assert_eq!(left, expected, "{engine:?}: refused for");
                count.refused += usize::from(engine == Engine::Blocking);
                continue;
            }
            (built, begun) => panic!(
                "{engine:?} refuses the configuration: {}, the model: {}",
                built.is_err(),
                begun.is_err()
            ),
        };
        let left = play(&scenario, client);
        assert_eq!(left.len(), expected.len(), "{engine:?}: calls");
        for (i, (left, expected)) in left.iter().zip(&expected).enumerate() {
            assert_left(left, expected, &format!("call {i}, {engine:?}"));
        }
    }
    count.calls += expected.len();
    let is_absent = |event: &Event| {
        matches!(
            event,
            Event::Done {
                kind: Some(Kind::Absent),
                ..
            }
        )
    };
    let events = || expected.iter().flat_map(|modelled| &modelled.trace.events);
    count.absent += usize::from(events().any(is_absent));
    let is_call = |event: &&Event| matches!(event, Event::Call { .. });
    count.attempts += events().filter(is_call).count();
}

/// Compares the engine's result (left) with the model's (right).
fn assert_left(left: &Left, expected: &Modelled, place: &str) {
    let trace = &expected.trace;
    let is_action = |event: &&Event| matches!(event, Event::Call { .. } | Event::Sleep { .. });
    let actions: Vec<_> = trace.events.iter().filter(is_action).collect();
    let done: Vec<_> = left.actions.iter().collect();
    assert_eq!(done, actions, "{place}: calls and sleeps");
    assert_eq!(
        left.unrecorded.told.as_ref(),
        Some(&expected.told),
        "{place}: what it told"
    );
    assert_eq!(left.outcome, trace.outcome, "{place}: outcome");
    assert_eq!(left.t_end, trace.t_end, "{place}: clock");
    assert_eq!(left.unrecorded.states, expected.states, "{place}: circuits");
}
