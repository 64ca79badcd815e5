//! What cannot be done where several attempts are under way at once: `hedge` and `concurrency`.

use syn::{FnArg, Ident, ReceiverKind, Type, TypeReference};

use crate::arguments::provider::name_before_equals;
use crate::arguments::{Arguments, PerProvider};
use crate::errors::Errors;
use crate::input::Function;
use crate::syntax::peel_type;

pub(crate) fn validate(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    let given = |argument: &str| arguments.given.iter().find(|key| *key == argument);
    let (hedge, concurrency) = (given("hedge"), given("concurrency"));
    for key in [hedge, concurrency].into_iter().flatten() {
        if !function.is_async() {
            errors.at(
                key.span(),
                format!(
                    "`{key}` needs an `async fn`: a blocking one makes one attempt after another"
                ),
            );
        }
    }
    if let Some(key) = hedge {
        self::hedge(key, arguments, function, errors);
    }
    if let Some(key) = concurrency {
        self::concurrency(key, arguments, errors);
    }
    let several = hedge.or(concurrency).filter(|_| function.is_async());
    if let Some(key) = several {
        exclusive(key, function, errors);
    }
}

fn hedge(key: &Ident, arguments: &Arguments, function: &Function, errors: &mut Errors) {
    let count = arguments.completions.len() + usize::from(function.body.is_some());
    if arguments.given.iter().any(|key| key == "keys") {
        errors.at(
            key.span(),
            "`hedge` is for whole calls: leave it out, or leave out `keys`",
        );
    } else if count == 1 {
        errors.at(
            key.span(),
            "`hedge` starts the next provider beside one that is slow, and there is no next one: add a provider, \
             or leave it out",
        );
    }
    let cfgs = arguments
        .providers
        .iter()
        .flat_map(|provider| &provider.cfgs);
    for cfg in cfgs {
        errors.on(
            cfg,
            "with `hedge` a provider cannot stand under `#[cfg]`: put it on the function, and write two",
        );
    }
}

fn concurrency(key: &Ident, arguments: &Arguments, errors: &mut Errors) {
    if arguments.keys.is_none() {
        // That `keys` are missing is said with those arguments that need them.
        return;
    }
    match (&arguments.max_keys, &arguments.concurrency) {
        (None, _) if !arguments.given.iter().any(|key| key == "max_keys") => errors.at(
            key.span(),
            "`concurrency` is of requests that are made in chunks: say how large they are, `max_keys = 100`",
        ),
        (Some(max_keys @ PerProvider::Named(_)), Some(PerProvider::Named(counts))) => {
            for (name, _) in counts {
                let mut providers = arguments.providers.iter();
                let is_known = providers.any(|provider| provider.name.value() == name.value());
                if is_known && max_keys.of(&name.value()).is_none() {
                    errors.at(
                        name.span(),
                        format!(
                            "`{}` is asked for all keys at once: give it a cap, `max_keys({} = 100)`",
                            name.value(),
                            name_before_equals(name)
                        ),
                    );
                }
            }
        }
        _ => {}
    }
}

/// What is borrowed exclusively is of one attempt at a time.
fn exclusive(key: &Ident, function: &Function, errors: &mut Errors) {
    for argument in &function.signature.inputs {
        let ty = match argument {
            FnArg::Typed(typed) => &typed.ty,
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
        "with `{key}` several attempts are under way at once, and this can be lent to one alone: take `&`, or leave \
         out `{key}`"
    )
}
