//! The command line.

pub(crate) const HELP: &str = "\
Three chat services with failover, hedging and a circuit breaker, under async functions.

Usage: cargo run --example llm [-- OPTIONS]

It starts three servers on loopback that misbehave in turn, and takes about nine seconds.

  --calls N         number of calls in the last scene, 1 to 1000 [60]
  --help            print this text

";

/// The choice that the arguments make.
#[derive(Debug)]
pub(crate) enum Mode {
    Story { calls: usize },
    Help,
}

/// Reads the arguments. An error names the wrong one.
pub(crate) fn parse(mut args: impl Iterator<Item = String>) -> Result<Mode, String> {
    let mut calls = 60;
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--help" | "-h" => return Ok(Mode::Help),
            "--calls" => {
                let given = args.next().and_then(|given| given.parse().ok());
                calls = given
                    .filter(|calls| (1..=1000).contains(calls))
                    .ok_or("--calls needs a number from 1 to 1000")?;
            }
            _ => return Err(format!("`{arg}` is not an option")),
        }
    }
    Ok(Mode::Story { calls })
}
