//! What is put out for a few uses that show all of it: a file each, the use first, below it what it expands to.

use std::path::Path;
use std::{env, fs};

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;
use syn::{File, Item};

use super::files;
use super::uses::Use;

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
        let expansions: Vec<String> = uses.iter().map(|used| readable(used.expansion())).collect();
        let expansions = expansions.join("\n");
        if env::var("EXPANSIONS").is_ok_and(|wish| wish == "overwrite") {
            fs::write(&path, format!("{source}{EXPANDS_TO}{expansions}")).unwrap();
            continue;
        }
        assert!(
            expansions == expected,
            "{} is out of date: `EXPANSIONS=overwrite cargo test -p failover-macros --lib` writes it anew as\n\n\
             {expansions}",
            path.display()
        );
    }
}

/// Formatted, and `__documented!` as the compiler expands it.
fn readable(expansion: TokenStream) -> String {
    let mut file: File = syn::parse2(expansion).unwrap();
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
