//! The path of `crate = ..`.

use proc_macro2::Ident;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Path, PathSegment, Token};

use crate::errors::Errors;

/// Refuses a path that does not mean the same everywhere. After such an error it returns the path that was probably
/// meant, or `None` if there is no telling.
pub(super) fn absolute(mut path: Path, errors: &mut Errors) -> Option<Path> {
    for segment in &mut path.segments {
        let arguments = std::mem::take(&mut segment.arguments);
        if !arguments.is_none() {
            errors.on(
                arguments,
                "`crate` is the path of a crate or module: remove this",
            );
        }
    }
    let is_relative = path.leading_colon.is_none();
    let first = path.segments.first();
    let starts_with = |word: &str| is_relative && first.is_some_and(|first| first.ident == word);
    let starts_with_crate = starts_with("crate");
    let is_keyword =
        |ident: &Ident| ["self", "Self", "super", "crate", "try"].contains(&&*ident.to_string());
    let segments = path.segments.iter().skip(usize::from(starts_with_crate));
    let mut idents = segments.map(|PathSegment { ident, .. }| ident);
    if let Some(ident) = idents.find(|ident| is_keyword(ident)) {
        errors.at(
            ident.span(),
            format!("`crate` must be an absolute path, as the macro uses it in other scopes too: `{ident}` cannot be part of it"),
        );
        return None;
    }
    if !is_relative || starts_with_crate || starts_with("$crate") {
        return Some(path);
    }
    let text = quote!(#path).to_string().replace(' ', "");
    errors.at(
        path.span(),
        format!(
            "`crate` must be an absolute path, as the macro uses it in other scopes too: write `crate = ::{text}`"
        ),
    );
    path.leading_colon = Some(Token![::](path.span()));
    Some(path)
}
