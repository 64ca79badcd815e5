//! The circuit breaker under every interleaving of its threads: see `RELIABILITY.md`.

mod clock;
mod explore;
mod orders;
mod race;
mod reference;
mod situations;
mod words;

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::explore::Explored;
use crate::race::{Race, Situation};
use crate::situations::{FREE, HOLDING};
use crate::words::{ANY, HOLDER, Program};

/// Models that stand on one line of the table.
struct Row {
    name: &'static str,
    threads: usize,
    bound: Option<usize>,
    models: Vec<Model>,
}

struct Model {
    name: String,
    explore: Box<dyn FnOnce(String, Option<usize>) -> Explored + Send>,
}

impl Model {
    fn race(situation: Situation, programs: Vec<Program>) -> Self {
        let race = Race {
            situation,
            programs,
        };
        Self {
            name: race.name(),
            explore: Box::new(move |name, bound| race.explore(name, bound)),
        }
    }
}

/// All that can be run at once, but what is the same with two threads exchanged.
fn races(situation: Situation, first: &[Program], threads: usize) -> Vec<Model> {
    let is_free = std::ptr::eq(first, ANY);
    let mut all: Vec<(usize, Vec<Program>)> = first
        .iter()
        .enumerate()
        .map(|(number, program)| (if is_free { number } else { 0 }, vec![*program]))
        .collect();
    for _ in 1..threads {
        let longer = all.iter().flat_map(|(from, programs)| {
            (*from..ANY.len()).map(move |number| {
                let mut programs = programs.clone();
                programs.push(ANY[number]);
                (number, programs)
            })
        });
        all = longer.collect();
    }
    let race = |(_, programs)| Model::race(situation, programs);
    all.into_iter().map(race).collect()
}

fn rows() -> Vec<Row> {
    let situations = || {
        let free = FREE.iter().map(|it| (*it, ANY));
        free.chain(HOLDING.iter().map(|it| (*it, HOLDER)))
    };
    let of_two = situations().map(|(situation, first)| Row {
        name: situation.name,
        threads: 2,
        bound: None,
        models: races(situation, first, 2),
    });
    let bound = std::env::var("MODELS_BOUND").map_or(Some(1), |it| it.parse().ok());
    let of_three = situations().map(|(situation, first)| Row {
        name: situation.name,
        threads: 3,
        bound,
        models: races(situation, first, 3),
    });
    of_two.chain(of_three).collect()
}

fn main() {
    explore::name_panics();
    let filter = std::env::args().nth(1).unwrap_or_default();
    for mut row in rows() {
        row.models.retain(|model| format!("{} {}", row.threads, model.name).contains(&filter));
        if row.models.is_empty() { continue; }
        let begun = Instant::now();
        let mut sum = Explored::default();
        let queue = Mutex::new(row.models.into_iter());
        let results = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| loop {
                    let Some(model) = queue.lock().unwrap_or_else(PoisonError::into_inner).next() else { break };
                    let begun = Instant::now();
                    let explored = (model.explore)(model.name.clone(), row.bound);
                    if begun.elapsed() > Duration::from_secs(2) { eprintln!("{:?} {} {}", begun.elapsed(), explored.interleavings, model.name); }
                    if explored.seen < explored.outcomes { eprintln!("unseen: {} {}/{}", model.name, explored.seen, explored.outcomes); }
                    results.lock().unwrap().push(explored);
                });
            }
        });
        for it in results.into_inner().unwrap() { sum.add(&it); }
        println!("{:35} {} {:?} {:6} models {:8} interleavings {}/{} outcomes {} failed; {:?}", row.name, row.threads, row.bound, sum.models, sum.interleavings, sum.seen, sum.outcomes, sum.failed, begun.elapsed());
    }
}
