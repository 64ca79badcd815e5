//! One attempt at a provider, located on the provider.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{ExprPath, Pat};

use super::Expansion;
use super::span_range::{SpanRange, Tokens};
use crate::arguments::{Provider, ProviderCall};
use crate::input::{Function, Parameter, RefKind, find};

impl Expansion<'_> {
    /// One attempt at a provider: a `Result` whose error is the function's.
    pub(super) fn attempt(&self, provider: &Provider, output: &str) -> TokenStream {
        let at = provider.span().resolved_at(Span::mixed_site());
        let into_result = ["traits", "ProviderOutput", "into_result"];
        let into_result = SpanRange::between(at, at).path(&self.core, &into_result);
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
            ProviderCall::Path(path) => {
                let (path, at) = self.mixed_site_path(path, at);
                let awaited = awaited(at);
                quote_spanned!(at=> #path(#arguments)#awaited)
            }
            ProviderCall::Method(field) => {
                let awaited = awaited(at.resolved_at(Span::mixed_site()));
                quote_spanned!(at=> #field(#arguments)#awaited)
            }
            ProviderCall::Verbatim(call) => {
                if is_async {
                    let at = at.resolved_at(Span::mixed_site());
                    quote_spanned!(at=> match #call { __attempt => __attempt.await })
                } else {
                    call.to_token_stream()
                }
            }
            ProviderCall::Body => self.body(),
        }
    }

    /// A provider's path as part of the expansion: nothing that the compiler suggests to do to the call could be
    /// done to it. A parameter alone is found in the user's scope only.
    fn mixed_site_path(&self, path: &ExprPath, at: Span) -> (TokenStream, Span) {
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
            let Pat::Ident(ident) = pattern else {
                return None;
            };
            let cloned = match parameter.reference() {
                _ if self.is_keys(&parameter) => return None,
                Some(RefKind::Shared) if ident.mutability.is_none() => return None,
                Some(RefKind::Shared) => name.to_token_stream(),
                Some(RefKind::Mut) => quote_mixed!(&mut *#name),
                None => clone_argument(core, &parameter),
            };
            let lints = self.lints_of_body();
            Some(quote_mixed!(#lints let #pattern = #cloned;))
        });
        let called = if self.function.is_async() {
            let span = declared
                .map_or_else(|| SpanRange::of(body), SpanRange::of)
                .mixed_site();
            let path = span.path(core, &["__private", "declared"]);
            let none = span.arguments(TokenStream::new());
            let returned = quote_spanned!(span.first()=> return __returned);
            // After `else` braces must be: no lint says of those of a body of one line that they need not.
            quote_mixed! {
                async {
                    if let ::core::option::Option::Some(__returned) = #path::<#declared> #none {
                        #returned;
                    } else #body
                }.await
            }
        } else {
            quote_mixed!(#core::__private::body(|| -> #declared #body))
        };
        quote_mixed!({
            #(#arguments)*
            #called
        })
    }

    /// Arguments that are taken by value, used up: each attempt only gets a clone, and a lint would say that they
    /// need not be.
    pub(super) fn rebind_owned_params(&self) -> TokenStream {
        let by_value = self
            .function
            .parameters()
            .filter(|parameter| parameter.reference().is_none() && !self.is_keys(parameter));
        let rebind_owned_params = by_value.map(|Parameter { name, .. }| {
            let shadows = shadows();
            quote_mixed!(#shadows let #name = #name;)
        });
        rebind_owned_params.collect()
    }

    /// What other providers are called with is used, even if the body does not look at it.
    fn lints_of_body(&self) -> TokenStream {
        let shadows = shadows();
        let is_alone = self.arguments.providers.len() == 1;
        let unused = (!is_alone).then(|| quote_mixed!(#[allow(unused_variables)]));
        quote_mixed!(#shadows #unused)
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
    quote_mixed!(#[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)])
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
            Some(RefKind::Shared) => name.to_token_stream(),
            Some(RefKind::Mut) => quote_spanned!(at=> &mut *#name),
            // If it cannot be cloned, that is the parameter's fault; if it does not fit, the provider's.
            None => {
                let cloned = clone_argument(core, &parameter);
                quote_spanned!(at=> {
                    let __argument = #cloned;
                    __argument
                })
            }
        }
    };
    let arguments = function.parameters().map(argument);
    quote_spanned!(at=> #(#arguments),*)
}

/// A clone of an argument, located on the parameter's type.
fn clone_argument(core: &Tokens, parameter: &Parameter<'_>) -> TokenStream {
    let Parameter { name, ty, .. } = parameter;
    let span = SpanRange::of(ty).mixed_site();
    let argument = span.path(core, &["traits", "Argument"]);
    // What holds an `impl Trait` has no name.
    let cloned = if find(ty.to_token_stream(), &|ident| ident == "impl").is_some() {
        span.member(&argument, "again")
    } else {
        span.member(&span.cast(ty.to_token_stream(), argument), "again")
    };
    let argument = span.arguments(quote_spanned!(span.first()=> &#name));
    quote!(#cloned #argument)
}
