//! Checks of functions that run attempts concurrently, by `hedge` or `concurrency`.

use syn::{FnArg, Ident, ReceiverKind, Type, TypeReference};

use crate::arguments::Arguments;
use crate::arguments::provider::name_before_equals;
use crate::arguments::table::{Argument, Attempts};
use crate::errors::Errors;
use crate::input::Function;
use crate::syntax::{last_segment, peel_type, type_arguments};

/// Refuses what concurrent attempts cannot have.
pub(crate) fn validate(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    let mut keys = arguments
        .first_given()
        .filter(|given| given.argument.entry().attempts == Attempts::Concurrent)
        .map(|given| &given.key);
    if function.is_async() {
        if let Some(key) = keys.next() {
            exclusive(key, function, errors);
        }
    } else {
        for key in keys {
            errors.at(
                key.span(),
                format!(
                    "`{key}` needs an `async fn`: a blocking one makes one attempt after another"
                ),
            );
        }
    }
    if let Some(key) = arguments.key(Argument::Hedge) {
        hedge(key, arguments, function, errors);
    }
    if let Some(key) = arguments.key(Argument::Concurrency) {
        concurrency(key, arguments, errors);
    }
}

/// Refuses a hedge that has no second provider to start, or providers under `#[cfg]`.
fn hedge(key: &Ident, arguments: &Arguments, function: &Function, errors: &mut Errors) {
    let is_alone = arguments.provider_count(function.body.is_some()) == Some(1);
    if is_alone && !arguments.is_given(Argument::Keys) {
        errors.at(
            key.span(),
            "`hedge` starts the next provider while one is slow, and there is no next one: add a provider, or \
             remove `hedge`",
        );
    }
    let cfgs = arguments
        .providers
        .iter()
        .flat_map(|provider| &provider.cfgs);
    for cfg in cfgs {
        errors.on(
            cfg,
            "`hedge` allows no `#[cfg]` on a provider: put it on the function, and write two functions",
        );
    }
}

/// Refuses `concurrency` for requests that are not made in chunks.
fn concurrency(key: &Ident, arguments: &Arguments, errors: &mut Errors) {
    if !arguments.is_given(Argument::Keys) {
        // Without `keys` there is an error on the argument itself.
        return;
    }
    if !arguments.is_given(Argument::MaxKeys) {
        errors.at(
            key.span(),
            "`concurrency` has no effect without `max_keys`: add `max_keys = 100`",
        );
        return;
    }
    // A `max_keys` that could not be read has its own error, and may have been meant for any provider.
    let has_caps = arguments.settings(Argument::MaxKeys).next().is_some();
    let caps_all = arguments.default_setting(Argument::MaxKeys).is_some();
    if !has_caps || caps_all {
        return;
    }
    let named = arguments.settings(Argument::Concurrency);
    for name in named.filter_map(|setting| setting.provider.as_ref()) {
        let mut providers = arguments.providers.iter();
        let is_known = providers.any(|provider| provider.name.value() == name.value());
        let cap = arguments.named_setting(Argument::MaxKeys, &name.value());
        if is_known && cap.is_none() {
            errors.at(
                name.span(),
                format!(
                    "`{}` gets all keys in one request: give it a cap, `max_keys({} = 100)`",
                    name.value(),
                    name_before_equals(name)
                ),
            );
        }
    }
}

/// Refuses `&mut` arguments. Only one attempt at a time could use them.
fn exclusive(key: &Ident, function: &Function, errors: &mut Errors) {
    for argument in &function.signature.inputs {
        let ty = match argument {
            FnArg::Typed(typed) => match type_arguments(&typed.ty)[..] {
                [inner] if last_segment(&typed.ty).is_some_and(|name| name == "Option") => inner,
                _ => &typed.ty,
            },
            FnArg::Receiver(receiver) => match &receiver.kind {
                ReceiverKind::Reference(reference, _, Some(exclusive)) => {
                    errors.on(quote::quote!(#reference #exclusive), message(key));
                    continue;
                }
                ReceiverKind::Typed(_, ty) => ty,
                _ => continue,
            },
        };
        if let Type::Reference(TypeReference {
            and_token,
            mutability: Some(exclusive),
            ..
        }) = peel_type(ty)
        {
            errors.on(quote::quote!(#and_token #exclusive), message(key));
        }
    }
}

fn message(key: &Ident) -> String {
    format!(
        "`{key}` runs attempts concurrently, so arguments cannot be `&mut`: take `&`, or remove `{key}`"
    )
}
