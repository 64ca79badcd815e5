//! Plays bad days in simulated time: what the library, hand-written code and the peers do with the same three providers.
//!
//! - `clock` and `executor` are the simulated time.
//! - `random`, `scenario` and `provider` are the days.
//! - `clients/` has the clients, one file each.
//! - `cell` runs one client through one day. `table`, `report` and `chart` show the figures.

mod cell;
mod chart;
mod clients;
mod clock;
mod executor;
mod provider;
mod random;
mod report;
mod scenario;
mod table;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::clients::Kind;
use crate::scenario::{Length, Scenario, scenarios};
use crate::table::Cells;

/// The seed that was used while the scenarios and the clients were written.
const TUNED: u64 = 19;
/// Seeds whose figures were not looked at before the clients were final.
const OTHERS: [u64; 5] = [101, 102, 103, 104, 105];

const HELP: &str = "\
Plays bad days in simulated time.

    cargo run --release -p days [-- --quick | --day PART-OF-A-NAME]

Without an option it takes some minutes, writes the figures into DAYS.md and draws days.svg. --quick plays days that are
ten times shorter, with one seed, and only prints. --day plays only the days of that name, with one seed, and only prints.";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        [] => all(),
        ["--quick"] => print(Length::QUICK, ""),
        ["--day", name] => print(Length::FULL, name),
        _ => {
            println!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("days: failed: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print(length: Length, name: &str) -> Result<(), Box<dyn Error>> {
    let mut days = scenarios(length, TUNED);
    days.retain(|day| day.name.contains(name));
    if days.is_empty() {
        return Err(format!("no day is named `{name}`: give a part of a name in DAYS.md").into());
    }
    let cells = play(&[(TUNED, days.clone())], |_| true)?;
    println!("{}", report::text(&days, (TUNED, &cells[0]), (&[], &[])));
    Ok(())
}

fn all() -> Result<(), Box<dyn Error>> {
    let seeds = [TUNED].into_iter().chain(OTHERS);
    let runs = seeds.map(|seed| (seed, scenarios(Length::FULL, seed)));
    let runs: Vec<_> = runs.collect();
    let cells = play(&runs, |_| true)?;
    let days = &runs[0].1;
    let text = report::text(days, (TUNED, &cells[0]), (&OTHERS, &cells[1..]));
    println!("{text}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    report::write(&text, &folder.join("DAYS.md"))?;
    std::fs::write(folder.join("days.svg"), chart::svg(days, &cells[0]))?;
    Ok(())
}

/// Plays every day with every chosen client, for each seed. Each thread has its own simulated time.
fn play(
    runs: &[(u64, Vec<Scenario>)],
    is_chosen: fn(Kind) -> bool,
) -> Result<Vec<Cells>, Box<dyn Error>> {
    let tasks: Vec<(u64, &Scenario, Kind)> = runs
        .iter()
        .flat_map(|(seed, days)| days.iter().map(move |day| (*seed, day)))
        .flat_map(|(seed, day)| Kind::ALL.map(|kind| (seed, day, kind)))
        .collect();
    // Threads take the next task until there is none. The order of the results does not depend on who took which.
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(&(seed, day, kind)) = tasks.get(place) else {
                return done;
            };
            let is_played = is_chosen(kind) && (!day.batch || kind.has_batches());
            let figures = is_played.then(|| cell::run(kind, day, seed));
            done.push((place, figures));
        }
    };
    let mut results = vec![None; tasks.len()];
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            let done = worker.join().map_err(|_| "a thread panicked")?;
            for (place, figures) in done {
                results[place] = figures;
            }
        }
        Ok::<_, Box<dyn Error>>(())
    })?;
    let mut days = results.chunks(Kind::ALL.len()).map(<[_]>::to_vec);
    let cells = |(_, scenarios): &(u64, Vec<_>)| days.by_ref().take(scenarios.len()).collect();
    Ok(runs.iter().map(cells).collect())
}

#[cfg(test)]
mod tests {
    use super::{TUNED, play};
    use crate::clients::Kind;
    use crate::report;
    use crate::scenario::{Length, scenarios};

    /// Plays every day with the three clients of this library. Their columns of the first seed must be those of the page.
    #[test]
    fn the_page_has_the_figures_of_this_library() {
        let days = scenarios(Length::FULL, TUNED);
        let cells = play(&[(TUNED, days.clone())], Kind::is_ours).expect("no thread panicked");
        let figures = report::text(&days, (TUNED, &cells[0]), (&[], &[]));
        let page = include_str!("../../DAYS.md");
        let heading = figures.lines().next().expect("there is a heading");
        let on_page = page.lines().skip_while(|line| *line != heading);
        let mut compared = 0;
        for (line, on_page) in figures.lines().zip(on_page) {
            for (cell, on_page) in line.split(" | ").zip(on_page.split(" | ")) {
                // A client that was not played has no figure.
                if cell.trim_end_matches(" |") != "n/a" {
                    assert_eq!(cell, on_page, "run `cargo run --release -p days`: {line}");
                    compared += 1;
                }
            }
        }
        assert!(compared > 8 * 11 * 3, "{compared} cells");
    }
}
