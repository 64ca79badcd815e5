//! The misuses in `tests/ui/fail`: the attribute's messages are those in the compiler's snapshots. Errors of the
//! compiler's own have a code, `error[E0308]`. A plain `error` is the attribute's.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use proc_macro2::Span;

use super::uses::Use;
use super::{compile_errors, files};

#[test]
fn the_attribute_says_what_the_snapshots_show() {
    let Some(tests) = tests() else { return };
    let (mut attribute, mut compared, mut compiler) = (0, 0, 0);
    let mut faults = Vec::new();
    for path in files(&tests.join("ui/fail"), "rs") {
        let source = fs::read_to_string(&path).unwrap();
        let snapshot = fs::read_to_string(path.with_extension("stderr")).unwrap();
        let mut said: Vec<Said> = Use::all(&source).iter().flat_map(errors).collect();
        let mut shown: Vec<Said> = snapshot.split("\n\n").filter_map(Said::shown).collect();
        said.sort();
        shown.sort();
        if said != shown {
            let path = path.display();
            faults.push(format!(
                "{path}\n   says {said:?}\n   but its snapshot {shown:?}"
            ));
        }
        attribute += snapshot
            .lines()
            .filter(|line| line.starts_with("error: "))
            .count();
        compared += shown.len();
        compiler += snapshot.matches("error[").count();
    }
    assert_eq!(attribute, compared);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(
        attribute > 130 && compiler > 90,
        "{attribute} and {compiler} errors"
    );
}

#[test]
fn where_it_is_put_right_it_says_nothing() {
    let Some(tests) = tests() else { return };
    let mut count = 0;
    for folder in ["ui/pass", "attribute", "../examples"] {
        for path in files(&tests.join(folder), "rs") {
            for used in Use::all(&fs::read_to_string(&path).unwrap()) {
                assert_eq!(errors(&used), [], "{}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 150, "{count} uses");
}

/// Returns the folder of the package `tests`. There is none in a packaged crate.
fn tests() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    if !folder.join("ui").exists() {
        // Not `eprintln`, which a test that passes is not heard by.
        let _ = writeln!(io::stderr(), "SKIPPED: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

/// An error of the attribute's own.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    /// Counted from one, as the compiler does.
    line: usize,
    column: usize,
    /// The number of underlined columns, if they are on one line.
    width: Option<usize>,
    text: String,
}

impl Said {
    /// Reads one error of a snapshot. `None` if it is the compiler's own.
    fn shown(error: &str) -> Option<Self> {
        let mut lines = error.trim_start().lines();
        let text = lines.next()?.strip_prefix("error: ")?.to_owned();
        let (rest, column) = lines.next()?.rsplit_once(':')?;
        let (_, line) = rest.rsplit_once(':')?;
        let marks = lines.filter_map(|line| Some(line.split_once('|')?.1.trim()));
        let mut underlined = marks.filter(|marks| marks.starts_with('^'));
        Some(Self {
            line: line.parse().unwrap(),
            column: column.parse().unwrap(),
            width: underlined.next().map(str::len),
            text,
        })
    }

    fn at((first, last): (Span, Span), text: String) -> Self {
        let (start, end) = (first.start(), last.end());
        Self {
            line: start.line,
            column: start.column + 1,
            width: (start.line == end.line).then(|| end.column - start.column),
            text,
        }
    }
}

/// Returns the attribute's errors for this use.
fn errors(used: &Use) -> Vec<Said> {
    let mut errors = Vec::new();
    compile_errors(used.expansion(), &mut |text, mut at| {
        // The span of the macro's call has no place here.
        if at.0.start() == at.1.end() {
            at = used.attribute;
        }
        errors.push(Said::at(at, text));
    });
    errors
}
