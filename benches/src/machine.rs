//! Where and when the figures were taken.

use std::fs;
use std::process::Command;
use std::thread;

use guard::valgrind;

/// A line each.
pub(crate) fn lines() -> Vec<String> {
    let cores = thread::available_parallelism().map_or(0, Into::into);
    vec![
        format!("measured {}", jiff::Timestamp::now().strftime("%Y-%m-%d")),
        first_line_of("rustc").unwrap_or_else(|| "an unknown compiler".to_owned()),
        valgrind::version().unwrap_or_else(|| "no valgrind: nothing was counted".to_owned()),
        first_line_of("python3").unwrap_or_else(|| "no Python".to_owned()),
        format!("{}, {cores} cores, {}", processor(), std::env::consts::ARCH),
        format!("load average before the run: {}", load()),
        "release, lto = \"thin\"".to_owned(),
    ]
}

fn first_line_of(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    Some(said.lines().next()?.to_owned())
}

fn processor() -> String {
    let all = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = all.lines().find(|line| line.starts_with("model name"));
    let name = model.and_then(|line| line.split_once(": "));
    name.map_or("an unknown processor".to_owned(), |(_, name)| {
        name.to_owned()
    })
}

fn load() -> String {
    let all = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let first = all.split_whitespace().next();
    first.unwrap_or("unknown").to_owned()
}
