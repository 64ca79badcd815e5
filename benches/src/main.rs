//! Measures what a call costs, next to hand-written code and the peers: see `--help`.
//!
//! - `peers/` has the rows of the peers; the library's own and those by hand are in the package `guard`;
//! - `calls` measures W1 to W4, W6 and what costs more, `account` where their instructions go, `threads` W5, `items` W7,
//!   `compile` W8, `ship` what an annotated function costs to build and ship; `python` is for scale;
//! - `budgets` says what is met, `table` and `charts` show, `report` puts all together.

mod account;
mod budgets;
mod calls;
mod charts;
mod compile;
mod items;
mod machine;
mod peers;
mod python;
mod report;
mod ship;
mod table;
mod threads;
mod time;

use std::error::Error;
use std::process::ExitCode;

use guard::valgrind;

use crate::report::Report;

const HELP: &str = "\
Measures what a call costs.

    cargo run --release [-- WHAT [--quick]]

WHAT is all (the default: prints the tables, writes them to RESULTS.md and draws the charts), or one part, which is
only printed: time, instructions, threads, items, compile, ship. --quick tries the program, and is not for figures.";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    if valgrind::is_row(&arguments, calls::rows) {
        return ExitCode::SUCCESS;
    }
    match read(&arguments) {
        Ok(Some((part, quick))) => match measure(part, quick) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("benches: failed: {error}");
                ExitCode::FAILURE
            }
        },
        Ok(None) => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        Err(wrong) => {
            eprintln!("benches: {wrong}");
            ExitCode::from(2)
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Time,
    Instructions,
    Threads,
    Items,
    Compile,
    Ship,
}

/// What to measure, and whether quickly; `None` for the help.
fn read(arguments: &[String]) -> Result<Option<(Part, bool)>, lexopt::Error> {
    let (mut part, mut quick) = (Part::All, false);
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Long("quick") => quick = true,
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => return Ok(None),
            lexopt::Arg::Value(value) => {
                part = match value.to_str() {
                    Some("all") => Part::All,
                    Some("time") => Part::Time,
                    Some("instructions") => Part::Instructions,
                    Some("threads") => Part::Threads,
                    Some("items") => Part::Items,
                    Some("compile") => Part::Compile,
                    Some("ship") => Part::Ship,
                    _ => return Err(format!("{} is no part", value.display()).into()),
                }
            }
            other => return Err(other.unexpected()),
        }
    }
    Ok(Some((part, quick)))
}

fn measure(part: Part, quick: bool) -> Result<(), Box<dyn Error>> {
    let is = |of| part == Part::All || part == of;
    // Before the machine is busy with this.
    let mut report = Report::new(machine::lines(), quick);
    let rows = calls::rows();
    let effort = if quick {
        time::Effort::QUICK
    } else {
        time::Effort::FULL
    };
    report.calls = calls::unmeasured(&rows);
    if is(Part::Time) {
        eprintln!("times ..");
        calls::time(&rows, &mut report.calls, effort);
    }
    if is(Part::Threads) {
        eprintln!("threads ..");
        let effort = if quick {
            threads::Effort::QUICK
        } else {
            threads::Effort::FULL
        };
        report.threads = threads::measure(&rows, effort);
    }
    if is(Part::Items) {
        eprintln!("items ..");
        report.items = items::measure(effort);
    }
    if is(Part::Instructions) {
        match valgrind::version() {
            Some(_) => {
                eprintln!("instructions and allocations ..");
                calls::weigh(&rows, &mut report.calls)?;
                report.accounts = account::measure(&rows)?;
            }
            None => {
                eprintln!("skipped: there is no valgrind to count instructions and allocations");
            }
        }
    }
    if is(Part::Compile) {
        eprintln!("builds ..");
        let effort = if quick {
            compile::Effort::QUICK
        } else {
            compile::Effort::FULL
        };
        report.compiled = Some(compile::measure(effort)?);
    }
    if is(Part::Ship) {
        eprintln!("libraries ..");
        let effort = if quick {
            ship::Effort::QUICK
        } else {
            ship::Effort::FULL
        };
        report.shipped = Some(ship::measure(effort)?);
    }

    let text = report.text();
    println!("{text}");
    if part == Part::All {
        report.write(&text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::calls;

    #[test]
    fn every_row_gives_what_it_must() {
        for row in calls::rows() {
            assert_eq!(row.run(0), 0, "{row:?}");
            assert_eq!(row.run(1_000), row.expected(1_000), "{row:?}");
            assert_eq!(row.run(7), row.expected(7), "{row:?}");
        }
    }

    #[test]
    fn no_two_rows_have_one_id() {
        let mut ids: Vec<_> = calls::rows().iter().map(guard::Row::id).collect();
        ids.sort();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
