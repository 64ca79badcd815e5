//! Rules that the sources of all tests keep.

use std::fs;
use std::path::{Path, PathBuf};

/// Code that waits until real time has passed, or that could.
const WAITS: &[&str] = &[
    "thread::sleep",
    "ThreadSleep.",
    "Delay::new",
    "recv_timeout",
    "wait_timeout",
    "park_timeout",
    "sleep_until",
    "spin_loop",
    "SystemTime::now",
    "Instant::now",
    "tokio::time",
];

/// Code that waits for no real time in a file that pauses tokio's time.
const MAY_BE_PAUSED: &[&str] = &["Instant::now", "tokio::time"];

/// A file, what it may use, and why.
const ALLOWED: &[(&str, &str, &str)] = &[
    (
        "engine/asynchronous/timers.rs",
        "Delay::new",
        "given up at once",
    ),
    (
        "engine/threads.rs",
        "spin_loop",
        "spins a fixed number of times",
    ),
    ("loom/main.rs", "Instant::now", "prints how long it took"),
    (
        "tokio/main.rs",
        "tokio::time",
        "only tests in paused time use it",
    ),
    ("tokio/real.rs", "Instant::now", "compares two clocks"),
];

/// Folders and files that are not searched, and why.
const NOT_SEARCHED: &[(&str, &str)] = &[
    ("conventions.rs", "it names what it looks for"),
    ("network", "it waits in real time by intent"),
    ("soak", "a program, not a test"),
    ("ui/fail", "it does not compile"),
];

/// Looks for words in the sources of the tests, so that a new wait gets noticed and gets a reason.
///
/// It cannot see a wait that these words do not name, such as
/// - a client that has a `retry_backoff` and the default sleep or timer,
/// - a limit that is kept by the system's clock, which a busy machine can overrun,
/// - a function that is imported and called by its bare name, like `sleep` after `use std::thread::*`,
/// - the system's `Instant` in a file that pauses tokio's time,
/// - a documentation test, an example, or anything else outside of `tests` and of the unit tests of `failover-core`.
#[test]
fn no_test_but_those_of_the_network_waits_in_real_time() {
    let mut found = Vec::new();
    let mut searched = 0;
    for (file, code) in sources() {
        searched += 1;
        let is_paused = is_paused(&code);
        for word in WAITS {
            let is_paused = is_paused && MAY_BE_PAUSED.contains(word);
            if code.contains(word) && !is_paused {
                found.push((file.clone(), *word));
            }
        }
    }
    assert!(searched > 100, "{searched} files");
    let is_allowed = |file: &str, word: &str| {
        let mut allowed = ALLOWED.iter();
        allowed.any(|(its_file, its_word, _)| *its_file == file && *its_word == word)
    };
    let (allowed, refused): (Vec<_>, Vec<_>) = found
        .iter()
        .partition(|(file, word)| is_allowed(file, word));
    assert!(
        refused.is_empty(),
        "move time by hand instead: {refused:#?}"
    );
    assert_eq!(
        allowed.len(),
        ALLOWED.len(),
        "one in use each: {allowed:#?}"
    );
}

/// Returns true if the file pauses tokio's time, in each test that tokio runs.
fn is_paused(code: &str) -> bool {
    let mut tests = code.lines().filter(|line| line.contains("#[tokio::test"));
    code.contains("start_paused") && tests.all(|test| test.contains("start_paused = true"))
}

/// The code of all tests, without comments, by the path of its file. Of `failover-core` only the unit tests count.
fn sources() -> Vec<(String, String)> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = tests.join("../failover-core/src");
    let mut sources = Vec::new();
    for file in files(tests) {
        let name = relative(&file, tests);
        let is_searched = NOT_SEARCHED.iter().all(|(path, _)| !name.starts_with(path));
        if is_searched {
            sources.push((name, read(&file)));
        }
    }
    for file in files(&library) {
        let code = read(&file);
        if let Some((_, unit_tests)) = code.split_once("#[cfg(test)]") {
            let name = format!("failover-core/src/{}", relative(&file, &library));
            sources.push((name, unit_tests.to_owned()));
        }
    }
    sources
}

fn relative(file: &Path, folder: &Path) -> String {
    let file = file.strip_prefix(folder).unwrap();
    file.to_str().unwrap().replace('\\', "/")
}

fn read(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// The Rust files in a folder and in those within. What cargo builds is left out.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("target") {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
