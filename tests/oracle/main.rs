//! Replays recorded scenarios. Each is seeded and random, and has the exact trace that blocking and async calls must
//! leave.
//!
//! The repository contains 600. `ORACLE_VECTORS=FILE` (JSON lines, also gzipped) replays others instead.
//! `vectors/README.md` has the format. `generated` makes more, whose traces come from the reference model.

mod absent;
mod annotated;
mod client;
mod dice;
mod generated;
mod harness;
mod modelled;
mod random;
mod schema;
mod settings;
mod trace;

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use flate2::read::GzDecoder;

use crate::annotated::Annotated;
use crate::annotated::generate::{SCENARIOS, is_wired};
use crate::client::{Client, Engine, Unusable, field};
use crate::harness::{Driver, Harness};
use crate::schema::{Expect, Outcomes, Scenario, Vector};
use crate::settings::Further;
use crate::trace::Left;

#[test]
fn every_scenario_leaves_its_trace() -> Result<(), Box<dyn Error>> {
    let path = replayed();
    let (mut scenarios, mut counts) = (0, [(); 2].map(|()| Replayed::default()));
    for vector in vectors(&path)? {
        let vector = vector?;
        scenarios += 1;
        let place = vector.place();
        let (scenario, expect) = (Rc::new(vector.scenario), vector.expect);
        let both = Engine::BOTH.map(|engine| replay(&place, &scenario, &expect, engine));
        for (count, left) in counts.iter_mut().zip(&both) {
            count.add(left);
        }
        let [blocking, awaited] = both;
        assert_eq!(awaited, blocking, "{place}: awaited, and blocking");
    }
    assert!(scenarios > 0, "{} has no scenarios", path.display());
    for (engine, count) in Engine::BOTH.iter().zip(counts) {
        let Replayed {
            calls,
            refused,
            unwritable,
        } = count;
        println!(
            "{engine:?}: {scenarios} scenarios, {calls} calls agree \
             ({refused} configurations refused, {unwritable} not writable in Rust)"
        );
    }
    Ok(())
}

/// Observed calls take no fast path, and must not differ. Their events are compared with the trace, call by call.
#[test]
fn observed_calls_leave_the_same_and_have_one_event_for_each_attempt_and_sleep()
-> Result<(), Box<dyn Error>> {
    let mut calls = 0;
    for vector in vectors(&replayed())? {
        let vector = vector?;
        let place = vector.place();
        let scenario = Rc::new(vector.scenario);
        for engine in Engine::BOTH {
            for further in [
                Further::default(),
                Further::of(vector.number, &scenario.config),
            ] {
                let observed = Client::observed(&scenario.config, further.clone(), engine);
                let plain = Client::build(&scenario.config, further, engine);
                if let (Ok(observed), Ok(plain)) = (observed, plain) {
                    let left = play(&scenario, observed);
                    assert_eq!(left, play(&scenario, plain), "{place}: {engine:?}");
                    calls += left.len();
                }
            }
        }
    }
    println!("observed: {calls} calls agree");
    assert!(calls > 0, "no calls");
    Ok(())
}

/// Counts of all scenarios in one of the engines.
#[derive(Default)]
struct Replayed {
    calls: usize,
    refused: usize,
    unwritable: usize,
}

impl Replayed {
    fn add(&mut self, left: &Result<Vec<Left>, Unusable>) {
        match left {
            Ok(calls) => self.calls += calls.len(),
            Err(Unusable::Refused(_)) => self.refused += 1,
            Err(Unusable::Unwritable) => self.unwritable += 1,
        }
    }
}

/// The scenarios that are replayed.
fn replayed() -> PathBuf {
    std::env::var_os("ORACLE_VECTORS").map_or_else(committed, PathBuf::from)
}

/// The scenarios in the repository.
fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/reference.jsonl.gz")
}

fn vectors(
    path: &Path,
) -> Result<impl Iterator<Item = Result<Vector, Box<dyn Error>>>, Box<dyn Error>> {
    let file = File::open(path)?;
    let reader: Box<dyn Read> = if path.extension().is_some_and(|ending| ending == "gz") {
        Box::new(GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let lines = BufReader::new(reader).lines();
    Ok(lines.map(|line| Ok(serde_json::from_str(&line?)?)))
}

/// Returns the result of each call, or the reason why no call could be made.
fn replay(
    place: &str,
    scenario: &Rc<Scenario>,
    expect: &Expect,
    engine: Engine,
) -> Result<Vec<Left>, Unusable> {
    let built = Client::build(&scenario.config, Further::default(), engine);
    let client = match (built, &expect.config_error) {
        (Ok(client), None) => client,
        (Err(unusable), Some(error)) => {
            if let Unusable::Refused(refused) = unusable {
                assert_eq!(field(refused), error.field, "{place}: refused for");
            }
            return Err(unusable);
        }
        (Ok(_), Some(error)) => panic!("{place}: {} should be refused", error.field),
        (Err(unusable), None) => panic!("{place}: {unusable:?} in a good configuration"),
    };
    let left = play(scenario, client);
    for (i, (left, expected)) in left.iter().zip(&expect.calls).enumerate() {
        left.assert_is(expected, &format!("{place}, call {i}, {engine:?}"));
    }
    Ok(left)
}

/// Plays all calls and returns the result of each.
fn play(scenario: &Rc<Scenario>, driver: impl Driver + 'static) -> Vec<Left> {
    let harness = Harness::set_up(Rc::clone(scenario), Box::new(driver));
    scenario
        .calls
        .iter()
        .map(|call| harness.step(call))
        .collect()
}

#[test]
fn further_settings_leave_the_same_in_both_engines() -> Result<(), Box<dyn Error>> {
    let mut agreed = Agreed::default();
    for vector in vectors(&replayed())? {
        let vector = vector?;
        if vector.expect.config_error.is_some() {
            continue;
        }
        let place = vector.place();
        let scenario = Rc::new(vector.scenario);
        let [blocking, awaited] = Engine::BOTH.map(|engine| {
            let further = Further::of(vector.number, &scenario.config);
            let client = Client::build(&scenario.config, further, engine);
            play(&scenario, client.expect("a good configuration"))
        });
        assert_eq!(awaited, blocking, "{place}: awaited, and blocking");
        agreed.scenarios += 1;
        agreed.calls += blocking.len();
    }
    let Agreed { scenarios, calls } = agreed;
    println!("with further settings: {scenarios} scenarios, {calls} calls alike in both engines");
    assert!(scenarios > 0, "no scenarios");
    Ok(())
}

/// Counts of scenarios and calls that agree.
#[derive(Default)]
struct Agreed {
    scenarios: usize,
    calls: usize,
}

/// The result with which annotated functions are compared.
#[derive(Clone, Copy)]
enum Held {
    /// The recording, and everything that a client leaves.
    Recorded,
    /// Everything that a client with the same further settings leaves.
    Further,
    /// The same except provenance, which a function with its own body does not return.
    Bodies,
}

#[test]
fn annotated_functions_leave_the_same_traces() -> Result<(), Box<dyn Error>> {
    let mut agreed: [[Agreed; 3]; 2] = Default::default();
    let (mut refused, mut without, mut refused_calls) = (0, 0, 0);
    for vector in vectors(&committed())? {
        let vector = vector?;
        if vector.number >= SCENARIOS {
            break;
        }
        if vector.expect.config_error.is_some() {
            refused += 1;
            continue;
        }
        let calls = vector.scenario.calls.len();
        let engine = annotated::generate::engine(vector.number);
        match compare(vector) {
            None => without += 1,
            Some((held, compared)) => {
                let agreed = &mut agreed[engine as usize][held as usize];
                agreed.scenarios += 1;
                agreed.calls += compared;
                refused_calls += calls - compared;
            }
        }
    }
    let helds = [
        ("as recorded", 60),
        ("with further settings, as a client", 30),
        (
            "with a body as the first provider, but for the provenance",
            12,
        ),
    ];
    for (engine, agreed) in Engine::BOTH.iter().zip(agreed) {
        for (Agreed { scenarios, calls }, (held, least)) in agreed.iter().zip(helds) {
            println!("{engine:?}: {scenarios} scenarios, {calls} calls {held}");
            assert!(*scenarios >= least, "{engine:?}: too few {held}");
        }
    }
    println!(
        "not wired, as the attribute refuses them: {refused} configurations, \
         {refused_calls} calls, and {without} scenarios that have no others"
    );
    Ok(())
}

/// Plays a scenario through a client and through its annotated functions. Returns the number of calls that agree, or
/// `None` if the attribute accepts none of the functions.
fn compare(vector: Vector) -> Option<(Held, usize)> {
    let place = vector.place();
    let Vector {
        number,
        scenario,
        expect,
        ..
    } = vector;
    let Some(functions) = Annotated::find(number, &scenario) else {
        assert!(!scenario.calls.iter().any(|call| is_wired(&scenario, call)));
        return None;
    };
    let settings = annotated::generate::further(number, &scenario.config);
    let held = match &settings {
        Some(_) => Held::Further,
        None if functions.are_bodies() => Held::Bodies,
        None => Held::Recorded,
    };
    let client = Client::build(
        &scenario.config,
        settings.unwrap_or_default(),
        Engine::Blocking,
    );
    let scenario = Rc::new(scenario);
    let by_client = play(&scenario, client.expect("a good configuration"));
    let harness = Harness::set_up(Rc::clone(&scenario), Box::new(functions));
    let mut compared = 0;
    for (i, (call, mut by_client)) in scenario.calls.iter().zip(by_client).enumerate() {
        let place = format!("{place}, call {i}");
        if !is_wired(&scenario, call) {
            assert_eq!(by_client.outcome, Outcomes::BadRequest {}, "{place}");
            let passed = harness.pass_over(call);
            assert_eq!(passed, (by_client.t_end, by_client.breakers), "{place}");
            continue;
        }
        let left = harness.step(call);
        match held {
            Held::Recorded => left.assert_is(&expect.calls[i], &place),
            Held::Further => {}
            Held::Bodies => by_client = by_client.without_provenance(),
        }
        assert_eq!(left, by_client, "{place}: as a client");
        compared += 1;
    }
    Some((held, compared))
}

#[test]
fn the_annotated_functions_are_those_of_the_vectors() -> Result<(), Box<dyn Error>> {
    let vectors: Vec<_> = vectors(&committed())?.collect::<Result<_, _>>()?;
    let regenerate = std::env::var_os("ORACLE_REGENERATE").is_some();
    for (path, source) in annotated::generate::files(&vectors) {
        if regenerate {
            std::fs::write(&path, source)?;
            continue;
        }
        let is_current = std::fs::read_to_string(&path)? == source;
        assert!(
            is_current,
            "{} is out of date: run with ORACLE_REGENERATE=1",
            path.display()
        );
    }
    Ok(())
}
