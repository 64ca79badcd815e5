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
        let returned = self.call_at(place, "returned", generated!(wanted, outcome));
        generated! {
            #prelude
            #outcome
            #returned
        }
    }

    /// `let outcome`, by a closure that calls the providers.
    fn blocking(&self) -> TokenStream {
        let attempts = self.arguments.providers.iter().enumerate();
        let arms = attempts.map(|(number, provider)| {
            let cfgs = &provider.cfgs;
            let attempt = self.attempt(provider, "output");
            generated!(#(#cfgs)* #number => return #attempt,)
        });
        let is_valid = self.is_valid(&generated!(wanted.judged()));
        let classify = self.classify();
        let providers = self.listed();
        let call = self.closure(&generated!(provider), &generated!(), arms);
        let fetched = self.call_at(
            self.return_place,
            "fetch",
            generated!(wanted, setup, #is_valid, #classify, #providers, #call),
        );
        generated!(let outcome = #fetched;)
    }

    /// `let outcome`, by a loop in which the providers are awaited.
    fn awaited(&self) -> TokenStream {
        let attempts = self.arguments.providers.iter().enumerate();
        let arms = attempts.map(|(number, provider)| {
            let cfgs = &provider.cfgs;
            let at = provider.span().resolved_at(Span::mixed_site());
            let attempt = self.attempt(provider, "output");
            let limited =
                quote_spanned!(at=> call.limited(::core::pin::pin!(async { #attempt })).await);
            generated!(#(#cfgs)* ::core::option::Option::Some(#number) => #limited,)
        });
        let judgements = self.judgements(&generated!(wanted.judged()));
        let providers = self.listed();
        let call = self.call_at(
            self.return_place,
            "call",
            generated!(wanted, setup, #providers),
        );
        generated! {
            #judgements
            let mut call = #call;
            call.begin();
            let outcome = loop {
                let attempted = match call.asked() {
                    #(#arms)*
                    _ => break ::core::result::Result::Err(call.error()),
                };
                if let ::core::option::Option::Some(served) = call.judge(attempted, &is_valid, &classify) {
                    break ::core::result::Result::Ok(served);
                }
                call.go_on().await;
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
        let judgements = self.judgements(&generated!(wanted.judged()));
        let place = self.return_place;
        let hedge = place.path(core, &["arguments", "hedge"]);
        let arguments = place.arguments(generated! {
            wanted, setup, delay, is_valid, classify, (#(#providers,)*)
        });
        generated! {
            #judgements
            let delay = const {
                let delay: #duration = #delay;
                delay
            };
            let outcome = #hedge #arguments.await;
        }
    }
}
