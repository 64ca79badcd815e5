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
        let returned = self.call_at(span, "returned", quote_mixed!(__requested, __outcome));
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
            let attempt = self.attempt(provider, "output_type");
            quote_mixed!(#(#cfgs)* #number => return #attempt,)
        });
        let is_valid = self.is_valid(&self.value_type());
        let classify = self.classify();
        let providers = self.provider_list();
        let call = self.closure(&quote_mixed!(__provider), &quote_mixed!(), arms);
        let fetched = self.call_at(
            self.return_span,
            "fetch",
            quote_mixed!(__requested, __context, #is_valid, #classify, #providers, #call),
        );
        quote_mixed!(let __outcome = #fetched;)
    }

    /// Binds `__outcome` by one async closure that awaits the providers. Most calls are over after their first attempt,
    /// so that is made in place. The rest of the call goes into a box.
    fn awaited(&self) -> TokenStream {
        let validators = self.validators(&self.value_type());
        let providers = self.provider_list();
        let call = quote_mixed!(__requested, __context, || #providers);
        let call = self.call_at(self.return_span, "call", call);
        let attempts = self.attempts("attempts");
        let core = &self.core;
        let begun = quote_mixed!(#core::__private::AnnotatedCall::begin(&__call));
        let driven = self.drive(&begun, &quote_mixed!(&__is_valid, &__classify));
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
            let attempt = self.attempt(provider, "output_type");
            quote_mixed!(#(#cfgs)* #number => #attempt,)
        });
        let at = self.providers_span().mixed_site().first();
        let is_async = quote_spanned!(at=> async);
        let attempt = self.closure(
            &quote_mixed!(__provider, __requested),
            &quote_mixed!(),
            arms,
        );
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
        let delay = delay.value.tokens();
        let validators = self.validators(&self.value_type());
        let attempts = self.attempts("concurrent_attempts");
        let names = self
            .arguments
            .providers
            .iter()
            .map(|provider| &provider.name);
        let begun = quote_mixed!(#core::__private::HedgedTurn::begin(__turn));
        let driven = self.drive(&begun, &quote_mixed!(__is_valid, __classify));
        let span = self.return_span;
        let hedge = span.path(core, &["arguments", "hedge"]);
        let arguments = span.arguments(quote_mixed! {
            __requested, __context, __delay, &__slots, ::core::pin::pin!(::core::option::Option::None), |__turn| {
                let (__attempt, __is_valid, __classify) = (&__attempt, &__is_valid, &__classify);
                async move {
                    let __call = #core::__private::HedgedTurn::call(&__turn, __requested);
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
            let __slots = #core::__private::hedge_slots([#(#names),*]);
            let __attempt = #attempts;
            let __outcome = #hedge #arguments.await;
        }
    }

    /// Drives the attempts of `__call`, from the first to the outcome. `begun` is the call's first step.
    fn drive(&self, begun: &TokenStream, validators: &TokenStream) -> TokenStream {
        let core = &self.core;
        let call = quote_mixed!(#core::__private::AnnotatedCall);
        let slow_path = quote_mixed!(#core::__private::SlowPath);
        quote_mixed! {
            'outcome: {
                let __exit = 'exit: {
                    let __first = match #begun {
                        ::core::result::Result::Ok(__first) => __first,
                        ::core::result::Result::Err(__exit) => break 'exit __exit,
                    };
                    let __provider = #call::first_provider(&__call);
                    let __attempted = #call::with_timeout(&__call, &__first, ::core::pin::pin!(__attempt(__provider, __requested))).await;
                    match #call::attempt_ended(&__call, &__first, __attempted, #validators) {
                        ::core::result::Result::Ok(__served) => break 'outcome ::core::result::Result::Ok(__served),
                        ::core::result::Result::Err(__exit) => __exit,
                    }
                };
                ::std::boxed::Box::pin(async {
                    let mut __slow_path = #call::slow_path(&__call, __exit);
                    while let ::core::option::Option::Some(__provider) = #slow_path::next(&mut __slow_path).await {
                        let __attempted = #slow_path::with_timeout(&__slow_path, ::core::pin::pin!(__attempt(__provider, __requested))).await;
                        if let ::core::option::Option::Some(__served) = #slow_path::attempt_ended(&mut __slow_path, __attempted, #validators) {
                            return ::core::result::Result::Ok(__served);
                        }
                    }
                    ::core::result::Result::Err(#slow_path::error(__slow_path))
                }).await
            }
        }
    }
}
