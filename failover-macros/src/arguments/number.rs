//! Numbers and durations: literals that are checked here, or expressions that the compiler checks.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::parse::ParseStream;
use syn::{Error, Expr, Ident, Lit, Result, UnOp};

use super::source_text::source_text;
use crate::syntax::{find_ident, ungroup_expression};

/// Units of time and their nanoseconds.
const UNITS: [(&str, u128); 9] = [
    ("ns", 1),
    ("us", 1_000),
    ("\u{b5}s", 1_000),
    ("\u{3bc}s", 1_000),
    ("ms", 1_000_000),
    ("s", NANOS_PER_SECOND),
    ("m", 60 * NANOS_PER_SECOND),
    ("h", 3_600 * NANOS_PER_SECOND),
    ("d", 86_400 * NANOS_PER_SECOND),
];
const NANOS_PER_SECOND: u128 = 1_000_000_000;

/// A constant that the user wrote.
pub(crate) struct Constant {
    pub(crate) value: TokenStream,
    /// The value as the user wrote it.
    pub(crate) source: String,
    /// The nanoseconds of a literal duration. An expression is known to the compiler alone.
    pub(crate) nanos: Option<u128>,
}

impl Constant {
    /// Takes an expression as it is.
    pub(super) fn of(expression: &Expr) -> Self {
        let value = expression.to_token_stream();
        let source = source_text(value.clone());
        Self {
            value,
            source,
            nanos: None,
        }
    }

    /// Returns true for a literal duration of zero. An expression may be zero too.
    pub(crate) fn is_zero(&self) -> bool {
        self.nanos == Some(0)
    }
}

/// Reads a whole number from `least` to `most`, or a constant expression.
pub(super) fn count(input: ParseStream<'_>, key: &str, least: u64, most: u64) -> Result<Constant> {
    let expression = ungroup_expression(input.parse()?);
    let error = |message: String| Err(Error::new_spanned(&expression, message));
    match &expression {
        Expr::Lit(literal) => {
            let Lit::Int(number) = &literal.lit else {
                return error(format!(
                    "`{key}` is a whole number: write `{key} = {}`",
                    least.max(2)
                ));
            };
            if !matches!(number.suffix(), "" | "u32" | "usize") {
                let digits = number.base10_digits();
                return error(format!(
                    "`{key}` is a number without a unit: write `{key} = {digits}`"
                ));
            }
            match number.base10_parse::<u64>() {
                Ok(value) if value < least => {
                    error(format!("`{key}` is {value}: it must be at least {least}"))
                }
                Ok(value) if value <= most => Ok(Constant::of(&expression)),
                _ => error(format!("`{key}` is {number}: it must be at most {most}")),
            }
        }
        _ => constant(&expression, key),
    }
}

/// Reads a duration such as `500ms` or `1.5s`, or a constant expression.
pub(super) fn duration(input: ParseStream<'_>, place: Place<'_>, zero: Zero) -> Result<Constant> {
    let key = place.name();
    let expression = ungroup_expression(input.parse()?);
    let error = |message: String| Err(Error::new_spanned(&expression, message));
    let (text, span) = match &expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => (number.token().to_string(), number.span()),
            Lit::Float(number) => (number.token().to_string(), number.span()),
            Lit::Str(text) if nanos(&text.value()).is_ok() => {
                let text = text.value();
                let fix = place.with(&text);
                return error(format!("durations are not quoted: write `{fix}`"));
            }
            _ => {
                let (short, long) = (place.with("500ms"), place.with("2s"));
                return error(format!(
                    "`{key}` is a duration: write `{short}` or `{long}`"
                ));
            }
        },
        _ => return constant(&expression, key),
    };
    if let Some((TokenTree::Ident(unit), _)) = input.cursor().token_tree() {
        let (unit, end) = (unit.to_string(), unit.span());
        if nanos(&format!("{text}{unit}")).is_ok() {
            let _: Ident = input.parse()?;
            return Err(Error::new(
                end,
                format!(
                    "a duration is one word: write `{}`",
                    place.with(&format!("{text}{unit}"))
                ),
            ));
        }
    }
    let nanos = match nanos(&text) {
        Ok(nanos) => nanos,
        Err(mistake) => return error(mistake.message(place, &text)),
    };
    let Ok(seconds) = u64::try_from(nanos / NANOS_PER_SECOND) else {
        return error(DurationError::TooLong.message(place, &text));
    };
    if nanos == 0 && zero == Zero::Refused {
        return error(format!(
            "`{key}` is {text}: it must be longer than zero; remove it to set no limit"
        ));
    }
    let rest = u32::try_from(nanos % NANOS_PER_SECOND).unwrap_or_default();
    Ok(Constant {
        value: quote_spanned!(span=> ::core::time::Duration::new(#seconds, #rest)),
        source: text,
        nanos: Some(nanos),
    })
}

/// The place that a duration is written at, for messages.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// `key = 500ms`.
    Value(&'a str),
    /// `function(500ms)`.
    Argument(&'a str),
}

impl<'a> Place<'a> {
    fn name(self) -> &'a str {
        match self {
            Self::Value(name) | Self::Argument(name) => name,
        }
    }

    /// Returns the place with this duration in it, as the user would write it.
    fn with(self, duration: &str) -> String {
        match self {
            Self::Value(key) => format!("{key} = {duration}"),
            Self::Argument(function) => format!("{function}({duration})"),
        }
    }
}

/// The rule for a duration of zero.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Zero {
    Allowed,
    Refused,
}

/// The reason why a literal is no duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DurationError {
    NoUnit,
    UnknownUnit,
    NotDecimal,
    TooPrecise,
    TooLong,
}

impl DurationError {
    fn message(self, place: Place<'_>, text: &str) -> String {
        let key = place.name();
        match self {
            Self::NoUnit => format!("`{key}` needs a unit: `{text}s` or `{text}ms`"),
            Self::UnknownUnit => {
                format!(
                    "`{text}` has no known unit of time: the units are ns, us, ms, s, m, h and d"
                )
            }
            Self::NotDecimal => {
                format!("`{text}` is not decimal: write `{}`", place.with("16ms"))
            }
            Self::TooPrecise => {
                format!("`{text}` is not a whole number of nanoseconds: the shortest is `1ns`")
            }
            Self::TooLong => format!("`{text}` is too long: remove `{key}` to set no limit"),
        }
    }
}

/// Returns the nanoseconds of a literal.
fn nanos(text: &str) -> std::result::Result<u128, DurationError> {
    // Only decimal digits can be followed by a unit: in `0x10ms` the `m` is no digit, in `0x1d` the `d` is.
    let text = text.replace('_', "");
    if ["0x", "0o", "0b"]
        .iter()
        .any(|prefix| text.starts_with(prefix))
    {
        return Err(DurationError::NotDecimal);
    }
    // Split the number from its unit. The `e` of an exponent is no unit.
    let end_of_number = text
        .char_indices()
        .find(|&(at, letter)| letter.is_alphabetic() && !is_exponent(&text[at..]))
        .map_or(text.len(), |(at, _)| at);
    let (number, unit) = text.split_at(end_of_number);
    // Split the number into digits, a count of decimal places and an exponent. No floating point: durations are exact.
    let number = number.to_lowercase();
    let (mantissa, exponent) = match number.split_once('e') {
        Some((mantissa, exponent)) => (
            mantissa,
            exponent
                .parse::<i32>()
                .map_err(|_| DurationError::TooLong)?,
        ),
        None => (&*number, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let digits: u128 = digits.parse().map_err(|_| DurationError::TooLong)?;
    let unit = match unit {
        "" => return Err(DurationError::NoUnit),
        unit => {
            UNITS
                .iter()
                .find(|(name, _)| *name == unit)
                .ok_or(DurationError::UnknownUnit)?
                .1
        }
    };
    // The value is `digits * 10^shift` units.
    let places = i32::try_from(fraction.len()).map_err(|_| DurationError::TooPrecise)?;
    let shift = exponent.saturating_sub(places);
    let power = 10_u128.checked_pow(shift.unsigned_abs());
    let units = digits.checked_mul(unit).ok_or(DurationError::TooLong)?;
    match (units, shift, power) {
        (0, _, _) => Ok(0),
        (_, 0.., Some(power)) => units.checked_mul(power).ok_or(DurationError::TooLong),
        (_, 0.., None) => Err(DurationError::TooLong),
        (_, _, Some(power)) if units % power == 0 => Ok(units / power),
        _ => Err(DurationError::TooPrecise),
    }
}

/// Returns true if this begins with an exponent, as in `e3ms` or `E-3s`.
fn is_exponent(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['e', 'E']) else {
        return false;
    };
    let rest = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    rest.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Checks that an expression can be a constant.
fn constant(expression: &Expr, key: &str) -> Result<Constant> {
    if let Expr::Unary(unary) = expression {
        if matches!(unary.op, UnOp::Neg(_)) {
            return Err(Error::new_spanned(
                expression,
                format!("`{key}` cannot be negative: remove the `-`"),
            ));
        }
    }
    if let Some(receiver) = find_ident(expression.to_token_stream(), &|ident| ident == "self") {
        return Err(Error::new(
            receiver,
            format!(
                "`{key}` is fixed at compile time: write a literal or a constant, \
                 or build a client at run time and write `client = ..`"
            ),
        ));
    }
    Ok(Constant::of(expression))
}

#[cfg(test)]
mod tests {
    use syn::parse::Parser;

    use super::*;

    #[test]
    fn durations_are_exact() {
        for (text, expected) in [
            ("10ns", 10),
            ("1_000us", 1_000_000),
            ("500ms", 500_000_000),
            ("500_ms", 500_000_000),
            ("2s", 2_000_000_000),
            ("1.5s", 1_500_000_000),
            ("0.000000001s", 1),
            ("1e3ms", 1_000_000_000),
            ("1.25E-1s", 125_000_000),
            ("1m", 60_000_000_000),
            ("2h", 7_200_000_000_000),
            ("1d", 86_400_000_000_000),
            ("0s", 0),
            ("0e40s", 0),
            ("0e-40s", 0),
            ("3\u{b5}s", 3_000),
        ] {
            assert_eq!(nanos(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn counts_are_within_their_bounds() {
        for (text, least, most, is_within) in [
            ("0", 0, 2, true),
            ("0", 1, 2, false),
            ("1", 1, 2, true),
            ("2", 1, 2, true),
            ("3", 1, 2, false),
            ("2u32", 1, 2, true),
            ("2usize", 1, 2, true),
            ("2u8", 1, 2, false),
            ("18446744073709551615", 1, u64::MAX, true),
            ("18446744073709551616", 1, u64::MAX, false),
        ] {
            let parser = |input: ParseStream<'_>| count(input, "retries", least, most);
            assert_eq!(
                parser.parse_str(text).is_ok(),
                is_within,
                "{text} in {least}..={most}"
            );
        }
    }

    #[test]
    fn what_is_no_duration_says_why() {
        for (text, mistake) in [
            ("2", DurationError::NoUnit),
            ("2.5", DurationError::NoUnit),
            ("2sec", DurationError::UnknownUnit),
            ("2e", DurationError::UnknownUnit),
            ("2u32", DurationError::UnknownUnit),
            ("0x10ms", DurationError::NotDecimal),
            ("0b1s", DurationError::NotDecimal),
            ("0.1ns", DurationError::TooPrecise),
            ("1e-10s", DurationError::TooPrecise),
            ("1e40s", DurationError::TooLong),
            (
                "999999999999999999999999999999999999999s",
                DurationError::TooLong,
            ),
        ] {
            assert_eq!(nanos(text), Err(mistake), "{text}");
        }
    }
}
