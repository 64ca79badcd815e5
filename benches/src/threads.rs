//! W5: threads that all call through one closed breaker. A breaker that writes on success makes them wait for each
//! other; the same calls without a breaker say what the machine has to give.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use guard::{Kind, Row, Workload};

use crate::budgets::{Budget, beside};
use crate::table::{Table, figure};
use crate::time::median;

/// How many threads, and for how long each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    repetitions: usize,
    slice: Duration,
}

impl Effort {
    pub(crate) const FULL: Self = Self {
        repetitions: 9,
        slice: Duration::from_millis(100),
    };
    pub(crate) const QUICK: Self = Self {
        repetitions: 3,
        slice: Duration::from_millis(10),
    };
}

/// What one row gave, in millions of calls a second.
#[derive(Debug, Clone)]
pub(crate) struct Threads {
    pub(crate) name: String,
    pub(crate) is_ours: bool,
    pub(crate) has_breaker: bool,
    pub(crate) one: f64,
    pub(crate) two: f64,
    /// What the second thread brings, of what it brings without a breaker.
    pub(crate) of_no_breaker: Option<f64>,
}

impl Threads {
    pub(crate) fn id(&self) -> String {
        format!("W5 {}", self.name)
    }
}

/// Calls between two looks at whether it is over.
const CALLS: u64 = 1_000;

/// The rows of W2, and of W1 those that they are held against.
fn contestants(rows: &[Row]) -> Vec<&Row> {
    let plain = rows.iter().filter(|row| {
        row.workload == Workload::W1 && (row.kind.is_ours() || row.name == Workload::W1.base())
    });
    let guarded = rows.iter().filter(|row| row.workload == Workload::W2);
    plain.chain(guarded).collect()
}

pub(crate) fn measure(rows: &[Row], effort: Effort) -> Vec<Threads> {
    let rows = contestants(rows);
    let mut samples = vec![Vec::new(); rows.len()];
    for _ in 0..effort.repetitions {
        for (row, samples) in rows.iter().zip(&mut samples) {
            samples.push([
                throughput(row, 1, effort.slice),
                throughput(row, 2, effort.slice),
            ]);
        }
    }
    let place_of_plain = |row: &Row| {
        let kind = if row.kind.is_ours() {
            row.kind
        } else {
            Kind::Hand
        };
        let is_it = |other: &&Row| other.workload == Workload::W1 && other.kind == kind;
        rows.iter().position(is_it)
    };
    let of_no_breaker = |row: &Row, own: &[[f64; 2]]| {
        let plain = &samples[place_of_plain(row)?];
        let ratio = |[one, two]: [f64; 2]| two / one;
        // Of one repetition each, which had the same noise.
        let pairs = own.iter().zip(plain);
        Some(median(
            pairs
                .map(|(own, plain)| ratio(*own) / ratio(*plain))
                .collect(),
        ))
    };
    let measured = |(row, own): (&&Row, &Vec<[f64; 2]>)| {
        let has_breaker = row.workload == Workload::W2;
        let name = if has_breaker {
            row.name.to_owned()
        } else {
            format!("{}, no breaker", row.name)
        };
        Threads {
            name,
            is_ours: row.kind.is_ours(),
            has_breaker,
            one: median(own.iter().map(|[one, _]| *one).collect()),
            two: median(own.iter().map(|[_, two]| *two).collect()),
            of_no_breaker: of_no_breaker(row, own).filter(|_| has_breaker),
        }
    };
    rows.iter().zip(&samples).map(measured).collect()
}

/// Millions of calls a second, of all threads together.
fn throughput(row: &Row, threads: usize, slice: Duration) -> f64 {
    let (start, over) = (Barrier::new(threads + 1), AtomicBool::new(false));
    let work = || {
        start.wait();
        let begun = Instant::now();
        let mut calls = 0;
        while !over.load(Ordering::Relaxed) {
            std::hint::black_box(row.run(CALLS));
            calls += CALLS;
        }
        calls as f64 / begun.elapsed().as_secs_f64() / 1e6
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        start.wait();
        thread::sleep(slice);
        over.store(true, Ordering::Relaxed);
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or(0.0))
            .sum()
    })
}

pub(crate) fn table(threads: &[Threads], budgets: &[Budget]) -> Table {
    let mut table = Table::new(
        "W5. Threads at one closed breaker",
        &[
            "millions of calls a second",
            "1 thread",
            "2 threads",
            "2 over 1",
            "of the same without a breaker",
            "budget",
        ],
    );
    table.note(
        "The peers have no call without a breaker, so they are compared with the one by hand.",
    );
    for row in threads {
        let name = if row.is_ours {
            format!("**this library, {}**", row.name)
        } else {
            row.name.clone()
        };
        table.row(vec![
            name,
            figure(Some(row.one)),
            figure(Some(row.two)),
            figure(Some(row.two / row.one)),
            figure(row.of_no_breaker),
            beside(budgets, &row.id()),
        ]);
    }
    table
}
