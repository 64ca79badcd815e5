//! Completion in editors: both expansions that they compare begin with the same tokens.

use proc_macro2::TokenStream;
use quote::quote;

use crate::arguments::table::{Argument, Keyword};

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
    let is_boxed = quote!(
        fn price(&self, symbol: &str) -> BoxFuture<'_, Result<f64, E>>;
    );
    for (typed, completed) in [
        (quote!(api::), quote!(api::raCompletionMarker)),
        (quote!(a, api::), quote!(a, api::raCompletionMarker)),
        (quote!(name = api::), quote!(name = api::raCompletionMarker)),
        (quote!(self.api.), quote!(self.api.raCompletionMarker)),
    ] {
        for function in [
            &signature,
            &with_body,
            &is_async,
            &is_async_with_body,
            &is_boxed,
        ] {
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
fn up_to_the_cursor_both_expansions_of_an_impl_are_the_same() {
    let block = quote!(
        impl Feed for Prices {
            /// Docs.
            fn price(&self, symbol: &str) -> Result<f64, E>;
            async fn last(&self) -> Result<f64, E>;
        }
    );
    let own = quote!(failure_threshold = 3, reset_after = 1s);
    for breaker in [
        quote!(),
        quote!(circuit_breaker(#own)),
        quote!(circuit_breaker(#own, handle = breaker)),
    ] {
        let expansion = |provider: TokenStream| {
            let arguments = quote!(providers = [self.a, self.#provider], timeout = 1s, #breaker);
            crate::expansion(arguments, &block).to_string()
        };
        let completed = expansion(quote!(raCompletionMarker));
        let cursor = completed.find("raCompletionMarker").unwrap();
        assert!(completed[..cursor].ends_with("self . a . price (symbol) ; self . "));
        let typed = expansion(quote!());
        assert!(
            typed.starts_with(&completed[..cursor]),
            "{typed}\n\n{completed}"
        );
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

#[test]
fn a_half_typed_argument_is_a_variant_of_all_arguments() {
    let function = quote!(
        pub fn price(symbol: &str) -> Result<f64, E>;
    );
    let expansion = |word: TokenStream| {
        let arguments = quote!(providers = [api::price], retries = 1, #word);
        crate::expansion(arguments, &function).to_string()
    };
    let completed = expansion(quote!(timraCompletionMarker));
    let cursor = completed.find("raCompletionMarker").unwrap();
    assert!(
        completed[..cursor].ends_with("__Argument :: tim"),
        "{completed}"
    );
    let typed = expansion(quote!(tim));
    assert!(typed.starts_with(&completed[..cursor]), "{typed}");
    for argument in Argument::ALL {
        let is_offered = typed.contains(&format!(" {} ,", argument.name()));
        // A keyword cannot be a variant.
        assert_eq!(is_offered, *argument != Argument::Crate, "{argument:?}");
    }
    assert!(!expansion(quote!(timeout = 2s)).contains("__Argument"));
}
