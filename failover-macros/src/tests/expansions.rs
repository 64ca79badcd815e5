//! Snapshots of a few expansions that show all of it. Each file has the use first, and below it the expansion.

use std::collections::HashSet;
use std::path::Path;
use std::{env, fs};

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;
use syn::{File, Ident, Item};

use super::files;
use super::uses::Use;
use crate::arguments::table::{Argument, Keyword};

const EXPANDS_TO: &str = "\n// expands to\n\n";

#[test]
fn expansions_are_as_they_were_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/expansions");
    let files = files(&folder, "rs");
    assert!(files.len() > 10, "{} files", files.len());
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let (source, expected) = text.split_once(EXPANDS_TO).unwrap_or((&text, ""));
        let uses = Use::all(source);
        let expansions: Vec<String> = uses
            .iter()
            .map(|used| readable(&used.expansion()))
            .collect();
        let expansions = expansions.join("\n");
        if env::var("EXPANSIONS").is_ok_and(|wish| wish == "overwrite") {
            fs::write(&path, format!("{source}{EXPANDS_TO}{expansions}")).unwrap();
            continue;
        }
        assert!(
            expansions == expected,
            "{} is out of date: `EXPANSIONS=overwrite cargo test -p failover-macros --lib` writes it as\n\n\
             {expansions}",
            path.display()
        );
    }
}

/// Locals are not hygienic towards items: a pattern with the name of a unit struct, a constant or a `static` matches it.
#[test]
fn every_local_of_an_expansions_own_begins_with_underscores() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/expansions");
    for path in files(&folder, "rs") {
        let text = fs::read_to_string(&path).unwrap();
        let (source, _) = text.split_once(EXPANDS_TO).unwrap_or((&text, ""));
        let written = source.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
        let written: HashSet<&str> = written.collect();
        let mut locals = 0;
        for used in Use::all(source) {
            for name in lowercase_names(used.expansion()) {
                let is_own = name.starts_with("__");
                // Editors get the names of all arguments.
                let is_argument = Argument::ALL.iter().any(|it| it.name() == name);
                assert!(
                    is_own || is_argument || written.contains(&*name),
                    "{name} in {}",
                    path.display()
                );
                locals += usize::from(is_own);
            }
        }
        let is_refused = path.file_stem().is_some_and(|stem| stem == "refused");
        assert!(locals > 10 || is_refused, "{locals} in {}", path.display());
    }
}

/// Returns every lowercase name that is not part of a path and no keyword: the bindings and their uses.
fn lowercase_names(tokens: TokenStream) -> Vec<String> {
    let (mut names, mut before) = (Vec::new(), ' ');
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_attribute = before == '#';
        let is_of_another = matches!(before, '.' | ':' | '\'');
        before = ' ';
        match token {
            TokenTree::Group(group) if !is_attribute => {
                names.extend(lowercase_names(group.stream()));
            }
            TokenTree::Punct(punct) => before = punct.as_char(),
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let is_path = tokens.peek().is_some_and(|next| next.to_string() == ":");
                let is_keyword = syn::parse_str::<Ident>(&name).is_err();
                let is_lowercase = !name.contains(char::is_uppercase);
                if is_lowercase && !is_of_another && !is_path && !is_keyword {
                    names.push(name);
                }
            }
            TokenTree::Group(_) | TokenTree::Literal(_) => {}
        }
    }
    names
}

/// Formatted, and `__documented!` as the compiler expands it.
fn readable(expansion: &TokenStream) -> String {
    // Shorter paths make the files worth reading.
    let short = expansion
        .to_string()
        .replace(":: failover_core :: __private ::", "private ::");
    let mut file: File = syn::parse_str(&short).unwrap();
    for item in &mut file.items {
        match item {
            Item::Macro(call) if call.mac.path.segments.last().unwrap().ident == "__documented" => {
                let parts: Vec<TokenTree> = call.mac.tokens.clone().into_iter().collect();
                let [
                    TokenTree::Group(attributes),
                    TokenTree::Group(function),
                    TokenTree::Group(documentation),
                ] = &parts[..]
                else {
                    panic!("{parts:?}");
                };
                let parts = [attributes, documentation, function].map(Group::stream);
                *item = syn::parse2(quote!(#(#parts)*)).unwrap();
            }
            _ => {}
        }
    }
    prettyplease::unparse(&file)
}
