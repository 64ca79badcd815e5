//! The circuit breaker under the interleavings of its threads. Prints what was explored, with `--each` for each model.
//! An argument is a part of a model's name and selects models. A model with more interleavings than `--limit` (2,000)
//! is explored within a bound.

mod clock;
mod explore;
#[path = "../figures.rs"]
mod figures;
mod names;
mod observed;
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

/// Interleavings that a model may have before a bound limits it.
const LIMIT: usize = 2_000;

fn main() -> ExitCode {
    explore::name_panics();
    let (mut part, mut limit, mut each) = (None, LIMIT, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match &*argument {
            "--each" => each = true,
            "--limit" => limit = arguments.next().unwrap().parse().unwrap(),
            // Accept the arguments that every other test accepts.
            argument if argument.starts_with('-') => {}
            _ => part = Some(argument),
        }
    }

    let begun = Instant::now();
    let mut lines = vec![table::head()];
    println!("{}", lines[0]);
    let mut sums: [Explored; 2] = Default::default();
    for mut row in table::rows() {
        if let Some(part) = &part {
            row.models.retain(|model| model.name().contains(part));
        }
        if row.models.is_empty() {
            continue;
        }
        let explored = run(&row, limit.max(row.limit), each);
        let line = row.line(&explored);
        println!("{line}");
        lines.push(line);
        sums[row.threads - 2].add(&explored);
    }
    let sum = table::sum(&sums);
    println!("\n{sum}\n\nThis took {:.1?}.", begun.elapsed());
    let is_passed = sums.iter().all(|sum| sum.failed == 0) && lines.len() > 1;
    if !is_passed {
        return ExitCode::FAILURE;
    }
    if part.is_none() {
        let arguments = match limit {
            LIMIT => String::new(),
            limit => format!(" -- --limit {limit}"),
        };
        let command = format!("cargo test --release -p tests-loom --features loom{arguments}");
        figures::write("loom", &command, &format!("{sum}\n\n{}", lines.join("\n")));
    }
    ExitCode::SUCCESS
}

/// Explores all models of a row, on two threads of the machine.
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
                        Model::Observed(race) => {
                            explore(race.name(), limit, row.bounds, move || race.run())
                        }
                    };
                    if each {
                        println!("{}", table::line(&model.name(), "", &explored));
                    }
                    sum.lock().unwrap().add(&explored);
                }
            });
        }
    });
    sum.into_inner().unwrap()
}
