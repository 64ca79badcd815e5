//! The attribute of the failover engine `failover-core`, which re-exports it: use it from there.

/// Tokens at `mixed_site`.
macro_rules! generated {
    ($($tokens:tt)*) => {
        ::quote::quote_spanned!(::proc_macro2::Span::mixed_site()=> $($tokens)*)
    };
}

mod arguments;
mod borrows;
mod documentation;
mod editor;
mod errors;
mod expand;
mod fallback;
mod input;
mod side_by_side;
#[cfg(test)]
mod tests;
mod validate;

use proc_macro::TokenStream;
use quote::quote;

use crate::arguments::{Arguments, Provider};
use crate::errors::Errors;
use crate::input::Function;

#[doc = include_str!("failover.md")]
#[proc_macro_attribute]
pub fn failover(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expansion(arguments.into(), &item.into()).into()
}

fn expansion(
    arguments: proc_macro2::TokenStream,
    item: &proc_macro2::TokenStream,
) -> proc_macro2::TokenStream {
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
    validate::validate(&arguments, &function, &mut errors);
    if errors.is_empty() {
        expand::expand(&arguments, function)
    } else {
        fallback::fallback(&arguments, function, errors)
    }
}
