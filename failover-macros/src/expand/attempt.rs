//! One attempt at a provider, located on the provider.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{ExprPath, Pat};

use super::Expansion;
use super::place::{Place, Tokens};
use crate::arguments::{Call, Provider};
use crate::input::{Exclusive, Function, Parameter, find};

impl Expansion<'_> {
    /// One attempt at a provider: a `Result` whose error is the function's.
    pub(super) fn attempt(&self, provider: &Provider, output: &str) -> TokenStream {
        let at = provider.span().resolved_at(Span::mixed_site());
        let into_result = ["traits", "ProviderOutput", "into_result"];
        let into_result = Place::between(at, at).path(&self.core, &into_result);
        let output = Ident::new(output, Span::mixed_site());
        let call = self.call(provider);
        quote_spanned! {at=>
            #into_result(__wanted.#output(), #call, ::core::convert::Into::into)
        }
    }

    fn call(&self, provider: &Provider) -> TokenStream {
        let at = provider.span();
        let arguments = arguments(&self.core, self.function, self.arguments.keys.as_ref(), at);
        let is_async = self.function.is_async();
        let awaited = |at| is_async.then(|| quote_spanned!(at=> .await));
        match &provider.call {
            Call::Path(path) => {
                let (path, at) = self.hidden_path(path, at);
                let awaited = awaited(at);
                quote_spanned!(at=> #path(#arguments)#awaited)
            }
            Call::Method(field) => {
                let awaited = awaited(at.resolved_at(Span::mixed_site()));
                quote_spanned!(at=> #field(#arguments)#awaited)
            }
            Call::AsItStands(call) => {
                if is_async {
                    let at = at.resolved_at(Span::mixed_site());
                    quote_spanned!(at=> match #call { __attempt => __attempt.await })
                } else {
                    call.to_token_stream()
                }
            }
            Call::Body => self.body(),
        }
    }

    /// A provider's path as part of the expansion: nothing that the compiler suggests to do to the call could be
    /// done to it. A parameter alone is found in the user's scope only.
    fn hidden_path(&self, path: &ExprPath, at: Span) -> (TokenStream, Span) {
        let is_parameter = |name: &Ident| {
            let mut parameters = self.function.parameters();
            parameters.any(|parameter| parameter.name == *name)
        };
        if path.path.get_ident().is_some_and(is_parameter) {
            return (path.to_token_stream(), at);
        }
        let hidden = path.to_token_stream().into_iter().map(|mut token| {
            let is_dollar_crate = matches!(&token, TokenTree::Ident(ident) if ident == "$crate");
            if !is_dollar_crate {
                token.set_span(token.span().resolved_at(Span::mixed_site()));
            }
            token
        });
        (hidden.collect(), at.resolved_at(Span::mixed_site()))
    }

    /// The function's own body as a provider. Its arguments are made anew, as it may use them up.
    fn body(&self) -> TokenStream {
        let Some(body) = &self.function.body else {
            return TokenStream::new();
        };
        let core = &self.core;
        let declared = self.function.return_type();
        let arguments = self.function.parameters().filter_map(|parameter| {
            let Parameter { name, pattern, .. } = &parameter;
            let Pat::Ident(as_written) = pattern else {
                return None;
            };
            let again = match parameter.reference() {
                _ if self.is_keys(&parameter) => return None,
                Some(Exclusive(false)) if as_written.mutability.is_none() => return None,
                Some(Exclusive(false)) => name.to_token_stream(),
                Some(Exclusive(true)) => generated!(&mut *#name),
                None => again(core, &parameter),
            };
            let lints = self.lints_of_body();
            Some(generated!(#lints let #pattern = #again;))
        });
        let called = if self.function.is_async() {
            let place = declared.map_or_else(|| Place::of(body), Place::of).hidden();
            let path = place.path(core, &["__private", "declared"]);
            let none = place.arguments(TokenStream::new());
            let returned = quote_spanned!(place.first()=> return __returned);
            // After `else` braces must be: no lint says of those of a body of one line that they need not.
            generated! {
                async {
                    if let ::core::option::Option::Some(__returned) = #path::<#declared> #none {
                        #returned;
                    } else #body
                }.await
            }
        } else {
            generated!(#core::__private::body(|| -> #declared #body))
        };
        generated!({
            #(#arguments)*
            #called
        })
    }

    /// Arguments that are taken by value, used up: each attempt only gets a clone, and a lint would say that they
    /// need not be.
    pub(super) fn used_up(&self) -> TokenStream {
        let by_value = self
            .function
            .parameters()
            .filter(|parameter| parameter.reference().is_none() && !self.is_keys(parameter));
        let used_up = by_value.map(|Parameter { name, .. }| {
            let shadows = shadows();
            generated!(#shadows let #name = #name;)
        });
        used_up.collect()
    }

    /// What other providers are called with is used, even if the body does not look at it.
    fn lints_of_body(&self) -> TokenStream {
        let shadows = shadows();
        let is_alone = self.arguments.providers.len() == 1;
        let unused = (!is_alone).then(|| generated!(#[allow(unused_variables)]));
        generated!(#shadows #unused)
    }

    pub(super) fn is_keys(&self, parameter: &Parameter<'_>) -> bool {
        self.arguments
            .keys
            .as_ref()
            .is_some_and(|keys| parameter.name == *keys)
    }
}

/// An argument goes on under its own name, which a lint of the user's may forbid to users.
pub(super) fn shadows() -> TokenStream {
    generated!(#[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)])
}

/// The function's arguments as they are handed to one attempt.
pub(crate) fn arguments(
    core: &Tokens,
    function: &Function,
    keys: Option<&Ident>,
    at: Span,
) -> TokenStream {
    let argument = |parameter: Parameter<'_>| {
        let is_keys = keys.is_some_and(|keys| parameter.name == *keys);
        let mut name = parameter.name.clone();
        name.set_span(at.resolved_at(name.span()));
        let at = at.resolved_at(Span::mixed_site());
        match parameter.reference() {
            // Made for this attempt alone.
            _ if is_keys => name.to_token_stream(),
            Some(Exclusive(false)) => name.to_token_stream(),
            Some(Exclusive(true)) => quote_spanned!(at=> &mut *#name),
            // If it cannot be cloned, that is the parameter's fault; if it does not fit, the provider's.
            None => {
                let again = again(core, &parameter);
                quote_spanned!(at=> {
                    let __argument = #again;
                    __argument
                })
            }
        }
    };
    let arguments = function.parameters().map(argument);
    quote_spanned!(at=> #(#arguments),*)
}

/// A clone of an argument, located on the parameter's type.
fn again(core: &Tokens, parameter: &Parameter<'_>) -> TokenStream {
    let Parameter { name, ty, .. } = parameter;
    let place = Place::of(ty).hidden();
    let argument = place.path(core, &["traits", "Argument"]);
    // What holds an `impl Trait` has no name.
    let again = if find(ty.to_token_stream(), &|ident| ident == "impl").is_some() {
        place.member(&argument, "again")
    } else {
        place.member(&place.cast(ty.to_token_stream(), argument), "again")
    };
    let argument = place.arguments(quote_spanned!(place.first()=> &#name));
    quote!(#again #argument)
}
