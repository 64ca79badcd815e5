//! The function that is put out: one call of the engine, with the providers' calls in one closure.
//!
//! Locals are at `mixed_site`, so that no name of the user's can meet them, and paths are absolute. A
//! provider's call is located on the provider, so that the compiler's own errors land there.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Pat, Type, TypeReference};

use crate::arguments::{Arguments, Breaker, Call, Knob, MaxKeys, OwnBreaker, Provider};
use crate::documentation::documentation;
use crate::input::{Exclusive, Function, Parameter, peeled};

pub(crate) fn expand(arguments: &Arguments, function: Function) -> TokenStream {
    let expansion = Expansion {
        arguments,
        function: &function,
        core: runtime(arguments),
    };
    let body = match &arguments.keys {
        None => expansion.whole_call(),
        Some(keys) => expansion.items(keys),
    };
    let handle = expansion.handle();
    let function = function.with_body(&documentation(arguments), &body);
    quote!(#function #handle)
}

/// The path of `failover_core`.
pub(crate) fn runtime(arguments: &Arguments) -> TokenStream {
    match &arguments.runtime {
        Some(path) => path.to_token_stream(),
        None => quote_spanned!(Span::mixed_site()=> ::failover_core),
    }
}

/// The providers as they were typed, for editors to complete them: the compiler sees nothing of it.
pub(crate) fn completion(core: &TokenStream, arguments: &Arguments) -> TokenStream {
    let typed = &arguments.typed_providers;
    quote_spanned!(Span::mixed_site()=> #core::__complete! { #typed })
}

struct Expansion<'a> {
    arguments: &'a Arguments,
    function: &'a Function,
    core: TokenStream,
}

impl Expansion<'_> {
    fn whole_call(&self) -> TokenStream {
        let core = &self.core;
        let arms = self.arguments.providers.iter().enumerate().map(|(number, provider)| {
            let cfgs = &provider.cfgs;
            let attempt = self.attempt(provider);
            quote_spanned!(Span::mixed_site()=> #(#cfgs)* #number => #attempt,)
        });
        let prelude = self.prelude(&quote_spanned!(Span::mixed_site()=> wanted.is_valid));
        let providers = self.listed();
        quote_spanned! {Span::mixed_site()=>
            #prelude
            let outcome = wanted.fetch(setup, &is_valid, &classify, #providers, |provider| match provider {
                #(#arms)*
                _ => ::core::result::Result::Err(#core::FailureKind::Rejected),
            });
            match outcome {
                ::core::result::Result::Ok(served) => ::core::result::Result::Ok(wanted.value(served)),
                ::core::result::Result::Err(failed) => {
                    ::core::result::Result::Err(::core::convert::From::from(wanted.error(failed)))
                }
            }
        }
    }

    fn items(&self, keys: &Ident) -> TokenStream {
        let core = &self.core;
        let Some(parameter) = self.function.parameters().find(|parameter| parameter.name == *keys) else {
            return TokenStream::new();
        };
        let arms = self.arguments.providers.iter().enumerate().map(|(number, provider)| {
            let cfgs = &provider.cfgs;
            let attempt = self.attempt(provider);
            quote_spanned! {Span::mixed_site()=>
                #(#cfgs)* #number => #attempt.map(|answer| {
                    if asked.is_in_time() {
                        #core::Answer::fill(answer, asked);
                    }
                }),
            }
        });
        let prelude = self.prelude(&quote_spanned!(Span::mixed_site()=> wanted.is_valid_item));
        let providers = self.listed();
        let Parameter { name, pattern, ty } = &parameter;
        let missing = without_outer_lifetime(ty);
        let into_keys = quote_spanned!(ty.span()=> #core::Keys::into_keys(#name));
        let hand_on = quote_spanned! {ty.span().resolved_at(Span::mixed_site())=>
            #core::traits::KeysArgument::hand_on(asked.keys(), &mut held)
        };
        let all = if self.arguments.require_all {
            quote_spanned! {Span::mixed_site()=>
                match items.require_all() {
                    ::core::result::Result::Ok(items) => items,
                    ::core::result::Result::Err(incomplete) => {
                        return ::core::result::Result::Err(::core::convert::From::from(wanted.incomplete(incomplete)));
                    }
                }
            }
        } else {
            quote_spanned!(Span::mixed_site()=> items)
        };
        quote_spanned! {Span::mixed_site()=>
            let keys = #into_keys;
            #prelude
            let outcome = wanted.fetch_items(setup, &is_valid, &classify, keys, #providers, |provider, asked| {
                let mut held = ::core::option::Option::None;
                let #pattern: #missing = #hand_on;
                match provider {
                    #(#arms)*
                    _ => ::core::result::Result::Err(#core::FailureKind::Rejected),
                }
            });
            match outcome {
                ::core::result::Result::Ok(items) => {
                    ::core::result::Result::Ok(#core::traits::FromItems::from_items(#all))
                }
                ::core::result::Result::Err(failed) => {
                    ::core::result::Result::Err(::core::convert::From::from(wanted.error(failed)))
                }
            }
        }
    }

    /// What is wanted, how it is judged, and what the call goes by.
    fn prelude(&self, validator: &TokenStream) -> TokenStream {
        let core = &self.core;
        let completion = completion(core, self.arguments);
        let wanted = self.wanted();
        let is_valid = match (&self.arguments.is_valid, &self.arguments.keys) {
            (None, _) => quote_spanned!(Span::mixed_site()=> #core::traits::AnyValue),
            (Some(is_valid), None) => quote_spanned!(Span::mixed_site()=> #validator(#is_valid)),
            (Some(is_valid), Some(_)) => quote_spanned!(Span::mixed_site()=> #validator(&keys, #is_valid)),
        };
        let classify = match &self.arguments.classify {
            None => quote_spanned!(Span::mixed_site()=> #core::traits::RetryAll),
            Some(classify) => quote_spanned!(Span::mixed_site()=> wanted.classify(#classify)),
        };
        let setup = self.setup();
        let error = self.function.return_type().map_or_else(Span::mixed_site, Spanned::span).resolved_at(Span::mixed_site());
        let pin = quote_spanned! {error=>
            if let ::core::option::Option::Some(never) = wanted.never() {
                return ::core::result::Result::Err(::core::convert::From::from(never));
            }
        };
        quote_spanned! {Span::mixed_site()=>
            #completion
            let wanted = #wanted;
            #pin
            let is_valid = #is_valid;
            let classify = #classify;
            #setup
        }
    }

    /// What the declared return type asks for.
    fn wanted(&self) -> TokenStream {
        let core = &self.core;
        let declared = self.function.return_type();
        let at = declared.map_or_else(Span::mixed_site, Spanned::span).resolved_at(Span::mixed_site());
        // A body returns the declared value itself, whatever it is.
        let value = quote_spanned!(at=> <#declared as #core::traits::ReturnType>::Value);
        let error = quote_spanned!(at=> <#declared as #core::traits::ReturnType>::Error);
        let (value, of_value) = match (&self.function.body, &self.arguments.keys) {
            (Some(_), None) => (quote!(()), Some(quote_spanned!(at=> .of_value::<#value>()))),
            _ => (value, None),
        };
        let with_error = self.arguments.error.as_ref().map(|error| quote_spanned!(at=> .with_error::<#error>()));
        quote_spanned! {Span::mixed_site()=> {
            use #core::__private::Rung as _;
            (&&&&&&#core::__private::Declared::<#value, #error>::new()#with_error).wanted()#of_value
        }}
    }

    /// The providers' names and caps, a constant.
    fn listed(&self) -> TokenStream {
        let core = &self.core;
        let all = &self.arguments.providers;
        let listed = all.iter().enumerate().map(|(number, provider)| {
            let (cfgs, name) = (&provider.cfgs, &provider.name);
            let most = match &self.arguments.max_keys {
                Some(MaxKeys::Each(most)) => Some(most),
                Some(MaxKeys::Named(caps)) => {
                    let cap = caps.iter().find(|(capped, _)| name.value() == capped.to_string());
                    cap.map(|(_, most)| most)
                }
                None => None,
            };
            let most = most.map(|most| quote_spanned!(Span::mixed_site()=> .max_keys(#most)));
            quote_spanned!(Span::mixed_site()=> #(#cfgs)* #core::__private::Listed::new(#number, #name)#most)
        });
        let list = quote_spanned!(Span::mixed_site()=> &[#(#listed),*]);
        if all.iter().all(|provider| provider.cfgs.is_empty()) {
            quote_spanned!(Span::mixed_site()=> const { #list })
        } else {
            quote_spanned!(Span::mixed_site()=> const { #core::__private::check(#list) })
        }
    }

    /// What the call goes by: `let setup`.
    fn setup(&self) -> TokenStream {
        let core = &self.core;
        if let Some(client) = &self.arguments.client {
            return quote_spanned! {Span::mixed_site()=>
                let client: &#core::FailoverClient = &#client;
                let setup = #core::__private::Setup::of(client);
            };
        }
        let knobs = self.arguments.policy.iter().map(|(field, value)| {
            let value = match value {
                Knob::Value(value) => value.clone(),
                Knob::Limit(limit) => quote_spanned!(field.span()=> ::core::option::Option::Some(#limit)),
                Knob::WhenAllOpen(choice) => quote!(#core::WhenAllOpen::#choice),
            };
            quote!(#field: #value,)
        });
        let policy = quote_spanned!(Span::mixed_site()=> #core::__private::Policy);
        let policy = if self.arguments.policy.is_empty() {
            quote_spanned!(Span::mixed_site()=> #policy::DEFAULT)
        } else {
            quote_spanned!(Span::mixed_site()=> #policy { #(#knobs)* ..#policy::DEFAULT }.checked())
        };
        let time = self.arguments.clock.as_ref().map(|clock| {
            quote_spanned! {Span::mixed_site()=>
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
                    Breaker::Given(breaker) => quote_spanned!(Span::mixed_site()=> &#breaker),
                    Breaker::Own(own) => match self.handle_path(own) {
                        Some(handle) => quote_spanned!(Span::mixed_site()=> #handle()),
                        None => self.own_breaker(own),
                    },
                };
                (
                    Some(quote_spanned!(Span::mixed_site()=> let breaker: &#core::CircuitBreaker = #breaker;)),
                    Some(quote_spanned!(Span::mixed_site()=> .breaker(breaker))),
                )
            }
        };
        quote_spanned! {Span::mixed_site()=>
            #breaker
            let setup = #core::__private::Setup::new(const { &#policy })#with_breaker #time;
        }
    }

    /// The function's own breaker, in a block of its own.
    fn own_breaker(&self, own: &OwnBreaker) -> TokenStream {
        let core = &self.core;
        let OwnBreaker { failure_threshold, reset_after, .. } = own;
        match &self.arguments.clock {
            None => quote_spanned! {Span::mixed_site()=> {
                static __BREAKER: #core::CircuitBreaker =
                    #core::CircuitBreaker::new(#failure_threshold, #reset_after);
                &__BREAKER
            }},
            Some(clock) => quote_spanned! {Span::mixed_site()=> {
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
        Some(if is_method { quote!(Self::#path) } else { path.to_token_stream() })
    }

    /// The function beside this one that hands out its breaker.
    fn handle(&self) -> Option<TokenStream> {
        let Some(Breaker::Own(own)) = &self.arguments.circuit_breaker else { return None };
        let name = &own.handle.as_ref()?.segments.last()?.ident;
        let core = &self.core;
        let breaker = self.own_breaker(own);
        let visibility = &self.function.visibility;
        let cfgs = self.function.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
        let summary = format!("The circuit breaker of `{}`.", self.function.signature.ident);
        Some(quote_spanned! {Span::mixed_site()=>
            #(#cfgs)*
            #[doc = #summary]
            #visibility fn #name() -> &'static #core::CircuitBreaker {
                #breaker
            }
        })
    }

    /// One attempt at a provider: a `Result` whose error is the function's.
    fn attempt(&self, provider: &Provider) -> TokenStream {
        let core = &self.core;
        let call = self.call(provider);
        let at = provider.span().resolved_at(Span::mixed_site());
        quote_spanned! {at=>
            #core::traits::ProviderOutput::into_result(#call, wanted.error_type())
                .map_err(|kind| kind.map_error(::core::convert::Into::into))
        }
    }

    fn call(&self, provider: &Provider) -> TokenStream {
        let at = provider.span();
        let arguments = self.function.parameters().map(|parameter| self.argument(&parameter, at));
        match &provider.call {
            Call::Path(path) => quote_spanned!(at=> #path(#(#arguments),*)),
            Call::Method(field) => quote_spanned!(at=> #field(#(#arguments),*)),
            Call::AsItStands(call) => call.to_token_stream(),
            Call::Body => self.body(),
        }
    }

    /// An argument as it is handed to one attempt.
    fn argument(&self, parameter: &Parameter<'_>, at: Span) -> TokenStream {
        let mut name = parameter.name.clone();
        name.set_span(at.resolved_at(name.span()));
        let at = at.resolved_at(Span::mixed_site());
        match parameter.reference() {
            // Made for this attempt alone.
            _ if self.is_keys(parameter) => name.to_token_stream(),
            Some(Exclusive(false)) => name.to_token_stream(),
            Some(Exclusive(true)) => quote_spanned!(at=> &mut *#name),
            None => quote_spanned!(at=> ::core::clone::Clone::clone(&#name)),
        }
    }

    /// The function's own body as a provider. Its arguments are made anew, as it may use them up.
    fn body(&self) -> TokenStream {
        let Some(body) = &self.function.body else { return TokenStream::new() };
        let core = &self.core;
        let declared = self.function.return_type();
        let arguments = self.function.parameters().filter_map(|parameter| {
            let is_by_need = matches!(parameter.pattern, Pat::Wild(_)) || self.is_keys(&parameter);
            let Parameter { name, pattern, .. } = &parameter;
            match parameter.reference() {
                _ if is_by_need => None,
                Some(Exclusive(false)) => None,
                Some(Exclusive(true)) => Some(quote_spanned!(Span::mixed_site()=> let #pattern = &mut *#name;)),
                None => Some(quote_spanned!(Span::mixed_site()=> let #pattern = ::core::clone::Clone::clone(&#name);)),
            }
        });
        quote_spanned! {Span::mixed_site()=>
            #core::__private::body({
                #(#arguments)*
                || -> #declared #body
            })
        }
    }

    fn is_keys(&self, parameter: &Parameter<'_>) -> bool {
        self.arguments.keys.as_ref().is_some_and(|keys| parameter.name == *keys)
    }
}

/// The keys of one attempt live for that attempt only.
fn without_outer_lifetime(ty: &Type) -> TokenStream {
    match peeled(ty) {
        Type::Reference(reference) => {
            let TypeReference { and_token, mutability, elem, .. } = reference;
            quote!(#and_token #mutability #elem)
        }
        ty => ty.to_token_stream(),
    }
}
