//! `circuit_breaker`: one that is given, or one of the function's own.

use syn::parse::{Parse, ParseStream};
use syn::{Error, Expr, Ident, Path, Result, Token, Visibility, parenthesized, token};

use super::number::{self, Constant, Zero};
use super::read::{equals, list, value};
use crate::errors::Errors;

/// `circuit_breaker = EXPR`, or one of the function's own.
pub(crate) enum Breaker {
    Given(Expr),
    Own(OwnBreaker),
}

/// `circuit_breaker(failure_threshold = 3, reset_after = 60s, handle = path)`.
pub(crate) struct OwnBreaker {
    pub(crate) failure_threshold: Constant,
    pub(crate) reset_after: Constant,
    pub(crate) handle: Option<Handle>,
}

/// `handle = path`, or `handle = pub(crate) path`.
pub(crate) struct Handle {
    /// Inherited: as visible as the function.
    pub(crate) visibility: Visibility,
    pub(crate) path: Path,
}

impl Parse for Handle {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        Ok(Self {
            visibility: input.parse()?,
            path: input.parse()?,
        })
    }
}

impl Breaker {
    /// `None` if errors were found in its parentheses.
    pub(super) fn parse(
        input: ParseStream<'_>,
        key: &Ident,
        errors: &mut Errors,
    ) -> Result<Option<Self>> {
        if !input.peek(token::Paren) {
            if !input.peek(Token![=]) {
                return Err(Error::new(
                    key.span(),
                    "write `circuit_breaker(failure_threshold = 3, reset_after = 60s)`, or \
                     `circuit_breaker = BREAKER`",
                ));
            }
            return Ok(Some(Self::Given(value(input, key, "BREAKER")?)));
        }
        let content;
        let parentheses = parenthesized!(content in input);
        let (mut failure_threshold, mut reset_after, mut handle) = (None, None, None);
        let (mut given, mut is_unread) = (Vec::new(), false);
        list(&content, errors, |content, errors| {
            let key = super::read::key(content, &["failure_threshold", "reset_after", "handle"])
                .inspect_err(|_| is_unread = true)?;
            if given.contains(&key) {
                errors.at(key.span(), format!("`{key}` is given twice: leave one out"));
            }
            given.push(key.clone());
            if key == "failure_threshold" {
                equals(content, &key, "3")?;
                failure_threshold = Some(number::count(content, &key, 1, u64::from(u32::MAX))?);
            } else if key == "reset_after" {
                equals(content, &key, "60s")?;
                reset_after = Some(number::duration(content, &key, Zero::Allowed)?);
            } else {
                handle = Some(value(content, &key, "breaker")?);
            }
            Ok(())
        });
        let required = [("failure_threshold", "3"), ("reset_after", "60s")];
        let missing: Vec<String> = required
            .iter()
            .filter(|(required, _)| !is_unread && !given.iter().any(|key| key == required))
            .map(|(required, example)| format!("{required} = {example}"))
            .collect();
        if !missing.is_empty() {
            let missing = missing.join(", ");
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
