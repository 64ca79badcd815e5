//! Checks of the signature and the providers. Each error is on the token that is wrong, and says what to do about it.

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::{Expr, FnArg, Member, Type};

use crate::argument_checks;
use crate::arguments::Arguments;
use crate::arguments::provider::{ProviderCall, ProviderEntry};
use crate::arguments::source_text::source_text;
use crate::arguments::table::Argument;
use crate::block::{Block, Method};
use crate::concurrency_checks;
use crate::errors::Errors;
use crate::expression_checks;
use crate::input::Function;
use crate::list_checks;
use crate::syntax::{find_ident, last_segment, peel_type};

/// Refuses everything that cannot be expanded.
pub(crate) fn validate(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    qualifiers(function, errors);
    parameters(function, errors);
    return_type(function, errors);
    providers(arguments, function, errors);
    argument_checks::validate(arguments, function, errors);
    list_checks::validate(arguments, function, errors);
    concurrency_checks::validate(arguments, function, errors);
    expression_checks::statics(arguments, function, errors);
    expression_checks::code(arguments, function, errors);
    expression_checks::receiver(arguments, function, errors);
}

/// The reason why `served` cannot be on the impl of a trait.
const NO_ROOM: &str = "the impl of a trait has no room for a second function: annotate a method of an `impl` without a trait";

/// Refuses an `impl` in which nothing can fail over, and a handle in the wrong place.
pub(crate) fn validate_block(arguments: &Arguments, block: &Block, errors: &mut Errors) {
    let at = block.parsed_head.impl_token.span;
    if block.methods().next().is_none() {
        errors.at(
            at,
            "no method of this `impl` fails over: end the signature of one with `;`, without a body",
        );
    }
    let has_providers =
        |arguments: &Arguments| arguments.is_given(Argument::Providers) || arguments.is_unread;
    let lacks_providers =
        |method: &Method| method.function.body.is_none() && !has_providers(&method.arguments);
    if !has_providers(arguments) && block.methods().any(lacks_providers) {
        errors.at(
            at,
            "no providers for the methods of this `impl`: write `#[failover(providers = [self.primary, self.backup])]`",
        );
    }
    for provider in &arguments.providers {
        // The entry's call is a method of the value that the user wrote.
        let ProviderCall::Method(call) = &provider.call else {
            continue;
        };
        let Expr::Field(value) = &*call.base else {
            continue;
        };
        let is_method = |method: &Method| matches!(&value.member, Member::Named(name) if *name == method.function.signature.ident);
        if !expression_checks::is_self(&value.base) && block.methods().any(is_method) {
            let (base, member) = (value.base.to_token_stream(), value.member.to_token_stream());
            errors.on(
                value,
                format!(
                    "on an `impl`, a provider is a value that has the methods: remove `.{member}` from `{}`, or list \
                     methods in the method's own `#[failover(..)]`",
                    source_text(quote!(#base.#member))
                ),
            );
        }
    }
    let handle = arguments.handle();
    if let Some(handle) = handle.filter(|handle| handle.path.get_ident().is_none()) {
        errors.on(
            &handle.path,
            "`handle` names a function that the macro adds next to the `impl`: `handle = breaker`",
        );
    }
    if let Some(served) = arguments.key(Argument::Served) {
        let message = if block.parsed_head.trait_.is_some() {
            NO_ROOM
        } else {
            "`served` names a second function for one method: put it on the method"
        };
        errors.at(served.span(), message);
    }
    if block.parsed_head.trait_.is_some() {
        for method in block.methods() {
            if let Some(handle) = method.arguments.handle() {
                errors.on(
                    &handle.path,
                    "a `handle` cannot be in the impl of a trait: put the `circuit_breaker` on the `impl`",
                );
            }
            if let Some(served) = method.arguments.key(Argument::Served) {
                errors.at(served.span(), NO_ROOM);
            }
        }
    }
}

fn qualifiers(function: &Function, errors: &mut Errors) {
    let signature = &function.signature;
    if let Some(keyword) = &signature.constness {
        errors.on(
            keyword,
            "`#[failover]` cannot be on a `const fn`: remove the `const`",
        );
    }
    if let Some(abi) = &signature.abi {
        errors.on(
            abi,
            "`#[failover]` cannot be on an `extern` function: wrap the annotated one in it",
        );
    }
    if let Some(variadic) = &signature.variadic {
        errors.on(variadic, "`#[failover]` cannot pass on variadic arguments");
    }
}

fn parameters(function: &Function, errors: &mut Errors) {
    // A body binds its own names. Nothing else could use them.
    let has_body = function.body.is_some();
    let unnamed = function
        .parameters()
        .filter(|parameter| !parameter.is_plain());
    for parameter in unnamed.filter(|_| !has_body) {
        errors.on(
            parameter.pattern,
            "a parameter needs a name, so that providers can get it: destructure it in the function",
        );
    }
    for argument in &function.signature.inputs {
        let attributes = match argument {
            FnArg::Receiver(receiver) => &receiver.attrs,
            FnArg::Typed(typed) => &typed.attrs,
        };
        for attribute in attributes {
            if attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr") {
                errors.on(
                    attribute,
                    "`#[cfg]` cannot be on a parameter here: put it on the function, and write two functions",
                );
            }
        }
    }
}

fn return_type(function: &Function, errors: &mut Errors) {
    match function.return_type() {
        None => errors.on(
            &function.signature.ident,
            "an annotated function returns a `Result`: add `-> failover_core::Result<Value, Error>`",
        ),
        // Located on the name: `#[async_trait]` locates the return type on itself.
        Some(declared) if is_boxed_future(declared) => errors.on(
            &function.signature.ident,
            "the body of a function that returns a boxed future cannot be a provider: move it into an `async fn`, \
             name that in `providers`, and end the signature with `;`",
        ),
        Some(declared) => {
            let keyword = find_ident(declared.to_token_stream(), &|ident| ident == "impl");
            let is_future = matches!(peel_type(declared), Type::ImplTrait(_))
                && find_ident(declared.to_token_stream(), &|ident| ident == "Future").is_some();
            if is_future {
                errors.on(
                    declared,
                    "write this as an `async fn` to have its providers awaited: `async fn .. -> Result<..>`",
                );
            } else if let Some(keyword) = keyword {
                errors.at(
                    keyword,
                    "`impl Trait` cannot be returned here, as each provider would return its own type: \
                     name the type, or return a `Box<dyn ..>`",
                );
            }
        }
    }
}

/// Returns true for `Pin<Box<dyn Future<..>>>`. `#[async_trait]` turns an `async fn` into that before this macro runs.
fn is_boxed_future(declared: &Type) -> bool {
    last_segment(declared).is_some_and(|last| last == "Pin")
        && find_ident(declared.to_token_stream(), &|ident| ident == "Future").is_some()
}

fn providers(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    let own_name = &function.signature.ident;
    match arguments.key(Argument::Providers) {
        None if arguments.is_unread => {}
        // The error is on the `impl`.
        None if function.is_in_block && function.body.is_none() => {}
        None if function.body.is_none() && arguments.given.is_empty() => errors.at(
            Span::call_site(),
            "no providers: write `#[failover(providers = [primary, backup])]`",
        ),
        None if function.body.is_none() => errors.at(
            own_name.span(),
            format!(
                "`{own_name}` has neither a body nor providers: write `providers = [primary, backup]`"
            ),
        ),
        None if arguments.given.is_empty() => errors.at(
            Span::call_site(),
            "nothing to do: write `providers = [backup]`, or `retries = 1` for this function alone",
        ),
        Some(key) if arguments.is_list_empty => errors.at(
            key.span(),
            "no providers: write `providers = [primary, backup]`",
        ),
        _ => {}
    }
    let uses_self = |provider: &ProviderEntry| {
        let base = match &provider.call {
            ProviderCall::Method(field) => field.base.to_token_stream(),
            _ => return false,
        };
        find_ident(base, &|ident| ident == "self").is_some()
    };
    if function.is_in_block && !function.has_receiver() && arguments.providers.iter().any(uses_self)
    {
        errors.at(
            own_name.span(),
            format!(
                "`{own_name}` has no `self` to find the providers in: add `&self`, a body, or `#[failover(providers = \
                 [..])]`"
            ),
        );
    }
    for (i, provider) in arguments.providers.iter().enumerate() {
        let name = provider.name.value();
        // Two providers under `#[cfg]`s that exclude each other may share a name. The expansion checks those.
        let is_twice = |other: &ProviderEntry| {
            other.name.value() == name && (other.cfgs.is_empty() || provider.cfgs.is_empty())
        };
        if is_recursive(&provider.call, function) {
            // In the impl of a trait, the type may have an inherent method of the same name, which wins.
            let is_member = name.starts_with("self.") || name.starts_with("Self::");
            let or = if is_member {
                format!(
                    ", or write `{name}(..)` with its arguments for an inherent one of this name"
                )
            } else {
                String::new()
            };
            errors.at(
                provider.span(),
                format!(
                    "`{name}` is this function itself, which would recurse infinitely: name \
                     another function{or}"
                ),
            );
        } else if provider.each.is_none() && arguments.providers[..i].iter().any(is_twice) {
            errors.on(
                &provider.name,
                format!(
                    "provider `{name}` is named twice: remove one, or rename it with \
                     `other_name = ..`"
                ),
            );
        }
    }
}

/// Returns true if this call leads back to the function itself.
fn is_recursive(call: &ProviderCall, function: &Function) -> bool {
    let own_name = &function.signature.ident;
    match call {
        // In an impl, a bare name is a function outside of it.
        ProviderCall::Path(_) if function.has_receiver() => false,
        ProviderCall::Path(path) => {
            let segments = &path.path.segments;
            let is_own = segments.last().is_some_and(|last| last.ident == *own_name);
            let is_in_impl = segments.len() == 2 && segments[0].ident == "Self";
            path.qself.is_none() && is_own && (segments.len() == 1 || is_in_impl)
        }
        ProviderCall::Method(field) => {
            expression_checks::is_self(&field.base)
                && matches!(&field.member, Member::Named(method) if method == own_name)
        }
        ProviderCall::Closure(_) | ProviderCall::Verbatim(_) | ProviderCall::Body => false,
    }
}
