//! The command line.

use std::ffi::OsString;

use lexopt::{Arg, Parser, ValueExt};

pub(crate) const HELP: &str = "\
A long bad day for the failover engine: providers that fail in every way, called by threads (blocking client) and by
tasks (async client) that share the same circuit breakers, while an operator resets and forces circuits and the
breakers' clock is moved. Everything that must hold is checked while it runs; the first breach ends it.

Usage: cargo run --release -p soak -- [flags]

  --faults N    stop after the round in which N faults were put in, from 1 to 1000000000 [default: 1000000]
  --threads N   threads with the blocking client, from 1 to 64. As many threads of a tokio runtime run too, with
                four tasks each [default: 4]
  --seed N      what all decisions follow from, a whole number from 0 to 2^64 - 1 [default: 1]
  --help        this text

On two idle cores 1000000 faults take less than a minute. Exit code: 0 without a breach, 1 with one (or if nothing moves
for 20 seconds), 2 if a flag makes no sense.";

#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    pub(crate) faults: u64,
    pub(crate) threads: usize,
    pub(crate) seed: u64,
}

/// Returns the options, nothing if the help is wanted, or the mistake.
pub(crate) fn read(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Option<Options>, String> {
    let mut options = Options {
        faults: 1_000_000,
        threads: 4,
        seed: 1,
    };
    let mut parser = Parser::from_iter(arguments);
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Arg::Long("faults") => {
                options.faults = number(&mut parser, "--faults", 1, 1_000_000_000)?;
            }
            Arg::Long("threads") => {
                let threads = number(&mut parser, "--threads", 1, 64)?;
                options.threads = usize::try_from(threads).unwrap_or(1);
            }
            Arg::Long("seed") => options.seed = number(&mut parser, "--seed", 0, u64::MAX)?,
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            Arg::Long(other) => {
                return Err(format!(
                    "--{other} is no flag: there are --faults, --threads, --seed, --help"
                ));
            }
            Arg::Short(other) => {
                return Err(format!(
                    "-{other} is no flag: there are --faults, --threads, --seed, --help"
                ));
            }
            Arg::Value(value) => {
                let value = value.to_string_lossy().into_owned();
                return Err(format!(
                    "{value:?} belongs to no flag: write --faults {value}, for instance"
                ));
            }
        }
    }
    Ok(Some(options))
}

fn number(parser: &mut Parser, flag: &str, least: u64, most: u64) -> Result<u64, String> {
    let wanted = format!("{flag} takes a whole number from {least} to {most}");
    let Ok(value) = parser.value() else {
        return Err(format!("{wanted}: write {flag} {least}, for instance"));
    };
    let text = value.to_string_lossy().into_owned();
    match value.parse_with(|text| text.replace('_', "").parse::<u64>()) {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(format!("{wanted}, not {text:?}")),
    }
}
