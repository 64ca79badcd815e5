//! The arguments of an annotated `impl`: defaults of its methods.

use proc_macro2::{Ident, Span, TokenStream};
use syn::LitStr;

use crate::arguments::Arguments;
use crate::arguments::breaker::Breaker;
use crate::arguments::table::{Argument, Attempts, Calls, Part};
use crate::block::{Block, Method};
use crate::errors::Errors;
use crate::input::{Function, RefKind};

/// The arguments of an `impl`.
pub(crate) struct Defaults {
    tokens: TokenStream,
    /// The arguments, read once to report what is wrong with them. The providers call a method of no meaning.
    pub(crate) arguments: Arguments,
    /// The defaults that suit no method.
    useless: Vec<DefaultValue>,
}

/// One value of an `impl`'s arguments.
#[derive(Clone, PartialEq, Eq)]
struct DefaultValue {
    argument: Argument,
    scope: Scope,
}

#[derive(Clone, PartialEq, Eq)]
enum Scope {
    /// `name = value`
    All,
    /// `name(..)`, with the values of single providers
    Named,
    /// `provider = value` in these parentheses
    Provider(String),
}

impl Defaults {
    /// Reads the arguments of an `impl`, and reports what is wrong with them.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut arguments = Arguments::default();
        let method = Ident::new("method", Span::call_site());
        arguments.read_defaults(tokens.clone(), &method, &|_, _| true, errors);
        Self {
            tokens,
            arguments,
            useless: Vec::new(),
        }
    }

    /// Notes which defaults suit none of the methods.
    pub(crate) fn compare(&mut self, block: &Block) {
        let mut useless = self.all();
        useless.retain(|default| {
            let mut methods = block.methods();
            !methods.any(|method| self.suits(default, &method.arguments, &method.function))
        });
        self.useless = useless;
    }

    /// Adds the defaults that suit a method to its own arguments. The first method also gets those that suit no method: its
    /// checks refuse them.
    pub(crate) fn add_to(&self, method: &mut Method, is_first: bool) {
        let (own, function) = (&mut method.arguments, &method.function);
        let mut wanted = self.all();
        wanted.retain(|default| {
            let is_overridden = match &default.scope {
                Scope::All => {
                    let mut given = own.given_for_all();
                    given.any(|given| given.argument == default.argument)
                }
                Scope::Named => false,
                Scope::Provider(name) => {
                    let mut named = own.named_providers();
                    named.any(|(argument, of)| argument == default.argument && of.value() == *name)
                }
            };
            let is_refused = is_first && self.useless.contains(default);
            !is_overridden && (is_refused || self.suits(default, own, function))
        });
        let is_wanted = |argument, scope| wanted.contains(&DefaultValue { argument, scope });
        let (settings, rules) = (own.settings.len(), own.rules.len());
        own.read_defaults(
            self.tokens.clone(),
            &function.signature.ident,
            &|argument, is_named| {
                let scope = if is_named { Scope::Named } else { Scope::All };
                is_wanted(argument, scope)
            },
            // The same errors were reported when the arguments were read the first time.
            &mut Errors::default(),
        );
        let is_kept = |argument, provider: &Option<LitStr>| {
            let provider = provider.as_ref().map(LitStr::value);
            provider.is_none_or(|name| is_wanted(argument, Scope::Provider(name)))
        };
        let defaults = own.settings.split_off(settings).into_iter();
        let kept = defaults.filter(|setting| is_kept(setting.argument, &setting.provider));
        own.settings.extend(kept);
        let defaults = own.rules.split_off(rules).into_iter();
        let kept = defaults.filter(|rule| is_kept(rule.argument, &rule.provider));
        own.rules.extend(kept);
        if is_wanted(Argument::CircuitBreaker, Scope::All) {
            if let Some(Breaker::Own(breaker)) = &mut own.circuit_breaker {
                // The handle is next to the `impl`, not in it.
                breaker.handle = None;
            }
        }
    }

    /// Returns the defaults that were given.
    fn all(&self) -> Vec<DefaultValue> {
        let given = self.arguments.given.iter().map(|given| DefaultValue {
            argument: given.argument,
            scope: if given.is_named {
                Scope::Named
            } else {
                Scope::All
            },
        });
        let named = self.arguments.named_providers();
        let named = named.map(|(argument, provider)| DefaultValue {
            argument,
            scope: Scope::Provider(provider.value()),
        });
        given.chain(named).collect()
    }

    /// Returns true if this method, which has `own` arguments, can have the default.
    fn suits(&self, default: &DefaultValue, own: &Arguments, function: &Function) -> bool {
        let (argument, entry) = (default.argument, default.argument.entry());
        let has_providers = own.is_given(Argument::Providers);
        match &default.scope {
            // The method's own client decides it.
            Scope::All if entry.part != Part::Function && own.client.is_some() => return false,
            Scope::Provider(name) if has_providers => {
                let mut providers = own.providers.iter();
                let is_body = function.body.is_some() && function.signature.ident == *name;
                return is_body || providers.any(|provider| provider.name.value() == *name);
            }
            _ => {}
        }
        let is_batch = own.is_given(Argument::Keys) || self.has_keys(function);
        let suits_call = match entry.calls {
            Calls::Any => true,
            Calls::Value => !is_batch,
            Calls::Batch => is_batch,
        };
        let is_one_by_one = entry.attempts == Attempts::OneByOne;
        let mut parameters = function.parameters();
        let is_exclusive = function.has_exclusive_receiver()
            || parameters.any(|parameter| parameter.reference() == Some(RefKind::Mut));
        let suits_attempts = is_one_by_one || function.is_async() && !is_exclusive;
        suits_call
            && suits_attempts
            && match argument {
                Argument::Keys => self.has_keys(function),
                Argument::Hedge => {
                    let list = if has_providers { own } else { &self.arguments };
                    let count = list.provider_count(function.body.is_some());
                    count.is_none_or(|count| count > 1)
                }
                Argument::MaxHedges | Argument::OnOvertaken => {
                    let hedge = DefaultValue {
                        argument: Argument::Hedge,
                        scope: Scope::All,
                    };
                    let is_default = self.arguments.is_given(Argument::Hedge);
                    own.is_given(Argument::Hedge) || is_default && self.suits(&hedge, own, function)
                }
                _ => true,
            }
    }

    /// Returns true if the function has the parameter that `keys` names.
    fn has_keys(&self, function: &Function) -> bool {
        let keys = self.arguments.keys.as_ref();
        let mut parameters = function.parameters();
        keys.is_some_and(|keys| parameters.any(|parameter| parameter.name == *keys))
    }
}
