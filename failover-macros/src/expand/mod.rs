//! The function that is put out: one call of the engine, with the providers' calls in one closure.
//!
//! Locals are at `mixed_site`, so that no name of the user's can meet them, and paths are absolute. A
//! provider's call is located on the provider, so that the compiler's own errors land there.

mod attempt;
mod setup;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Type, TypeReference};

pub(crate) use self::attempt::arguments;
use crate::arguments::{Arguments, MaxKeys};
use crate::documentation::documentation;
use crate::editor::completion;
use crate::input::{Function, Parameter, peeled};

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
    let core = expansion.core;
    let function = function.with_body(&core, &documentation(arguments), &body);
    quote!(#function #handle)
}

/// The path of `failover_core`.
pub(crate) fn runtime(arguments: &Arguments) -> TokenStream {
    match &arguments.runtime {
        Some(path) => path.to_token_stream(),
        None => generated!(::failover_core),
    }
}

struct Expansion<'a> {
    arguments: &'a Arguments,
    function: &'a Function,
    core: TokenStream,
}

impl Expansion<'_> {
    fn whole_call(&self) -> TokenStream {
        let core = &self.core;
        let arms = self
            .arguments
            .providers
            .iter()
            .enumerate()
            .map(|(number, provider)| {
                let cfgs = &provider.cfgs;
                let attempt = self.attempt(provider);
                generated!(#(#cfgs)* #number => return #attempt,)
            });
        let prelude = self.prelude(&generated!(wanted.is_valid));
        let providers = self.listed();
        generated! {
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
        let Some(parameter) = self
            .function
            .parameters()
            .find(|parameter| parameter.name == *keys)
        else {
            return TokenStream::new();
        };
        let arms = self
            .arguments
            .providers
            .iter()
            .enumerate()
            .map(|(number, provider)| {
                let cfgs = &provider.cfgs;
                let attempt = self.attempt(provider);
                generated! {
                    #(#cfgs)* #number => return #attempt.map(|answer| {
                        if asked.is_in_time() {
                            #core::Answer::fill(answer, asked);
                        }
                    }),
                }
            });
        let prelude = self.prelude(&generated!(wanted.is_valid_item));
        let providers = self.listed();
        let Parameter { name, pattern, ty } = &parameter;
        let missing = without_outer_lifetime(ty);
        let into_keys = quote_spanned!(ty.span()=> #core::Keys::into_keys(#name));
        let hand_on = quote_spanned! {ty.span().resolved_at(Span::mixed_site())=>
            #core::traits::KeysArgument::hand_on(asked.keys(), &mut held)
        };
        let all = if self.arguments.require_all {
            generated! {
                match items.require_all() {
                    ::core::result::Result::Ok(items) => items,
                    ::core::result::Result::Err(incomplete) => {
                        return ::core::result::Result::Err(::core::convert::From::from(wanted.incomplete(incomplete)));
                    }
                }
            }
        } else {
            generated!(items)
        };
        generated! {
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
        let completion = completion(core, self.arguments, self.function);
        let wanted = self.wanted();
        let is_valid = match (&self.arguments.is_valid, &self.arguments.keys) {
            (None, _) => generated!(#core::traits::AnyValue),
            (Some(is_valid), None) => generated!(#validator(#is_valid)),
            (Some(is_valid), Some(_)) => {
                generated!(#validator(&keys, #is_valid))
            }
        };
        let classify = match &self.arguments.classify {
            None => generated!(#core::traits::RetryAll),
            Some(classify) => generated!(wanted.classify(#classify)),
        };
        let setup = self.setup();
        let used_up = self.used_up();
        let error = self
            .function
            .return_type()
            .map_or_else(Span::mixed_site, Spanned::span)
            .resolved_at(Span::mixed_site());
        let pin = quote_spanned! {error=>
            if let ::core::option::Option::Some(never) = wanted.never() {
                return ::core::result::Result::Err(::core::convert::From::from(never));
            }
        };
        generated! {
            #completion
            #used_up
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
        let at = declared
            .map_or_else(Span::mixed_site, Spanned::span)
            .resolved_at(Span::mixed_site());
        // A body returns the declared value itself, whatever it is.
        let value = quote_spanned!(at=> <#declared as #core::traits::ReturnType>::Value);
        let error = quote_spanned!(at=> <#declared as #core::traits::ReturnType>::Error);
        let (value, of_value) = match (&self.function.body, &self.arguments.keys) {
            (Some(_), None) => (quote!(()), Some(quote_spanned!(at=> .of_value::<#value>()))),
            _ => (value, None),
        };
        let with_error = self
            .arguments
            .error
            .as_ref()
            .map(|error| quote_spanned!(at=> .with_error::<#error>()));
        generated! { {
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
                    let cap = caps.iter().find(|(capped, _)| *capped == name.value());
                    cap.map(|(_, most)| most)
                }
                None => None,
            };
            let most = most.map(|most| {
                let most = &most.value;
                generated!(.max_keys(#most))
            });
            generated!(#(#cfgs)* #core::__private::Listed::new(#number, #name)#most)
        });
        let list = generated!([#(#listed),*]);
        if all.iter().all(|provider| provider.cfgs.is_empty()) {
            generated!(const { &#list })
        } else {
            generated!(const { &#core::__private::check(#list) })
        }
    }
}

/// The keys of one attempt live for that attempt only.
fn without_outer_lifetime(ty: &Type) -> TokenStream {
    match peeled(ty) {
        Type::Reference(reference) => {
            let TypeReference {
                and_token,
                mutability,
                elem,
                ..
            } = reference;
            quote!(#and_token #mutability #elem)
        }
        ty => ty.to_token_stream(),
    }
}
