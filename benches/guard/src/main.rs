//! Fails if a call takes more instructions, or an annotated function more code, than committed in `counts.txt`.
//!
//! `cargo run --release -p guard` looks, `cargo run --release -p guard -- --write` commits to what there is now.

use std::error::Error;
use std::fs;
use std::process::ExitCode;

use guard::counts::{Counts, TOO_MUCH, compiler};
use guard::{Row, code, library, settings, valgrind};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/counts.txt");

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    if valgrind::is_row(&arguments, rows) {
        return ExitCode::SUCCESS;
    }
    match look(arguments.iter().any(|argument| argument == "--write")) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("guard: it did not come about: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print(figures: &[(String, f64)]) {
    for (id, figure) in figures {
        println!("  {id}: {figure:.0}");
    }
}

/// Every row of the library.
fn rows() -> Vec<Row> {
    let mut rows = library();
    rows.extend(settings());
    rows
}

/// Returns true if no figure became more than is allowed.
fn look(write: bool) -> Result<bool, Box<dyn Error>> {
    let Some(version) = valgrind::version() else {
        println!("skipped: there is no valgrind to count the instructions");
        return Ok(true);
    };
    let committed = Counts::read(&fs::read_to_string(FILE)?);
    let compiler = compiler();
    if !write && committed.as_ref().is_some_and(|it| it.compiler != compiler) {
        println!("skipped: the committed counts are of another compiler than {compiler}");
        return Ok(true);
    }

    let rows = rows();
    let counted = valgrind::instructions(&rows.iter().collect::<Vec<_>>())?;
    let mut figures: Vec<_> = rows.iter().map(Row::id).zip(counted).collect();
    println!("instructions of one call, by {version}:");
    print(&figures);
    let code = code::figures()?;
    println!("code of one annotated function:");
    print(&code);
    figures.extend(code);
    let now = Counts {
        compiler,
        rows: figures.into_iter().collect(),
    };
    if write {
        fs::write(FILE, now.write())?;
        return Ok(true);
    }

    let committed = committed.ok_or("counts.txt cannot be read: write it anew with `--write`")?;
    let complaints = committed.complaints(&now);
    for complaint in &complaints {
        eprintln!("{complaint}");
    }
    if complaints.is_empty() {
        println!("none is above {TOO_MUCH} of what is committed");
    }
    Ok(complaints.is_empty())
}
