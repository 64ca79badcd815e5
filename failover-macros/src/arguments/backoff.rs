//! `retry_backoff`: a duration, a curve such as `exponential(100ms, max = 10s)`, or an expression.

use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{Error, Expr, Ident, Lit, Result, Token, parenthesized, token};

use super::number::{self, Constant, Place, Zero};
use super::read::{Slot, keyword, list};
use super::table::{Argument, BackoffArgument};
use crate::errors::Errors;
use crate::syntax::ungroup_expression;

/// The value of `retry_backoff`.
pub(crate) enum BackoffValue {
    /// A literal duration.
    Wait(Constant),
    /// A curve in the attribute's own words.
    Curve(BackoffCurve),
    /// An expression: a `Duration` or a `Backoff`.
    Expression(Constant),
}

/// `exponential(100ms, max = 10s, jitter = full)`, or the same with `linear`.
pub(crate) struct BackoffCurve {
    /// `exponential` or `linear`, where the user wrote it.
    pub(crate) word: Ident,
    pub(crate) base: Constant,
    pub(crate) max: Option<Constant>,
    /// A variant of `Jitter`, where the user wrote its word.
    pub(crate) jitter: Option<Ident>,
}

const CURVES: [&str; 2] = ["exponential", "linear"];

/// The words for `Jitter`, and its variants.
const JITTERS: [(&str, &str); 3] = [("full", "Full"), ("equal", "Equal"), ("none", "None")];

impl BackoffValue {
    /// Reads the value of `retry_backoff`. `None` if there are errors in its parentheses.
    pub(super) fn parse(
        slot: &Slot<Argument>,
        input: ParseStream<'_>,
        errors: &mut Errors,
    ) -> Result<Option<Self>> {
        slot.equals(input)?;
        // The words win over a function of the same name. A path such as `crate::linear(..)` calls the function.
        let is_curve = |word: &Ident| CURVES.iter().any(|curve| word == curve);
        if input.peek2(token::Paren) && input.fork().parse().is_ok_and(|word| is_curve(&word)) {
            let curve = BackoffCurve::parse(input, errors)?;
            return Ok(curve.map(Self::Curve));
        }
        let is_literal = matches!(
            input.fork().parse().map(ungroup_expression),
            Ok(Expr::Lit(_))
        );
        let constant = slot.duration_after_equals(input, Zero::Allowed)?;
        Ok(Some(if is_literal {
            Self::Wait(constant)
        } else {
            Self::Expression(constant)
        }))
    }

    /// Returns the value as the user wrote it.
    pub(crate) fn source(&self) -> String {
        let curve = match self {
            Self::Wait(constant) | Self::Expression(constant) => return constant.source.clone(),
            Self::Curve(curve) => curve,
        };
        let max = curve
            .max
            .as_ref()
            .map(|max| format!("max = {}", max.source));
        let jitter = curve.jitter.as_ref().map(ToString::to_string);
        let jitter = jitter.map(|jitter| format!("jitter = {}", jitter.to_lowercase()));
        let arguments = [Some(curve.base.source.clone()), max, jitter];
        let arguments: Vec<String> = arguments.into_iter().flatten().collect();
        format!("{}({})", curve.word, arguments.join(", "))
    }

    /// Returns true if there is certainly no wait.
    pub(crate) fn is_zero(&self) -> bool {
        match self {
            Self::Wait(constant) | Self::Expression(constant) => constant.is_zero(),
            Self::Curve(curve) => curve.base.is_zero(),
        }
    }
}

impl BackoffCurve {
    fn parse(input: ParseStream<'_>, errors: &mut Errors) -> Result<Option<Self>> {
        let word: Ident = input.parse()?;
        let name = word.to_string();
        let content;
        let parentheses = parenthesized!(content in input);
        let in_parentheses = Self::arguments(word, &parentheses, &content, errors);
        let curve = errors.take(in_parentheses).flatten();
        // What is left unread would be one more error.
        let _ = content.parse::<TokenStream>();
        if input.peek(Token![.]) {
            let message = format!(
                "`max` and `jitter` go into the parentheses: `{name}(100ms, max = 10s, jitter = full)`"
            );
            return Err(input.error(message));
        }
        Ok(curve)
    }

    /// Reads the wait and the options in the parentheses. `None` if there are errors among the options.
    fn arguments(
        word: Ident,
        parentheses: &token::Paren,
        content: ParseStream<'_>,
        errors: &mut Errors,
    ) -> Result<Option<Self>> {
        let name = word.to_string();
        if content.is_empty() || (content.peek2(Token![=]) && !content.peek2(Token![==])) {
            let span = if content.is_empty() {
                parentheses.span.join()
            } else {
                content.span()
            };
            let message = format!("`{name}` begins with the first wait: write `{name}(100ms)`");
            return Err(Error::new(span, message));
        }
        let base_span = content.span();
        let base = number::duration(content, Place::Argument(&name), Zero::Allowed)?;
        if name == "exponential" && base.is_zero() {
            let message = format!(
                "`exponential` begins with {}: it must be longer than zero; remove `retry_backoff` to retry at once",
                base.source
            );
            return Err(Error::new(base_span, message));
        }
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
        let (mut max, mut jitter) = (None, None);
        let (mut given, mut is_complete) = (Vec::new(), true);
        list(content, errors, |content, errors| {
            let read = Self::option(content, &mut given, &base, (&mut max, &mut jitter), errors);
            is_complete &= read.is_ok();
            read
        });
        Ok(is_complete.then_some(Self {
            word,
            base,
            max,
            jitter,
        }))
    }

    /// Reads `max = 10s` or `jitter = full`.
    fn option(
        content: ParseStream<'_>,
        given: &mut Vec<BackoffArgument>,
        base: &Constant,
        (max, jitter): (&mut Option<Constant>, &mut Option<Ident>),
        errors: &mut Errors,
    ) -> Result<()> {
        let (keyword, key) = keyword(content)?;
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
            BackoffArgument::Max => {
                slot.equals(content)?;
                let span = content.span();
                let longest = slot.duration_after_equals(content, Zero::Allowed)?;
                // Values that are no literals are compared by the compiler.
                if longest
                    .nanos
                    .zip(base.nanos)
                    .is_some_and(|(max, base)| max < base)
                {
                    let (max, base) = (&longest.source, &base.source);
                    let message =
                        format!("`max` is {max}: it must be at least the first wait, {base}");
                    return Err(Error::new(span, message));
                }
                *max = Some(longest);
            }
            BackoffArgument::Jitter => *jitter = Some(variant(slot.value(content)?)?),
        }
        Ok(())
    }
}

/// Returns the variant of `Jitter` that this word means.
fn variant(word: Expr) -> Result<Ident> {
    let word = ungroup_expression(word);
    let ident = match &word {
        Expr::Path(path) => path.path.get_ident(),
        _ => None,
    };
    let known = ident.and_then(|ident| JITTERS.iter().find(|(name, _)| ident == name));
    match (known, ident) {
        (Some((_, variant)), Some(ident)) => Ok(Ident::new(variant, ident.span())),
        _ => {
            let is_quoted =
                matches!(&word, Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_)));
            let quotes = if is_quoted { ", without quotes" } else { "" };
            let message = format!("`jitter` is `full`, `equal` or `none`{quotes}");
            Err(Error::new_spanned(word, message))
        }
    }
}
