//! What a call goes by: the policy, a client or a breaker, a clock.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;

use super::Expansion;
use super::place::Place;
use crate::arguments::{Breaker, Knob, OwnBreaker};

impl Expansion<'_> {
    /// What the call goes by: `let setup`.
    pub(super) fn setup(&self) -> TokenStream {
        let core = &self.core;
        if let Some(client) = &self.arguments.client {
            let client = self.reference("client", &quote!(FailoverClient), client);
            return generated! {
                let client = #client;
                let setup = #core::__private::Setup::of(client);
            };
        }
        let knobs = self.arguments.policy.iter().map(|(field, value)| {
            let value = match value {
                Knob::Value(value) => value.clone(),
                Knob::Limit(limit) => {
                    let place = Place::of(limit);
                    let checked = place.path(core, &quote!(arguments::#field));
                    let limit = quote_spanned!(field.span()=> {
                        let limit: ::core::time::Duration = #limit;
                        limit
                    });
                    let limit = place.arguments(limit);
                    quote!(#checked #limit)
                }
                Knob::WhenAllOpen(choice) => quote!(#core::WhenAllOpen::#choice),
            };
            quote!(#field: #value,)
        });
        let policy = generated!(#core::__private::Policy);
        let policy = if self.arguments.policy.is_empty() {
            generated!(#policy::DEFAULT)
        } else {
            generated!(#policy { #(#knobs)* ..#policy::DEFAULT })
        };
        let time = self.arguments.clock.as_ref().map(|clock| {
            let time = self.time(clock);
            generated! {
                .time({
                    static __TIME: ::std::sync::LazyLock<#core::__private::Time> =
                        ::std::sync::LazyLock::new(|| #time);
                    &__TIME
                })
            }
        });
        let (breaker, with_breaker) = match &self.arguments.circuit_breaker {
            None => (None, None),
            Some(breaker) => {
                let breaker = match breaker {
                    Breaker::Given(breaker) => {
                        self.reference("circuit_breaker", &quote!(CircuitBreaker), breaker)
                    }
                    Breaker::Own(own) => match self.handle_path(own) {
                        Some(handle) => generated!(#handle()),
                        None => self.own_breaker(own),
                    },
                };
                (
                    Some(generated!(let breaker = #breaker;)),
                    Some(generated!(.breaker(breaker))),
                )
            }
        };
        // If it cannot be evaluated, the compiler points here too.
        let at = self
            .arguments
            .policy
            .first()
            .map_or_else(Span::mixed_site, |(field, _)| field.span());
        let constant = quote_spanned!(at.resolved_at(Span::mixed_site())=> const { &#policy });
        generated! {
            #breaker
            let setup = #core::__private::Setup::new(#constant)#with_breaker #time;
        }
    }

    /// The function's own breaker, in a block of its own.
    fn own_breaker(&self, own: &OwnBreaker) -> TokenStream {
        let core = &self.core;
        let OwnBreaker {
            failure_threshold,
            reset_after,
            ..
        } = own;
        match &self.arguments.clock {
            None => generated! { {
                static __BREAKER: #core::CircuitBreaker =
                    #core::CircuitBreaker::new(#failure_threshold, #reset_after);
                &__BREAKER
            }},
            Some(clock) => {
                let time = self.time(clock);
                generated! { {
                    static __BREAKER: ::std::sync::LazyLock<#core::CircuitBreaker> = ::std::sync::LazyLock::new(
                        || #time.breaker(#failure_threshold, #reset_after),
                    );
                    &__BREAKER
                }}
            }
        }
    }

    /// The time by this clock.
    fn time(&self, clock: &Expr) -> TokenStream {
        let place = Place::of(clock);
        let time = place.path(&self.core, &quote!(traits::AttributeClock::time));
        let clock = place.arguments(quote!(#clock));
        quote!(#time #clock)
    }

    /// A reference to what an argument gave, which is of this type.
    fn reference(&self, argument: &str, ty: &TokenStream, given: &Expr) -> TokenStream {
        let key = self.arguments.given.iter().find(|key| *key == argument);
        let key = key.map_or_else(Span::mixed_site, Ident::span);
        let ty = Place::between(key, key).path(&self.core, ty);
        let reference = quote_spanned!(key=> &#ty);
        let given = quote_spanned!(Place::of(given).first()=> &#given);
        generated!({
            let given: #reference = #given;
            given
        })
    }

    /// How the function calls its handle.
    fn handle_path(&self, own: &OwnBreaker) -> Option<TokenStream> {
        let path = own.handle.as_ref()?;
        let is_method = self.function.has_receiver() && path.segments.len() == 1;
        Some(if is_method {
            quote!(Self::#path)
        } else {
            path.to_token_stream()
        })
    }

    /// The function beside this one that hands out its breaker.
    pub(super) fn handle(&self) -> Option<TokenStream> {
        let Some(Breaker::Own(own)) = &self.arguments.circuit_breaker else {
            return None;
        };
        let name = &own.handle.as_ref()?.segments.last()?.ident;
        let core = &self.core;
        let breaker = self.own_breaker(own);
        let visibility = &self.function.visibility;
        let cfgs = self
            .function
            .attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("cfg"));
        let summary = format!(
            "The circuit breaker of `{}`.",
            self.function.signature.ident
        );
        Some(generated! {
            #(#cfgs)*
            #[doc = #summary]
            #visibility fn #name() -> &'static #core::CircuitBreaker {
                #breaker
            }
        })
    }
}
