//! Uses of the attribute in a source file, with their arguments and items.

use std::str::FromStr;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Item, Meta};

use crate::block::{Block, tokens_between};

/// One use of the attribute.
pub(super) struct Use {
    /// The first token of `#[failover(..)]`, and the last.
    pub(super) attribute: (Span, Span),
    arguments: TokenStream,
    item: TokenStream,
}

impl Use {
    /// Those of a whole file, also within functions, impls and modules. What a `macro_rules!` holds is none yet.
    pub(super) fn all(source: &str) -> Vec<Self> {
        let mut uses = Vec::new();
        find(TokenStream::from_str(source).unwrap(), &mut uses);
        uses
    }

    pub(super) fn expansion(&self) -> TokenStream {
        crate::expansion(self.arguments.clone(), &self.item)
    }
}

fn find(tokens: TokenStream, uses: &mut Vec<Use>) {
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let ahead = input.fork();
            // Not so in a `macro_rules!`, which may have a variable among them.
            let attributes = ahead.call(Attribute::parse_outer).unwrap_or_default();
            if !attributes.is_empty() {
                input.advance_to(&ahead);
                let found = used(&attributes, &ahead);
                // The attributes on the methods of an annotated `impl` belong to it.
                if found.as_ref().is_some_and(|it| Block::is_block(&it.item)) {
                    input.advance_to(&ahead);
                }
                uses.extend(found);
            } else if let TokenTree::Group(group) = input.parse()? {
                find(group.stream(), uses);
            }
        }
        Ok(())
    };
    parser.parse2(tokens).unwrap();
}

/// The use among these attributes, if there is one, and an item after them.
fn used(attributes: &[Attribute], input: ParseStream<'_>) -> Option<Use> {
    let path = |attribute: &Attribute| attribute.path().segments.last().unwrap().ident.clone();
    let (found, others): (Vec<_>, Vec<_>) = attributes
        .iter()
        .partition(|attribute| path(attribute) == "failover");
    let [found] = found[..] else {
        return None;
    };
    let start = input.cursor();
    let mut item = quote!(#(#others)*);
    input.parse::<Item>().ok()?;
    item.extend(tokens_between(start, input.cursor()));
    let arguments = match &found.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    };
    let tokens: Vec<TokenTree> = found.to_token_stream().into_iter().collect();
    Some(Use {
        attribute: (tokens.first()?.span(), tokens.last()?.span()),
        arguments,
        item,
    })
}
