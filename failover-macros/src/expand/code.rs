//! Expands a provider that is a call as written, a closure or a block.
//!
//! A closure is not called. Its parameters become locals and its body follows, because the compiler would not know the types
//! of its parameters while it checks the body.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprClosure, ReturnType, Token};

use super::Expansion;
use super::attempt::{allow_shadowing, returning};
use crate::arguments::provider::{ProviderCall, ProviderEntry};
use crate::control_flow;
use crate::forward::forwarded_argument;
use crate::span_range::SpanRange;
use crate::syntax::{find_ident, find_variable};

/// The piece that a `?` or a `return` in a provider's code ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EarlyExit {
    /// Code whose value is the output. The `?` returns an output too.
    FromCode,
    /// A call, or code that returns a future. A `?` returns something else.
    FromCall,
}

impl Expansion<'_> {
    /// Evaluates a provider's code, and awaits the future that it returns in an `async fn`.
    pub(super) fn code(&self, provider: &ProviderEntry) -> TokenStream {
        let at = provider.span().resolved_at(Span::mixed_site());
        let exit = self.early_exit(provider);
        let value = self.value(provider, at, exit);
        let called = if self.function.is_async() {
            quote_spanned!(at=> match #value { __attempt => __attempt.await })
        } else {
            value
        };
        let called = if exit == Some(EarlyExit::FromCall) {
            let called = quote_spanned!(at=> { ::core::result::Result::Ok(#called) });
            if self.function.is_async() {
                let block = returning(SpanRange::between(at, at), &self.failing_type(), &called);
                quote_spanned!(at=> async #block.await)
            } else {
                self.failing(at, &called)
            }
        } else {
            called
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
        let bound = closure.inputs.iter().zip(self.function.parameters());
        let bound = bound.enumerate().map(|(i, (pattern, parameter))| {
            let at = SpanRange::of(pattern).first();
            let argument =
                forwarded_argument(&self.core, &parameter, self.is_given(&parameter), at);
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

    /// Returns the value of a provider's code: an output, or the future of one in an `async fn`.
    fn value(&self, provider: &ProviderEntry, at: Span, exit: Option<EarlyExit>) -> TokenStream {
        let core = &self.core;
        let block = |code| {
            let inner = in_braces(at, code);
            match exit {
                Some(EarlyExit::FromCode) => self.failing(at, &inner),
                _ => inner,
            }
        };
        let future =
            |keyword: &Token![async], capture: &Option<Token![move]>, body: TokenStream| {
                let body = match exit {
                    Some(EarlyExit::FromCode) => {
                        returning(SpanRange::between(at, at), &self.failing_type(), &body)
                    }
                    _ => body,
                };
                quote!(#keyword #capture #body)
            };
        match &provider.call {
            ProviderCall::Closure(closure) => {
                let body = &closure.body;
                match (&closure.asyncness, &closure.output) {
                    (None, ReturnType::Default) => block(body),
                    (None, output) => quote_spanned!(at=> #core::__private::body(|| #output #body)),
                    (Some(keyword), ReturnType::Default) => {
                        future(keyword, &closure.capture, in_braces(at, body))
                    }
                    (Some(keyword), ReturnType::Type(_, ty)) => {
                        let span = SpanRange::of(ty).mixed_site();
                        let block = returning(span, &self.body_type(span, ty), body);
                        future(keyword, &closure.capture, block)
                    }
                }
            }
            ProviderCall::Verbatim(Expr::Async(block)) => future(
                &block.async_token,
                &block.capture,
                block.block.to_token_stream(),
            ),
            ProviderCall::Verbatim(braces @ (Expr::Block(_) | Expr::Unsafe(_))) => block(braces),
            written => written.to_token_stream(),
        }
    }

    /// Evaluates blocking code in which `?` and `return` fail with the function's error.
    fn failing(&self, at: Span, code: &TokenStream) -> TokenStream {
        let error = self.error_type();
        let arguments = quote_spanned!(at=> #error, || #code);
        self.call_at(SpanRange::between(at, at), "failing", arguments)
    }

    /// Returns an `Option` of what such code returns if it is awaited.
    fn failing_type(&self) -> TokenStream {
        let (core, error) = (&self.core, self.error_type());
        quote_mixed!(#core::__private::failing_type(#error))
    }

    /// Returns true if the output of a provider's code is in an `Ok`, because a `?` returns an `Err` in place of it.
    pub(super) fn is_wrapped(&self, provider: &ProviderEntry) -> bool {
        self.early_exit(provider) == Some(EarlyExit::FromCall)
    }

    /// Returns what a `?` or a `return` in a provider's code ends. A closure with a declared return type ends by itself.
    fn early_exit(&self, provider: &ProviderEntry) -> Option<EarlyExit> {
        let is_async = self.function.is_async();
        let (found, is_output) = match &provider.call {
            ProviderCall::Closure(closure) => match &closure.output {
                ReturnType::Type(..) => return None,
                ReturnType::Default => {
                    let is_output = closure.asyncness.is_some() || !is_async;
                    (control_flow::early_exit(&closure.body), is_output)
                }
            },
            ProviderCall::Verbatim(code) => match code {
                Expr::Async(block) => (control_flow::early_exit(&block.block), true),
                Expr::Block(_) | Expr::Unsafe(_) => (control_flow::early_exit(code), !is_async),
                code => (control_flow::early_exit(code), false),
            },
            ProviderCall::Path(_) | ProviderCall::Method(_) | ProviderCall::Body => return None,
        };
        found?;
        Some(if is_output {
            EarlyExit::FromCode
        } else {
            EarlyExit::FromCall
        })
    }

    /// Returns the word `attempt` in a provider's code, which means the `AttemptContext` there. A parameter of that name
    /// stays the parameter.
    pub(super) fn attempt_in(&self, provider: &ProviderEntry) -> Option<Ident> {
        let mut parameters = self.function.parameters();
        if parameters.any(|parameter| parameter.name == "attempt") {
            return None;
        }
        variable_in_code(provider, "attempt")
    }

    /// Returns true if the code of a provider uses this parameter of the function.
    pub(super) fn is_in_code(&self, parameter: &Ident) -> bool {
        let name = parameter.to_string();
        let mut providers = self.arguments.providers.iter();
        providers.any(|provider| variable_in_code(provider, &name).is_some())
    }
}

/// Returns a variable in a provider's code that is no parameter of a closure.
fn variable_in_code(provider: &ProviderEntry, name: &str) -> Option<Ident> {
    let code = match &provider.call {
        ProviderCall::Closure(closure) => {
            let parameters = closure.inputs.to_token_stream();
            if find_ident(parameters, &|ident| ident == name).is_some() {
                return None;
            }
            closure.body.to_token_stream()
        }
        ProviderCall::Verbatim(code) => code.to_token_stream(),
        ProviderCall::Path(_) | ProviderCall::Method(_) | ProviderCall::Body => return None,
    };
    find_variable(code, name)
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
