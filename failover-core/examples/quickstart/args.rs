//! The command line.

use std::ffi::OsString;

pub(crate) const HELP: &str = "\
One bad day of two price services, drawn in the terminal.

Usage: cargo run -p failover-core --example quickstart [-- OPTIONS]

  --svg FILE   also write the picture to FILE
  --help       print this text

Set NO_COLOR=1 to turn colours off.
";

#[derive(Debug, PartialEq)]
pub(crate) enum Mode {
    Play { svg: Option<OsString> },
    Help,
}

/// Reads the arguments. An error says what to do instead.
pub(crate) fn parse(mut args: impl Iterator<Item = OsString>) -> Result<Mode, String> {
    let mut svg = None;
    while let Some(arg) = args.next() {
        match arg.to_str() {
            Some("--help" | "-h") => return Ok(Mode::Help),
            Some("--svg") => {
                let file = args.next().filter(|file| !file.is_empty());
                svg = Some(file.ok_or("`--svg` needs a file name, such as `--svg day.svg`")?);
            }
            _ => {
                let arg = arg.to_string_lossy();
                return Err(format!("unknown argument `{arg}`: try `--help`"));
            }
        }
    }
    Ok(Mode::Play { svg })
}
