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

#[test]
fn annotated_functions_leave_the_same_traces() -> Result<(), Box<dyn Error>> {
    let (mut recorded, mut further) = (Agreed::default(), Agreed::default());
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
        let agreed = match annotated::generate::further(vector.number) {
            None => &mut recorded,
            Some(_) => &mut further,
        };
        let calls = vector.scenario.calls.len();
        match compare(vector) {
            None => without += 1,
            Some(compared) => {
                agreed.scenarios += 1;
                agreed.calls += compared;
                refused_calls += calls - compared;
            }
        }
    }
    println!(
        "{} scenarios, {} calls as recorded; {} scenarios, {} calls with further knobs as a client \
         ({refused} configurations and {refused_calls} calls that the attribute refuses, \
         {without} scenarios of nothing else)",
        recorded.scenarios, recorded.calls, further.scenarios, further.calls
    );
    assert!(recorded.scenarios >= 200 && further.scenarios >= 100);
    Ok(())
}

/// Plays a scenario through a client and through its annotated functions: how many calls agree. `None` if there
/// is no function that the attribute would take.
fn compare(vector: Vector) -> Option<usize> {
    let place = vector.place();
    let Vector {
        number,
        scenario,
        expect,
        ..
    } = vector;
    let knobs = annotated::generate::further(number);
    let is_as_recorded = knobs.is_none();
    let Some(functions) = Annotated::find(number, &scenario) else {
        assert!(!scenario.calls.iter().any(|call| is_wired(&scenario, call)));
        return None;
    };
    let client = Client::build(&scenario.config, knobs.unwrap_or_default());
    let client = client.expect("a good configuration");
    let scenario = Rc::new(scenario);
    let bench = Bench::set_up(Rc::clone(&scenario), Box::new(client));
    let by_client: Vec<_> = scenario.calls.iter().map(|call| bench.step(call)).collect();
    let bench = Bench::set_up(Rc::clone(&scenario), Box::new(functions));
    let mut compared = 0;
    for (i, (call, by_client)) in scenario.calls.iter().zip(by_client).enumerate() {
        let place = format!("{place}, call {i}");
        if !is_wired(&scenario, call) {
            assert_eq!(by_client.outcome, Outcomes::BadRequest {}, "{place}");
            let passed = bench.pass_over(call);
            assert_eq!(passed, (by_client.t_end, by_client.breakers), "{place}");
            continue;
        }
        let left = bench.step(call);
        if is_as_recorded {
            left.assert_is(&expect.calls[i], &place);
        }
        assert_eq!(left, by_client, "{place}: as a client");
        compared += 1;
    }
    Some(compared)
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
