//! What the function's documentation gains: its providers in order, and the policy.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::arguments::{Arguments, Breaker, Knob};

pub(crate) fn documentation(arguments: &Arguments) -> TokenStream {
    let mut lines = vec![
        String::new(),
        "**Providers**, asked in this order:".to_owned(),
        String::new(),
    ];
    let names = arguments.providers.iter().map(|provider| {
        let name = provider.name.value();
        if provider.cfgs.is_empty() {
            format!("- `{name}`")
        } else {
            format!("- `{name}`, where configured")
        }
    });
    lines.extend(names);
    let policy = policy(arguments);
    if !policy.is_empty() {
        lines.extend([String::new(), format!("**Policy**: {}.", policy.join("; "))]);
    }
    quote!(#(#[doc = #lines])*)
}

/// What is no default, as it was written.
fn policy(arguments: &Arguments) -> Vec<String> {
    let knob = |(key, value): &(proc_macro2::Ident, Knob)| {
        let value = match value {
            Knob::Value(value) | Knob::Limit(value) => value.to_string(),
            Knob::WhenAllOpen(choice) => choice.to_string(),
        };
        format!("{key} `{value}`")
    };
    let mut policy: Vec<String> = arguments.policy.iter().map(knob).collect();
    match &arguments.circuit_breaker {
        Some(Breaker::Own(_)) => policy.push("a circuit breaker of its own".to_owned()),
        Some(Breaker::Given(breaker)) => {
            policy.push(format!("circuit breaker `{}`", breaker.to_token_stream()));
        }
        None => {}
    }
    policy
}
