//! The modules of this crate: no two use each other, a module and its own children excepted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::{Attribute, File, Item, UseTree};

use super::files;

#[test]
fn no_modules_use_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let sources: BTreeMap<String, File> = files(&root, "rs")
        .iter()
        .filter_map(|path| {
            let path = path.strip_prefix(&root).unwrap();
            let name = path.with_extension("").to_str().unwrap().replace('/', "::");
            let name = name.strip_suffix("::mod").unwrap_or(&name).to_owned();
            let is_code = name != "lib" && !name.starts_with("tests");
            let text = fs::read_to_string(root.join(path)).unwrap();
            is_code.then(|| (name, syn::parse_file(&text).unwrap()))
        })
        .collect();
    assert!(sources.len() > 20, "{:?}", sources.keys());
    let mut used: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, file) in &sources {
        for path in imports(file, name) {
            let mut modules = sources.keys().filter(|module| is_within(&path, module));
            let module = modules.next_back();
            let module = module.unwrap_or_else(|| panic!("{name} imports {path} of no module"));
            if module != name && !is_within(name, module) {
                used.entry(name).or_default().insert(module);
            }
        }
    }
    // Takes away what uses nothing that is left. A cycle is all that stays.
    while let Some(lowest) = used.iter().find_map(|(name, modules)| {
        let is_lowest = modules.iter().all(|module| !used.contains_key(module));
        is_lowest.then_some(*name)
    }) {
        used.remove(lowest);
    }
    assert!(used.is_empty(), "these use each other: {used:#?}");
}

fn is_within(path: &str, module: &str) -> bool {
    let rest = path.strip_prefix(module);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Returns the paths from this crate that a module imports, from the root.
fn imports(file: &File, module: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for item in &file.items {
        let Item::Use(item) = item else {
            continue;
        };
        let is_test = |attribute: &Attribute| attribute.path().is_ident("cfg");
        if !item.attrs.iter().any(is_test) {
            leaves(&item.tree, String::new(), &mut paths);
        }
    }
    let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
    let absolute = |path: String| {
        let (first, rest) = path.split_once("::")?;
        match first {
            "crate" => Some(rest.to_owned()),
            "self" => Some(format!("{module}::{rest}")),
            "super" => Some(format!("{parent}::{rest}")),
            _ => None,
        }
    };
    paths.into_iter().filter_map(absolute).collect()
}

fn leaves(tree: &UseTree, before: String, paths: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, format!("{before}{}::", path.ident), paths),
        UseTree::Name(name) => paths.push(format!("{before}{}", name.ident)),
        UseTree::Rename(name) => paths.push(format!("{before}{}", name.ident)),
        UseTree::Glob(_) => paths.push(before),
        UseTree::Group(group) => {
            for tree in &group.items {
                leaves(tree, before.clone(), paths);
            }
        }
    }
}
