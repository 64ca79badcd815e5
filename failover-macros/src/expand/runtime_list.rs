//! Expands a list of providers that is known at run time.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::Expansion;
use super::validators::takes_attempt;
use crate::arguments::provider::Each;
use crate::arguments::table::Argument;
use crate::span_range::SpanRange;

impl Expansion<'_> {
    /// Returns the names of the providers, as an argument.
    pub(super) fn names(&self) -> TokenStream {
        match self.arguments.runtime_list() {
            Some(_) => quote_mixed!(&__names),
            None => self.provider_list(),
        }
    }

    /// Returns the name of the function that makes a call, for the kind of names that it gets.
    pub(super) fn function_for_names(&self, function: &str) -> String {
        match self.arguments.runtime_list() {
            Some(_) => format!("{function}_from"),
            None => function.to_owned(),
        }
    }

    /// Binds `__names`, which looks at the list at each use.
    pub(super) fn runtime_names(&self) -> Option<TokenStream> {
        let core = &self.core;
        let each = self.arguments.runtime_list()?;
        let (list, name) = (&each.list, &each.name);
        let span = SpanRange::of(name);
        let into_name = span.path(core, &["traits", "ProviderName", "into_name"]);
        let argument = span.arguments(name.to_token_stream());
        let name = quote_spanned!(span.first()=> #into_name #argument);
        let name = self.match_item(each, &quote_mixed!(__provider), &name, "no_name");
        let arguments = self.arguments;
        let classify = arguments.rule(Argument::Classify, None);
        let is_named = arguments.is_given(Argument::CircuitBreaker)
            || arguments.is_given(Argument::Keys)
            || arguments.is_given(Argument::Hedge)
            || arguments.client.is_some()
            || self.uses_attempt()
            || classify.is_some_and(|rule| takes_attempt(Argument::Classify, rule));
        let is_named = if is_named {
            quote_mixed!(true)
        } else {
            quote_mixed!(#core::__private::Requested::is_named(__requested))
        };
        let limits = self.each_limits();
        Some(quote_mixed! {
            let __names = #core::__private::runtime_names(
                || ::core::iter::Iterator::count(::core::iter::IntoIterator::into_iter(#list)),
                |__provider| #name,
                #is_named,
                #limits,
            );
        })
    }

    /// Matches the item of the list at an index, and evaluates `then` with its variables.
    pub(super) fn match_item(
        &self,
        each: &Each,
        index: &TokenStream,
        then: &TokenStream,
        otherwise: &str,
    ) -> TokenStream {
        let core = &self.core;
        let (list, pattern) = (&each.list, &each.pattern);
        let otherwise = Ident::new(otherwise, Span::mixed_site());
        // A `match` keeps temporaries of the list until the call is over. A `let` would not.
        quote_mixed! {
            match ::core::iter::Iterator::nth(
                &mut ::core::iter::IntoIterator::into_iter(#list),
                #index,
            ) {
                #[allow(unused_variables)]
                ::core::option::Option::Some(#pattern) => #then,
                ::core::option::Option::None => #core::__private::#otherwise(),
            }
        }
    }
}
