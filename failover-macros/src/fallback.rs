//! Expands a function whose use of the attribute has errors into one that can still be called. Callers of the function
//! then see no errors of their own.

use proc_macro2::TokenStream;
use quote::quote;

use crate::arguments::Arguments;
use crate::expand::core_path;
use crate::future_type::FutureType;
use crate::ide::completion;
use crate::input::Function;

/// Returns the function as a stub.
pub(crate) fn fallback(arguments: &Arguments, mut function: Function) -> TokenStream {
    let core = core_path(arguments);
    let completion = completion(&core, arguments, &function);
    let body = match &function.body {
        Some(body) => body.stream(),
        None => {
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
    function.with_stub(&core, &quote!(#completion #body))
}
