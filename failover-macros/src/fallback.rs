//! What is put out where something is wrong: the errors, and a function that can still be called, so that
//! nobody who calls it sees an error of their own.

use proc_macro2::TokenStream;
use quote::quote;

use crate::arguments::Arguments;
use crate::errors::Errors;
use crate::expand::{completion, runtime};
use crate::input::Function;

pub(crate) fn fallback(arguments: &Arguments, function: Function, errors: Errors) -> TokenStream {
    let errors = errors.into_compile_errors();
    let completion = completion(&runtime(arguments), arguments);
    let body = match &function.body {
        Some(body) => body.stream(),
        None => quote!(loop {}),
    };
    let function = function.with_stub(&quote!(#completion #body));
    quote!(#errors #function)
}
