//! Replays recorded scenarios: seeded, random, each with the exact trace that the engine must leave.
//!
//! Some hundred are in the repository; `ORACLE_VECTORS=FILE` (JSON lines, also gzipped) replays others
//! instead. `vectors/README.md` has the format.

mod annotated;
mod bench;
mod client;
mod knobs;
mod schema;
mod trace;

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use flate2::read::GzDecoder;

use crate::annotated::Annotated;
use crate::annotated::generate::{SCENARIOS, is_wired};
use crate::bench::Bench;
use crate::client::{Client, Unusable, field};
use crate::knobs::Further;
use crate::schema::{Outcomes, Vector};

#[test]
fn every_scenario_leaves_its_trace() -> Result<(), Box<dyn Error>> {
    let path = std::env::var_os("ORACLE_VECTORS").map_or_else(committed, PathBuf::from);
    let (mut scenarios, mut calls, mut refused, mut unwritable) = (0, 0, 0, 0);
    for vector in vectors(&path)? {
        scenarios += 1;
        match replay(vector?) {
            Ok(replayed) => calls += replayed,
            Err(Unusable::Refused(_)) => refused += 1,
            Err(Unusable::Unwritable) => unwritable += 1,
        }
    }
    assert!(scenarios > 0, "{} has no scenarios", path.display());
    println!(
        "{scenarios} scenarios, {calls} calls agree \
         ({refused} configurations refused, {unwritable} not writable in Rust)"
    );
    Ok(())
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

/// How many calls were replayed, or why none could be.
fn replay(vector: Vector) -> Result<usize, Unusable> {
    let place = vector.place();
    let Vector {
        scenario, expect, ..
    } = vector;
    let client = match (
        Client::build(&scenario.config, Further::default()),
        &expect.config_error,
    ) {
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
    let scenario = Rc::new(scenario);
    let bench = Bench::set_up(Rc::clone(&scenario), Box::new(client));
    for (i, (call, expected)) in scenario.calls.iter().zip(&expect.calls).enumerate() {
        let place = format!("{place}, call {i}");
        bench.step(call).assert_is(expected, &place);
    }
    Ok(scenario.calls.len())
}

/// How many scenarios and calls agree.
#[derive(Default)]
struct Agreed {
    scenarios: usize,
    calls: usize,
}

/// What annotated functions are held against.
#[derive(Clone, Copy)]
enum Held {
    /// What was recorded, and all that a client leaves.
    Recorded,
    /// All that a client leaves that has the same further knobs.
    Further,
    /// The same but for the provenance, which a function with a body of its own does not hand over.
    Bodies,
}

#[test]
fn annotated_functions_leave_the_same_traces() -> Result<(), Box<dyn Error>> {
    let mut agreed: [Agreed; 3] = Default::default();
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
        match compare(vector) {
            None => without += 1,
            Some((held, compared)) => {
                agreed[held as usize].scenarios += 1;
                agreed[held as usize].calls += compared;
                refused_calls += calls - compared;
            }
        }
    }
    let [recorded, further, bodies] = agreed;
    for (agreed, held) in [
        (&recorded, "as recorded"),
        (&further, "with further knobs, as a client"),
        (
            &bodies,
            "with a body as the first provider, but for the provenance",
        ),
    ] {
        println!(
            "{} scenarios, {} calls {held}",
            agreed.scenarios, agreed.calls
        );
    }
    println!(
        "not wired, as the attribute refuses them: {refused} configurations, \
         {refused_calls} calls, and {without} scenarios that have no others"
    );
    assert!(recorded.scenarios >= 200, "too few as recorded");
    assert!(further.scenarios >= 100, "too few with further knobs");
    assert!(bodies.scenarios >= 40, "too few with bodies");
    Ok(())
}

/// Plays a scenario through a client and through its annotated functions: how many calls agree. `None` if there
/// is no function that the attribute would take.
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
    let knobs = annotated::generate::further(number);
    let held = match &knobs {
        Some(_) => Held::Further,
        None if functions.are_bodies() => Held::Bodies,
        None => Held::Recorded,
    };
    let client = Client::build(&scenario.config, knobs.unwrap_or_default());
    let client = client.expect("a good configuration");
    let scenario = Rc::new(scenario);
    let bench = Bench::set_up(Rc::clone(&scenario), Box::new(client));
    let by_client: Vec<_> = scenario.calls.iter().map(|call| bench.step(call)).collect();
    let bench = Bench::set_up(Rc::clone(&scenario), Box::new(functions));
    let mut compared = 0;
    for (i, (call, mut by_client)) in scenario.calls.iter().zip(by_client).enumerate() {
        let place = format!("{place}, call {i}");
        if !is_wired(&scenario, call) {
            assert_eq!(by_client.outcome, Outcomes::BadRequest {}, "{place}");
            let passed = bench.pass_over(call);
            assert_eq!(passed, (by_client.t_end, by_client.breakers), "{place}");
            continue;
        }
        let left = bench.step(call);
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
