//! Checks of the arguments: whether each fits the function and the other arguments.

use quote::ToTokens;
use syn::{Expr, Ident, Type};

use crate::arguments::map_err::MapErr;
use crate::arguments::provider::ProviderCall;
use crate::arguments::read::did_you_mean;
use crate::arguments::table::{Argument, BreakerArgument, Calls, Keyword, Part};
use crate::arguments::{Arguments, Given};
use crate::errors::Errors;
use crate::expression_checks::starts_at_self;
use crate::input::Function;
use crate::syntax::{find_ident, peel_type};

/// Refuses arguments that do not fit.
pub(crate) fn validate(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    for given in arguments.first_given() {
        scope(given, arguments, errors);
    }
    client(arguments, errors);
    match &arguments.keys {
        Some(keys) => keys_parameter(keys, function, errors),
        None => item_result(arguments, function, errors),
    }
    provider_names(arguments, errors);
    shared_circuits(arguments, errors);
    timeouts(arguments, errors);
    hedged_alone(arguments, errors);
    when_all_open(arguments, errors);
    last_error(arguments, errors);
    provenance(arguments, function, errors);
    second_functions(arguments, function, errors);
}

/// Refuses an argument that is for another kind of call.
fn scope(given: &Given, arguments: &Arguments, errors: &mut Errors) {
    let (key, is_batch) = (&given.key, arguments.is_given(Argument::Keys));
    match given.argument.entry().calls {
        Calls::Batch if !is_batch => errors.at(
            key.span(),
            format!(
                "`{key}` is for batch calls: add `keys = ..` with the parameter that holds the keys"
            ),
        ),
        Calls::Value if is_batch => errors.at(
            key.span(),
            format!("`{key}` is for value calls: remove it, or remove `keys`"),
        ),
        Calls::Any | Calls::Value | Calls::Batch => {}
    }
}

/// Refuses arguments that the `client` decides. It does not decide the settings of one provider.
fn client(arguments: &Arguments, errors: &mut Errors) {
    if arguments.client.is_none() {
        return;
    }
    for given in arguments.given_for_all() {
        let key = &given.key;
        match given.argument.entry().part {
            Part::Function => {}
            Part::Policy | Part::Environment => errors.at(
                key.span(),
                format!(
                    "the `client` decides `{key}`: set it where the client is built, or remove `client`"
                ),
            ),
        }
    }
}

/// Refuses a value of `keys` that no parameter fits.
fn keys_parameter(keys: &Ident, function: &Function, errors: &mut Errors) {
    let names: Vec<String> = function
        .parameters()
        .map(|parameter| format!("`{}`", parameter.name))
        .collect();
    let mut parameters = function.parameters();
    match parameters.find(|parameter| parameter.name == *keys) {
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
                    "the keys' type must have a name, as providers get the missing keys in it: \
                     take `&[Key]` or `Vec<Key>`",
                );
            }
        }
    }
}

/// Refuses an `ItemResult` where `keys` is missing.
fn item_result(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    if arguments.is_given(Argument::Keys) {
        return;
    }
    let declared = function.return_type().map(ToTokens::to_token_stream);
    let items = declared.and_then(|tokens| find_ident(tokens, &|ident| ident == "ItemResult"));
    if let Some(items) = items {
        let first = function.parameters().next();
        let example = first.map_or("..".to_owned(), |first| first.name.to_string());
        errors.at(
            items,
            format!(
                "an `ItemResult` comes from a batch call: name the parameter that holds the keys, \
                 `keys = {example}`"
            ),
        );
    }
}

/// Refuses `argument(provider = value)` for a provider that does not exist, or has a value already.
fn provider_names(arguments: &Arguments, errors: &mut Errors) {
    // A list that is known at run time has no names here, and an error of its own.
    if arguments.runtime_list().is_some() {
        return;
    }
    let names: Vec<String> = arguments
        .providers
        .iter()
        .map(|provider| provider.name.value())
        .collect();
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let given: Vec<_> = arguments.named_providers().collect();
    for (i, &(argument, provider)) in given.iter().enumerate() {
        // Without `keys` there is an error on the argument itself.
        let needs_keys = argument.entry().calls == Calls::Batch;
        if needs_keys && !arguments.is_given(Argument::Keys) {
            continue;
        }
        let (span, name) = (provider.span(), provider.value());
        let mut before = given[..i].iter();
        let is_again = before.any(|(other, of)| *other == argument && of.value() == name);
        if is_again {
            let argument = argument.name();
            errors.at(
                span,
                format!("`{name}` has two values for `{argument}`: remove one"),
            );
        } else if !known.contains(&name.as_str()) {
            errors.at(
                span,
                format!(
                    "no provider has the name `{name}`: {}the names are {}",
                    did_you_mean(&name, &known),
                    known.join(", ")
                ),
            );
        }
    }
}

/// Refuses a method of `self` without a name under a breaker that other types may use: `self.primary.get` of two types would
/// have one circuit.
fn shared_circuits(arguments: &Arguments, errors: &mut Errors) {
    let Some(breaker) = arguments.given_breaker() else {
        return;
    };
    let is_of_this_type = |ident: &Ident| ident == "self" || ident == "Self";
    if find_ident(breaker.to_token_stream(), &is_of_this_type).is_some() {
        return;
    }
    for provider in &arguments.providers {
        let of_self = match &provider.call {
            ProviderCall::Method(field) => starts_at_self(&field.base),
            ProviderCall::Verbatim(Expr::MethodCall(call)) => starts_at_self(&call.receiver),
            _ => false,
        };
        if of_self && !provider.is_named {
            let name = provider.name.value();
            let last = name
                .rsplit('.')
                .find(|part| *part != "self")
                .unwrap_or("primary");
            errors.on(
                &provider.call,
                format!(
                    "another type may have `{name}` too, and this breaker would have one circuit for both: give it a \
                     name of this type's own, such as `my_{last} = ..`"
                ),
            );
        }
    }
}

/// Refuses a literal `timeout` that is longer than a literal `deadline`. The compiler checks expressions.
fn timeouts(arguments: &Arguments, errors: &mut Errors) {
    let Some(deadline) = arguments.default_setting(Argument::Deadline) else {
        return;
    };
    for timeout in arguments.settings(Argument::Timeout) {
        let nanos = timeout.value.nanos().zip(deadline.value.nanos());
        if nanos.is_some_and(|(timeout, deadline)| timeout > deadline) {
            let (timeout, deadline) = (&timeout.value, deadline.value.source());
            errors.on(
                timeout.constant().map(|constant| &constant.value),
                format!(
                    "`timeout` is {} and `deadline` is {deadline}: set a timeout of at most the deadline",
                    timeout.source()
                ),
            );
        }
    }
}

/// Refuses an argument of hedged calls where `hedge` is missing.
fn hedged_alone(arguments: &Arguments, errors: &mut Errors) {
    // In a batch call, and next to a client that decides it, there is an error on the argument already.
    if arguments.is_given(Argument::Hedge) || arguments.is_given(Argument::Keys) {
        return;
    }
    if let Some(key) = arguments.key(Argument::MaxHedges) {
        errors.at(
            key.span(),
            "`max_hedges` needs `hedge`: add `hedge = 200ms`, or remove `max_hedges`",
        );
    }
    let overtaken = arguments.key(Argument::OnOvertaken);
    if let Some(key) = overtaken.filter(|_| arguments.client.is_none()) {
        errors.at(
            key.span(),
            "`on_overtaken` needs `hedge`: without it no provider is overtaken",
        );
    }
}

/// Refuses `when_all_open` where no circuit can open.
fn when_all_open(arguments: &Arguments, errors: &mut Errors) {
    let has_breaker = arguments.is_given(Argument::CircuitBreaker) || arguments.client.is_some();
    if let Some(key) = arguments
        .key(Argument::WhenAllOpen)
        .filter(|_| !has_breaker)
    {
        errors.at(
            key.span(),
            "`when_all_open` needs a `circuit_breaker`: without one no circuit opens",
        );
    }
}

/// Refuses arguments under which a call can end without an error of a provider, if the function returns the last one.
fn last_error(arguments: &Arguments, errors: &mut Errors) {
    let Some(MapErr::LastError(_)) = &arguments.map_err else {
        return;
    };
    let given = arguments.first_given();
    for given in given.filter(|given| given.argument.entry().may_leave_no_error) {
        let key = &given.key;
        errors.at(
            key.span(),
            format!(
                "`{key}` can end a call without an error of a provider, and `last_error` has nothing else to \
                 return: write `map_err = |failed| ..`, or remove `{key}`"
            ),
        );
    }
}

/// Refuses names of functions that cannot be next to the annotated one.
fn second_functions(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    let handle = arguments.handle();
    let handle = handle.map(|handle| (BreakerArgument::Handle.example(), "handle", handle));
    let served = arguments.served.as_ref();
    let served = served.map(|served| (Argument::Served.example(), "served", served));
    for (example, key, second) in handle.into_iter().chain(served) {
        if !second.is_next_to_it() {
            errors.on(
                &second.path,
                format!(
                    "`{key}` names a function that the macro adds next to this one: `{key} = {example}`, or \
                     `{key} = Self::{example}` in an impl"
                ),
            );
        } else if second.name == function.signature.ident {
            errors.on(
                &second.path,
                format!("`{key}` names a second function: it needs another name than this one"),
            );
        }
    }
}

/// Refuses a `Served` that this function cannot return, or need not twice.
fn provenance(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    let Some(served) = function.declared_served() else {
        return;
    };
    if function.body.is_some() && !arguments.is_given(Argument::Keys) {
        let name = &function.signature.ident;
        errors.on(
            served,
            format!(
                "a body returns the value alone, so this function cannot return a `Served`: return the value, and \
                 write `served = {name}_served` for a second function that returns it with its provenance"
            ),
        );
    } else if let Some(key) = arguments.key(Argument::Served) {
        errors.at(
            key.span(),
            "this function returns a `Served` already: remove `served`, or return the value alone",
        );
    }
}
