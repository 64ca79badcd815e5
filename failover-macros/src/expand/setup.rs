//! What a call goes by: the policy, a client or a breaker, a clock.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

use super::Expansion;
use crate::arguments::{Breaker, Constant, Knob, OwnBreaker};

/// How many fields the policy has.
const ALL_KNOBS: usize = 7;

impl Expansion<'_> {
    /// What the call goes by: `let setup`.
    pub(super) fn setup(&self) -> TokenStream {
        let core = &self.core;
        if let Some(client) = &self.arguments.client {
            return generated! {
                let client: &#core::FailoverClient = &#client;
                let setup = #core::__private::Setup::of(client);
            };
        }
        let knobs = self.arguments.policy.iter().map(|(field, value)| {
            let value = match value {
                Knob::Value(Constant { value, .. }) => value.clone(),
                Knob::Limit(Constant { value, .. }) => {
                    quote_spanned!(field.span()=> ::core::option::Option::Some(#value))
                }
                Knob::WhenAllOpen(choice) => quote!(#core::WhenAllOpen::#choice),
            };
            quote!(#field: #value,)
        });
        let policy = generated!(#core::__private::Policy);
        let policy = match self.arguments.policy.len() {
            0 => generated!(#policy::DEFAULT),
            // Of the default nothing would be left, which clippy remarks on in the user's code.
            ALL_KNOBS => generated!(#policy { #(#knobs)* }.checked()),
            _ => generated!(#policy { #(#knobs)* ..#policy::DEFAULT }.checked()),
        };
        let time = self.arguments.clock.as_ref().map(|clock| {
            generated! {
                .time({
                    static __TIME: ::std::sync::LazyLock<#core::__private::Time> =
                        ::std::sync::LazyLock::new(|| #core::__private::Time::by(#clock));
                    &__TIME
                })
            }
        });
        let (breaker, with_breaker) = match &self.arguments.circuit_breaker {
            None => (None, None),
            Some(breaker) => {
                let breaker = match breaker {
                    Breaker::Given(breaker) => generated!(&#breaker),
                    Breaker::Own(own) => match self.handle_path(own) {
                        Some(handle) => generated!(#handle()),
                        None => self.own_breaker(own),
                    },
                };
                (
                    Some(generated!(let breaker: &#core::CircuitBreaker = #breaker;)),
                    Some(generated!(.breaker(breaker))),
                )
            }
        };
        generated! {
            #breaker
            let setup = #core::__private::Setup::new(const { &#policy })#with_breaker #time;
        }
    }

    /// The function's own breaker, in a block of its own.
    fn own_breaker(&self, own: &OwnBreaker) -> TokenStream {
        let core = &self.core;
        let failure_threshold = &own.failure_threshold.value;
        let reset_after = &own.reset_after.value;
        match &self.arguments.clock {
            None => generated! { {
                static __BREAKER: #core::CircuitBreaker =
                    #core::CircuitBreaker::new(#failure_threshold, #reset_after);
                &__BREAKER
            }},
            Some(clock) => generated! { {
                static __BREAKER: ::std::sync::LazyLock<#core::CircuitBreaker> = ::std::sync::LazyLock::new(
                    || #core::__private::Time::by(#clock).breaker(#failure_threshold, #reset_after),
                );
                &__BREAKER
            }},
        }
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
