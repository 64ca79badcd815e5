//! The arguments in the attribute's parentheses.

pub(crate) mod backoff;
pub(crate) mod breaker;
pub(crate) mod completion;
mod crate_path;
pub(crate) mod map_err;
pub(crate) mod number;
pub(crate) mod provider;
pub(crate) mod read;
pub(crate) mod second_function;
pub(crate) mod setting;
pub(crate) mod source_text;
pub(crate) mod table;

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{
    Error, Expr, Ident, LitStr, Path, Result, Type, bracketed, parenthesized, parse_quote, token,
};

use self::backoff::BackoffValue;
use self::breaker::{Breaker, OwnBreaker};
use self::completion::CompletionTokens;
use self::crate_path::absolute;
use self::map_err::MapErr;
use self::number::{Constant, Zero};
use self::provider::{Each, ProviderEntry};
use self::read::{Slot, keyword, list};
use self::second_function::SecondFunction;
use self::setting::{Rule, Setting, SettingValue};
use self::table::{Argument, Keyword};
use crate::errors::Errors;

/// The attribute's arguments, as far as they could be read.
#[derive(Default)]
pub(crate) struct Arguments {
    /// The arguments that were given, in order.
    pub(crate) given: Vec<Given>,
    /// True if a keyword could not be read. It may have been meant for any argument.
    pub(crate) is_unread: bool,
    /// Words that are no argument's name, and may be the beginning of one.
    pub(crate) half_typed: Vec<Ident>,
    /// True for `providers = []`.
    pub(crate) is_list_empty: bool,
    pub(crate) providers: Vec<ProviderEntry>,
    /// The method that is called on each entry of `providers`, while the arguments of an `impl` are read.
    method: Option<Ident>,
    /// The entries of `providers` for editors, also those that could not be read.
    pub(crate) completions: Vec<CompletionTokens>,
    pub(crate) keys: Option<Ident>,
    pub(crate) settings: Vec<Setting>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) on_failure: Option<Expr>,
    pub(crate) require_all: bool,
    pub(crate) circuit_breaker: Option<Breaker>,
    pub(crate) client: Option<Expr>,
    pub(crate) clock: Option<Expr>,
    pub(crate) observer: Option<Expr>,
    pub(crate) error: Option<Type>,
    pub(crate) map_err: Option<MapErr>,
    pub(crate) served: Option<SecondFunction>,
    pub(crate) core_path: Option<Path>,
}

/// An argument that was given. Its value may be missing or wrong.
pub(crate) struct Given {
    pub(crate) argument: Argument,
    /// The argument's name where the user wrote it. Errors about the argument belong here.
    pub(crate) key: Ident,
    /// True for `name(provider = value)`, false for `name = value`.
    pub(crate) is_named: bool,
}

impl Arguments {
    /// Reads all that can be read, and reports the rest.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut arguments = Self::default();
        arguments.read(tokens, &|_, _| true, errors);
        arguments
    }

    /// Reads the arguments of an `impl` for one of its methods: those that `is_wanted` accepts. Its second parameter is true
    /// for `name(provider = value)`.
    pub(crate) fn read_defaults(
        &mut self,
        tokens: TokenStream,
        method: &Ident,
        is_wanted: &dyn Fn(Argument, bool) -> bool,
        errors: &mut Errors,
    ) {
        self.method = Some(method.clone());
        self.read(tokens, is_wanted, errors);
    }

    fn read(
        &mut self,
        tokens: TokenStream,
        is_wanted: &dyn Fn(Argument, bool) -> bool,
        errors: &mut Errors,
    ) {
        let parser = |input: ParseStream<'_>| {
            list(input, errors, |input, errors| {
                self.argument(input, is_wanted, errors)
            });
            Ok(())
        };
        let parsed = parser.parse2(tokens);
        errors.take(parsed);
    }

    /// Returns the name of an argument where the user first wrote it.
    pub(crate) fn key(&self, argument: Argument) -> Option<&Ident> {
        let mut given = self.given.iter();
        let given = given.find(|given| given.argument == argument)?;
        Some(&given.key)
    }

    /// Returns true if the argument was given, rightly or wrongly.
    pub(crate) fn is_given(&self, argument: Argument) -> bool {
        self.key(argument).is_some()
    }

    /// Returns the arguments that were given, each at its first mention.
    pub(crate) fn first_given(&self) -> impl Iterator<Item = &Given> {
        self.first_of(|_| true)
    }

    /// Returns the arguments that hold for every provider, each at its first mention.
    pub(crate) fn given_for_all(&self) -> impl Iterator<Item = &Given> {
        self.first_of(|given| !given.is_named)
    }

    /// Returns the first mention of each argument among those that `is_meant` accepts.
    fn first_of(&self, is_meant: fn(&Given) -> bool) -> impl Iterator<Item = &Given> {
        self.given.iter().enumerate().filter_map(move |(i, given)| {
            let mut earlier = self.given[..i].iter().filter(|earlier| is_meant(earlier));
            let is_again = earlier.any(|earlier| earlier.argument == given.argument);
            (is_meant(given) && !is_again).then_some(given)
        })
    }

    /// Returns all values of an argument.
    pub(crate) fn settings(&self, argument: Argument) -> impl Iterator<Item = &Setting> {
        let settings = self.settings.iter();
        settings.filter(move |setting| setting.argument == argument)
    }

    /// Returns the default value of an argument: for every provider that the argument does not name.
    pub(crate) fn default_setting(&self, argument: Argument) -> Option<&Setting> {
        self.settings(argument)
            .find(|setting| setting.provider.is_none())
    }

    /// Returns the value of an argument for one provider alone.
    pub(crate) fn named_setting(&self, argument: Argument, provider: &str) -> Option<&Setting> {
        self.settings(argument).find(|setting| {
            let name = setting.provider.as_ref();
            name.is_some_and(|name| name.value() == provider)
        })
    }

    /// Returns the rule of this argument for the provider of this name. `None` is the one for every provider that the argument
    /// does not name.
    pub(crate) fn rule(&self, argument: Argument, provider: Option<&str>) -> Option<&Expr> {
        let rule = self.rules.iter().find(|rule| {
            let name = rule.provider.as_ref().map(LitStr::value);
            rule.argument == argument && name.as_deref() == provider
        });
        Some(&rule?.judge)
    }

    /// Returns the list that is known at run time, if `providers` has one.
    pub(crate) fn runtime_list(&self) -> Option<&Each> {
        let mut providers = self.providers.iter();
        providers.find_map(|provider| provider.each.as_ref())
    }

    /// Returns the number of providers, with the function's body. `None` if it is known at run time.
    pub(crate) fn provider_count(&self, has_body: bool) -> Option<usize> {
        // An entry with an error counts too: the error is enough.
        let count = self.completions.len() + usize::from(has_body);
        self.runtime_list().is_none().then_some(count)
    }

    /// Returns the providers that arguments name, each with its argument.
    pub(crate) fn named_providers(&self) -> impl Iterator<Item = (Argument, &LitStr)> {
        let settings = self.settings.iter();
        let settings = settings.map(|setting| (setting.argument, setting.provider.as_ref()));
        let rules = self.rules.iter();
        let rules = rules.map(|rule| (rule.argument, rule.provider.as_ref()));
        let all = settings.chain(rules);
        all.filter_map(|(argument, provider)| Some((argument, provider?)))
    }

    /// Returns the breaker that the user holds.
    pub(crate) fn given_breaker(&self) -> Option<&Expr> {
        match &self.circuit_breaker {
            Some(Breaker::Given(breaker)) => Some(breaker),
            _ => None,
        }
    }

    /// Returns the breaker of the function's own.
    pub(crate) fn own_breaker(&self) -> Option<&OwnBreaker> {
        match &self.circuit_breaker {
            Some(Breaker::Own(own)) => Some(own),
            _ => None,
        }
    }

    /// Returns the function that returns that breaker.
    pub(crate) fn handle(&self) -> Option<&SecondFunction> {
        self.own_breaker()?.handle.as_ref()
    }

    /// Returns true if a `#[cfg]` may remove a provider.
    pub(crate) fn is_under_cfg(&self) -> bool {
        self.providers
            .iter()
            .any(|provider| !provider.cfgs.is_empty())
    }

    /// Reads one argument.
    fn argument(
        &mut self,
        input: ParseStream<'_>,
        is_wanted: &dyn Fn(Argument, bool) -> bool,
        errors: &mut Errors,
    ) -> Result<()> {
        let start = input.fork();
        let (argument, key): (Argument, _) = keyword(input).inspect_err(|_| {
            self.is_unread = true;
            self.half_typed.extend(start.call(Ident::parse_any));
        })?;
        // `circuit_breaker(..)` may also be the settings of the function's own breaker.
        let is_named = argument.entry().is_per_provider
            && input.peek(token::Paren)
            && (argument != Argument::CircuitBreaker || breaker::names_provider(input));
        let mut unwanted = Self::default();
        let target = if is_wanted(argument, is_named) {
            self
        } else {
            &mut unwanted
        };
        target.record(argument, &key, is_named, errors);
        let slot = |provider| Slot {
            keyword: argument,
            key: key.clone(),
            provider,
        };
        if !is_named {
            return target.value(slot(None), input, errors);
        }
        let content;
        parenthesized!(content in input);
        list(&content, errors, |content, errors| {
            let provider = provider::name(content).map_err(|error| {
                let (name, example) = (argument.name(), argument.example());
                Error::new(
                    error.span(),
                    format!("write `{name} = {example}`, or `{name}(provider = {example})`"),
                )
            })?;
            target.value(slot(Some(provider)), content, errors)
        });
        Ok(())
    }

    /// Notes that an argument was given.
    fn record(&mut self, argument: Argument, key: &Ident, is_named: bool, errors: &mut Errors) {
        let mut given = self.given.iter();
        // Named values may be given in addition to a default: `max_keys = 100, max_keys(primary = 10)`.
        if given.any(|given| given.argument == argument && given.is_named == is_named) {
            let message = if is_named {
                format!("`{key}(..)` is given twice: put all names into one")
            } else {
                format!("`{key}` is given twice: remove one")
            };
            errors.at(key.span(), message);
        }
        self.given.push(Given {
            argument,
            key: key.clone(),
            is_named,
        });
    }

    /// Reads the value of one argument.
    fn value(
        &mut self,
        slot: Slot<Argument>,
        input: ParseStream<'_>,
        errors: &mut Errors,
    ) -> Result<()> {
        match slot.keyword {
            Argument::Providers => self.providers(&slot, input, errors)?,
            Argument::Keys => self.keys = Some(slot.value(input)?),
            Argument::Retries => {
                let retries = slot.count(input, 0, u64::from(u32::MAX))?;
                self.set(slot, SettingValue::Plain(retries));
            }
            Argument::RetryBackoff => {
                if let Some(backoff) = BackoffValue::parse(&slot, input, errors)? {
                    self.set(slot, SettingValue::Backoff(backoff));
                }
            }
            Argument::Hedge => {
                let delay = slot.duration(input, Zero::Allowed)?;
                self.set(slot, SettingValue::Plain(delay));
            }
            Argument::Timeout | Argument::Deadline => {
                let limit = slot.duration(input, Zero::Refused)?;
                self.set(slot, SettingValue::Limit(limit));
            }
            Argument::OnTimeout
            | Argument::OnDeadline
            | Argument::OnOvertaken
            | Argument::OnRejected => {
                let verdict = Constant::of(&slot.value(input)?);
                self.set(slot, SettingValue::Plain(verdict));
            }
            Argument::OnAbsent => {
                let verdict = Constant::of(&slot.value(input)?);
                self.set(slot, SettingValue::OptionalVerdict(verdict));
            }
            Argument::WhenAllOpen => {
                let choice = SettingValue::when_all_open(slot.value(input)?)?;
                self.set(slot, choice);
            }
            Argument::KeepAttempts => {
                let keeps = slot.flag(input)?;
                let keeps = Constant::of(&parse_quote!(#keeps));
                self.set(slot, SettingValue::Plain(keeps));
            }
            Argument::MaxHedges => {
                let count = slot.count(input, 1, u64::from(u32::MAX))?;
                self.set(slot, SettingValue::Plain(count));
            }
            Argument::MaxKeys | Argument::Concurrency => {
                let count = slot.count(input, 1, u64::MAX)?;
                self.set(slot, SettingValue::Plain(count));
            }
            Argument::IsValid | Argument::Classify => {
                let judge = slot.value(input)?;
                self.rules.push(Rule {
                    argument: slot.keyword,
                    provider: slot.provider,
                    judge,
                });
            }
            Argument::OnFailure => self.on_failure = Some(slot.value(input)?),
            Argument::RequireAll => self.require_all = slot.flag(input)?,
            Argument::CircuitBreaker if slot.provider.is_some() => {
                let value: Expr = slot.value(input)?;
                if !matches!(value, Expr::Path(_) | Expr::Reference(_)) {
                    return Err(Error::new_spanned(value, breaker::OWN_IS_STATIC));
                }
                self.set(slot, SettingValue::Plain(Constant::of(&value)));
            }
            Argument::CircuitBreaker => {
                self.circuit_breaker = Breaker::parse(&slot, input, errors)?;
            }
            Argument::Client => self.client = Some(slot.value(input)?),
            Argument::Clock => self.clock = Some(slot.value(input)?),
            Argument::Observer => self.observer = Some(slot.value(input)?),
            Argument::Error => self.error = Some(slot.value(input)?),
            Argument::MapErr => self.map_err = Some(slot.value(input)?),
            Argument::Served => self.served = Some(slot.value(input)?),
            Argument::Crate => self.core_path = absolute(slot.value(input)?, errors),
        }
        Ok(())
    }

    fn set(&mut self, slot: Slot<Argument>, value: SettingValue) {
        self.settings.push(Setting {
            argument: slot.keyword,
            key: slot.key,
            provider: slot.provider,
            value,
        });
    }

    fn providers(
        &mut self,
        slot: &Slot<Argument>,
        input: ParseStream<'_>,
        errors: &mut Errors,
    ) -> Result<()> {
        slot.equals(input)?;
        if !input.peek(token::Bracket) {
            let message = "`providers` is a list: write `providers = [primary, backup]`, or, for a list that is known at \
                           run time, `providers = [for source in &self.sources => source.name() = source.price(symbol)]`";
            return Err(input.error(message));
        }
        let content;
        bracketed!(content in input);
        self.is_list_empty = content.is_empty();
        list(&content, errors, |content, _| {
            let start = content.fork();
            let provider = match &self.method {
                None => content.parse(),
                Some(method) => ProviderEntry::called_on(content, method),
            };
            self.completions.push(match &provider {
                Ok(provider) => CompletionTokens::of_provider(provider),
                Err(_) => CompletionTokens::of_unparsed(&start),
            });
            self.providers.push(provider?);
            Ok(())
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};

    use super::*;

    #[test]
    fn a_flag_may_be_said_either_way() {
        for (flag, is_set) in [
            (quote!(require_all), true),
            (quote!(require_all = true), true),
            (quote!(require_all = false), false),
        ] {
            let mut errors = Errors::default();
            let arguments = Arguments::parse(flag.clone(), &mut errors);
            assert!(errors.is_empty());
            assert_eq!(arguments.require_all, is_set, "{flag}");
        }
    }

    #[test]
    fn a_relative_crate_is_an_error_and_still_found() {
        let mut errors = Errors::default();
        let arguments = Arguments::parse(quote!(crate = renamed), &mut errors);
        assert!(!errors.is_empty());
        let core_path = arguments.core_path.to_token_stream();
        assert_eq!(core_path.to_string(), quote!(::renamed).to_string());
    }
}
