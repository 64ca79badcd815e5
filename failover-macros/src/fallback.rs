//! Expands a function whose use of the attribute has errors into one that can still be called. Callers of the function
//! then see no errors of their own.

use proc_macro2::TokenStream;
use quote::quote;

use crate::arguments::Arguments;
use crate::expand::{core_path, served_stub};
use crate::future_type::FutureType;
use crate::ide::completion;
use crate::input::Function;

/// Returns the function as a stub.
pub(crate) fn fallback(arguments: &Arguments, mut function: Function) -> TokenStream {
    let core = core_path(arguments);
    let completion = completion(&core, arguments, &function);
    let body = match &function.body {
        // A body that returns the value alone would be one more error if the function declares a `Served`.
        Some(body) if function.declared_served().is_none() => body.stream(),
        _ => {
            let names = function.plain_parameters();
            function.name_the_return_type();
            let never = match function.future() {
                Some(FutureType { output, .. }) => {
                    quote!(::core::future::pending::<#output>().await)
                }
                None => quote!(loop {}),
            };
            quote!({ let _ = (#(&#names,)*); #never })
        }
    };
    let second = served_stub(arguments, &function);
    let function = function.with_stub(&core, &quote!(#completion #body));
    quote!(#function #second)
}
