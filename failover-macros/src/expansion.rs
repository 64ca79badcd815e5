//! The attribute from its tokens to those that are put out. It stands apart from the crate's root, as only this much
//! can be compiled elsewhere too: a crate of attributes exports no function.

use proc_macro2::TokenStream;
use quote::quote;

use crate::arguments::{Arguments, Provider};
use crate::errors::Errors;
use crate::expand::expand;
use crate::fallback::fallback;
use crate::input::Function;
use crate::validate::validate;

/// What an item becomes under these arguments.
pub(crate) fn expansion(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut arguments = Arguments::parse(arguments, &mut errors);
    let Some(function) = errors.take(Function::parse_item(item.clone())) else {
        let errors = errors.into_compile_errors();
        return quote!(#errors #item);
    };
    if function.body.is_some() {
        let body = Provider::body(&function.signature.ident);
        arguments.providers.insert(0, body);
    }
    validate(&arguments, &function, &mut errors);
    if errors.is_empty() {
        expand(&arguments, function)
    } else {
        fallback(&arguments, function, errors)
    }
}
