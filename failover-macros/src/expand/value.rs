//! Expands a value call.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::Expansion;
use crate::arguments::setting::Setting;
use crate::arguments::table::{Argument, Keyword};

impl Expansion<'_> {
    /// Expands the body of a function that asks for one value.
    pub(super) fn value_call(&self) -> TokenStream {
        let span = self.return_span;
        let prelude = self.prelude();
        let outcome = match self.arguments.default_setting(Argument::Hedge) {
            Some(delay) => self.hedged(delay),
            None if self.function.is_async() => self.awaited(),
            None => self.blocking(),
        };
        let on_failure = self.on_failure();
        let outcome_of = quote_mixed!(__requested, __outcome);
        let returned = match self.map_err() {
            Some(map_err) if self.arguments.served.is_some() => {
                let named = span.path(&self.core, &["traits", "ServedError", "named"]);
                let arguments = quote_mixed!(#outcome_of, #map_err, #named);
                self.call_at(span, "served_by", arguments)
            }
            None => self.call_at(span, "returned", outcome_of),
            Some(map_err) => self.call_at(span, "returned_by", quote_mixed!(#outcome_of, #map_err)),
        };
        quote_mixed! {
            #prelude
            #outcome
            #on_failure
            #returned
        }
    }

    /// Binds `__outcome` by one call of the engine, with a closure that calls the providers.
    fn blocking(&self) -> TokenStream {
        let calls = self.arguments.providers.iter().map(|provider| {
            let attempt = self.attempt(provider, "output_type");
            quote_mixed!(return #attempt)
        });
        let is_valid = self.is_valid(&self.value_type());
        let classify = self.classify();
        let names = self.names();
        let facts = self.attempt_facts();
        let call = self.closure(&quote_mixed!(__provider, #facts), &quote_mixed!(), calls);
        let call = if self.is_once() {
            self.call_at(self.return_span, "once", call)
        } else {
            call
        };
        let fetched = self.call_at(
            self.return_span,
            &self.function_for_names("fetch"),
            quote_mixed!(__requested, __context, #is_valid, #classify, #names, #call),
        );
        quote_mixed!(let __outcome = #fetched;)
    }

    /// Binds `__outcome` by one async closure that awaits the providers.
    fn awaited(&self) -> TokenStream {
        let core = &self.core;
        let validators = self.validators(&self.value_type());
        let is_once = self.is_once();
        let attempts = self.attempts(if is_once { "attempt_once" } else { "attempts" });
        let argument = self.attempt_argument();
        let (names, bound) = if self.arguments.runtime_list().is_some() {
            (self.names(), None)
        } else {
            let providers = self.provider_list();
            let bound = quote_mixed! {
                let __providers = || -> &'static &'static [#core::__private::StaticProvider] {
                    const { &(#providers as &[_]) }
                };
            };
            (quote_mixed!(__providers()), Some(bound))
        };
        let begun = quote_mixed!(__requested, __call, __context(), #names);
        let begun = self.call_at(self.return_span, "begin", begun);
        // An index in the list is the number of a provider, unless a `#[cfg]` may have removed one before it.
        let number = if self.arguments.is_under_cfg() {
            quote_mixed!(#core::__private::number(__providers(), __index))
        } else {
            quote_mixed!(__index)
        };
        let attempt = if is_once {
            quote_mixed!(async {
                match ::core::option::Option::take(&mut __attempt) {
                    ::core::option::Option::Some(__attempt) => {
                        __attempt(#number, __requested, __argument).await
                    }
                    ::core::option::Option::None => #core::__private::no_provider(),
                }
            })
        } else {
            quote_mixed!(__attempt(#number, __requested, __argument))
        };
        quote_mixed! {
            #validators
            #bound
            let mut __attempt = #attempts;
            let __outcome = #core::__drive!(
                __context(),
                #names,
                #core::__private::AsyncCall::new(__context()),
                |__call| #begun,
                |__index, #argument| #attempt,
                &__is_valid,
                &__classify,
            );
        }
    }

    /// Returns the async closure that makes one attempt at a provider, by its number.
    fn attempts(&self, function: &str) -> TokenStream {
        let providers = self.arguments.providers.iter();
        let calls = providers.map(|provider| self.attempt(provider, "output_type"));
        let at = self.providers_span().mixed_site().first();
        let is_async = quote_spanned!(at=> async);
        let argument = self.attempt_argument();
        let parameters = quote_mixed!(__provider, __requested, #argument);
        let attempt = self.closure(&parameters, &quote_mixed!(), calls);
        self.call_at(
            self.return_span,
            function,
            quote_mixed!(__requested, #is_async #attempt),
        )
    }

    /// Binds `__outcome` by a future per provider. The engine can run several of these concurrently.
    fn hedged(&self, delay: &Setting) -> TokenStream {
        let core = &self.core;
        let duration = quote_spanned!(delay.key.span()=> ::core::time::Duration);
        let delay = self.policy_value(delay);
        let validators = self.validators(&self.value_type());
        let attempts = self.attempts("concurrent_attempts");
        let argument = self.attempt_argument();
        let [is_valid, classify] = [Argument::IsValid, Argument::Classify].map(|argument| {
            let rule = Ident::new(&format!("__{}", argument.name()), Span::mixed_site());
            if self.has_own_rules(argument) {
                quote_mixed!(&#core::__private::OfTurn::new(#rule, &__turn))
            } else {
                rule.to_token_stream()
            }
        });
        let span = self.return_span;
        let (slots, hedge, names) = if self.arguments.runtime_list().is_some() {
            let slots = quote_mixed!(#core::__private::runtime_slots(&__names));
            let hedge = span.path(core, &["__private", "hedge_from"]);
            (slots, hedge, Some(quote_mixed!(&__names,)))
        } else {
            let providers = self.provider_list();
            let slots = quote_mixed!(#core::__private::hedge_slots(#providers));
            (slots, span.path(core, &["arguments", "hedge"]), None)
        };
        let arguments = span.arguments(quote_mixed! {
            __requested, __context, __hedging, #names &__slots, ::core::pin::pin!(::core::option::Option::None), |__turn| {
                let (__attempt, __is_valid, __classify) = (&__attempt, &__is_valid, &__classify);
                async move {
                    let (__turn, __start) = #core::__private::HedgedTurn::split(__turn);
                    #core::__drive!(
                        #core::__private::BegunTurn::context(&__turn),
                        #core::__private::BegunTurn::slot(&__turn),
                        #core::__private::BegunTurn::call(&__start),
                        |__call| #core::__private::BegunTurn::begin(&__turn, __start, __call),
                        |__index, #argument| __attempt(
                            #core::__private::BegunTurn::begin_attempt(&__turn),
                            __requested,
                            __argument,
                        ),
                        #is_valid,
                        #classify,
                    )
                }
            }
        });
        let hedging = quote_mixed!(#core::__private::Hedging::after(__delay));
        let hedging = match self.arguments.default_setting(Argument::MaxHedges) {
            None => hedging,
            Some(most) => {
                let most = self.checked(most);
                quote_mixed!(#core::__private::Hedging::max_hedges(#hedging, #most))
            }
        };
        quote_mixed! {
            #validators
            let __hedging = const {
                let __delay: #duration = #delay;
                #hedging
            };
            let __slots = #slots;
            let __attempt = #attempts;
            let __outcome = #hedge #arguments.await;
        }
    }
}
