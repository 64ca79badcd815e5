//! What cannot be expanded, or makes no sense: each on the token that is wrong, with what to do about it.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{FnArg, Ident, Member, Pat, ReceiverKind, Type};

use crate::arguments::breaker::{Breaker, Handle};
use crate::arguments::provider::{Provider, ProviderCall};
use crate::arguments::{Arguments, PerProvider};
use crate::concurrency_checks;
use crate::errors::Errors;
use crate::expression_checks;
use crate::input::Function;
use crate::syntax::{find_ident, peel_type};

/// Refuses what cannot be expanded.
pub(crate) fn validate(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    qualifiers(function, errors);
    parameters(function, errors);
    return_type(function, errors);
    providers(arguments, function, errors);
    keys(arguments, function, errors);
    conflicts(arguments, errors);
    handle(arguments, function, errors);
    concurrency_checks::validate(arguments, function, errors);
    expression_checks::statics(arguments, function, errors);
    expression_checks::receiver(arguments, function, errors);
}

fn qualifiers(function: &Function, errors: &mut Errors) {
    let signature = &function.signature;
    if let Some(keyword) = &signature.constness {
        errors.on(
            keyword,
            "`#[failover]` cannot be on a `const fn`: leave out the `const`",
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
    for argument in &function.signature.inputs {
        let attributes = match argument {
            FnArg::Receiver(receiver) => {
                if matches!(receiver.kind, ReceiverKind::Value) {
                    let fix = "every attempt needs it: take `&self` or `&mut self`";
                    errors.on(
                        receiver,
                        format!("`self` by value would be gone after the first attempt, and {fix}"),
                    );
                }
                &receiver.attrs
            }
            FnArg::Typed(typed) => {
                let is_name = match &*typed.pat {
                    Pat::Ident(pattern) => pattern.by_ref.is_none() && pattern.subpat.is_none(),
                    pattern => matches!(pattern, Pat::Wild(_)),
                };
                if !is_name {
                    errors.on(
                        &typed.pat,
                        "a parameter needs a name to be passed on: take it whole, and \
                         take it apart in the function",
                    );
                }
                &typed.attrs
            }
        };
        for attribute in attributes {
            if attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr") {
                errors.on(
                    attribute,
                    "`#[cfg]` cannot be on a parameter here: put it on the function, and write two",
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
        Some(declared) if is_boxed_future(declared) => errors.on(
            declared,
            "a function that returns a boxed future cannot be annotated: put `#[failover]` on an `async fn`, and \
             call that here",
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
                    "`impl Trait` cannot be returned here, as each provider would return a type of its own: \
                     name the type, or return a `Box<dyn ..>`",
                );
            }
        }
    }
}

/// `Pin<Box<dyn Future<..>>>`, which is what `#[async_trait]` makes of an `async fn` before it is seen here.
fn is_boxed_future(declared: &Type) -> bool {
    let Type::Path(path) = peel_type(declared) else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|last| last.ident == "Pin")
        && find_ident(declared.to_token_stream(), &|ident| ident == "Future").is_some()
}

fn providers(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    let own_name = &function.signature.ident;
    let given = arguments.given.iter().find(|key| *key == "providers");
    match given {
        None if arguments.is_unread => {}
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
    for (i, provider) in arguments.providers.iter().enumerate() {
        let name = provider.name.value();
        // Under `#[cfg]`s that exclude each other two may have one name: the compiler checks those.
        let is_twice = |other: &Provider| {
            other.name.value() == name && (other.cfgs.is_empty() || provider.cfgs.is_empty())
        };
        if calls(&provider.call, function) {
            // In a trait's impl it may also be the type's own, which goes first.
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
                    "`{name}` is this function itself, which would call itself for ever: name \
                     another function{or}"
                ),
            );
        } else if arguments.providers[..i].iter().any(is_twice) {
            errors.on(
                &provider.name,
                format!(
                    "provider `{name}` is named twice: leave one out, or name it apart with \
                     `other_name = ..`"
                ),
            );
        }
    }
}

/// Whether this call leads back to the function itself.
fn calls(call: &ProviderCall, function: &Function) -> bool {
    let own_name = &function.signature.ident;
    match call {
        // A method is not found by its name alone: that is a function beside the impl.
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
        ProviderCall::Verbatim(_) | ProviderCall::Body => false,
    }
}

fn keys(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    let Some(keys) = &arguments.keys else {
        let item_only = ["max_keys", "concurrency", "require_all"];
        for key in arguments
            .given
            .iter()
            .filter(|key| item_only.iter().any(|only| *key == only))
        {
            errors.at(
                key.span(),
                format!(
                    "`{key}` is for functions that are filled item by item: add `keys = ..` with \
                     the parameter that holds the keys"
                ),
            );
        }
        let is_given = arguments.given.iter().any(|key| key == "keys");
        if let Some(declared) = function.return_type().filter(|_| !is_given) {
            if let Some(items) =
                find_ident(declared.to_token_stream(), &|ident| ident == "ItemResult")
            {
                let example = function
                    .parameters()
                    .next()
                    .map_or("..".to_owned(), |first| first.name.to_string());
                errors.at(
                    items,
                    format!(
                        "an `ItemResult` is filled item by item: say which parameter \
                         holds the keys, `keys = {example}`"
                    ),
                );
            }
        }
        return;
    };
    let names: Vec<String> = function
        .parameters()
        .map(|parameter| format!("`{}`", parameter.name))
        .collect();
    match function
        .parameters()
        .find(|parameter| parameter.name == *keys)
    {
        None if names.is_empty() => errors.at(
            keys.span(),
            "the function has no parameter to hold the keys: add `keys: &[Key]`",
        ),
        None => errors.at(
            keys.span(),
            format!(
                "`{keys}` is no parameter of this function: `keys` names one of {}",
                names.join(", ")
            ),
        ),
        Some(parameter) => {
            if let Type::ImplTrait(ty) = peel_type(parameter.ty) {
                errors.on(
                    ty,
                    "the keys' type must have a name, as what is missing is handed on in it: \
                     take `&[Key]` or `Vec<Key>`",
                );
            }
        }
    }
    names_of(arguments, arguments.max_keys.as_ref(), "two caps", errors);
    names_of(
        arguments,
        arguments.concurrency.as_ref(),
        "two of them",
        errors,
    );
}

/// What is said by name names each provider once.
fn names_of(arguments: &Arguments, given: Option<&PerProvider>, twice: &str, errors: &mut Errors) {
    let Some(PerProvider::Named(counts)) = given else {
        return;
    };
    let known: Vec<String> = arguments
        .providers
        .iter()
        .map(|provider| provider.name.value())
        .collect();
    for (i, (name, _)) in counts.iter().enumerate() {
        let (span, name) = (name.span(), name.value());
        if counts[..i].iter().any(|(other, _)| other.value() == name) {
            errors.at(span, format!("`{name}` has {twice}: leave one out"));
        } else if !known.contains(&name) {
            errors.at(
                span,
                format!(
                    "no provider has the name `{name}`: the names are {}",
                    known.join(", ")
                ),
            );
        }
    }
}

fn conflicts(arguments: &Arguments, errors: &mut Errors) {
    if arguments.client.is_some() {
        let decided = [
            "retries",
            "retry_backoff",
            "timeout",
            "deadline",
            "on_timeout",
            "on_rejected",
            "circuit_breaker",
            "when_all_open",
            "clock",
        ];
        for key in arguments
            .given
            .iter()
            .filter(|key| decided.iter().any(|decided| *key == decided))
        {
            errors.at(
                key.span(),
                format!(
                    "the `client` decides on `{key}`: say it where the client is built, or leave \
                     out `client`"
                ),
            );
        }
    } else if let Some(key) = arguments.given.iter().find(|key| *key == "when_all_open") {
        if !arguments
            .given
            .iter()
            .any(|given| given == "circuit_breaker")
        {
            errors.at(
                key.span(),
                "`when_all_open` needs a `circuit_breaker`: without one no circuit opens",
            );
        }
    }
}

fn handle(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    let Some(Breaker::Own(breaker)) = &arguments.circuit_breaker else {
        return;
    };
    let Some(Handle { path, .. }) = &breaker.handle else {
        return;
    };
    let names: Vec<&Ident> = path.segments.iter().map(|segment| &segment.ident).collect();
    let good = path.leading_colon.is_none()
        && path
            .segments
            .iter()
            .all(|segment| segment.arguments.is_none())
        && match names[..] {
            [_] => true,
            [first, _] => first == "Self",
            _ => false,
        };
    if !good {
        errors.on(
            path,
            "`handle` names a function that is put beside this one: `handle = breaker`, or \
             `handle = Self::breaker` in an impl",
        );
    } else if names
        .last()
        .is_some_and(|name| **name == function.signature.ident)
    {
        errors.on(
            path,
            "`handle` names a second function: it needs another name than this one",
        );
    }
}
