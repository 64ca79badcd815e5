//! The attribute, from its tokens to the tokens of the expansion. A separate module, because the fuzz crate compiles it
//! once more: a proc-macro crate cannot export functions.

use std::mem;

use proc_macro2::TokenStream;
use quote::quote;

use crate::arguments::Arguments;
use crate::arguments::provider::ProviderEntry;
use crate::block::{Block, BlockItem, Method};
use crate::defaults::Defaults;
use crate::errors::Errors;
use crate::expand::{Items, expand, expand_block, share_breaker};
use crate::fallback::fallback;
use crate::input::Function;
use crate::validate::{validate, validate_block};

/// Expands an item under these arguments.
pub(crate) fn expansion(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let expanded = if Block::is_block(item) {
        of_block(arguments, item, &mut errors)
    } else {
        of_function(arguments, item, &mut errors)
    };
    let errors = errors.into_compile_errors();
    match expanded {
        Some(expanded) => quote!(#expanded #errors),
        None => quote!(#errors #item),
    }
}

fn of_function(
    arguments: TokenStream,
    item: &TokenStream,
    errors: &mut Errors,
) -> Option<TokenStream> {
    let mut arguments = Arguments::parse(arguments, errors);
    let function = errors.take(Function::parse_item(item.clone()))?;
    add_body(&mut arguments, &function);
    validate(&arguments, &function, errors);
    Some(if errors.is_empty() {
        expand(&arguments, function)
    } else {
        fallback(&arguments, function)
    })
}

/// Expands an `impl`. Each method has its own errors, so that one with errors does not spoil the others.
fn of_block(
    arguments: TokenStream,
    item: &TokenStream,
    errors: &mut Errors,
) -> Option<TokenStream> {
    let mut defaults = Defaults::parse(arguments, errors);
    let mut block = errors.take(Block::parse(item.clone()))?;
    validate_block(&defaults.arguments, &block, errors);
    defaults.compare(&block);
    let is_valid = errors.is_empty();
    let (mut items, mut is_first) = (Items::default(), true);
    for item in mem::take(&mut block.items) {
        match item {
            BlockItem::Other(tokens) => items.tokens.extend(tokens),
            BlockItem::Method(mut method) => {
                let has_breaker = method.arguments.circuit_breaker.is_some();
                defaults.add_to(&mut method, mem::take(&mut is_first));
                let Method {
                    function,
                    mut arguments,
                    errors: mut own_errors,
                } = *method;
                add_body(&mut arguments, &function);
                validate(&arguments, &function, &mut own_errors);
                if block.parsed_head.trait_.is_some() {
                    // There is an error already. The function would be another one.
                    arguments.served = None;
                }
                let is_valid = is_valid && own_errors.is_empty();
                if !has_breaker {
                    share_breaker(&mut arguments);
                }
                if is_valid {
                    items.add(&arguments, function);
                } else {
                    items.tokens.extend(fallback(&arguments, function));
                }
                errors.add_new(own_errors);
            }
        }
    }
    Some(expand_block(&defaults.arguments, &block, items))
}

/// Makes the function's body its first provider.
fn add_body(arguments: &mut Arguments, function: &Function) {
    if function.body.is_some() {
        let body = ProviderEntry::body(&function.signature.ident);
        arguments.providers.insert(0, body);
    }
}
