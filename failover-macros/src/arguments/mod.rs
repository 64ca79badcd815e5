//! What stands in the attribute's parentheses.

pub(crate) mod breaker;
pub(crate) mod completion;
pub(crate) mod number;
pub(crate) mod provider;
mod read;
mod source_text;

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{
    Error, Expr, Ident, LitBool, LitStr, Path, PathSegment, Result, Token, Type, bracketed,
    parenthesized, token,
};

use self::breaker::Breaker;
use self::completion::CompletionTokens;
use self::number::{Constant, Zero};
use self::provider::{Provider, name_before_equals};
use self::read::{equals, equals_after, key, list, value};
use crate::errors::Errors;
use crate::syntax::ungroup_expression;

/// Every argument, in the order of the documentation.
const KEYS: [&str; 20] = [
    "providers",
    "keys",
    "retries",
    "retry_backoff",
    "timeout",
    "deadline",
    "hedge",
    "on_timeout",
    "on_rejected",
    "is_valid",
    "classify",
    "require_all",
    "max_keys",
    "concurrency",
    "circuit_breaker",
    "when_all_open",
    "client",
    "clock",
    "error",
    "crate",
];

/// The attribute's arguments, as far as they could be read.
#[derive(Default)]
pub(crate) struct Arguments {
    /// The keys that were given, in order.
    pub(crate) given: Vec<Ident>,
    /// Whether something was given that could be no key: it may have been meant for any.
    pub(crate) is_unread: bool,
    /// Whether `providers` was given, and holds nothing.
    pub(crate) is_list_empty: bool,
    pub(crate) providers: Vec<Provider>,
    /// What the entries of `providers` call, as far as it was typed: for editors.
    pub(crate) completions: Vec<CompletionTokens>,
    pub(crate) keys: Option<Ident>,
    /// What is no default of the policy: field and value.
    pub(crate) policy: Vec<(Ident, PolicyValue)>,
    pub(crate) is_valid: Option<Expr>,
    pub(crate) classify: Option<Expr>,
    pub(crate) require_all: bool,
    /// How long a provider is waited for until the next is started beside it.
    pub(crate) hedge: Option<Constant>,
    pub(crate) max_keys: Option<PerProvider>,
    pub(crate) concurrency: Option<PerProvider>,
    pub(crate) circuit_breaker: Option<Breaker>,
    pub(crate) client: Option<Expr>,
    pub(crate) clock: Option<Expr>,
    pub(crate) error: Option<Type>,
    pub(crate) core_path: Option<Path>,
}

/// The value of a field of the policy.
pub(crate) enum PolicyValue {
    Value(Constant),
    /// A duration that is optional there.
    Limit(Constant),
    /// A variant of `WhenAllOpen` by its bare name.
    WhenAllOpen(Ident),
}

/// `max_keys = 100`, or `max_keys(primary = 100, backup = 50)`; so with `concurrency`.
pub(crate) enum PerProvider {
    Each(Constant),
    Named(Vec<(LitStr, Constant)>),
}

impl Arguments {
    /// Reads all that can be read; `errors` gets the rest.
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut arguments = Self::default();
        let parser = |input: ParseStream<'_>| {
            list(input, errors, |input, errors| {
                arguments.argument(input, errors)
            });
            Ok(())
        };
        let parsed = parser.parse2(tokens);
        errors.take(parsed);
        arguments
    }

    fn argument(&mut self, input: ParseStream<'_>, errors: &mut Errors) -> Result<()> {
        let key = key(input, &KEYS).inspect_err(|_| self.is_unread = true)?;
        if self.given.contains(&key) {
            errors.at(key.span(), format!("`{key}` is given twice: leave one out"));
        }
        self.given.push(key.clone());
        match key.to_string().as_str() {
            "providers" => self.providers(input, &key, errors)?,
            "keys" => self.keys = Some(value(input, &key, "symbols")?),
            "retries" => {
                equals(input, &key, "1")?;
                let retries = number::count(input, &key, 0, u64::from(u32::MAX))?;
                self.policy.push((key, PolicyValue::Value(retries)));
            }
            "retry_backoff" => {
                equals(input, &key, "500ms")?;
                let backoff = number::duration(input, &key, Zero::Allowed)?;
                self.policy.push((key, PolicyValue::Value(backoff)));
            }
            "timeout" | "deadline" => {
                equals(input, &key, "2s")?;
                let limit = number::duration(input, &key, Zero::Refused)?;
                self.policy.push((key, PolicyValue::Limit(limit)));
            }
            "hedge" => {
                equals(input, &key, "200ms")?;
                self.hedge = Some(number::duration(input, &key, Zero::Allowed)?);
            }
            "on_timeout" | "on_rejected" => {
                let verdict: Expr = value(input, &key, "Verdict::STOP")?;
                self.policy
                    .push((key, PolicyValue::Value(Constant::of(&verdict))));
            }
            "when_all_open" => {
                let choice: Expr = value(input, &key, "ProbeEarliest")?;
                let choice = when_all_open(choice)?;
                self.policy.push((key, choice));
            }
            "is_valid" => self.is_valid = Some(value(input, &key, "|value: &f64| *value > 0.0")?),
            "classify" => {
                self.classify = Some(value(input, &key, "|error: &ApiError| Verdict::NEXT")?);
            }
            "require_all" => self.require_all = flag(input)?,
            "max_keys" => self.max_keys = Some(PerProvider::parse(input, &key, "100", errors)?),
            "concurrency" => {
                self.concurrency = Some(PerProvider::parse(input, &key, "4", errors)?);
            }
            "circuit_breaker" => self.circuit_breaker = Breaker::parse(input, &key, errors)?,
            "client" => self.client = Some(value(input, &key, "self.client")?),
            "clock" => self.clock = Some(value(input, &key, "&CLOCK")?),
            "error" => self.error = Some(value(input, &key, "ApiError")?),
            _ => {
                let path: Path = value(input, &key, "::failover_core")?;
                self.core_path = absolute(path, errors);
            }
        }
        Ok(())
    }

    fn providers(
        &mut self,
        input: ParseStream<'_>,
        key: &Ident,
        errors: &mut Errors,
    ) -> Result<()> {
        equals(input, key, "[primary, backup]")?;
        if !input.peek(token::Bracket) {
            return Err(input.error("`providers` is a list: write `providers = [primary, backup]`"));
        }
        let content;
        bracketed!(content in input);
        self.is_list_empty = content.is_empty();
        list(&content, errors, |content, _| {
            let start = content.fork();
            let provider: Result<Provider> = content.parse();
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

impl PerProvider {
    /// Of the provider with this name.
    pub(crate) fn of(&self, provider: &str) -> Option<&Constant> {
        match self {
            Self::Each(count) => Some(count),
            Self::Named(counts) => {
                let count = counts.iter().find(|(name, _)| name.value() == provider);
                count.map(|(_, count)| count)
            }
        }
    }

    fn parse(
        input: ParseStream<'_>,
        key: &Ident,
        example: &str,
        errors: &mut Errors,
    ) -> Result<Self> {
        let most = |input: ParseStream<'_>, key| number::count(input, key, 1, u64::MAX);
        if !input.peek(token::Paren) {
            equals(input, key, example)?;
            return most(input, key).map(Self::Each);
        }
        let content;
        parenthesized!(content in input);
        let mut named = Vec::new();
        list(&content, errors, |content, _| {
            let name = provider::name(content)?;
            equals_after(content, &name_before_equals(&name), name.span(), example)?;
            let most = most(content, key)?;
            named.push((name, most));
            Ok(())
        });
        Ok(Self::Named(named))
    }
}

/// `require_all`, or `require_all = true`.
fn flag(input: ParseStream<'_>) -> Result<bool> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        let start = input.span();
        let value: LitBool = input
            .parse()
            .map_err(|_| Error::new(start, "write `require_all`, or `require_all = true`"))?;
        return Ok(value.value);
    }
    Ok(true)
}

fn when_all_open(choice: Expr) -> Result<PolicyValue> {
    let choice = ungroup_expression(choice);
    if let Expr::Path(path) = &choice {
        if let Some(word) = path.path.get_ident() {
            if word == "Fail" || word == "ProbeEarliest" {
                return Ok(PolicyValue::WhenAllOpen(word.clone()));
            }
            return Err(Error::new_spanned(
                word,
                "`when_all_open` is `Fail` or `ProbeEarliest`",
            ));
        }
    }
    if let Expr::Lit(_) = &choice {
        return Err(Error::new_spanned(
            choice,
            "`when_all_open` is `Fail` or `ProbeEarliest`, without quotes",
        ));
    }
    Ok(PolicyValue::Value(Constant::of(&choice)))
}

/// A path that means the same wherever it stands. Where it does not, what was meant is gone on with, or nothing
/// if that cannot be told.
fn absolute(mut path: Path, errors: &mut Errors) -> Option<Path> {
    for segment in &mut path.segments {
        let arguments = std::mem::take(&mut segment.arguments);
        if !arguments.is_none() {
            errors.on(
                arguments,
                "`crate` is the path of a crate or module: leave this out",
            );
        }
    }
    let is_relative = path.leading_colon.is_none();
    let first = path.segments.first();
    let starts_with = |word: &str| is_relative && first.is_some_and(|first| first.ident == word);
    let starts_with_crate = starts_with("crate");
    let is_keyword = |segment: &&PathSegment| {
        ["self", "Self", "super", "crate", "try"].contains(&&*segment.ident.to_string())
    };
    let mut segments = path.segments.iter().skip(usize::from(starts_with_crate));
    if let Some(PathSegment { ident, .. }) = segments.find(is_keyword) {
        errors.at(
            ident.span(),
            format!("`crate` is an absolute path, as it stands in other scopes too: `{ident}` cannot stand in it"),
        );
        return None;
    }
    if !is_relative || starts_with_crate || starts_with("$crate") {
        return Some(path);
    }
    let text = quote!(#path).to_string().replace(' ', "");
    errors.at(
        path.span(),
        format!(
            "`crate` is an absolute path, as it stands in other scopes too: write `crate = ::{text}`"
        ),
    );
    path.leading_colon = Some(Token![::](path.span()));
    Some(path)
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

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
