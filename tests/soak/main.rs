//! A long run of calls while everything goes wrong: see `--help`.
//!
//! - `workers/` make the calls, `chaos` has the providers, and `operator` forces circuits.
//! - `conductor` moves the breakers' clock, round by round. `quiet` checks what must hold at the end of a round.
//! - `witness` knows which provider may be called when. `checks` checks an outcome, `heap` the live bytes.
//! - `watchdog` ends a run that hangs and prints every `post`. `report` prints the figures.
//! - `world` is shared by all, and `call` belongs to one call. `time` moves by hand, and `tally` counts.

mod call;
mod chaos;
mod checks;
mod command_line;
mod conductor;
#[path = "../figures.rs"]
mod figures;
mod heap;
mod operator;
mod post;
mod quiet;
mod report;
mod tally;
mod time;
mod watchdog;
mod witness;
mod workers;
mod world;

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::runtime;

use crate::command_line::Options;
use crate::conductor::{Conductor, TASKS};
use crate::heap::Heap;
use crate::report::Progress;
use crate::workers::Worker;
use crate::world::World;

/// The part of the faults after which the heap must not grow any more, and the least number of rounds.
const WARM_UP: (u64, u64) = (10, 5);

/// The number of faults after which every kind must have occurred.
const ENOUGH: u64 = 20_000;

fn main() -> ExitCode {
    let options = match command_line::read(std::env::args_os()) {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{}", command_line::HELP);
            return ExitCode::SUCCESS;
        }
        Err(wrong) => {
            eprintln!("soak: {wrong}");
            return ExitCode::from(2);
        }
    };
    match soak(options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("soak: it did not come about: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Returns true if every check passed.
fn soak(options: Options) -> Result<bool, Box<dyn Error>> {
    let (threads, tasks) = (options.threads, options.threads * TASKS);
    let world = Arc::new(World::new(options.seed, threads + tasks));
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .build()?;
    let mut workers = (0..threads + tasks)
        .map(|number| Worker::new(&world, number))
        .collect::<Result<Vec<_>, _>>()?;
    let tasks = workers.split_off(threads);
    let mut conductor = Conductor::new(&world, runtime, workers, tasks);
    watchdog::start(&world);

    let (mut heap, mut progress) = (Heap::default(), Progress::new());
    while world.faults() < options.faults && !world.is_broken() {
        conductor.round();
        quiet::check(&world);
        let (part, rounds) = WARM_UP;
        let is_warm = world.faults() >= options.faults / part && conductor.rounds() >= rounds;
        if let Err(what) = heap.look(is_warm) {
            world.breach(&what);
        }
        progress.tell(&world, options);
    }
    heap.end();
    progress.end();
    if world.faults() >= ENOUGH {
        for what in tally::never_came_about(&world) {
            world.breach(&format!(
                "nothing is shown of this, it never came about: {what}"
            ));
        }
    }
    Ok(report::figures(
        &world,
        options,
        conductor.rounds(),
        &heap,
        progress.elapsed(),
    ))
}
