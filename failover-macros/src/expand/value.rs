//! Expands a value call.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::Expansion;
use crate::arguments::setting::Setting;
use crate::arguments::table::Argument;

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
        let returned = self.call_at(span, "returned", quote_mixed!(__wanted, __outcome));
        quote_mixed! {
            #prelude
            #outcome
            #returned
        }
    }

    /// Binds `__outcome` by one call of the engine, with a closure that calls the providers.
    fn blocking(&self) -> TokenStream {
        let attempts = (0u32..).zip(&self.arguments.providers);
        let arms = attempts.map(|(number, provider)| {
            let cfgs = &provider.cfgs;
            let attempt = self.attempt(provider, "output");
            quote_mixed!(#(#cfgs)* #number => return #attempt,)
        });
        let is_valid = self.is_valid(&quote_mixed!(__wanted.judged()));
        let classify = self.classify();
        let providers = self.provider_list();
        let call = self.closure(&quote_mixed!(__provider), &quote_mixed!(), arms);
        let fetched = self.call_at(
            self.return_span,
            "fetch",
            quote_mixed!(__wanted, __setup, #is_valid, #classify, #providers, #call),
        );
        quote_mixed!(let __outcome = #fetched;)
    }

    /// Binds `__outcome` by one async closure that awaits the providers. Most calls are over after their first attempt,
    /// so that is made in place. The rest of the call goes into a box.
    fn awaited(&self) -> TokenStream {
        let validators = self.validators(&quote_mixed!(__wanted.judged()));
        let providers = self.provider_list();
        let call = quote_mixed!(__wanted, __setup, || #providers);
        let call = self.call_at(self.return_span, "call", call);
        let attempts = self.attempts("attempts");
        let driven = drive(
            &quote_mixed!(__call),
            &quote_mixed!(&__is_valid, &__classify),
        );
        quote_mixed! {
            #validators
            let __call = #call;
            let mut __attempt = #attempts;
            let __outcome = #driven;
        }
    }

    /// Returns the async closure that makes one attempt at a provider, by its number.
    fn attempts(&self, function: &str) -> TokenStream {
        let attempts = (0u32..).zip(&self.arguments.providers);
        let arms = attempts.map(|(number, provider)| {
            let cfgs = &provider.cfgs;
            let attempt = self.attempt(provider, "output");
            quote_mixed!(#(#cfgs)* #number => #attempt,)
        });
        let at = self.providers_span().mixed_site().first();
        let is_async = quote_spanned!(at=> async);
        let attempt = self.closure(&quote_mixed!(__provider, __wanted), &quote_mixed!(), arms);
        self.call_at(
            self.return_span,
            function,
            quote_mixed!(__wanted, #is_async #attempt),
        )
    }

    /// Binds `__outcome` by a future per provider. The engine can run several of these concurrently.
    fn hedged(&self, delay: &Setting) -> TokenStream {
        let core = &self.core;
        let duration = quote_spanned!(delay.key.span()=> ::core::time::Duration);
        let delay = delay.value.tokens();
        let validators = self.validators(&quote_mixed!(__wanted.judged()));
        let attempts = self.attempts("attempts_side_by_side");
        let names = self
            .arguments
            .providers
            .iter()
            .map(|provider| &provider.name);
        let driven = drive(&quote_mixed!(__turn), &quote_mixed!(__is_valid, __classify));
        let span = self.return_span;
        let hedge = span.path(core, &["arguments", "hedge"]);
        let arguments = span.arguments(quote_mixed! {
            __wanted, __setup, __delay, &__contenders, ::core::pin::pin!(::core::option::Option::None), |__turn| {
                let (__attempt, __is_valid, __classify) = (&__attempt, &__is_valid, &__classify);
                async move {
                    let __call = __turn.call(__wanted);
                    #driven
                }
            }
        });
        quote_mixed! {
            #validators
            let __delay = const {
                let __delay: #duration = #delay;
                __delay
            };
            let __contenders = #core::__private::contenders([#(#names),*]);
            let __attempt = #attempts;
            let __outcome = #hedge #arguments.await;
        }
    }
}

/// Drives the attempts of a call, from the first to the outcome. `begun` is the call before its first attempt.
fn drive(begun: &TokenStream, validators: &TokenStream) -> TokenStream {
    quote_mixed! {
        'outcome: {
            let __not_served = 'not_served: {
                let __first = match #begun.begin() {
                    ::core::result::Result::Ok(__first) => __first,
                    ::core::result::Result::Err(__not_served) => break 'not_served __not_served,
                };
                let __attempted = __call.limited(&__first, ::core::pin::pin!(__attempt(__call.first_provider(), __wanted))).await;
                match __call.judge(&__first, __attempted, #validators) {
                    ::core::result::Result::Ok(__served) => break 'outcome ::core::result::Result::Ok(__served),
                    ::core::result::Result::Err(__not_served) => __not_served,
                }
            };
            ::std::boxed::Box::pin(async {
                let mut __rest = __call.rest(__not_served);
                while let ::core::option::Option::Some(__provider) = __rest.next().await {
                    let __attempted = __rest.limited(::core::pin::pin!(__attempt(__provider, __wanted))).await;
                    if let ::core::option::Option::Some(__served) = __rest.judge(__attempted, #validators) {
                        return ::core::result::Result::Ok(__served);
                    }
                }
                ::core::result::Result::Err(__rest.error())
            }).await
        }
    }
}
