//! Expands an annotated `impl`: the same `impl` with bodies, and the breaker that its methods share.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::quote;
use syn::{Attribute, parse_quote};

use super::breaker::{SHARED_BREAKER, shared_breaker};
use super::core_path;
use crate::arguments::Arguments;
use crate::arguments::breaker::Breaker;
use crate::block::Block;

/// Expands an `impl` with these items, under these arguments. `is_async` is true if one of its methods is.
pub(crate) fn expand_block(
    arguments: &Arguments,
    block: &Block,
    is_async: bool,
    items: TokenStream,
) -> TokenStream {
    let core = core_path(arguments);
    let mut braces = Group::new(Delimiter::Brace, items);
    braces.set_span(block.braces.span());
    let head = &block.head;
    let breaker = match &arguments.circuit_breaker {
        Some(Breaker::Own(own)) => Some(shared_breaker(
            &core,
            arguments,
            own,
            &block.title(),
            is_async,
        )),
        _ => None,
    };
    let (breaker, handle) = breaker.unzip();
    let import = block.qualified_trait().map(|path| {
        quote_mixed! {
            #[allow(unused_imports, reason = "providers may have the methods without the trait")]
            use #path as _;
        }
    });
    if breaker.is_none() && import.is_none() {
        return quote!(#head #braces);
    }
    let cfgs = block.parsed_head.attrs.iter();
    let cfgs: Vec<&Attribute> = cfgs
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .collect();
    let handle = handle.flatten().map(|handle| quote!(#(#cfgs)* #handle));
    quote_mixed! {
        #(#cfgs)*
        const _: () = {
            #import
            #head #braces
            #breaker
        };
        #handle
    }
}

/// Replaces a breaker of the `impl`'s own by the function that returns it.
pub(crate) fn share_breaker(arguments: &mut Arguments) {
    if let Some(Breaker::Own(_)) = &arguments.circuit_breaker {
        let shared = Ident::new(SHARED_BREAKER, Span::mixed_site());
        arguments.circuit_breaker = Some(Breaker::Given(parse_quote!(#shared())));
    }
}
