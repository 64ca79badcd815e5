//! Facts that a page and the code must share.

use std::fs;
use std::path::Path;

/// The pages whose paths are checked.
const PAGES: [&str; 4] = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "tests/README.md",
    "benches/README.md",
];

/// The folders that a path on a page may start from.
const FOLDERS: [&str; 5] = [
    ".",
    "failover-core/src",
    "failover-macros/src",
    "tests",
    "benches",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Returns the rows of the table below the heading `Glossary`.
fn glossary(text: &str) -> Vec<&str> {
    let (_, section) = text.split_once("# Glossary\n").unwrap();
    let lines = section.lines().map(|line| line.trim_start_matches("//! "));
    lines
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .collect()
}

#[test]
fn the_front_page_of_the_docs_and_the_architecture_have_one_glossary() {
    let (front, page) = (read("failover-core/src/lib.rs"), read("ARCHITECTURE.md"));
    assert_eq!(glossary(&front), glossary(&page));
    assert!(glossary(&page).len() > 15);
}

/// Returns the paths in backticks that have a folder: of Rust and Markdown files, and of folders, which end with `/`.
fn paths(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted
        .filter(|quoted| !quoted.contains([' ', '*', ':', '<', '(']))
        .filter(|quoted| quoted.contains('/'))
        .filter(|quoted| [".rs", ".md", "/"].iter().any(|end| quoted.ends_with(end)))
        .collect()
}

#[test]
fn every_path_on_a_page_exists() {
    for page in PAGES {
        let text = read(page);
        // Blocks of code have their own backticks, three each.
        let prose: String = text.split("```").step_by(2).collect();
        let mut missing = paths(&prose);
        missing.retain(|path| {
            let mut folders = FOLDERS.iter();
            !folders.any(|folder| root().join(folder).join(path).exists())
        });
        assert!(missing.is_empty(), "{page} names {missing:?}");
        assert!(!paths(&prose).is_empty(), "{page} names no path");
    }
}
