//! Relative links, images and anchors of the Markdown documents resolve, in the repository and in the packages.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

/// Folders without documents of ours. The Markdown in `src` is rustdoc's, which checks its own links.
const NOT_SEARCHED: &[&str] = &[".git", "target", "src", "artifacts", "coverage"];

const PACKAGES: &[&str] = &["failover-core", "failover-macros"];

#[test]
fn every_link_of_a_document_resolves_in_the_repository() {
    let root = root();
    let mut documents = Vec::new();
    find_documents(&root, &mut documents);
    assert!(
        documents.contains(&root.join("README.md")),
        "{documents:?} lacks the README"
    );

    let broken: Vec<_> = documents
        .iter()
        .flat_map(|document| {
            let folder = document.parent().expect("a file is in a folder");
            broken_links(document, folder)
        })
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// A package contains files from its own folder only. A link in `failover-core` to a document at the top brings that
/// document along, because cargo packages the file that a symbolic link leads to.
#[test]
fn every_link_of_a_readme_resolves_in_the_folder_of_its_package() {
    let root = root();
    for package in PACKAGES {
        let folder = root.join(package);
        let manifest = read(&folder.join("Cargo.toml"));
        let readme = manifest
            .lines()
            .find_map(|line| line.strip_prefix("readme = \"")?.strip_suffix('"'))
            .expect("each package has a README");
        let broken = broken_links(&folder.join(readme), &folder);
        assert!(
            broken.is_empty(),
            "add a symbolic link in `{package}` for each of these, like its LICENSE-MIT: {broken:#?}"
        );
    }
}

/// Looks at the real thing. The gate unpacks a package and runs this on it.
#[test]
#[ignore = "needs the folder of an unpacked package in FAILOVER_PACKAGE"]
fn every_link_of_a_readme_resolves_in_an_unpacked_package() {
    let folder = std::env::var_os("FAILOVER_PACKAGE").expect("FAILOVER_PACKAGE is set");
    let folder = PathBuf::from(folder);
    let broken = broken_links(&folder.join("README.md"), &folder);
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn links_are_found_in_each_notation_and_not_in_code() {
    let text = "[a](a.md) ![b](b.svg \"title\") [![c](c.svg)](d.md#e)\n\
                [f]: f.md\n\
                <img src=\"g.svg\"> <a href=\"h.md\">h</a> `[not](this)` array[0](1) [i](<j k.md>)\n\
                ```\n[not](this)\n```\n\
                ~~~~md\n```\n[not](this)\n~~~~\n\
                [l](l.md)";
    let links = [
        "a.md", "b.svg", "c.svg", "d.md#e", "1", "j k.md", "f.md", "g.svg", "h.md", "l.md",
    ];
    let mut found = links_of(text);
    found.sort();
    let mut links = links.map(str::to_owned);
    links.sort();
    assert_eq!(found, links);
}

#[test]
fn an_anchor_is_made_as_the_forge_makes_it() {
    let text = "# Calls & `fetch_items`\n## Why: 2 [ways](x.md)?\n## Same\n## Same\n```\n# no heading\n```\n<a id=\"here\"></a>";
    let anchors = ["calls--fetch_items", "why-2-ways", "same", "same-1", "here"];
    let expected = BTreeSet::from(anchors.map(str::to_owned));
    assert_eq!(anchors_of(text), expected);
}

#[test]
fn a_link_to_a_missing_file_or_heading_is_broken() {
    let folder = root().join("tests/vectors");
    for link in [
        "no.md",
        "#no-heading",
        "../../README.md#no-heading",
        "/README.md",
    ] {
        assert!(!resolves(link, "# Heading", &folder), "{link}");
    }
    for link in [
        "#heading",
        "../../LICENSE-MIT",
        "..",
        "https://example.com/no",
        "mailto:a@b",
    ] {
        assert!(resolves(link, "# Heading", &folder), "{link}");
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package is in the workspace")
        .to_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Adds each Markdown file below `folder`, except symbolic links, which lead to one that is found anyway.
fn find_documents(folder: &Path, documents: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let entry = entry.expect("the entry can be read");
        let kind = entry.file_type().expect("the entry has a kind");
        let path = entry.path();
        if kind.is_dir() {
            let name = entry.file_name();
            if !NOT_SEARCHED.iter().any(|&it| name == it) {
                find_documents(&path, documents);
            }
        } else if kind.is_file() && path.extension().is_some_and(|it| it == "md") {
            documents.push(path);
        }
    }
}

/// Returns the links of `document` that lead nowhere when it is read in `folder`.
fn broken_links(document: &Path, folder: &Path) -> Vec<String> {
    let text = read(document);
    let mut broken = links_of(&text);
    broken.retain(|link| !resolves(link, &text, folder));
    broken
        .into_iter()
        .map(|link| format!("{}: {link}", document.display()))
        .collect()
}

/// Returns true if `link` of the document `text` leads somewhere from `folder`, or to another site.
fn resolves(link: &str, text: &str, folder: &Path) -> bool {
    if link.starts_with("https://") || link.starts_with("mailto:") {
        return true;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    if path.is_empty() {
        return anchors_of(text).contains(anchor);
    }
    let target = folder.join(path);
    if path.starts_with('/') || !target.exists() {
        return false;
    }
    anchor.is_empty() || anchors_of(&read(&target)).contains(anchor)
}

/// Returns the target of every link and image in Markdown, and in HTML between it.
fn links_of(text: &str) -> Vec<String> {
    let text = without_code(text);
    let mut links = Vec::new();
    for rest in text.split("](").skip(1) {
        let end = match rest.strip_prefix('<') {
            Some(_) => rest.find('>'),
            None => rest.find([')', ' ']),
        };
        links.extend(end.map(|end| rest[..end].trim_start_matches('<').to_owned()));
    }
    for attribute in ["src=\"", "href=\""] {
        let values = text.split(attribute).skip(1);
        links.extend(values.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
    }
    for line in text.lines().filter(|line| line.starts_with('[')) {
        let target = line.split_once("]: ");
        links.extend(target.map(|(_, target)| target.trim().to_owned()));
    }
    links
}

/// Returns the anchors of every heading, and of HTML elements with an `id`.
fn anchors_of(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut seen = HashMap::<String, usize>::new();
    for line in without_fences(text).lines() {
        let ids = line.split("id=\"").skip(1);
        anchors.extend(ids.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
        let heading = line.trim_start_matches('#');
        if heading.len() == line.len() || !heading.starts_with(' ') {
            continue;
        }
        let slug = slug(heading.trim());
        let count = seen.entry(slug.clone()).or_default();
        anchors.insert(match count {
            0 => slug,
            _ => format!("{slug}-{count}"),
        });
        *count += 1;
    }
    anchors
}

fn slug(heading: &str) -> String {
    let mut shown = String::new();
    let mut rest = heading;
    // A link in a heading counts by its text.
    while let Some((before, target)) = rest.split_once("](") {
        shown.push_str(before);
        rest = target.split_once(')').map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    let kept = shown.chars().filter_map(|it| match it {
        ' ' => Some('-'),
        '-' | '_' => Some(it),
        _ => it.is_alphanumeric().then_some(it),
    });
    kept.flat_map(char::to_lowercase).collect()
}

/// Removes blocks and spans of code, where brackets are no links.
fn without_code(text: &str) -> String {
    let text = without_fences(text);
    let lines = text.lines().map(|line| {
        let outside = line.split('`').step_by(2);
        outside.collect::<Vec<_>>().join("`")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn without_fences(text: &str) -> String {
    let mut kept = String::new();
    // The line that ends the block.
    let mut end: Option<&str> = None;
    for line in text.lines() {
        let line_of_fence = line.trim_start();
        let length = line_of_fence.len() - line_of_fence.trim_start_matches(['`', '~']).len();
        let fence = &line_of_fence[..length];
        match end {
            Some(opened) if fence.starts_with(opened) => end = None,
            None if length >= 3 => end = Some(fence),
            None => kept.extend([line, "\n"]),
            Some(_) => {}
        }
    }
    kept
}
