//! Holds the figures in RELIABILITY.md and in docs/reliability to the files that the checkers wrote.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_quoted_figure_is_in_the_file_that_its_paragraph_links_to() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let docs = root.join("docs/reliability");
    let mut pages = files(&docs, "md");
    pages.insert(root.join("RELIABILITY.md"));
    let mut linked = BTreeSet::new();
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        // A list item is a paragraph too.
        for paragraph in text.replace("\n- ", "\n\n- ").split("\n\n") {
            let Some((_, link)) = paragraph.split_once("figures/") else {
                continue;
            };
            let Some((name, _)) = link.split_once(".txt)") else {
                continue;
            };
            let file = docs.join("figures").join(format!("{name}.txt"));
            let written = figures(&fs::read_to_string(&file).expect(name));
            let quoted = figures(paragraph);
            let wrong: Vec<_> = quoted.difference(&written).collect();
            assert!(
                wrong.is_empty(),
                "not in {name}.txt: {wrong:?} of {}",
                page.display()
            );
            assert!(
                !quoted.is_empty(),
                "no figure next to {name} in {}",
                page.display()
            );
            linked.insert(file);
        }
    }
    let written = files(&docs.join("figures"), "txt");
    assert_eq!(linked, written, "left: linked to, right: written");
}

/// Returns every number with the word that follows it. `1,000 calls` and `1000 calls` are the same.
fn figures(text: &str) -> BTreeSet<(u64, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let figure = |pair: &[&str]| {
        let [number, unit] = [0, 1].map(|i| pair[i].trim_matches(|c: char| !c.is_alphanumeric()));
        let number = number.replace(',', "").parse().ok()?;
        Some((number, unit.to_owned()))
    };
    words.windows(2).filter_map(figure).collect()
}

fn files(folder: &Path, ending: &str) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let is_wanted = |path: &PathBuf| path.extension().is_some_and(|found| found == ending);
    paths.filter(is_wanted).collect()
}
