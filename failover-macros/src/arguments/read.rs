//! Reading of entries, keywords and values, so that one mistake does not hide the next.

use proc_macro2::{Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Ident, LitBool, LitStr, Result, Token};

use super::number::{self, Constant, Place, Zero};
use super::provider::name_before_equals;
use super::table::Keyword;
use crate::errors::Errors;

/// Reads entries between commas. The next entry is read even if one is wrong.
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

/// Reads a keyword. An unknown one is an error that suggests the nearest.
pub(super) fn keyword<K: Keyword>(input: ParseStream<'_>) -> Result<(K, Ident)> {
    let names: Vec<&str> = K::ALL.iter().map(|keyword| keyword.name()).collect();
    let Ok(key) = input.call(Ident::parse_any) else {
        return Err(input.error(format!(
            "expected `key = value`; the keys are {}",
            names.join(", ")
        )));
    };
    let text = key.to_string();
    if let Some(keyword) = K::ALL.iter().find(|keyword| keyword.name() == text) {
        return Ok((*keyword, key));
    }
    let hint = did_you_mean(&text, &names);
    Err(Error::new(
        key.span(),
        format!(
            "unknown key `{key}`: {hint}the keys are {}",
            names.join(", ")
        ),
    ))
}

/// Returns the question whether one of these names was meant, or nothing if none is similar.
pub(crate) fn did_you_mean(text: &str, names: &[&str]) -> String {
    match meant(text, names) {
        Some(meant) => format!("did you mean `{meant}`? "),
        None => String::new(),
    }
}

/// Returns the name that was probably meant by this text.
fn meant<'a>(text: &str, names: &[&'a str]) -> Option<&'a str> {
    // A slip of the pen.
    let distances = names.iter().map(|name| (distance(text, name), *name));
    let nearest = distances
        .min()
        .filter(|(distance, _)| *distance <= 1 + text.len() / 4)
        .map(|(_, nearest)| nearest);
    // Another name for the same: `max_retries`, `retry`, `backoff`.
    let is_word = |word: &str, text: &str| text.split('_').any(|part| part == word);
    let begins_alike = |name: &str| text.get(..4).is_some_and(|stem| name.starts_with(stem));
    let is_alike = |name: &str| is_word(name, text) || begins_alike(name) || is_word(text, name);
    nearest.or_else(|| names.iter().find(|name| is_alike(name)).copied())
}

/// The place that a value is read for: a keyword, or one provider under a keyword.
pub(super) struct Slot<K> {
    pub(super) keyword: K,
    /// The keyword where the user wrote it.
    pub(super) key: Ident,
    /// The provider in `keyword(provider = value)`.
    pub(super) provider: Option<LitStr>,
}

impl<K: Keyword> Slot<K> {
    /// Reads a value of a kind that syn can read.
    pub(super) fn value<T: Parse>(&self, input: ParseStream<'_>) -> Result<T> {
        self.equals(input)?;
        let start = input.span();
        let (name, example) = (self.keyword.name(), self.keyword.example());
        input.parse().map_err(|_| {
            Error::new(
                start,
                format!("invalid value for `{name}`: write `{name} = {example}`"),
            )
        })
    }

    /// Reads a count within these bounds.
    pub(super) fn count(&self, input: ParseStream<'_>, least: u64, most: u64) -> Result<Constant> {
        self.equals(input)?;
        number::count(input, self.keyword.name(), least, most)
    }

    /// Reads a duration.
    pub(super) fn duration(&self, input: ParseStream<'_>, zero: Zero) -> Result<Constant> {
        self.equals(input)?;
        self.duration_after_equals(input, zero)
    }

    /// Reads a duration whose `=` is read.
    pub(super) fn duration_after_equals(
        &self,
        input: ParseStream<'_>,
        zero: Zero,
    ) -> Result<Constant> {
        number::duration(input, Place::Value(self.keyword.name()), zero)
    }

    /// Reads a flag: the keyword alone, or with `= true`.
    pub(super) fn flag(&self, input: ParseStream<'_>) -> Result<bool> {
        if !input.peek(Token![=]) {
            return Ok(true);
        }
        input.parse::<Token![=]>()?;
        let (start, name) = (input.span(), self.keyword.name());
        let value: LitBool = input
            .parse()
            .map_err(|_| Error::new(start, format!("write `{name}`, or `{name} = true`")))?;
        Ok(value.value)
    }

    /// Reads the `=` before a value.
    pub(super) fn equals(&self, input: ParseStream<'_>) -> Result<()> {
        let has_equals = input.peek(Token![=]) && !input.peek(Token![==]);
        if has_equals {
            input.parse::<Token![=]>()?;
            if !(input.is_empty() || input.peek(Token![,])) {
                return Ok(());
            }
        }
        let mistake = if has_equals { "has no" } else { "takes a" };
        let (name, span) = self.assigned();
        let example = self.keyword.example();
        Err(Error::new(
            span,
            format!("`{name}` {mistake} value: write `{name} = {example}`"),
        ))
    }

    /// Returns what the value is assigned to, as the user would write it, and where it is.
    fn assigned(&self) -> (String, Span) {
        match &self.provider {
            Some(provider) => (name_before_equals(provider), provider.span()),
            None => (self.keyword.name().to_owned(), self.key.span()),
        }
    }
}

/// Returns the edit distance: the letters to change, insert or remove to turn one word into the other.
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
