//! `circuit_breaker`: one that the user holds, or one of the function's own.

use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{Error, Expr, Ident, Result, Token, parenthesized, token};

use super::number::{Constant, Zero};
use super::provider;
use super::read::{Slot, did_you_mean, keyword, list};
use super::second_function::SecondFunction;
use super::table::{Argument, BreakerArgument, Keyword};
use crate::errors::Errors;

/// The value of `circuit_breaker`.
pub(crate) enum Breaker {
    /// A breaker that the user holds.
    Given(Expr),
    /// A breaker of the function's own.
    Own(OwnBreaker),
}

/// `circuit_breaker(failure_threshold = 3, reset_after = 60s, handle = path)`.
pub(crate) struct OwnBreaker {
    pub(crate) failure_threshold: Constant,
    pub(crate) reset_after: Constant,
    pub(crate) handle: Option<SecondFunction>,
}

impl Breaker {
    /// Reads a breaker. `None` if there are errors in its parentheses.
    pub(super) fn parse(
        slot: &Slot<Argument>,
        input: ParseStream<'_>,
        errors: &mut Errors,
    ) -> Result<Option<Self>> {
        if !input.peek(token::Paren) {
            if !input.peek(Token![=]) {
                let (name, example) = (slot.keyword.name(), slot.keyword.example());
                let own = required(|_| true);
                return Err(Error::new(
                    slot.key.span(),
                    format!("write `{name}({own})`, or `{name} = {example}`"),
                ));
            }
            return Ok(Some(Self::Given(slot.value(input)?)));
        }
        let content;
        let parentheses = parenthesized!(content in input);
        let (mut failure_threshold, mut reset_after, mut handle) = (None, None, None);
        let (mut given, mut is_unread) = (Vec::new(), false);
        list(&content, errors, |content, errors| {
            if content.peek(Ident) && content.peek2(token::Paren) {
                is_unread = true;
                return Err(content.error(OWN_IS_STATIC));
            }
            let (keyword, key) = keyword(content).inspect_err(|_| is_unread = true)?;
            if given.contains(&keyword) {
                errors.at(key.span(), format!("`{key}` is given twice: remove one"));
            }
            given.push(keyword);
            let slot = Slot {
                keyword,
                key,
                provider: None,
            };
            match keyword {
                BreakerArgument::FailureThreshold => {
                    failure_threshold = Some(slot.count(content, 1, u64::from(u32::MAX))?);
                }
                BreakerArgument::ResetAfter => {
                    reset_after = Some(slot.duration(content, Zero::Allowed)?);
                }
                BreakerArgument::Handle => handle = Some(slot.value(content)?),
            }
            Ok(())
        });
        let missing = required(|argument| !is_unread && !given.contains(&argument));
        if !missing.is_empty() {
            let message = format!("`circuit_breaker` needs more: add `{missing}`");
            errors.at(parentheses.span.join(), message);
        }
        let own = failure_threshold.zip(reset_after);
        Ok(own.map(|(failure_threshold, reset_after)| {
            Self::Own(OwnBreaker {
                failure_threshold,
                reset_after,
                handle,
            })
        }))
    }
}

/// The form of a breaker of one provider.
pub(super) const OWN_IS_STATIC: &str = "the breaker of one provider is a `static`: declare \
    `static LOCAL: CircuitBreaker = CircuitBreaker::new(3, Duration::from_secs(60));`, and write `circuit_breaker(local = LOCAL)`";

/// Returns true if the parentheses of `circuit_breaker(..)` name a provider. A word that resembles an argument of the
/// function's own breaker is none.
pub(super) fn names_provider(input: ParseStream<'_>) -> bool {
    let named = |input: ParseStream<'_>| {
        let content;
        parenthesized!(content in input);
        let name = provider::given_name(&content)?;
        content.parse::<TokenStream>()?;
        Ok(name)
    };
    let arguments: Vec<&str> = BreakerArgument::ALL
        .iter()
        .map(|argument| argument.name())
        .collect();
    match named(&input.fork()) {
        Ok(Some(name)) => did_you_mean(&name.value(), &arguments).is_empty(),
        _ => false,
    }
}

/// Returns the required arguments for which `is_wanted` holds, with an example of each.
fn required(is_wanted: impl Fn(BreakerArgument) -> bool) -> String {
    let required: Vec<String> = BreakerArgument::ALL
        .iter()
        .filter(|argument| argument.entry().is_required && is_wanted(**argument))
        .map(|argument| format!("{} = {}", argument.name(), argument.example()))
        .collect();
    required.join(", ")
}
