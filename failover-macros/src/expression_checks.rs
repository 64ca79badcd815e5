//! Checks of arguments that are expressions: which names they may use, and what they may borrow from `self`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, ExprClosure};

use crate::arguments::Arguments;
use crate::arguments::provider::{ProviderCall, ProviderEntry};
use crate::control_flow;
use crate::errors::Errors;
use crate::input::Function;
use crate::syntax::find_ident;

/// Refuses names that a `static` cannot use: the function's arguments, `self` and `Self`.
pub(crate) fn statics(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    if let Some(own) = arguments.own_breaker() {
        for value in [&own.failure_threshold.value, &own.reset_after.value] {
            if let Some(at) = find_ident(value.clone(), &|ident| ident == "Self") {
                errors.at(
                    at,
                    "`Self` cannot be used here, as one breaker serves all types: write the type's name, or use a \
                     constant outside the impl",
                );
            }
        }
    }
    if let Some(clock) = &arguments.clock {
        if let Some(at) = find_ident(clock.to_token_stream(), &|ident| ident == "self") {
            errors.at(
                at,
                "the `clock` is made once for all calls, without `self`: hold it in a `static`, or put it into a \
                 client and write `client = ..`",
            );
        } else if let Some(at) = find_ident(clock.to_token_stream(), &|ident| ident == "Self") {
            errors.at(
                at,
                "`Self` cannot be used here, as one clock serves all types: write the type's name",
            );
        } else if let Expr::Path(path) = clock {
            let mut parameters = function.parameters().map(|parameter| parameter.name);
            if let Some(name) = parameters.find(|name| path.path.is_ident(name)) {
                errors.on(
                    path,
                    format!(
                        "the `clock` is made once for all calls, without `{name}`: hold it in a `static`, or put \
                         it into a client and write `client = ..`"
                    ),
                );
            }
        }
    }
}

/// Refuses a closure that the function's arguments do not fit, and `async` or `.await` in the wrong place.
pub(crate) fn code(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    for provider in &arguments.providers {
        let (asyncness, code) = match &provider.call {
            ProviderCall::Closure(closure) => {
                closure_parameters(closure, function, errors);
                (closure.asyncness.as_ref(), &*closure.body)
            }
            ProviderCall::Verbatim(code) => match code {
                Expr::Async(block) => (Some(&block.async_token), code),
                Expr::Block(_) | Expr::Unsafe(_) => (None, code),
                _ => continue,
            },
            ProviderCall::Path(_) | ProviderCall::Method(_) | ProviderCall::Body => continue,
        };
        match asyncness {
            Some(keyword) if !function.is_async() => errors.on(
                keyword,
                "only an `async fn` awaits its providers: remove this `async`, or write `async fn`",
            ),
            None if function.is_async() => {
                if let Some(at) = control_flow::awaits(code) {
                    errors.at(
                        at,
                        "the macro awaits what this provider returns: to await in it, write `async` before it",
                    );
                }
            }
            _ => {}
        }
    }
}

/// Refuses a closure with some of the parameters.
fn closure_parameters(closure: &ExprClosure, function: &Function, errors: &mut Errors) {
    let (given, count) = (closure.inputs.len(), function.parameters().count());
    if given != count && given != 0 {
        let arguments = if count == 1 { "argument" } else { "arguments" };
        errors.on(
            &closure.inputs,
            format!(
                "this closure is called with the function's {count} {arguments}: take all of them, or none (`|| ..`)"
            ),
        );
    }
}

/// Refuses a client or a breaker that is borrowed from `self` while a provider has `&mut self`.
pub(crate) fn receiver(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    let uses_self = |provider: &ProviderEntry| match &provider.call {
        ProviderCall::Method(field) => is_self(&field.base),
        code @ (ProviderCall::Closure(_) | ProviderCall::Verbatim(_)) => {
            uses_whole_self(code.to_token_stream())
        }
        ProviderCall::Path(_) => false,
        ProviderCall::Body => function
            .body
            .as_ref()
            .is_some_and(|body| uses_whole_self(body.stream())),
    };
    if !function.has_exclusive_receiver() || !arguments.providers.iter().any(uses_self) {
        return;
    }
    if let Some(client) = arguments
        .client
        .as_ref()
        .filter(|client| starts_at_self(client))
    {
        errors.on(
            client,
            "a client that is borrowed from `self` cannot be used while a provider has `&mut self`: take `&self`, \
             or write `client = self.client.clone()`",
        );
    }
    if let Some(breaker) = arguments
        .given_breaker()
        .filter(|breaker| starts_at_self(breaker))
    {
        errors.on(
            breaker,
            "a breaker that is borrowed from `self` cannot be used while a provider has `&mut self`: take \
             `&self`, or hold it in an `Arc`, and write `circuit_breaker = self.breaker.clone()`",
        );
    }
}

/// Returns true for `self`, and false for a field of it.
pub(crate) fn is_self(expression: &Expr) -> bool {
    matches!(expression, Expr::Path(path) if path.path.is_ident("self"))
}

/// Returns true if the tokens use `self` as a whole. Each field alone is borrowed on its own.
fn uses_whole_self(tokens: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens
        .iter()
        .enumerate()
        .any(|(i, token)| match (token, &tokens[i + 1..]) {
            (TokenTree::Group(group), _) => uses_whole_self(group.stream()),
            (TokenTree::Ident(ident), rest) if ident == "self" => match rest {
                [TokenTree::Punct(dot), member, rest @ ..] if dot.as_char() == '.' => {
                    let is_called = match rest {
                        [TokenTree::Group(group), ..] => {
                            group.delimiter() == Delimiter::Parenthesis
                        }
                        [TokenTree::Punct(first), TokenTree::Punct(second), ..] => {
                            first.as_char() == ':' && second.as_char() == ':'
                        }
                        _ => false,
                    };
                    is_called || matches!(member, TokenTree::Punct(_))
                }
                // The module of a path.
                [TokenTree::Punct(colon), ..] if colon.as_char() == ':' => false,
                _ => true,
            },
            _ => false,
        })
}

/// Returns true for `self`, a field of it, or a reference to one.
pub(crate) fn starts_at_self(expression: &Expr) -> bool {
    match expression {
        Expr::Field(field) => starts_at_self(&field.base),
        Expr::Reference(reference) => starts_at_self(&reference.expr),
        Expr::Paren(paren) => starts_at_self(&paren.expr),
        expression => is_self(expression),
    }
}
