//! The attribute, from its tokens to the tokens of the expansion. A separate module, because the fuzz crate compiles it
//! once more: a proc-macro crate cannot export functions.

use proc_macro2::TokenStream;
use quote::quote;

use crate::arguments::Arguments;
use crate::arguments::provider::ProviderEntry;
use crate::errors::Errors;
use crate::expand::expand;
use crate::fallback::fallback;
use crate::input::Function;
use crate::validate::validate;

/// Expands an item under these arguments.
pub(crate) fn expansion(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut arguments = Arguments::parse(arguments, &mut errors);
    let Some(function) = errors.take(Function::parse_item(item.clone())) else {
        let errors = errors.into_compile_errors();
        return quote!(#errors #item);
    };
    if function.body.is_some() {
        let body = ProviderEntry::body(&function.signature.ident);
        arguments.providers.insert(0, body);
    }
    validate(&arguments, &function, &mut errors);
    if errors.is_empty() {
        expand(&arguments, function)
    } else {
        fallback(&arguments, function, errors)
    }
}
