//! One bad day of two price services, drawn in the terminal.
//!
//! ```text
//! cargo run -p failover-core --example quickstart
//! ```
//!
//! It needs nothing but this library and std.
//!
//! | file | content |
//! |---|---|
//! | `prices.rs` | the part to copy: two services behind one type that fails over |
//! | `service.rs` | the HTTP client of a service |
//! | `server.rs` | a service that can have a bad day |
//! | `story.rs` | the day |
//! | `day.rs`, `record.rs` | the record of the day |
//! | `terminal.rs`, `svg.rs`, `scale.rs`, `canvas.rs` | the drawings of the record |
//! | `args.rs`, `tests.rs` | the command line, the tests |

mod args;
mod canvas;
mod day;
mod prices;
mod record;
mod scale;
mod server;
mod service;
mod story;
mod svg;
mod terminal;
#[cfg(test)]
mod tests;

use std::env;
use std::error::Error;
use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use crate::args::Mode;
use crate::story::{Pace, Story};
use crate::terminal::Terminal;

const PACE: Pace = Pace {
    limit: Duration::from_millis(250),
    reset_after: Duration::from_millis(800),
};

fn main() -> ExitCode {
    let result = match args::parse(env::args_os().skip(1)) {
        Ok(Mode::Play { svg }) => play(svg.as_deref().map(Path::new)),
        Ok(Mode::Help) => {
            print!("{}", args::HELP);
            Ok(())
        }
        Err(message) => {
            eprintln!("quickstart: {message}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("quickstart: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Returns true if the reader had enough, as `head` does.
fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Plays the day, and also writes it to the file `svg`, if there is one.
fn play(svg: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let mut terminal = Terminal::stdout(PACE);
    terminal.head(PACE)?;
    let mut show = |entry: &_| terminal.entry(entry);
    let day = Story::new(PACE, &mut show)?.play()?;
    terminal.foot(&day)?;
    if let Some(path) = svg {
        let write = fs::write(path, svg::draw(&day));
        write.map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        println!("Wrote {}.", path.display());
    }
    Ok(())
}
