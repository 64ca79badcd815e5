//! A whole call.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

use super::Expansion;
use super::place::Place;
use crate::arguments::Constant;

impl Expansion<'_> {
    pub(super) fn whole_call(&self) -> TokenStream {
        let place = self.return_place;
        let prelude = self.prelude();
        let outcome = match &self.arguments.hedge {
            Some(delay) => self.hedged(delay),
            None if self.function.is_async() => self.awaited(),
            None => self.blocking(),
        };
        let returned = self.call_at(place, "returned", generated!(__wanted, __outcome));
        generated! {
            #prelude
            #outcome
            #returned
        }
    }

    /// `let outcome`, by a closure that calls the providers.
    fn blocking(&self) -> TokenStream {
        let attempts = (0u32..).zip(&self.arguments.providers);
        let arms = attempts.map(|(number, provider)| {
            let cfgs = &provider.cfgs;
            let attempt = self.attempt(provider, "output");
            generated!(#(#cfgs)* #number => return #attempt,)
        });
        let is_valid = self.is_valid(&generated!(__wanted.judged()));
        let classify = self.classify();
        let providers = self.listed();
        let call = self.closure(&generated!(__provider), &generated!(), arms);
        let fetched = self.call_at(
            self.return_place,
            "fetch",
            generated!(__wanted, __setup, #is_valid, #classify, #providers, #call),
        );
        generated!(let __outcome = #fetched;)
    }

    /// `let outcome`, by one closure in which the providers are awaited: for the first attempt, which most calls are,
    /// and in a box for the rest.
    fn awaited(&self) -> TokenStream {
        let attempts = (0u32..).zip(&self.arguments.providers);
        let arms = attempts.map(|(number, provider)| {
            let cfgs = &provider.cfgs;
            let attempt = self.attempt(provider, "output");
            generated!(#(#cfgs)* #number => #attempt,)
        });
        let judgements = self.judgements(&generated!(__wanted.judged()));
        let listed = self.listed();
        let call_at = |function, arguments| self.call_at(self.return_place, function, arguments);
        let call = call_at("call", generated!(__wanted, __setup, || #listed));
        let at = self.providers_place().hidden().first();
        let is_async = quote_spanned!(at=> async);
        let attempt = self.closure(&generated!(__provider, __wanted), &generated!(), arms);
        let attempts = call_at("attempts", generated!(__wanted, #is_async #attempt));
        generated! {
            #judgements
            let __call = #call;
            let mut __attempt = #attempts;
            let __outcome = 'outcome: {
                let __not_served = 'not_served: {
                    let __first = match __call.begin() {
                        ::core::result::Result::Ok(__first) => __first,
                        ::core::result::Result::Err(__not_served) => break 'not_served __not_served,
                    };
                    let __attempted = __call.limited(&__first, ::core::pin::pin!(__attempt(__call.first_provider(), __wanted))).await;
                    match __call.judge(&__first, __attempted, &__is_valid, &__classify) {
                        ::core::result::Result::Ok(__served) => break 'outcome ::core::result::Result::Ok(__served),
                        ::core::result::Result::Err(__not_served) => __not_served,
                    }
                };
                ::std::boxed::Box::pin(async {
                    let mut __rest = __call.rest(__not_served);
                    while let ::core::option::Option::Some(__provider) = __rest.next().await {
                        let __attempted = __rest.limited(::core::pin::pin!(__attempt(__provider, __wanted))).await;
                        if let ::core::option::Option::Some(__served) = __rest.judge(__attempted, &__is_valid, &__classify) {
                            return ::core::result::Result::Ok(__served);
                        }
                    }
                    ::core::result::Result::Err(__rest.error())
                }).await
            };
        }
    }

    /// `let outcome`, by the providers as a tuple that the engine can start side by side.
    fn hedged(&self, delay: &Constant) -> TokenStream {
        let core = &self.core;
        let providers = self.arguments.providers.iter().map(|provider| {
            let at = provider.span().resolved_at(Span::mixed_site());
            let attempt = self.attempt(provider, "output");
            let new = Place::between(at, at).path(core, &["arguments", "Provider", "new"]);
            let name = &provider.name;
            quote_spanned!(at=> #new(#name, async || #attempt))
        });
        let given = self.arguments.given.iter().find(|key| *key == "hedge");
        let key = given.map_or_else(Span::mixed_site, Ident::span);
        let duration = quote_spanned!(key=> ::core::time::Duration);
        let delay = &delay.value;
        let judgements = self.judgements(&generated!(__wanted.judged()));
        let place = self.return_place;
        let hedge = place.path(core, &["arguments", "hedge"]);
        let arguments = place.arguments(generated! {
            __wanted, __setup, __delay, __is_valid, __classify, (#(#providers,)*)
        });
        generated! {
            #judgements
            let __delay = const {
                let __delay: #duration = #delay;
                __delay
            };
            let __outcome = #hedge #arguments.await;
        }
    }
}
