//! Tests of messages and expansions, without a compiler: an answer in a second.

mod blocks;
mod completion;
mod expansions;
mod map_err;
mod misuses;
mod module_graph;
mod per_provider;
mod refusals;
mod served;
mod setup;
mod table;
mod uses;

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::LitStr;

/// Each `compile_error! { ".." }` in these tokens, with the first and the last of what it underlines.
fn compile_errors(tokens: TokenStream, found: &mut dyn FnMut(String, (Span, Span))) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        let is_error = i >= 2 && tokens[i - 2].to_string() == "compile_error";
        if is_error && group.delimiter() == Delimiter::Brace {
            let text: LitStr = syn::parse2(group.stream()).unwrap();
            found(text.value(), (tokens[i - 2].span(), group.span()));
        } else {
            compile_errors(group.stream(), found);
        }
    }
}

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
