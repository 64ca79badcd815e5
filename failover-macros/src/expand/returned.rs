//! Expands the end of a call: its outcome is converted into the declared return type.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::Expansion;
use crate::arguments::map_err::MapErr;
use crate::span_range::SpanRange;

impl Expansion<'_> {
    /// Binds `__requested`, the types that the declared return type asks for.
    pub(super) fn requested(&self) -> TokenStream {
        let (core, span) = (&self.core, self.return_span);
        // A body returns the declared value itself, so the value's type says nothing about provenance.
        let probe = match (&self.function.body, &self.arguments.keys) {
            (Some(_), None) => self.of_return_type("probe_of_body"),
            _ => self.of_return_type("probe"),
        };
        let none = span.arguments(TokenStream::new());
        let probe = quote!(#probe #none);
        let return_probe = quote_mixed!(#core::__private::ReturnProbe);
        let has_map_err = self.arguments.map_err.is_some();
        let probe = match &self.arguments.error {
            Some(error) => quote_mixed!(#return_probe::with_error::<#error>(#probe)),
            None if has_map_err => quote_mixed!(#return_probe::with_map_err(#probe)),
            None => probe,
        };
        let requested = quote_mixed!(#probe.__failover_requested());
        if has_map_err {
            let unchanged = quote_mixed!(#core::__private::ErrorProbe::unchanged);
            return quote_mixed!(let __requested = #unchanged(#requested););
        }
        // A given error type is known already.
        let known = self.arguments.error.is_none().then(|| {
            let from_failures = span.path(core, &["traits", self.failures_trait()]);
            let known = span.cast(self.of_return_type("Error"), quote!(#from_failures<_>));
            let known = span.member(&known, "known");
            let failure_type = quote_mixed!(#core::__private::Requested::failure_type(__requested));
            let failure_type = span.arguments(failure_type);
            quote_mixed!(#known #failure_type;)
        });
        quote_mixed! {
            let __requested = #requested.__failover_error();
            #known
        }
    }

    /// Returns the name of the trait that makes the function's error from the failures.
    fn failures_trait(&self) -> &'static str {
        match self.function.body {
            Some(_) => "FromBodyFailures",
            None => "FromFailures",
        }
    }

    /// Returns the types of the failures' error and of the function's own, for type inference.
    fn failure_types(&self, span: SpanRange) -> TokenStream {
        let failure_types = ["__private", "Requested", "failure_types"];
        let failure_types = span.path(&self.core, &failure_types);
        let error_type = self.of_return_type("error_type");
        let arguments = span.arguments(quote_mixed!(__requested, #error_type()));
        quote!(#failure_types #arguments)
    }

    /// Returns the function that makes the error from the failures. `None` in the common case, where `returned` does it.
    pub(super) fn map_err(&self) -> Option<TokenStream> {
        let core = &self.core;
        Some(match &self.arguments.map_err {
            Some(MapErr::LastError(word)) => {
                let span = SpanRange::of(word);
                let last_error = span.path(core, &["traits", "FromLastError", "last_error"]);
                let types = span.arguments(self.failure_types(span));
                quote!(#last_error #types)
            }
            Some(MapErr::Function(function)) => {
                let span = SpanRange::of(function);
                let map_err = span.path(core, &["arguments", "map_err"]);
                let types = self.failure_types(span);
                let arguments = span.arguments(quote!(#types, #function));
                quote!(#map_err #arguments)
            }
            None if self.is_made_by_path() => {
                let names = ["traits", self.failures_trait(), "from_failures"];
                self.return_span.path(core, &names).to_token_stream()
            }
            None => return None,
        })
    }

    /// Returns true if the function that makes the error from the failures has to be named.
    fn is_made_by_path(&self) -> bool {
        let arguments = self.arguments;
        self.function.body.is_some() || arguments.error.is_some() || arguments.served.is_some()
    }

    /// Returns the trait of what a provider may return.
    pub(super) fn output_trait(&self) -> &'static str {
        match self.arguments.map_err {
            Some(MapErr::LastError(_)) => "ErrorOutput",
            _ => "ProviderOutput",
        }
    }
}
