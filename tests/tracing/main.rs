//! The lines and spans of `TracingObserver`.

mod calls;
mod capture;
mod circuits;
mod spans;

use std::fmt;

use tracing_subscriber::filter::LevelFilter;

use self::capture::Lines;

/// An error whose text must not be logged.
#[derive(Debug)]
struct Secret;

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("key=Secret")
    }
}

impl std::error::Error for Secret {}

/// Runs code and returns the lines of its thread, at every level.
fn lines_of<T>(run: impl FnOnce() -> T) -> Vec<String> {
    let lines = Lines::default();
    lines.record(LevelFilter::TRACE, run);
    lines.take()
}
