//! Finds `?`, `return` and `.await` in an expression, outside of the closures, `async` blocks and functions within it.
//!
//! It looks at tokens, so it also sees what is in the parentheses of a macro. The one thing that it mistakes for a closure is a
//! pattern with a leading `|`.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

use crate::syntax::is_punct;

/// Returns the first `?` or `return`.
pub(crate) fn early_exit(code: &impl ToTokens) -> Option<Span> {
    find(code.to_token_stream(), &|before, token| match token {
        TokenTree::Ident(ident) => ident == "return",
        // Not the `?` in `?Sized`.
        TokenTree::Punct(punct) => punct.as_char() == '?' && before.is_some_and(ends_expression),
        _ => false,
    })
}

/// Returns the first `.await`.
pub(crate) fn awaits(code: &impl ToTokens) -> Option<Span> {
    find(code.to_token_stream(), &|before, token| {
        matches!(token, TokenTree::Ident(ident) if ident == "await")
            && before.is_some_and(|before| is_punct(before, '.'))
    })
}

/// A question about a token and the one before it.
type Question<'a> = &'a dyn Fn(Option<&TokenTree>, &TokenTree) -> bool;

fn find(tokens: TokenStream, is_it: Question<'_>) -> Option<Span> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        if let Some(end) = end_of_nested(&tokens, i) {
            i = end;
            continue;
        }
        let before = i.checked_sub(1).and_then(|before| tokens.get(before));
        if is_it(before, token) {
            return Some(token.span());
        }
        if let TokenTree::Group(group) = token {
            if let Some(found) = find(group.stream(), is_it) {
                return Some(found);
            }
        }
        i += 1;
    }
    None
}

/// Returns the end of the closure, `async` block or function that begins at `tokens[i]`, if one does.
fn end_of_nested(tokens: &[TokenTree], i: usize) -> Option<usize> {
    let after = |from: usize, is_end: &dyn Fn(&TokenTree) -> bool| {
        let found = tokens.get(from..)?.iter().position(is_end)?;
        Some(from + found)
    };
    match &tokens[i] {
        TokenTree::Ident(ident) if ident == "fn" => {
            matches!(tokens.get(i + 1), Some(TokenTree::Ident(_))).then_some(())?;
            Some(after(i, &is_braces)? + 1)
        }
        TokenTree::Ident(ident) if ident == "async" => {
            let is_move =
                matches!(tokens.get(i + 1), Some(TokenTree::Ident(word)) if word == "move");
            let block = i + 1 + usize::from(is_move);
            tokens
                .get(block)
                .is_some_and(is_braces)
                .then_some(block + 1)
        }
        bar if is_punct(bar, '|') && begins_expression(&tokens[..i]) => {
            let body = after(i + 1, &|token| is_punct(token, '|'))? + 1;
            // A body without braces extends as far as an expression can.
            if tokens.get(body).is_some_and(|token| is_punct(token, '-')) {
                return Some(after(body, &is_braces)? + 1);
            }
            let end = after(body, &|token| is_punct(token, ',') || is_punct(token, ';'));
            Some(end.unwrap_or(tokens.len()))
        }
        _ => None,
    }
}

/// Returns true if an expression begins after these tokens, so that a `|` begins a closure.
fn begins_expression(before: &[TokenTree]) -> bool {
    match before {
        [] => true,
        [.., TokenTree::Ident(word)] => is_before_expression(word),
        // The second half of `||`.
        [.., last] if is_punct(last, '|') => false,
        [.., equals, last] if is_punct(last, '>') => is_punct(equals, '='),
        [.., last] => !ends_expression(last),
    }
}

fn is_before_expression(word: &Ident) -> bool {
    [
        "async", "break", "else", "in", "match", "move", "return", "static",
    ]
    .iter()
    .any(|keyword| word == keyword)
}

/// Returns true for a token that an expression may end with.
fn ends_expression(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_) => true,
    }
}

fn is_braces(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn an_early_exit_is_one_of_this_function() {
        for (code, expected) in [
            ("a(x?)", true),
            ("a(x.b()?.c)", true),
            ("{ let x = a()?; Ok(x) }", true),
            ("{ if b { return c; } d }", true),
            ("a(x??)", true),
            ("vec![a?]", true),
            ("{ if a || b { c? } d }", true),
            ("{ a | b?; c }", true),
            ("{ a(|x| x.b()); c? }", true),
            ("a(|x| x, y?)", true),
            ("{ let f = |x| x; f(1)? }", true),
            ("match a { Some(b) | Ok(b) => b?, _ => c }", true),
            ("match a { b if c => d?, _ => e }", true),
            ("a(|x| x?)", false),
            ("a(|| x?)", false),
            ("a(move |x, y| x.b(y?))", false),
            ("a(|x| -> Option<u8> { return x; })", false),
            ("a(async { x? })", false),
            ("a(async move { x? })", false),
            ("a(async |x| x?)", false),
            ("match a { b => |x| x?, c => d }", false),
            ("{ fn a() -> Option<u8> { b? } a() }", false),
            ("{ fn a<T: ?Sized>(x: &T) {} a(x) }", false),
            ("{ let x: &dyn Fn(&(impl A + ?Sized)) = a; b }", false),
            ("a(x.r#return)", false),
        ] {
            let found = early_exit(&TokenStream::from_str(code).unwrap());
            assert_eq!(found.is_some(), expected, "{code}");
        }
    }

    #[test]
    fn an_await_is_one_of_this_function() {
        for (code, expected) in [
            ("{ a().await }", true),
            ("a(b.await)", true),
            ("async { a().await }", false),
            ("a(async || b.await)", false),
            ("a(r#await)", false),
        ] {
            let found = awaits(&TokenStream::from_str(code).unwrap());
            assert_eq!(found.is_some(), expected, "{code}");
        }
    }
}
