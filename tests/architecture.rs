//! The order of the modules, and no cycle between any two.
//!
//! Each file of a crate is a module. An arrow goes from a module to every module that it names by a path: in a `use`, or
//! anywhere else in its code. A name that a folder's `mod.rs` exports leads on to the file that defines it.
//!
//! Between a folder's `mod.rs` and the files in that folder there may be arrows both ways. The test cannot see a method
//! call, an impl of a trait for a type of another module, or a macro that is in scope by its text. It leaves unit tests out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, File, Item, UseTree};

/// The modules of `failover-core`. Each may use those before it.
const ORDER: [&str; 19] = [
    "sync",
    "name",
    "error",
    "verdict",
    "backoff",
    "policy",
    "time",
    "event",
    "breaker",
    "outcome",
    "engine",
    "drive",
    "providers",
    "value",
    "batch",
    "client",
    "attribute",
    "testing",
    "integrations",
];

#[test]
fn a_module_of_the_core_uses_only_modules_before_it() {
    let graph = Graph::of("failover-core");
    let place = |module: &str| {
        let top = module.split("::").next();
        let place = ORDER.iter().position(|listed| top == Some(listed));
        place.unwrap_or_else(|| panic!("`{module}` has no place in `ORDER`"))
    };
    let arrows = graph.arrows.iter().filter(|(user, _)| !user.is_empty());
    let mut wrong: Vec<String> = arrows
        .filter(|(user, used)| used.is_empty() || place(user) < place(used))
        .map(|(user, used)| match &**used {
            "" => format!("`{user}` imports through the crate's root: name the module"),
            used => format!("`{user}` uses `{used}`, which comes later"),
        })
        .collect();
    wrong.sort();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(graph.arrows.len() > 200, "{} arrows", graph.arrows.len());
}

#[test]
fn no_two_modules_use_each_other_not_even_through_others() {
    for package in ["failover-core", "failover-macros"] {
        let graph = Graph::of(package);
        let cycle = graph.cycle();
        assert!(
            cycle.is_none(),
            "{package}: {}",
            cycle.unwrap().join(" -> ")
        );
        assert!(graph.modules.len() > 20, "{:?}", graph.modules.keys());
    }
}

#[test]
fn the_page_lists_the_modules_in_this_order() {
    let page = include_str!("../ARCHITECTURE.md");
    let (_, list) = page.split_once("```text\nsync ").unwrap();
    let (list, _) = list.split_once("\n```").unwrap();
    let listed = list.lines().skip(1);
    let listed: Vec<&str> = listed.filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(listed, ORDER[1..]);
}

/// The modules of a crate, and which module uses which.
struct Graph {
    modules: BTreeMap<String, Module>,
    arrows: BTreeSet<(String, String)>,
}

/// One file.
struct Module {
    /// Every path in it, without a leading `crate`, `self` and `super`.
    paths: Vec<Vec<String>>,
    /// The names that it imports, each with the path that it stands for.
    imports: Vec<(String, Vec<String>)>,
}

impl Graph {
    fn of(package: &str) -> Self {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../{package}/src"));
        let mut modules = BTreeMap::new();
        for path in files(&source) {
            let name = module_name(path.strip_prefix(&source).unwrap());
            let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
            modules.insert(name.clone(), Module::of(&name, file));
        }
        let mut graph = Self {
            modules,
            arrows: BTreeSet::new(),
        };
        for (user, module) in &graph.modules {
            for path in &module.paths {
                // A name that the crate's root exports. The root's own `prelude` may use it.
                let first = path.first();
                let is_exported = first.is_some_and(|first| !graph.modules.contains_key(first));
                if is_exported && !user.is_empty() {
                    graph.arrows.insert((user.clone(), String::new()));
                }
                let used = graph.definer(path, 0);
                if used != *user && !is_within(user, &used) && !is_within(&used, user) {
                    graph.arrows.insert((user.clone(), used));
                }
            }
        }
        graph
    }

    /// Returns the module that defines what this path leads to.
    fn definer(&self, path: &[String], steps: usize) -> String {
        let depth = (0..=path.len()).rev();
        let found = depth.map(|depth| path[..depth].join("::"));
        let module = found
            .into_iter()
            .find(|name| self.modules.contains_key(name));
        let module = module.unwrap_or_default();
        let depth = module.split("::").filter(|part| !part.is_empty()).count();
        let Some(name) = path.get(depth) else {
            return module;
        };
        let imports = self.modules.get(&module).map(|module| &module.imports);
        let import = imports.and_then(|all| all.iter().find(|(imported, _)| imported == name));
        match import {
            Some((_, target)) if steps < 8 && target != path => self.definer(target, steps + 1),
            _ => module,
        }
    }

    /// Returns a cycle of modules, if there is one.
    fn cycle(&self) -> Option<Vec<String>> {
        let mut over = BTreeSet::new();
        let mut starts = self.modules.keys();
        starts.find_map(|start| self.cycle_from(start, &mut Vec::new(), &mut over))
    }

    fn cycle_from(
        &self,
        module: &str,
        way: &mut Vec<String>,
        over: &mut BTreeSet<String>,
    ) -> Option<Vec<String>> {
        if let Some(start) = way.iter().position(|passed| passed == module) {
            let mut cycle = way[start..].to_vec();
            cycle.push(module.to_owned());
            return Some(cycle);
        }
        if over.contains(module) {
            return None;
        }
        way.push(module.to_owned());
        let used = self.arrows.iter().filter(|(user, _)| user == module);
        let cycle = used
            .map(|(_, used)| used)
            .find_map(|used| self.cycle_from(used, way, over));
        way.pop();
        over.insert(module.to_owned());
        cycle
    }
}

impl Module {
    fn of(name: &str, file: File) -> Self {
        let mut module = Self {
            paths: Vec::new(),
            imports: Vec::new(),
        };
        for item in file.items {
            if is_for_tests(attributes(&item)) {
                continue;
            }
            match item {
                // The text of an exported macro names what the crate exports to expansions.
                Item::Macro(item) if is_exported(&item.attrs) => {}
                Item::Use(item) => module.import(name, &mut Vec::new(), &item.tree),
                item => module.scan(name, item.to_token_stream()),
            }
        }
        module
    }

    /// Adds every path of a `use`.
    fn import(&mut self, name: &str, before: &mut Vec<String>, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.import(name, before, &path.tree);
                before.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(name, before, tree);
                }
            }
            UseTree::Name(last) => self.imported(name, before, &last.ident, &last.ident),
            UseTree::Rename(last) => self.imported(name, before, &last.ident, &last.rename),
            UseTree::Glob(_) => {
                if let Some(path) = absolute(name, before) {
                    self.paths.push(path);
                }
            }
        }
    }

    fn imported(
        &mut self,
        name: &str,
        before: &[String],
        last: &proc_macro2::Ident,
        imported: &proc_macro2::Ident,
    ) {
        let mut path = before.to_vec();
        if last != "self" {
            path.push(last.to_string());
        }
        if let Some(path) = absolute(name, &path) {
            self.imports.push((imported.to_string(), path.clone()));
            self.paths.push(path);
        }
    }

    /// Adds every path in these tokens that begins with `crate`, `self` or `super`.
    fn scan(&mut self, name: &str, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (i, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.scan(name, group.stream()),
                TokenTree::Ident(ident)
                    if ["crate", "self", "super"].iter().any(|it| ident == it) =>
                {
                    let path = path_at(&tokens[i..]);
                    if path.len() > 1 {
                        self.paths.extend(absolute(name, &path));
                    }
                }
                _ => {}
            }
        }
    }
}

/// Returns the path that begins with the first token.
fn path_at(tokens: &[TokenTree]) -> Vec<String> {
    let mut path = Vec::new();
    let mut rest = tokens;
    while let [TokenTree::Ident(ident), after @ ..] = rest {
        path.push(ident.to_string());
        let [TokenTree::Punct(first), TokenTree::Punct(second), next @ ..] = after else {
            break;
        };
        if first.as_char() != ':' || second.as_char() != ':' {
            break;
        }
        rest = next;
    }
    path
}

/// Returns the path from the crate's root, or `None` if it leads to another crate.
fn absolute(module: &str, path: &[String]) -> Option<Vec<String>> {
    let mut base: Vec<String> = match &**path.first()? {
        "crate" => Vec::new(),
        "self" | "super" => parts(module),
        _ => return None,
    };
    for part in path {
        match &**part {
            "crate" | "self" => {}
            "super" => {
                base.pop();
            }
            part => base.push(part.to_owned()),
        }
    }
    Some(base)
}

fn parts(module: &str) -> Vec<String> {
    let parts = module.split("::").filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Returns true if `inner` is a module in the folder of `outer`.
fn is_within(inner: &str, outer: &str) -> bool {
    outer.is_empty() || inner.starts_with(&format!("{outer}::"))
}

/// Returns the name of a file's module: `engine::turn` for `engine/turn.rs`, nothing for `lib.rs`.
fn module_name(path: &Path) -> String {
    let path = path.with_extension("");
    let parts = path.iter().map(|part| part.to_str().unwrap());
    let parts = parts.filter(|part| !["mod", "lib"].contains(part));
    parts.collect::<Vec<_>>().join("::")
}

/// Returns the sources of a crate, without its tests.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn is_exported(attributes: &[Attribute]) -> bool {
    let mut attributes = attributes.iter();
    attributes.any(|attribute| attribute.path().is_ident("macro_export"))
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    let is_test = |attribute: &Attribute| {
        let text = attribute.meta.to_token_stream().to_string();
        text == "cfg (test)"
    };
    attributes.iter().any(is_test)
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        _ => &[],
    }
}
