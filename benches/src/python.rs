//! The Python package that the library takes after, for scale. Skipped where there is no Python, or no package.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use guard::Workload;

use crate::calls::Call;
use crate::time::{Effort, Times};

pub(crate) const NAME: &str = "Python, apifailover 0.1.0";

const SCRIPT: &str = include_str!("python.py");

/// A folder with the package, if it could be had; it is gone when the program is.
static PACKAGE: LazyLock<Option<tempfile::TempDir>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().ok()?;
    let installed = Command::new("python3")
        .args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"])
        .arg(folder.path())
        .arg("apifailover==0.1.0")
        .output();
    let installed = installed.is_ok_and(|output| output.status.success());
    installed.then_some(folder)
});

/// Why its rows are missing, if they are.
pub(crate) fn skipped() -> Option<&'static str> {
    let is_there = PACKAGE.is_some();
    (!is_there).then_some("skipped: python3, or its package apifailover 0.1.0, could not be had")
}

/// What the script prints: figures.
fn figures(package: &Path, arguments: &[String]) -> Option<Vec<f64>> {
    let output = Command::new("python3")
        .args(["-c", SCRIPT])
        .args(arguments)
        .env("PYTHONPATH", package)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace()
        .map(|word| word.parse().ok())
        .collect()
}

/// Its rows of W1 to W4.
pub(crate) fn calls(effort: Effort) -> Vec<Call> {
    let workloads = [Workload::W1, Workload::W2, Workload::W3, Workload::W4];
    let measured = |workload| {
        let arguments = [format!("{workload:?}"), effort.repetitions.to_string()];
        let figures = figures(PACKAGE.as_ref()?.path(), &arguments)?;
        let [median, best] = figures[..] else {
            return None;
        };
        Some(Call {
            workload,
            kind: None,
            name: NAME.to_owned(),
            times: Some(Times { median, best }),
            instructions: None,
            allocations: None,
            future: None,
        })
    };
    workloads.into_iter().filter_map(measured).collect()
}

/// Nanoseconds of each key, for each size.
pub(crate) fn items<const N: usize>(strings: bool, sizes: [usize; N]) -> Option<[f64; N]> {
    let keys = if strings { "strings" } else { "u64" };
    let measured = |size: usize| {
        let arguments = [keys.to_owned(), size.to_string()];
        figures(PACKAGE.as_ref()?.path(), &arguments)?
            .first()
            .copied()
    };
    let measured: Option<Vec<f64>> = sizes.into_iter().map(measured).collect();
    measured?.try_into().ok()
}
