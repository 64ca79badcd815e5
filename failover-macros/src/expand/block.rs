//! Expands an annotated `impl`: the same `impl` with bodies, and the breaker that its methods share.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::quote;
use syn::parse_quote;

use super::breaker::{SHARED_BREAKER, shared_breaker};
use super::context::timer;
use super::{core_path, expand};
use crate::arguments::Arguments;
use crate::arguments::breaker::Breaker;
use crate::block::Block;
use crate::input::Function;
use crate::syntax::cfgs;

/// The expanded items of an `impl`, and what they have in common.
#[derive(Default)]
pub(crate) struct Items {
    pub(crate) tokens: TokenStream,
    /// True if one of the methods is async.
    is_async: bool,
    /// Checks that a timer exists. One is enough, except for methods under `#[cfg]`.
    timers: TokenStream,
    has_timer: bool,
}

impl Items {
    /// Expands a method whose use of the attribute is valid.
    pub(crate) fn add(&mut self, arguments: &Arguments, function: Function) {
        self.is_async |= function.is_async();
        let cfgs = cfgs(&function.attributes);
        if !self.has_timer || !cfgs.is_empty() {
            let timer = timer(&core_path(arguments), arguments, &function);
            self.has_timer |= timer.is_some() && cfgs.is_empty();
            self.timers
                .extend(timer.map(|timer| quote!(#(#cfgs)* #timer)));
        }
        self.tokens.extend(expand(arguments, function));
    }
}

/// Expands an `impl` with these items, under these arguments.
pub(crate) fn expand_block(arguments: &Arguments, block: &Block, items: Items) -> TokenStream {
    let core = core_path(arguments);
    let (head, timers) = (&block.head, &items.timers);
    let mut braces = Group::new(Delimiter::Brace, items.tokens);
    braces.set_span(block.braces.span());
    let breaker = arguments
        .own_breaker()
        .map(|own| shared_breaker(&core, arguments, own, &block.title(), items.is_async));
    let (breaker, handle) = breaker.unzip();
    let import = block.qualified_trait().map(|path| {
        quote_mixed! {
            #[allow(unused_imports, reason = "providers may have the methods without the trait")]
            use #path as _;
        }
    });
    let cfgs = cfgs(&block.parsed_head.attrs);
    let handle = handle.flatten().map(|handle| quote!(#(#cfgs)* #handle));
    let timers = (!timers.is_empty()).then(|| quote_mixed!(#(#cfgs)* const _: () = { #timers };));
    if breaker.is_none() && import.is_none() {
        return quote!(#head #braces #timers);
    }
    quote_mixed! {
        #(#cfgs)*
        const _: () = {
            #import
            #head #braces
            #breaker
        };
        #handle
        #timers
    }
}

/// Replaces a breaker of the `impl`'s own by the function that returns it.
pub(crate) fn share_breaker(arguments: &mut Arguments) {
    if arguments.own_breaker().is_some() {
        let shared = Ident::new(SHARED_BREAKER, Span::mixed_site());
        arguments.circuit_breaker = Some(Breaker::Given(parse_quote!(#shared())));
    }
}
