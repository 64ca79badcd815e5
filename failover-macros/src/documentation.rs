//! Documentation that the function gains: its providers in order, and the policy.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;

use crate::arguments::Arguments;
use crate::arguments::breaker::Breaker;
use crate::arguments::setting::Setting;
use crate::arguments::table::{Documentation, Keyword};
use crate::input::Function;

/// Returns nothing for a function without documentation. The list alone would hide that some is missing, and in the
/// impl of a trait it would replace the trait's.
pub(crate) fn documentation(arguments: &Arguments, function: &Function) -> TokenStream {
    let is_doc = |attribute: &Attribute| attribute.path().is_ident("doc");
    if !function.attributes.iter().any(is_doc) {
        return TokenStream::new();
    }
    let lines = lines(arguments);
    quote!(#(#[doc = #lines])*)
}

fn lines(arguments: &Arguments) -> Vec<String> {
    let mut lines = vec![
        String::new(),
        "**Providers**, asked in this order:".to_owned(),
        String::new(),
    ];
    let names = arguments.providers.iter().map(|provider| {
        let name = code(&provider.name.value());
        if provider.each.is_some() {
            format!("- each of {name}")
        } else if provider.cfgs.is_empty() {
            format!("- {name}")
        } else {
            format!("- {name}, if its `#[cfg]` holds")
        }
    });
    lines.extend(names);
    let policy = policy(arguments);
    if !policy.is_empty() {
        lines.extend([String::new(), format!("**Policy**: {}.", policy.join("; "))]);
    }
    lines
}

/// Formats a name as code. The name may contain backticks itself.
fn code(name: &str) -> String {
    let ticks = name.split(|letter| letter != '`').map(str::len);
    match ticks.max() {
        None | Some(0) => format!("`{name}`"),
        Some(most) => {
            let fence = "`".repeat(most + 1);
            format!("{fence} {name} {fence}")
        }
    }
}

/// Returns what is no default, as the user wrote it and in the same order.
fn policy(arguments: &Arguments) -> Vec<String> {
    let mut policy = Vec::new();
    for given in arguments.first_given() {
        match given.argument.entry().documentation {
            Documentation::Hidden => {}
            Documentation::Setting => {
                policy.extend(arguments.settings(given.argument).map(setting));
            }
            Documentation::Breaker => {
                policy.extend(arguments.circuit_breaker.as_ref().map(breaker));
            }
            Documentation::Text(text) => policy.push(text.to_owned()),
        }
    }
    policy
}

fn setting(setting: &Setting) -> String {
    let (name, source) = (setting.argument.name(), setting.value.source());
    match &setting.provider {
        Some(provider) => format!("{name} `{source}` for {}", code(&provider.value())),
        None => format!("{name} `{source}`"),
    }
}

fn breaker(breaker: &Breaker) -> String {
    match breaker {
        Breaker::Own(own) => format!(
            "circuit breaker: failure_threshold `{}`, reset_after `{}`",
            own.failure_threshold.source, own.reset_after.source
        ),
        Breaker::Given(_) => "a circuit breaker".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::Errors;

    #[test]
    fn backticks_stay_in_the_code() {
        assert_eq!(code("eu-1"), "`eu-1`");
        assert_eq!(code("e`u``"), "``` e`u`` ```");
    }

    #[test]
    fn lists_the_providers_and_what_is_no_default() {
        let arguments = quote! {
            providers = [api::v2::price, eu = self.eu.price, #[cfg(test)] mock],
            retries = 1,
            retry_backoff = exponential(100ms, max = 10s, jitter = equal),
            timeout = 1.5s,
            deadline = super::LIMIT,
            hedge = 200ms,
            circuit_breaker(failure_threshold = 3, reset_after = 60s),
            when_all_open = ProbeEarliest,
        };
        let mut errors = Errors::default();
        let lines = lines(&Arguments::parse(arguments, &mut errors));
        assert!(errors.is_empty());
        let expected = [
            "",
            "**Providers**, asked in this order:",
            "",
            "- `api::v2::price`",
            "- `eu`",
            "- `mock`, if its `#[cfg]` holds",
            "",
            "**Policy**: retries `1`; retry_backoff `exponential(100ms, max = 10s, jitter = equal)`; \
             timeout `1.5s`; deadline `super::LIMIT`; hedge `200ms`; \
             circuit breaker: failure_threshold `3`, reset_after `60s`; when_all_open `ProbeEarliest`.",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_named_value_says_which_provider_it_is_for() {
        let arguments = quote!(max_keys = 100, max_keys("eu-1" = 10));
        let mut errors = Errors::default();
        let arguments = Arguments::parse(arguments, &mut errors);
        assert!(errors.is_empty());
        let settings: Vec<String> = arguments.settings.iter().map(setting).collect();
        assert_eq!(settings, ["max_keys `100`", "max_keys `10` for `eu-1`"]);
    }

    #[test]
    fn is_nothing_where_there_is_none() {
        let gained = |item: TokenStream| {
            let function = Function::parse_item(item).unwrap();
            let mut errors = Errors::default();
            let arguments = Arguments::parse(quote!(providers = [api]), &mut errors);
            !documentation(&arguments, &function).is_empty()
        };
        assert!(gained(quote!(
            /// Price.
            fn price() -> Result<f64, E>;
        )));
        assert!(!gained(quote!(
            #[inline]
            pub fn price() -> Result<f64, E>;
        )));
    }
}
