//! Expands a breaker of the macro's own, and the function that returns it.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Expr, Ident, Visibility};

use super::Expansion;
use crate::arguments::Arguments;
use crate::arguments::breaker::OwnBreaker;
use crate::arguments::second_function::SecondFunction;
use crate::span_range::SpanRange;
use crate::syntax::cfgs;
use crate::tokens::Tokens;

/// The name by which the methods of an `impl` call for its breaker.
pub(crate) const SHARED_BREAKER: &str = "__circuit_breaker";

impl Expansion<'_> {
    /// Returns the path by which the function calls its handle.
    pub(super) fn handle_path(&self, own: &OwnBreaker) -> Option<TokenStream> {
        let handle = own.handle.as_ref()?;
        Some(self.path_of(handle))
    }

    /// Expands the second function, which returns the breaker.
    pub(super) fn handle(&self) -> Option<TokenStream> {
        let own = self.arguments.own_breaker()?;
        let handle = own.handle.as_ref()?;
        let breaker = own_breaker(&self.core, self.arguments, own, self.function.is_async());
        let visibility = handle.visibility(self.function);
        let cfgs = cfgs(&self.function.attributes);
        let of = self.function.signature.ident.to_string();
        let handle = breaker_function(&self.core, visibility, &handle.name, &of, &breaker);
        Some(quote!(#(#cfgs)* #handle))
    }
}

/// Returns a function that returns the breaker of something.
fn breaker_function(
    core: &Tokens,
    visibility: &Visibility,
    name: &Ident,
    of: &str,
    breaker: &TokenStream,
) -> TokenStream {
    let summary = format!("The circuit breaker of `{of}`.");
    let at = SpanRange::of(name).mixed_site().first();
    quote_spanned! {at=>
        #[doc = #summary]
        #visibility fn #name() -> &'static #core::CircuitBreaker {
            #breaker
        }
    }
}

/// Returns the one breaker of an `impl`: an item inside of it, which has the name [`SHARED_BREAKER`], and the handle.
pub(super) fn shared_breaker(
    core: &Tokens,
    arguments: &Arguments,
    own: &OwnBreaker,
    of: &str,
    is_async: bool,
) -> (TokenStream, Option<TokenStream>) {
    let breaker = own_breaker(core, arguments, own, is_async);
    let shared = Ident::new(SHARED_BREAKER, Span::mixed_site());
    let allowed =
        quote_mixed!(#[allow(dead_code, unused_imports, reason = "methods may have their own")]);
    let Some(SecondFunction {
        visibility, name, ..
    }) = &own.handle
    else {
        let inside = quote_mixed! {
            #allowed
            fn #shared() -> &'static #core::CircuitBreaker {
                #breaker
            }
        };
        return (inside, None);
    };
    let handle = breaker_function(core, visibility, name, of, &breaker);
    (quote_mixed!(#allowed use #name as #shared;), Some(handle))
}

/// Returns a block that holds a breaker in a `static`.
pub(super) fn own_breaker(
    core: &Tokens,
    arguments: &Arguments,
    own: &OwnBreaker,
    is_async: bool,
) -> TokenStream {
    let failure_threshold = &own.failure_threshold.value;
    let span = SpanRange::of(failure_threshold);
    let checked = span.path(core, &["arguments", "failure_threshold"]);
    let failure_threshold = span.arguments(quote!(#failure_threshold));
    let failure_threshold =
        quote_spanned!(span.mixed_site().first()=> const { #checked #failure_threshold });
    let reset_after = &own.reset_after.value;
    let breaker = match &arguments.clock {
        None => quote_mixed!(#core::CircuitBreaker::new(#failure_threshold, #reset_after)),
        Some(clock) => {
            let time = time(core, clock, is_async);
            quote_mixed!(#core::__private::breaker(#time, #failure_threshold, #reset_after))
        }
    };
    // Nobody sees the circuits without a handle.
    let breaker = match &own.handle {
        None => breaker,
        Some(_) => {
            // The circuits of a list that is known at run time are made by its calls.
            let providers = arguments.providers.iter();
            let known = providers.filter(|provider| provider.each.is_none());
            let names = known.map(|provider| {
                let (cfgs, name) = (&provider.cfgs, &provider.name);
                quote!(#(#cfgs)* #name)
            });
            quote_mixed!(#core::__private::listing(#breaker, &[#(#names),*]))
        }
    };
    match &arguments.clock {
        None => quote_mixed! { {
            static __CIRCUIT_BREAKER: #core::CircuitBreaker = #breaker;
            &__CIRCUIT_BREAKER
        }},
        Some(_) => quote_mixed! { {
            static __CIRCUIT_BREAKER: ::std::sync::LazyLock<#core::CircuitBreaker> =
                ::std::sync::LazyLock::new(|| #breaker);
            &__CIRCUIT_BREAKER
        }},
    }
}

/// Converts a clock into a `TimeSources`.
pub(super) fn time(core: &Tokens, clock: &Expr, is_async: bool) -> TokenStream {
    let span = SpanRange::of(clock);
    let clock_argument = if is_async {
        "AsyncAttributeClock"
    } else {
        "AttributeClock"
    };
    let time = span.path(core, &["traits", clock_argument, "time"]);
    let clock = span.arguments(quote!(#clock));
    quote!(#time #clock)
}
