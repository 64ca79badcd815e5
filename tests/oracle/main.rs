//! Replays recorded scenarios: seeded, random, each with the exact trace that the engine must leave.
//!
//! Some hundred are in the repository; `ORACLE_VECTORS=FILE` (JSON lines, also gzipped) replays others
//! instead. `vectors/README.md` has the format.

mod replay;
mod schema;

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

use crate::replay::{Left, Unusable, build, field};
use crate::schema::{Event, Vector};

#[test]
fn every_scenario_leaves_its_trace() -> Result<(), Box<dyn Error>> {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/reference.jsonl.gz");
    let path = std::env::var_os("ORACLE_VECTORS").map_or(committed, PathBuf::from);
    let (mut scenarios, mut calls, mut refused, mut unwritable) = (0, 0, 0, 0);
    for line in open(&path)?.lines() {
        let vector: Vector = serde_json::from_str(&line?)?;
        scenarios += 1;
        match replay(&vector) {
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

fn open(path: &Path) -> std::io::Result<Box<dyn BufRead>> {
    let file = File::open(path)?;
    let reader: Box<dyn Read> = if path.extension().is_some_and(|ending| ending == "gz") {
        Box::new(GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    Ok(Box::new(BufReader::new(reader)))
}

/// How many calls were replayed, or why none could be.
fn replay(vector: &Vector) -> Result<usize, Unusable> {
    let Vector { seed, number, .. } = vector;
    let bench = match (build(&vector.scenario.config), &vector.expect.config_error) {
        (Ok(bench), None) => bench,
        (Err(unusable), Some(error)) => {
            if let Unusable::Refused(refused) = unusable {
                assert_eq!(field(refused), error.field, "{seed}:{number}: refused for");
            }
            return Err(unusable);
        }
        (Ok(_), Some(error)) => panic!("{seed}:{number}: {} should be refused", error.field),
        (Err(unusable), None) => panic!("{seed}:{number}: {unusable:?} in a good configuration"),
    };
    for (i, (call, expected)) in vector
        .scenario
        .calls
        .iter()
        .zip(&vector.expect.calls)
        .enumerate()
    {
        let left = bench.step(&vector.scenario, call);
        let is_action = |event: &&Event| matches!(event, Event::Call { .. } | Event::Sleep { .. });
        let (actions, turns) = expected.events.iter().partition::<Vec<_>, _>(is_action);
        let place = format!("{seed}:{number}, call {i}");
        assert_eq!(left.outcome, expected.outcome, "{place}: outcome");
        assert_eq!(
            left.actions.iter().collect::<Vec<_>>(),
            actions,
            "{place}: calls and sleeps"
        );
        assert_eq!(
            left.turns.iter().collect::<Vec<_>>(),
            turns,
            "{place}: turns"
        );
        assert_eq!(left.t_end, expected.t_end, "{place}: clock");
        let Left { breakers, .. } = left;
        assert_eq!(breakers, expected.breakers, "{place}: circuits");
    }
    Ok(vector.scenario.calls.len())
}
