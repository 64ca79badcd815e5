//! Where a piece of the expansion is located: on what the user wrote, so that the compiler's errors land there.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// From the first token of something to its last.
#[derive(Clone, Copy)]
pub(super) struct SpanRange {
    first: Span,
    last: Span,
}

impl SpanRange {
    pub(super) fn of(written: &impl ToTokens) -> Self {
        let mut tokens = written.to_token_stream().into_iter();
        let first = tokens.next();
        let last = tokens.last().or_else(|| first.clone());
        Self {
            first: first.map_or_else(Span::mixed_site, |first| open(&first)),
            last: last.map_or_else(Span::mixed_site, |last| close(&last)),
        }
    }

    pub(super) fn between(first: Span, last: Span) -> Self {
        Self { first, last }
    }

    /// The same place, in the macro's own scope.
    pub(super) fn mixed_site(self) -> Self {
        Self {
            first: self.first.resolved_at(Span::mixed_site()),
            last: self.last.resolved_at(Span::mixed_site()),
        }
    }

    pub(super) fn first(self) -> Span {
        self.first
    }

    pub(super) fn last(self) -> Span {
        self.last
    }

    /// `core::names`
    pub(super) fn path(self, core: &Tokens, names: &[&str]) -> Tokens {
        // Of a `crate` that the user named only the beginning is located here: `$crate` means the crate that it
        // was written in, and a name that is not found is an error where it stands.
        let mut path = core.clone();
        for token in &mut path.0 {
            let is_dollar_crate = matches!(&token, TokenTree::Ident(ident) if ident == "$crate");
            if is_dollar_crate {
                token.set_span(self.first.resolved_at(token.span()));
            } else {
                token.set_span(self.first);
            }
            if !matches!(token, TokenTree::Punct(_)) {
                break;
            }
        }
        for name in names {
            path.push_name(name, self.first);
        }
        if let Some(end) = path.0.last_mut() {
            end.set_span(self.last);
        }
        path
    }

    /// `<ty as path>`
    pub(super) fn cast(
        self,
        ty: impl IntoIterator<Item = TokenTree>,
        path: impl IntoIterator<Item = TokenTree>,
    ) -> Tokens {
        let mut cast = Tokens::default();
        cast.push('<', self.first);
        cast.0.extend(ty);
        // A `+` after the last bound of `dyn A +` says nothing, but `as` would be taken for one more.
        if matches!(cast.0.last(), Some(TokenTree::Punct(last)) if last.as_char() == '+') {
            cast.0.pop();
        }
        cast.0.push(Ident::new("as", self.first).into());
        cast.0.extend(path);
        cast.push('>', self.last);
        cast
    }

    /// `of::member`
    pub(super) fn member(self, of: &Tokens, member: &str) -> Tokens {
        let mut of = of.clone();
        of.push_name(member, self.last);
        of
    }

    /// Arguments in their parentheses.
    pub(super) fn arguments(self, arguments: TokenStream) -> TokenTree {
        self.group(Delimiter::Parenthesis, arguments)
    }

    pub(super) fn group(self, delimiter: Delimiter, content: TokenStream) -> TokenTree {
        let mut group = Group::new(delimiter, content);
        group.set_span(self.last);
        group.into()
    }
}

/// Tokens, one by one: each step with a stream would be a call of the compiler.
#[derive(Clone, Default)]
pub(crate) struct Tokens(Vec<TokenTree>);

impl Tokens {
    fn push(&mut self, letter: char, at: Span) {
        let mut punct = Punct::new(letter, Spacing::Alone);
        punct.set_span(at);
        self.0.push(punct.into());
    }

    /// `::name`
    fn push_name(&mut self, name: &str, at: Span) {
        let mut colon = Punct::new(':', Spacing::Joint);
        colon.set_span(at);
        self.0.push(colon.into());
        self.push(':', at);
        self.0.push(Ident::new(name, at).into());
    }
}

impl From<TokenStream> for Tokens {
    fn from(tokens: TokenStream) -> Self {
        Self(tokens.into_iter().collect())
    }
}

impl IntoIterator for Tokens {
    type Item = TokenTree;
    type IntoIter = std::vec::IntoIter<TokenTree>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl ToTokens for Tokens {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

fn open(token: &TokenTree) -> Span {
    match token {
        TokenTree::Group(group) if group.delimiter() != Delimiter::None => group.span_open(),
        TokenTree::Group(group) => SpanRange::of(&group.stream()).first,
        token => token.span(),
    }
}

fn close(token: &TokenTree) -> Span {
    match token {
        TokenTree::Group(group) if group.delimiter() != Delimiter::None => group.span_close(),
        TokenTree::Group(group) => SpanRange::of(&group.stream()).last,
        token => token.span(),
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use quote::quote;

    use super::*;

    /// As if they were written in a file: the columns from one to the other.
    fn columns(span: SpanRange) -> (usize, usize) {
        (span.first.start().column, span.last.end().column)
    }

    /// Each token and the column it is located at.
    fn located(tokens: impl IntoIterator<Item = TokenTree>) -> Vec<(String, usize)> {
        let located = |token: TokenTree| (token.to_string(), token.span().start().column);
        tokens.into_iter().map(located).collect()
    }

    #[test]
    fn is_from_the_first_token_to_the_last() {
        for (text, expected) in [
            ("  symbol", (2, 8)),
            ("  &mut self.price", (2, 17)),
            ("  [1, 2] . (price)  ", (2, 18)),
        ] {
            let span = SpanRange::of(&TokenStream::from_str(text).unwrap());
            assert_eq!(columns(span), expected, "{text}");
        }
        let group = SpanRange::of(&TokenStream::from_str("  [1, 2]").unwrap());
        assert_eq!(group.first().end().column, 3);
        assert_eq!(group.last().start().column, 7);
    }

    #[test]
    fn looks_into_what_a_macro_put_in() {
        let written = TokenStream::from_str("  self.price(1)").unwrap();
        let group = TokenTree::from(Group::new(Delimiter::None, written));
        assert_eq!(columns(SpanRange::of(&group)), (2, 15));
    }

    #[test]
    fn a_type_may_end_with_a_plus() {
        for ty in ["dyn A +", "dyn A"] {
            let ty = TokenStream::from_str(ty).unwrap();
            let span = SpanRange::of(&ty);
            let member = span.member(&span.cast(ty, quote!(B)), "C");
            assert_eq!(member.to_token_stream().to_string(), "< dyn A as B > :: C");
        }
    }

    #[test]
    fn a_path_is_located_but_for_the_end_of_a_long_crate() {
        let written = TokenStream::from_str("          from to").unwrap();
        let span = SpanRange::of(&written);
        let core = TokenStream::from_str("::renamed::within").unwrap();
        let path = span.path(&core.into(), &["traits", "Any"]);
        let (from, to) = (10, 15);
        let expected = [
            (":", from),
            (":", from),
            ("renamed", from),
            (":", 9),
            (":", 10),
            ("within", 11),
            (":", from),
            (":", from),
            ("traits", from),
            (":", from),
            (":", from),
            ("Any", to),
        ];
        let expected = expected.map(|(token, column)| (token.to_owned(), column));
        assert_eq!(located(path.0), expected);
    }
}
