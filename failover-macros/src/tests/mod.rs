//! What the attribute says and puts out, without a compiler: an answer in a second.

mod expansions;
mod misuses;
mod uses;

use std::fs;
use std::path::{Path, PathBuf};

/// The files with this ending, sorted; none if the folder is not there.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            found.push(path);
        }
    }
    found.sort();
    found
}
