//! Expands one attempt at a provider, located on the provider.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{ExprPath, Pat};

use super::Expansion;
use crate::arguments::provider::{ProviderCall, ProviderEntry};
use crate::arguments::table::Argument;
use crate::forward::{cloned_argument, forwarded_arguments, reborrowed_option};
use crate::input::{Parameter, RefKind};
use crate::span_range::SpanRange;

impl Expansion<'_> {
    /// Calls a provider and converts its output into a `Result` with the function's error. `types` names the method of
    /// `Requested` that returns the types of the output.
    pub(super) fn attempt(&self, provider: &ProviderEntry, types: &str) -> TokenStream {
        let at = provider.span().resolved_at(Span::mixed_site());
        let into_result = ["traits", self.output_trait(), "into_result"];
        let into_result = SpanRange::between(at, at).path(&self.core, &into_result);
        let core = &self.core;
        let types = Ident::new(types, Span::mixed_site());
        let types = quote_mixed!(#core::__private::Requested::#types(__requested));
        let call = self.call(provider);
        let converted = |output: &TokenStream| {
            quote_spanned! {at=>
                #into_result(#types, #output, ::core::convert::Into::into)
            }
        };
        if !self.is_wrapped(provider) {
            return converted(&call);
        }
        let converted = converted(&quote_mixed!(__output));
        quote_spanned! {at=>
            match #call {
                ::core::result::Result::Ok(__output) => #converted,
                ::core::result::Result::Err(__error) => {
                    ::core::result::Result::Err(#core::FailureKind::Error(__error))
                }
            }
        }
    }

    fn call(&self, provider: &ProviderEntry) -> TokenStream {
        let at = provider.span();
        let is_given = |parameter: &Parameter<'_>| self.is_given(parameter);
        let arguments = || forwarded_arguments(&self.core, self.function, &is_given, at);
        let is_async = self.function.is_async();
        let awaited = |at| is_async.then(|| quote_spanned!(at=> .await));
        match &provider.call {
            ProviderCall::Path(path) => {
                let arguments = arguments();
                let (path, at) = self.mixed_site_path(path, at);
                let awaited = awaited(at);
                quote_spanned!(at=> #path(#arguments)#awaited)
            }
            ProviderCall::Method(field) => {
                let arguments = arguments();
                let awaited = awaited(at.resolved_at(Span::mixed_site()));
                quote_spanned!(at=> #field(#arguments)#awaited)
            }
            ProviderCall::Closure(_) | ProviderCall::Verbatim(_) => self.code(provider),
            ProviderCall::Body => self.body(),
        }
    }

    /// Returns true if a provider's call uses `attempt`.
    pub(super) fn uses_attempt(&self) -> bool {
        let mut providers = self.arguments.providers.iter();
        providers.any(|provider| self.attempt_in(provider).is_some())
    }

    /// Returns the parameter that holds the facts about the attempt where providers are not awaited.
    pub(super) fn attempt_facts(&self) -> TokenStream {
        if self.uses_attempt() {
            quote_mixed!(__facts)
        } else {
            quote_mixed!(_)
        }
    }

    /// Returns the context of the attempt under way.
    pub(super) fn attempt_context(&self) -> TokenStream {
        let core = &self.core;
        let is_batch = self.arguments.keys.is_some();
        if !self.function.is_async() {
            quote_mixed!(#core::traits::AttemptFacts::context(__facts))
        } else if is_batch && !self.arguments.is_given(Argument::Concurrency) {
            quote_mixed!(#core::__private::ItemRequest::context(__request))
        } else {
            quote_mixed!(__argument)
        }
    }

    /// Returns the parameter that holds the attempt's argument where providers are awaited: the context, or nothing.
    pub(super) fn attempt_argument(&self) -> TokenStream {
        let core = &self.core;
        if self.uses_attempt() {
            quote_mixed!(__argument: #core::AttemptContext)
        } else {
            quote_mixed!(__argument: ())
        }
    }

    /// Resolves a provider's path in the scope of the macro, so that the compiler suggests no edits to a call that
    /// the user did not write. A path that is a parameter exists in the user's scope only and stays as it is.
    fn mixed_site_path(&self, path: &ExprPath, at: Span) -> (TokenStream, Span) {
        let is_parameter = |name: &Ident| {
            let mut parameters = self.function.parameters();
            parameters.any(|parameter| parameter.name == *name)
        };
        if path.path.get_ident().is_some_and(is_parameter) {
            return (path.to_token_stream(), at);
        }
        let resolved = path.to_token_stream().into_iter().map(|mut token| {
            let is_dollar_crate = matches!(&token, TokenTree::Ident(ident) if ident == "$crate");
            if !is_dollar_crate {
                token.set_span(token.span().resolved_at(Span::mixed_site()));
            }
            token
        });
        (resolved.collect(), at.resolved_at(Span::mixed_site()))
    }

    /// Expands the function's own body as a provider. Each attempt binds the arguments again, as the body may
    /// consume them.
    fn body(&self) -> TokenStream {
        let Some(body) = &self.function.body else {
            return TokenStream::new();
        };
        let core = &self.core;
        let declared = self.function.return_type();
        let arguments = self.function.parameters().filter_map(|parameter| {
            let Parameter { name, pattern, .. } = &parameter;
            let is_unchanged = parameter.is_plain() && !parameter.is_mut();
            let argument = match parameter.reference() {
                _ if self.is_keys(&parameter) || matches!(pattern, Pat::Wild(_)) => return None,
                Some(RefKind::Shared) if is_unchanged => return None,
                Some(RefKind::Shared) => name.to_token_stream(),
                Some(RefKind::Mut) => quote_mixed!(&mut *#name),
                Some(RefKind::OptionalMut) => reborrowed_option(&parameter, Span::mixed_site()),
                None if self.is_moved(&parameter) && is_unchanged => return None,
                None if self.is_moved(&parameter) => name.to_token_stream(),
                None => cloned_argument(core, &parameter),
            };
            let lints = self.lints_of_body();
            Some(quote_mixed!(#lints let #pattern = #argument;))
        });
        let name = self.function.signature.ident.span();
        let at = name.resolved_at(Span::mixed_site());
        let called = if self.function.is_async() {
            let span = declared
                .map_or_else(|| SpanRange::of(body), SpanRange::of)
                .mixed_site();
            let block = returning(span, &self.body_type(span, declared), body);
            quote_spanned!(at=> async #block.await)
        } else {
            quote_spanned!(at=> #core::__private::body(|| -> #declared #body))
        };
        quote_mixed!({
            #(#arguments)*
            #called
        })
    }

    /// Returns an `Option` of this type, located on the type.
    pub(super) fn body_type(&self, span: SpanRange, ty: impl ToTokens) -> TokenStream {
        let path = span.path(&self.core, &["__private", "body_type"]);
        let none = span.arguments(TokenStream::new());
        quote!(#path::<#ty> #none)
    }

    /// Rebinds parameters that are taken by value. Each attempt only gets a clone, so a lint would otherwise ask the
    /// user to take them by reference. A parameter that an attempt borrows mutably is `mut`.
    pub(super) fn rebind_owned_params(&self) -> TokenStream {
        let parameters = self.function.parameters();
        let rebound = parameters.filter_map(|parameter| {
            let name = &parameter.name;
            let is_lent = parameter.reference() == Some(RefKind::OptionalMut)
                || parameter.is_mut() && self.is_in_code(name);
            if self.is_keys(&parameter) || !is_lent && parameter.reference().is_some() {
                return None;
            }
            let shadows = allow_shadowing();
            let mutable = is_lent.then(|| quote_mixed!(#[allow(unused_mut)]));
            let mutability = is_lent.then(|| quote_mixed!(mut));
            Some(quote_mixed!(#shadows #mutable let #mutability #name = #name;))
        });
        rebound.collect()
    }

    /// Silences lints on the body's arguments. One that the body ignores may be used by other providers.
    fn lints_of_body(&self) -> TokenStream {
        let shadows = allow_shadowing();
        let is_alone = self.arguments.providers.len() == 1;
        let unused = (!is_alone).then(|| quote_mixed!(#[allow(unused_variables)]));
        quote_mixed!(#shadows #unused)
    }

    /// Returns true if an attempt gets this argument itself: the keys are made for it alone, and the only attempt owns it.
    pub(super) fn is_given(&self, parameter: &Parameter<'_>) -> bool {
        self.is_keys(parameter) || self.is_moved(parameter)
    }

    /// Returns true for the parameter that holds the keys.
    pub(super) fn is_keys(&self, parameter: &Parameter<'_>) -> bool {
        self.arguments
            .keys
            .as_ref()
            .is_some_and(|keys| parameter.name == *keys)
    }
}

/// Allows a binding that shadows an argument, which a lint of the user's may forbid.
pub(super) fn allow_shadowing() -> TokenStream {
    quote_mixed!(#[allow(clippy::shadow_same, clippy::shadow_reuse, clippy::shadow_unrelated)])
}

/// Returns the block of an `async` block with this body. `returned` tells the compiler what the body returns: it is an
/// `Option` of that type.
pub(super) fn returning(
    span: SpanRange,
    returned: &TokenStream,
    body: &impl ToTokens,
) -> TokenStream {
    let returns = quote_spanned!(span.first()=> return __returned);
    // The body comes after `else`, where braces are mandatory. Elsewhere a lint may call them unnecessary.
    // The branch before it never runs.
    quote_mixed!({
        if let ::core::option::Option::Some(__returned) = #returned {
            #returns;
        } else #body
    })
}
