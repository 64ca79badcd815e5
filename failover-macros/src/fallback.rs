//! What is put out where something is wrong: the errors, and a function that can still be called, so that
//! nobody who calls it sees an error of their own.

use proc_macro2::TokenStream;
use quote::quote;

use crate::arguments::Arguments;
use crate::errors::Errors;
use crate::expand::runtime;
use crate::ide::completion;
use crate::input::Function;

pub(crate) fn fallback(
    arguments: &Arguments,
    mut function: Function,
    errors: Errors,
) -> TokenStream {
    let core = runtime(arguments);
    let completion = completion(&core, arguments, &function);
    let body = match &function.body {
        Some(body) => body.stream(),
        None => {
            let names = function.plain_parameters();
            function.name_the_return_type();
            quote!({ let _ = (#(&#names,)*); loop {} })
        }
    };
    let function = function.with_stub(&core, &quote!(#completion #body));
    let errors = errors.into_compile_errors();
    quote!(#function #errors)
}
