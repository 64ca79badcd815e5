//! Expands a function whose calls certainly make one attempt. Its arguments are moved into the attempt, not cloned.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{ReceiverKind, Type};

use super::Expansion;
use crate::arguments::map_err::MapErr;
use crate::arguments::provider::ProviderCall;
use crate::arguments::table::Argument;
use crate::input::{Function, Parameter};
use crate::syntax::{mentions, peel_type};

impl Expansion<'_> {
    /// Returns true if a call certainly makes one attempt, and has something that could be moved into it.
    pub(super) fn is_once(&self) -> bool {
        let [only] = &self.arguments.providers[..] else {
            return false;
        };
        let is_once = only.cfgs.is_empty()
            && only.each.is_none()
            && !self.arguments.is_given(Argument::Retries)
            && self.arguments.client.is_none()
            && self.arguments.keys.is_none();
        let mut parameters = self.function.parameters();
        is_once
            && (owns_receiver(self.function)
                || parameters.any(|parameter| parameter.reference().is_none()))
    }

    /// Returns true if the only attempt gets this argument itself. It gets a clone if another expression of the user's uses the
    /// argument.
    pub(super) fn is_moved(&self, parameter: &Parameter<'_>) -> bool {
        parameter.reference().is_none() && self.is_once() && !self.is_used_elsewhere(parameter)
    }

    fn is_used_elsewhere(&self, parameter: &Parameter<'_>) -> bool {
        let arguments = self.arguments;
        let rules = arguments.rules.iter().map(|rule| &rule.judge);
        let map_err = match &arguments.map_err {
            Some(MapErr::Function(function)) => Some(function),
            _ => None,
        };
        let listeners = arguments.on_failure.iter().chain(map_err);
        let mut expressions = rules.chain(listeners).chain(arguments.given_breaker());
        let mut calls = arguments.providers.iter().map(|provider| &provider.call);
        let is_in = |tokens: TokenStream| mentions(tokens, &parameter.name);
        expressions.any(|expression| is_in(expression.to_token_stream()))
            || calls.any(|call| match call {
                ProviderCall::Closure(closure) => {
                    is_in(closure.body.to_token_stream())
                        && !is_in(closure.inputs.to_token_stream())
                }
                ProviderCall::Path(_) | ProviderCall::Method(_) => is_in(call.to_token_stream()),
                // The only use of the argument.
                ProviderCall::Verbatim(_) | ProviderCall::Body => false,
            })
    }
}

/// Returns true for a method that takes `self`, or a pointer to it that is no reference.
fn owns_receiver(function: &Function) -> bool {
    match function.signature.receiver().map(|receiver| &receiver.kind) {
        Some(ReceiverKind::Value) => true,
        Some(ReceiverKind::Typed(_, ty)) => !matches!(peel_type(ty), Type::Reference(_)),
        _ => false,
    }
}
