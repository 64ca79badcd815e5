//! Reading entries, keys and values, so that one mistake does not hide the next.

use proc_macro2::{Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Ident, Result, Token};

use crate::errors::Errors;

/// Reads entries between commas. One that cannot be read does not keep the next from being read.
pub(super) fn list(
    input: ParseStream<'_>,
    errors: &mut Errors,
    mut entry: impl FnMut(ParseStream<'_>, &mut Errors) -> Result<()>,
) {
    while !input.is_empty() {
        let read = entry(input, errors);
        let failed = errors.take(read).is_none();
        if !failed && !input.is_empty() && !input.peek(Token![,]) {
            errors.add(input.error("expected `,`"));
        }
        while !input.is_empty() && !input.peek(Token![,]) {
            let _ = input.parse::<TokenTree>();
        }
        let _ = input.parse::<Token![,]>();
    }
}

/// One of these keys.
pub(super) fn key(input: ParseStream<'_>, known: &[&str]) -> Result<Ident> {
    let Ok(key) = input.call(Ident::parse_any) else {
        return Err(input.error(format!(
            "expected `key = value`; the keys are {}",
            known.join(", ")
        )));
    };
    let text = key.to_string();
    if known.contains(&text.as_str()) {
        return Ok(key);
    }
    let nearest = known
        .iter()
        .map(|known| (distance(&text, known), known))
        .min()
        .filter(|(distance, _)| *distance <= 1 + text.len() / 4)
        .map(|(_, nearest)| nearest);
    // `max_retries`, `retry`, `backoff`
    let is_word = |word: &str, text: &str| text.split('_').any(|part| part == word);
    let begins_alike = |known: &str| text.get(..4).is_some_and(|stem| known.starts_with(stem));
    let alike = || {
        let mut known = known.iter();
        known.find(|known| is_word(known, &text) || begins_alike(known) || is_word(&text, known))
    };
    let hint = match nearest.or_else(alike) {
        Some(meant) => format!("did you mean `{meant}`? "),
        None => String::new(),
    };
    Err(Error::new(
        key.span(),
        format!(
            "unknown key `{key}`: {hint}the keys are {}",
            known.join(", ")
        ),
    ))
}

/// The `=` between a key and its value.
pub(super) fn equals(input: ParseStream<'_>, key: &Ident, example: &str) -> Result<()> {
    equals_after(input, &key.to_string(), key.span(), example)
}

/// The `=` after what was typed at `span`.
pub(super) fn equals_after(
    input: ParseStream<'_>,
    key: &str,
    span: Span,
    example: &str,
) -> Result<()> {
    if input.peek(Token![=]) && !input.peek(Token![==]) {
        input.parse::<Token![=]>()?;
        if input.is_empty() || input.peek(Token![,]) {
            return Err(Error::new(
                span,
                format!("`{key}` has no value: write `{key} = {example}`"),
            ));
        }
        return Ok(());
    }
    Err(Error::new(
        span,
        format!("`{key}` takes a value: write `{key} = {example}`"),
    ))
}

/// A value of a kind that syn can read.
pub(super) fn value<T: Parse>(input: ParseStream<'_>, key: &Ident, example: &str) -> Result<T> {
    equals(input, key, example)?;
    let start = input.span();
    input.parse().map_err(|_| {
        Error::new(
            start,
            format!("this is no value for `{key}`: write `{key} = {example}`"),
        )
    })
}

/// How many letters have to be changed, put in or left out to come from one to the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_is_in_letters() {
        for (a, b, expected) in [
            ("", "", 0),
            ("retries", "retries", 0),
            ("", "keys", 4),
            ("keys", "", 4),
            ("key", "keys", 1),
            ("keys", "key", 1),
            ("eys", "keys", 1),
            ("kays", "keys", 1),
            ("retrys", "retries", 2),
            ("kitten", "sitting", 3),
            ("sunday", "saturday", 3),
            ("abc", "xyz", 3),
        ] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }
}
