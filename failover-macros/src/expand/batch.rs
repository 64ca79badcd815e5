//! Expands a batch call.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::Expansion;
use super::attempt::allow_shadowing;
use crate::arguments::table::Argument;
use crate::input::Parameter;
use crate::span_range::SpanRange;
use crate::tokens::Tokens;

impl Expansion<'_> {
    /// Expands the body of a function that asks for a value per key.
    pub(super) fn batch_call(&self, keys: &Ident) -> TokenStream {
        let Some(parameter) = self
            .function
            .parameters()
            .find(|parameter| parameter.name == *keys)
        else {
            return TokenStream::new();
        };
        let span = self.return_span;
        let from_items = span.path(&self.core, &["traits", "FromItems"]);
        let key = member_of_keys(&self.core, &parameter, "Key");
        let from_items = quote!(#from_items<#key, _>);
        let items = span.cast(self.of_return_type("Value"), from_items);
        let items = |member| span.member(&items, member);
        let requested = span.arguments(quote_mixed!(__requested));
        let item_types = items("item_types");
        let prelude = self.prelude();
        let outcome = if self.function.is_async() {
            self.awaited_batch(&parameter)
        } else {
            self.blocking_batch(&parameter)
        };
        let on_failure = self.on_failure();
        let completed = self.arguments.require_all.then(|| {
            let from_incomplete = span.path(&self.core, &["traits", "FromIncomplete"]);
            let from_incomplete = quote!(#from_incomplete<_, _, _, _>);
            let completed = span.cast(self.of_return_type("Error"), from_incomplete);
            let completed = span.member(&completed, "completed");
            let arguments = span.arguments(quote_mixed!(__requested, __outcome));
            quote_mixed!(let __outcome = #completed #arguments;)
        });
        let (returned, outcome_of) = match (self.map_err(), &completed) {
            (None, None) => ("returned", quote_mixed!(__outcome)),
            (None, Some(_)) => ("returned_all", quote_mixed!(__outcome)),
            (Some(map_err), Some(_)) => ("returned_by", quote_mixed!(__outcome, #map_err)),
            (Some(map_err), None) => {
                let result = quote_mixed!(::core::result::Result);
                let complete = quote_mixed!(#result::map(__outcome, #result::Ok));
                ("returned_by", quote_mixed!(#complete, #map_err))
            }
        };
        let outcome_of = span.arguments(quote_mixed!(__requested, #outcome_of));
        let returned = items(returned);
        quote_mixed! {
            #prelude
            let __item_types = #item_types #requested;
            #outcome
            #on_failure
            #completed
            #returned #outcome_of
        }
    }

    /// Binds `__outcome` by one call of the engine, with a closure that calls the providers.
    fn blocking_batch(&self, keys: &Parameter<'_>) -> TokenStream {
        let calls = self.arguments.providers.iter().map(|provider| {
            let attempt = self.attempt(provider, "answer_type");
            let at = provider.span().resolved_at(Span::mixed_site());
            let taken = SpanRange::between(at, at).path(&self.core, &["AnswerSink", "take"]);
            let taken = quote_spanned!(at=> |__answer| #taken(__sink, __answer));
            let taken = quote_spanned!(at=> ::core::result::Result::map(#attempt, #taken));
            quote_mixed!(return #taken)
        });
        let of_keys = SpanRange::of(keys.ty);
        let keys_of = of_keys.path(&self.core, &["AnswerSink", "keys"]);
        let asked = of_keys.arguments(quote_mixed!(__sink));
        let handed_on = self.handed_on(keys, &quote!(#keys_of #asked));
        let facts = self.attempt_facts();
        let parameters = quote_mixed!(__provider, #facts, __sink);
        let call = self.closure(&parameters, &handed_on, calls);
        let is_valid = self.is_valid(&self.item_value_type());
        let classify = self.classify();
        let (given, providers) = (given_keys(&self.core, keys), self.names());
        let function = self.function_for_names("fetch_items");
        let path = of_keys.path(&self.core, &["__private", &function]);
        let arguments = of_keys.arguments(quote_mixed! {
            &__item_types, __context, #is_valid, #classify, #given, #providers, #call
        });
        quote_mixed!(let __outcome = #path #arguments;)
    }

    /// Binds `__outcome` by a loop that awaits the providers in one place.
    ///
    /// Without `concurrency` that is an `async` block, which borrows the keys of the only request under way. With it, it is
    /// an async closure, which gets the keys of a chunk.
    fn awaited_batch(&self, keys: &Parameter<'_>) -> TokenStream {
        let core = &self.core;
        let of_keys = SpanRange::of(keys.ty);
        let validators = self.validators(&self.item_value_type());
        let several = self.arguments.is_given(Argument::Concurrency);
        let asked = if several {
            quote_mixed!(&__keys)
        } else {
            let keys_of = of_keys.path(core, &["__private", "ItemRequest", "keys"]);
            let request = of_keys.arguments(quote_mixed!(__request));
            quote!(#keys_of #request)
        };
        let calls = self.arguments.providers.iter().map(|provider| {
            let attempt = self.attempt(provider, "answer_type");
            let at = provider.span().resolved_at(Span::mixed_site());
            let path = |names| SpanRange::between(at, at).path(core, names);
            let answer = path(&["arguments", "answer"]);
            let item_type = quote_mixed!(#core::__private::ItemTypes::item_type(&__item_types));
            let answer = quote_spanned!(at=> #answer(#item_type, __answer));
            let answer = if several {
                let kept = path(&["__private", "chunk_answer"]);
                quote_spanned!(at=> #kept(&__item_types, #answer))
            } else {
                let taken = path(&["__private", "ItemRequest", "take"]);
                quote_spanned!(at=> #taken(__request, #answer))
            };
            quote_spanned!(at=> ::core::result::Result::map(#attempt, |__answer| #answer))
        });
        // An index in the list is the number of a provider, unless a `#[cfg]` may have removed one before it.
        let number = self.arguments.is_under_cfg().then(|| {
            let number = quote_mixed!(#core::__private::AttributeList::number);
            quote_mixed!(let __provider = #number(&__providers, __provider);)
        });
        let handed_on = self.handed_on(keys, &asked);
        let first = quote!(#number #handed_on);
        let at = self.providers_span().mixed_site().first();
        let is_async = quote_spanned!(at=> async);
        let (ask, asked) = if several {
            let argument = self.attempt_argument();
            let parameters = quote_mixed!(__provider, __keys, #argument);
            let attempt = self.closure(&parameters, &first, calls);
            let in_chunks = of_keys.path(core, &["arguments", "in_chunks"]);
            let key_type = quote_mixed!(#core::__private::ItemTypes::key_type(&__item_types));
            let arguments = of_keys.arguments(quote_mixed!(#key_type, #is_async #attempt));
            let ask = quote_mixed! {
                |__keys, #argument| __ask(__provider, __keys, __argument)
            };
            let in_turn = quote_mixed!(__attempt, &__providers, __provider, #ask);
            (
                Some(quote_mixed!(let __ask = #in_chunks #arguments;)),
                quote_mixed!(#core::__private::ask_in_chunks(#in_turn).await),
            )
        } else {
            let attempt = self.match_provider(&first, calls);
            let ask = quote_mixed!(|__request| #is_async #attempt);
            let none = quote_mixed!(::core::option::Option::None);
            (
                None,
                quote_mixed!(#core::__ask_alone!(__attempt, #ask, #none)),
            )
        };
        let (given, names) = (given_keys(core, keys), self.names());
        let list = match self.arguments.runtime_list() {
            Some(_) => quote_mixed!(let __providers = #names;),
            None => quote_mixed!(let __providers = #core::__private::listed(#names);),
        };
        let path = of_keys.path(core, &["__private", "batch_call"]);
        let arguments =
            of_keys.arguments(quote_mixed!(&__item_types, __context, #given, &__providers));
        quote_mixed! {
            #validators
            #list
            #ask
            let __outcome = #core::__drive_items!(
                #path #arguments,
                &__providers,
                |__provider, __attempt| #asked,
                &__is_valid,
                &__classify,
            );
        }
    }

    /// Binds the keys of one attempt under the parameter's name.
    fn handed_on(&self, keys: &Parameter<'_>, asked: &TokenStream) -> TokenStream {
        let pattern = keys.pattern;
        let of_keys = SpanRange::of(keys.ty);
        let hand_on = member_of_keys(&self.core, keys, "hand_on");
        let handed_on = of_keys.arguments(quote_mixed!(#asked, &mut __held));
        let shadows = allow_shadowing();
        quote_mixed! {
            let mut __held = ::core::option::Option::None;
            #shadows
            let #pattern = #hand_on #handed_on;
        }
    }
}

/// Returns the keys that the function is called with.
fn given_keys(core: &Tokens, keys: &Parameter<'_>) -> TokenStream {
    let name = &keys.name;
    let into_keys = member_of_keys(core, keys, "into_keys");
    let given = SpanRange::of(keys.ty).arguments(quote!(#name));
    quote!(#into_keys #given)
}

/// Returns a member of the parameter's `KeysArgument`, located on the parameter's type.
fn member_of_keys(core: &Tokens, keys: &Parameter<'_>, member: &str) -> Tokens {
    let of_keys = SpanRange::of(keys.ty);
    let keys_argument = of_keys.path(core, &["traits", "KeysArgument"]);
    of_keys.member(
        &of_keys.cast(keys.ty.to_token_stream(), keys_argument),
        member,
    )
}
