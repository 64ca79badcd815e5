//! What is put out for editors alone, and the compiler sees nothing of: so that a provider is completed where it
//! is typed.
//!
//! An editor completes at a token of the expansion, and looks at two: that of what stands there, and that of the
//! same with a word put in at the cursor. The first may be an error where the second is not. So both put out
//! what was typed at the same place: nothing that differs may stand before it.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::arguments::{Arguments, CompletionTokens};
use crate::expand::{Tokens, arguments};
use crate::input::Function;

/// A call of each provider as far as it was typed, the first thing in the function's body.
pub(crate) fn completion(core: &Tokens, given: &Arguments, function: &Function) -> TokenStream {
    let call = |typed: &CompletionTokens| {
        let tokens = &typed.tokens;
        let arguments = arguments(core, function, given.keys.as_ref(), Span::mixed_site());
        let arguments = typed.lacks_arguments.then(|| quote!((#arguments)));
        quote!(#tokens #arguments;)
    };
    let calls = given.completions.iter().map(call);
    quote_mixed!(#core::__complete! { #(#calls)* })
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    fn expansion(providers: &TokenStream, function: &TokenStream) -> String {
        crate::expansion(quote!(providers = [#providers], retries = 1), function).to_string()
    }

    #[test]
    fn up_to_the_cursor_both_expansions_are_the_same() {
        let signature = quote!(
            /// Docs.
            pub fn price(&self, symbol: String) -> Result<f64, E>;
        );
        let with_body = quote!(
            fn price(&self, symbol: &str) -> Result<f64, E> {
                Ok(1.0)
            }
        );
        let is_async = quote!(
            pub async fn price(&self, symbol: String) -> Result<f64, E>;
        );
        let is_async_with_body = quote!(
            async fn price(&self, symbol: &str) -> Result<f64, E> {
                self.get(symbol).await
            }
        );
        for (typed, completed) in [
            (quote!(api::), quote!(api::raCompletionMarker)),
            (quote!(a, api::), quote!(a, api::raCompletionMarker)),
            (quote!(name = api::), quote!(name = api::raCompletionMarker)),
            (quote!(self.api.), quote!(self.api.raCompletionMarker)),
        ] {
            for function in [&signature, &with_body, &is_async, &is_async_with_body] {
                let completed = expansion(&completed, function);
                let cursor = completed.find("raCompletionMarker").unwrap();
                let typed = expansion(&typed, function);
                assert!(
                    typed.starts_with(&completed[..cursor]),
                    "{typed}\n\n{completed}"
                );
            }
        }
    }

    #[test]
    fn a_field_at_the_cursor_is_left_without_arguments() {
        for (method, expected) in [
            (quote!(price), "{ self . api . price (symbol) ; }"),
            (
                quote!(raCompletionMarker),
                "{ self . api . raCompletionMarker ; }",
            ),
            (
                quote!(printellijRulezz),
                "{ self . api . printellijRulezz ; }",
            ),
        ] {
            let function = quote!(
                fn price(&self, symbol: &str) -> Result<f64, E>;
            );
            let expansion = expansion(&quote!(self.api.#method), &function);
            assert!(expansion.contains(expected), "{expansion}");
        }
    }
}
