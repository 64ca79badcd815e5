//! Expands a provider that is a call as written, a closure or a block.
//!
//! A closure is not called. Its parameters become locals and its body follows, because the compiler would not know the types
//! of its parameters while it checks the body.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprClosure, ReturnType};

use super::Expansion;
use super::attempt::allow_shadowing;
use crate::arguments::provider::{ProviderCall, ProviderEntry};
use crate::forward::forwarded_argument;
use crate::span_range::SpanRange;
use crate::syntax::{find_ident, find_variable};

impl Expansion<'_> {
    /// Evaluates a provider's code, and awaits the future that it returns in an `async fn`.
    pub(super) fn code(&self, provider: &ProviderEntry) -> TokenStream {
        let at = provider.span().resolved_at(Span::mixed_site());
        let value = match &provider.call {
            ProviderCall::Closure(closure) => self.closure_body(closure, at),
            ProviderCall::Verbatim(block @ (Expr::Block(_) | Expr::Unsafe(_))) => {
                in_braces(at, block)
            }
            code => code.to_token_stream(),
        };
        let called = if self.function.is_async() {
            quote_spanned!(at=> match #value { __attempt => __attempt.await })
        } else {
            value
        };
        let attempt = self.attempt_in(provider).map(|attempt| {
            let context = self.attempt_context();
            quote_mixed!(let #attempt = #context;)
        });
        let parameters = match &provider.call {
            ProviderCall::Closure(closure) => self.closure_parameters(closure),
            _ => TokenStream::new(),
        };
        if attempt.is_none() && parameters.is_empty() {
            return called;
        }
        quote_spanned!(at=> {
            #attempt
            #parameters
            #called
        })
    }

    /// Binds the parameters of a closure to the function's arguments, each located on its pattern.
    ///
    /// The arguments are locals of the macro before the first parameter is bound, because a parameter may have the name of
    /// another argument. And the compiler suggests no edits to an argument that the user did not write.
    fn closure_parameters(&self, closure: &ExprClosure) -> TokenStream {
        let (core, keys) = (&self.core, self.arguments.keys.as_ref());
        let bound = closure.inputs.iter().zip(self.function.parameters());
        let bound = bound.enumerate().map(|(i, (pattern, parameter))| {
            let at = SpanRange::of(pattern).first();
            let argument = forwarded_argument(core, &parameter, keys, at);
            let local = Ident::new(
                &format!("__parameter_{i}"),
                at.resolved_at(Span::mixed_site()),
            );
            let shadows = allow_shadowing();
            (
                quote_mixed!(let #local = #argument;),
                quote_mixed!(#shadows let #pattern = #local;),
            )
        });
        let (arguments, parameters): (TokenStream, TokenStream) = bound.unzip();
        quote!(#arguments #parameters)
    }

    /// Returns the body of a closure: a value, or a future if the closure is `async`.
    fn closure_body(&self, closure: &ExprClosure, at: Span) -> TokenStream {
        let core = &self.core;
        let ExprClosure {
            asyncness,
            capture,
            output,
            body,
            ..
        } = closure;
        match (asyncness, output) {
            (None, ReturnType::Default) => in_braces(at, body),
            (None, output) => quote_spanned!(at=> #core::__private::body(|| #output #body)),
            (Some(keyword), ReturnType::Default) => {
                let body = in_braces(at, body);
                quote!(#keyword #capture #body)
            }
            (Some(keyword), ReturnType::Type(_, ty)) => {
                let block = self.returning(
                    SpanRange::of(ty).mixed_site(),
                    "body_type",
                    &quote!(::<#ty>),
                    body,
                );
                quote!(#keyword #capture #block)
            }
        }
    }

    /// Returns the word `attempt` in a provider's code, which means the `AttemptContext` there. A parameter of that name
    /// stays the parameter.
    pub(super) fn attempt_in(&self, provider: &ProviderEntry) -> Option<Ident> {
        const NAME: &str = "attempt";
        let code = match &provider.call {
            ProviderCall::Closure(closure) => {
                let parameters = closure.inputs.to_token_stream();
                if find_ident(parameters, &|ident| ident == NAME).is_some() {
                    return None;
                }
                closure.body.to_token_stream()
            }
            ProviderCall::Verbatim(code) => code.to_token_stream(),
            ProviderCall::Path(_) | ProviderCall::Method(_) | ProviderCall::Body => return None,
        };
        let mut parameters = self.function.parameters();
        if parameters.any(|parameter| parameter.name == NAME) {
            return None;
        }
        find_variable(code, NAME)
    }
}

/// Puts code into braces of the macro. The compiler would call those of the user unnecessary.
fn in_braces(at: Span, code: &Expr) -> TokenStream {
    match code {
        Expr::Block(block) if block.label.is_none() && block.attrs.is_empty() => {
            let statements = &block.block.stmts;
            quote_spanned!(at=> { #(#statements)* })
        }
        code => quote_spanned!(at=> { #code }),
    }
}
