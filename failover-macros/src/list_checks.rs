//! Checks of a list of providers that is known at run time.

use syn::Expr;

use crate::arguments::Arguments;
use crate::arguments::map_err::MapErr;
use crate::arguments::provider::Each;
use crate::arguments::table::Keyword;
use crate::errors::Errors;
use crate::input::Function;

/// Refuses what such a list cannot have.
pub(crate) fn validate(arguments: &Arguments, function: &Function, errors: &mut Errors) {
    for provider in &arguments.providers {
        let Some(each) = &provider.each else { continue };
        for cfg in &provider.cfgs {
            errors.on(
                cfg,
                "`#[cfg]` cannot be on a list that is known at run time: put it on the function, and write two functions",
            );
        }
        alone(each, arguments, function, errors);
        if let Expr::Reference(list) = &each.list {
            if let Some(exclusive) = &list.mutability {
                errors.on(
                    exclusive,
                    "names and calls both look at the list, so it cannot be `&mut`: write `&`",
                );
            }
        }
        if let Some(MapErr::LastError(word)) = &arguments.map_err {
            errors.at(
                word.span(),
                "a list that is known at run time may be empty, and then there is no last error: \
                 write `map_err = |failed| ..`, which gets all failures",
            );
        }
        for (argument, name) in arguments.named_providers() {
            let argument = argument.name();
            errors.at(
                name.span(),
                format!(
                    "the names of a list are known at run time, so one provider cannot have its own `{argument}`: \
                     set it for all, or build a `ProviderList` with `ProviderSettings`"
                ),
            );
        }
    }
}

/// Refuses other providers next to the list.
fn alone(each: &Each, arguments: &Arguments, function: &Function, errors: &mut Errors) {
    if arguments.providers.len() == 1 {
        return;
    }
    let message = if function.body.is_some() {
        "the function's body is its first provider, and a list that is known at run time must be alone: move the body \
         into a function, and put that into the list"
    } else {
        "a list that is known at run time must be alone: put the other providers into the list"
    };
    errors.at(each.keyword.span, message);
}
