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
        let of_outcome = span.arguments(quote_mixed!(__requested, __outcome));
        let (completed, returned) = if self.arguments.require_all {
            let from_incomplete = span.path(&self.core, &["traits", "FromIncomplete"]);
            let from_incomplete = quote!(#from_incomplete<_, _, _, _>);
            let completed = span.cast(self.of_return_type("Error"), from_incomplete);
            let completed = span.member(&completed, "completed");
            let arguments = span.arguments(quote_mixed!(__requested, __outcome));
            (
                Some(quote_mixed!(let __outcome = #completed #arguments;)),
                items("returned_all"),
            )
        } else {
            (None, items("returned"))
        };
        quote_mixed! {
            #prelude
            let __item_types = #item_types #requested;
            #outcome
            #completed
            #returned #of_outcome
        }
    }

    /// Binds `__outcome` by one call of the engine, with a closure that calls the providers.
    fn blocking_batch(&self, keys: &Parameter<'_>) -> TokenStream {
        let attempts = (0u32..).zip(&self.arguments.providers);
        let arms = attempts.map(|(number, provider)| {
            let cfgs = &provider.cfgs;
            let attempt = self.attempt(provider, "answer_type");
            let at = provider.span().resolved_at(Span::mixed_site());
            let taken = SpanRange::between(at, at).path(&self.core, &["AnswerSink", "take"]);
            let taken = quote_spanned!(at=> |__answer| #taken(__sink, __answer));
            let taken = quote_spanned!(at=> ::core::result::Result::map(#attempt, #taken));
            quote_mixed!(#(#cfgs)* #number => return #taken,)
        });
        let of_keys = SpanRange::of(keys.ty);
        let keys_of = of_keys.path(&self.core, &["AnswerSink", "keys"]);
        let asked = of_keys.arguments(quote_mixed!(__sink));
        let handed_on = self.handed_on(keys, &quote!(#keys_of #asked));
        let call = self.closure(&quote_mixed!(__provider, __sink), &handed_on, arms);
        let is_valid = self.is_valid(&self.item_value_type());
        let classify = self.classify();
        let (given, providers) = (given_keys(&self.core, keys), self.provider_list());
        let path = of_keys.path(&self.core, &["__private", "fetch_items"]);
        let ty = keys.ty;
        let of_types = quote_spanned!(of_keys.last()=> ::<#ty, _, _, _>);
        let arguments = of_keys.arguments(quote_mixed! {
            &__item_types, __context, #is_valid, #classify, #given, #providers, #call
        });
        quote_mixed!(let __outcome = #path #of_types #arguments;)
    }

    /// Binds `__outcome` by a loop that awaits the providers.
    fn awaited_batch(&self, keys: &Parameter<'_>) -> TokenStream {
        let core = &self.core;
        let call = quote_mixed!(#core::__private::AnnotatedBatchCall);
        let validators = self.validators(&self.item_value_type());
        let of_keys = SpanRange::of(keys.ty);
        let several = self.arguments.is_given(Argument::Concurrency);
        let asked = if several {
            quote_mixed!(&__keys)
        } else {
            let keys_of = of_keys.path(&self.core, &["__private", "RequestKeys", "keys"]);
            let request = of_keys.arguments(quote_mixed!(&__request));
            quote!(#keys_of #request)
        };
        let handed_on = self.handed_on(keys, &asked);
        let attempts = (0u32..).zip(&self.arguments.providers);
        let arms = attempts.map(|(number, provider)| {
            let cfgs = &provider.cfgs;
            let attempt = self.attempt(provider, "answer_type");
            let at = provider.span().resolved_at(Span::mixed_site());
            let answer = SpanRange::between(at, at).path(&self.core, &["arguments", "answer"]);
            let answer = quote_spanned!(at=> |__answer| #answer(__item_type, __answer));
            let attempt = quote_spanned!(at=> ::core::result::Result::map(#attempt, #answer));
            let asked = if several {
                let path = |names| SpanRange::between(at, at).path(&self.core, names);
                let (in_chunks, ask) = (
                    path(&["arguments", "in_chunks"]),
                    path(&["__private", "ask_concurrently"]),
                );
                quote_spanned! {at=>
                    let __attempt = async |__keys: ::std::vec::Vec<_>| {
                        #handed_on
                        #attempt
                    };
                    let __attempt = #in_chunks(#call::key_type(&__call), __attempt);
                    #ask(&mut __call, __attempt, &__is_valid, &__classify).await;
                }
            } else {
                quote_spanned! {at=>
                    let __answered = #call::with_timeout(&mut __call, ::core::pin::pin!(async { #attempt })).await;
                    #call::attempt_ended(&mut __call, __request, __answered, &__is_valid, &__classify);
                }
            };
            quote_spanned!(at=> #(#cfgs)* #number => { #asked })
        });
        let request = (!several).then(|| {
            quote_mixed! {
                let __request = #call::request(&mut __call);
                #handed_on
            }
        });
        let (given, providers) = (given_keys(&self.core, keys), self.provider_list());
        let path = of_keys.path(&self.core, &["__private", "batch_call"]);
        let ty = keys.ty;
        let of_types = quote_spanned!(of_keys.last()=> ::<#ty, _, _, _>);
        let arguments =
            of_keys.arguments(quote_mixed!(&__item_types, __context, #given, #providers));
        quote_mixed! {
            #validators
            let mut __call = #path #of_types #arguments;
            let __item_type = #call::item_type(&__call);
            while let ::core::option::Option::Some(__provider) = #call::next(&mut __call).await {
                #request
                match __provider {
                    #(#arms)*
                    _ => break,
                }
            }
            let __outcome = #call::finish(__call);
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
