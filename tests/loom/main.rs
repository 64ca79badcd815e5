//! The circuit breaker under the interleavings of its threads. Prints what was tried, with `--each` of each model. A part
//! of a model's name as an argument attempts no other. A model with more interleavings than `--limit` (2,000) is tried within
//! a bound.

mod clock;
mod explore;
mod names;
mod orders;
mod race;
mod reference_circuit;
mod situations;
mod table;
mod words;

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

use crate::explore::{Explored, explore};
use crate::table::{Model, Row};

fn main() -> ExitCode {
    explore::name_panics();
    let (mut part, mut limit, mut each) = (None, 2_000, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match &*argument {
            "--each" => each = true,
            "--limit" => limit = arguments.next().unwrap().parse().unwrap(),
            // What every other test takes.
            argument if argument.starts_with('-') => {}
            _ => part = Some(argument),
        }
    }

    let begun = Instant::now();
    table::print_head();
    let mut all = Explored::default();
    for mut row in table::rows() {
        if let Some(part) = &part {
            row.models.retain(|model| model.name().contains(part));
        }
        if row.models.is_empty() {
            continue;
        }
        let explored = run(&row, limit.max(row.limit), each);
        row.print(&explored);
        all.add(&explored);
    }
    table::print_sum(&all, begun.elapsed());
    if all.failed == 0 && all.models > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// All models of a row, on two threads of the machine.
fn run(row: &Row, limit: usize, each: bool) -> Explored {
    let next = AtomicUsize::new(0);
    let sum = Mutex::new(Explored::default());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(model) = row.models.get(next.fetch_add(1, Relaxed)) {
                    let explored = match model.clone() {
                        Model::Race(race) => race.explore(limit, row.bounds),
                        Model::Names(names) => {
                            explore(names.name.clone(), limit, row.bounds, move || names.run())
                        }
                    };
                    if each {
                        table::print_line(&model.name(), "", &explored);
                    }
                    sum.lock().unwrap().add(&explored);
                }
            });
        }
    });
    sum.into_inner().unwrap()
}
