//! The output: a line while it runs, and the figures at the end.

use std::io::{IsTerminal, Write, stderr, stdout};
use std::time::{Duration, Instant};

use crate::command_line::Options;
use crate::figures;
use crate::heap::{Heap, SLACK};
use crate::tally::{Count, Fault, Kind};
use crate::world::{NAMES, World, name_of};

/// The time between two lines if the output is no terminal.
const SELDOM: Duration = Duration::from_secs(15);
const OFTEN: Duration = Duration::from_millis(200);
/// The most breaches that are printed.
const FEW: usize = 5;

pub(crate) struct Progress {
    began: Instant,
    last: Instant,
    on_terminal: bool,
}

impl Progress {
    pub(crate) fn new() -> Self {
        let began = Instant::now();
        Self {
            began,
            last: began,
            on_terminal: stderr().is_terminal(),
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    pub(crate) fn tell(&mut self, world: &World, options: Options) {
        let pause = if self.on_terminal { OFTEN } else { SELDOM };
        if self.last.elapsed() < pause {
            return;
        }
        self.last = Instant::now();
        let (faults, calls) = (world.faults(), world.calls());
        let percent = faults.saturating_mul(100) / options.faults;
        let seconds = self.elapsed().as_secs();
        let line = format!("{percent:>3} %  {faults} faults in {calls} calls, {seconds} s");
        if self.on_terminal {
            eprint!("\r\x1b[2K{line}");
        } else {
            eprintln!("{line}");
        }
        let _ = stderr().flush();
    }

    /// Clears the line for other output.
    pub(crate) fn end(&self) {
        if self.on_terminal {
            eprint!("\r\x1b[2K");
        }
    }
}

/// Prints the figures. Returns true if every check passed.
pub(crate) fn figures(
    world: &World,
    options: Options,
    rounds: u64,
    heap: &Heap,
    elapsed: Duration,
) -> bool {
    let mut table = Table(Vec::new());
    table.title("calls");
    for (kind, name) in Kind::NAMES.iter().enumerate() {
        table.row(name, world.sum(|tally| tally.calls[kind].get()));
    }
    table.row("all", world.calls());
    table.title("faults");
    for (fault, name) in Fault::NAMES.iter().enumerate() {
        table.row(name, world.sum(|tally| tally.faults[fault].get()));
    }
    table.row("all", world.faults());
    table.title("values served by");
    for name in 0..NAMES {
        table.row(name_of(name), world.sum(|tally| tally.served[name].get()));
    }
    table.row(
        "all",
        world.sum(|tally| tally.served.iter().map(Count::get).sum()),
    );
    table.row(
        "keys missing, each with its reasons",
        world.sum(|tally| tally.missing.get()),
    );
    table.title("circuits");
    table.row("rounds, each ending in a quiet point", rounds);
    table.row(
        "outages that everybody was told of",
        world.sum(|tally| tally.outages.get()),
    );
    table.row(
        "windows of a half-open circuit",
        world.sum(|tally| tally.windows.get()),
    );
    table.row("probes seen in them", world.sum(|tally| tally.probes.get()));
    table.title("attempts of calls that returned");
    table.row(
        "as the providers counted",
        world.sum(|tally| tally.entries.get()),
    );
    table.row(
        "as the outcomes say",
        world.sum(|tally| tally.attempts.get()),
    );
    table.title("bytes on the heap");
    table.row(
        "at rest, after the warm-up",
        heap.warm.unwrap_or(heap.last) as u64,
    );
    table.row("at rest, at the end", heap.last as u64);
    table.row("more than after the warm-up allowed, at rest", SLACK as u64);
    table.row("the most at any time", Heap::peak() as u64);
    table.title("run");
    table.row("seed", options.seed);
    table.row(
        "threads, and as many of a tokio runtime",
        options.threads as u64,
    );
    table.row("seconds", elapsed.as_secs());
    let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    table.row(
        "calls per second",
        world.calls().saturating_mul(1000) / millis.max(1),
    );
    let table = table.0.join("\n");
    // The reader of the output may have gone.
    let _ = stdout().write_all(table.as_bytes());

    let breaches = world.breaches();
    for breach in breaches.iter().take(FEW) {
        println!("\nBREACH (seed {}): {breach}", options.seed);
    }
    if breaches.is_empty() {
        let summary = format!(
            "{} faults, {} calls, {} windows of a half-open circuit, {} probes, no breach",
            world.faults(),
            world.calls(),
            world.sum(|tally| tally.windows.get()),
            world.sum(|tally| tally.probes.get()),
        );
        println!("\n\n{summary}");
        let Options {
            faults,
            threads,
            seed,
        } = options;
        let command = format!(
            "cargo run --release -p soak -- --faults {faults} --threads {threads} --seed {seed}"
        );
        figures::write("soak", &command, &format!("{summary}\n{table}"));
    } else {
        println!("\n{} in all", breaches.len());
    }
    breaches.is_empty()
}

struct Table(Vec<String>);

impl Table {
    fn title(&mut self, title: &str) {
        self.0.push(format!("\n{title}"));
    }

    fn row(&mut self, name: &str, value: u64) {
        self.0.push(format!("  {name:<44}{value:>12}"));
    }
}
