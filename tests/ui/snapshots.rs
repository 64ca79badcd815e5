//! Rules for every snapshot, with any compiler: one error for one mistake, at the mistake, and no word of the expansion's
//! insides.

use std::fs;
use std::path::{Path, PathBuf};

/// Cases with more errors than one, how many, and why.
const SEVERAL: &[(&str, usize)] = &[
    // Four mistakes, each reported.
    ("arguments/several_errors", 4),
    // Two mistakes, each reported.
    ("asynchronous/is_valid_and_classify", 2),
    // Nothing can be put out without the crate, not even the function.
    ("arguments/crate_not_found", 2),
    // The compiler finds either function where the breaker is asked for.
    ("breaker/handle_taken", 2),
    // Two mistakes, each reported.
    ("served/caller_sees_no_error", 2),
    // As for a handle, and the annotated function calls what it finds.
    ("served/taken", 3),
    // The compiler misses the second function in the trait, and then in the type.
    ("served/in_trait", 2),
    // What cannot be a key cannot be one in an answer.
    ("items/keys_not_hashed", 2),
];

/// Without arguments there is nothing but the attribute to point to.
const ON_THE_WHOLE: &[&str] = &[
    "arguments/none",
    "arguments/none_in_parentheses",
    "arguments/none_on_body",
];

/// Types of the attribute that messages may name: traits whose messages say what a user's type must be, and the value of
/// `retry_backoff`, whose name says which argument it is.
const SHOWN: &[&str] = &[
    "Argument",
    "AsyncAttributeClock",
    "AttributeClock",
    "ErrorOutput",
    "FromBodyFailures",
    "FromFailures",
    "FromIncomplete",
    "FromItems",
    "FromLastError",
    "KeysArgument",
    "ProviderName",
    "ProviderOutput",
    "RetryBackoff",
    "ReturnType",
    "ServedError",
];

/// Returns the names that no message may show: `__private`, and every public type of the attribute's private API.
///
/// They are read from the sources in `failover-core/src/attribute`, so a new type is hidden without an entry here. The
/// standard library's source, `$RUST`, is shown only where it is installed.
fn hidden() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../failover-core/src/attribute");
    let mut sources = Vec::new();
    collect(&folder, "rs", &mut sources);
    let mut hidden = vec!["__private".to_owned(), "$RUST".to_owned()];
    for source in sources {
        let source = fs::read_to_string(source).unwrap();
        for line in source.split(';').flat_map(str::lines) {
            let defined = ["pub struct ", "pub enum ", "pub trait ", "pub type "];
            let defined = defined.iter().find_map(|start| line.strip_prefix(start));
            hidden.extend(defined.map(first_word));
        }
        // Types of other modules that expansions name: `pub use crate::value::{AsyncCall, HedgeSlot};`.
        let exported = source.split("pub use crate::").skip(1);
        for exported in exported.filter_map(|rest| rest.split(';').next()) {
            let names = exported.split(|letter: char| !letter.is_alphanumeric());
            let types = names.filter(|name| name.starts_with(char::is_uppercase));
            hidden.extend(types.map(str::to_owned));
        }
    }
    hidden.retain(|name| !SHOWN.contains(&&**name));
    hidden
}

fn first_word(text: &str) -> String {
    let is_letter = |letter: &char| letter.is_alphanumeric() || *letter == '_';
    text.chars().take_while(is_letter).collect()
}

#[test]
fn one_mistake_is_one_error() {
    let snapshots = snapshots();
    assert!(snapshots.len() > 100, "{} snapshots", snapshots.len());
    for Snapshot { name, text } in snapshots {
        let errors = text
            .lines()
            .filter(|line| line.starts_with("error"))
            .count();
        let several = SEVERAL.iter().find(|(several, _)| *several == name);
        assert_eq!(
            errors,
            several.map_or(1, |(_, count)| *count),
            "{name}:\n{text}"
        );
    }
}

#[test]
fn nothing_hidden_is_named() {
    let hidden = hidden();
    for known in [
        "Requested",
        "StaticProvider",
        "HedgeSlot",
        "AsyncCall",
        "CallContext",
    ] {
        assert!(
            hidden.iter().any(|name| name == known),
            "{known} is not found"
        );
    }
    for Snapshot { name, text } in snapshots() {
        let words: Vec<&str> = text
            .split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == '$'))
            .collect();
        for hidden in &hidden {
            assert!(
                !words.contains(&&**hidden),
                "{name} names {hidden}:\n{text}"
            );
        }
    }
}

#[test]
fn an_error_stands_on_what_is_wrong() {
    for Snapshot { name, text } in snapshots() {
        let whole = text.lines().zip(text.lines().skip(1)).any(|(code, marks)| {
            let attribute = code.find("#[failover(");
            attribute.is_some() && marks.find('^') == attribute
        });
        let may = ON_THE_WHOLE.contains(&&*name);
        assert!(
            !whole || may,
            "{name} points at the whole attribute:\n{text}"
        );
    }
}

#[test]
fn every_misuse_has_its_snapshot() {
    let mut sources = Vec::new();
    collect(&folder(), "rs", &mut sources);
    for source in sources {
        let snapshot = source.with_extension("stderr");
        assert!(snapshot.exists(), "{} is missing", snapshot.display());
    }
}

struct Snapshot {
    /// `folder/case`
    name: String,
    text: String,
}

fn snapshots() -> Vec<Snapshot> {
    let mut paths = Vec::new();
    collect(&folder(), "stderr", &mut paths);
    let read = |path: PathBuf| {
        let name = path.strip_prefix(folder()).unwrap().with_extension("");
        let name = name.to_str().unwrap().replace('\\', "/");
        let text = fs::read_to_string(path).unwrap();
        Snapshot { name, text }
    };
    paths.into_iter().map(read).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/fail")
}

fn collect(folder: &Path, extension: &str, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, extension, paths);
        } else if path.extension().is_some_and(|found| found == extension) {
            paths.push(path);
        }
    }
}
