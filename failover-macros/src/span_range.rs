//! Spans that locate a piece of the expansion on what the user wrote, so that the compiler's errors land there.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

use crate::tokens::Tokens;

/// The spans from the first token of something to its last.
#[derive(Clone, Copy)]
pub(crate) struct SpanRange {
    first: Span,
    last: Span,
}

impl SpanRange {
    /// Returns the range of these tokens.
    pub(crate) fn of(written: &impl ToTokens) -> Self {
        let mut tokens = written.to_token_stream().into_iter();
        let first = tokens.next();
        let last = tokens.last().or_else(|| first.clone());
        Self {
            first: first.map_or_else(Span::mixed_site, |first| open(&first)),
            last: last.map_or_else(Span::mixed_site, |last| close(&last)),
        }
    }

    /// Returns the range from one span to another.
    pub(crate) fn between(first: Span, last: Span) -> Self {
        Self { first, last }
    }

    /// Returns the same range, with names that resolve in the scope of the macro.
    pub(crate) fn mixed_site(self) -> Self {
        Self {
            first: self.first.resolved_at(Span::mixed_site()),
            last: self.last.resolved_at(Span::mixed_site()),
        }
    }

    /// Returns the span of the first token.
    pub(crate) fn first(self) -> Span {
        self.first
    }

    /// Builds `core::names`.
    pub(crate) fn path(self, core: &Tokens, names: &[&str]) -> Tokens {
        // Only the beginning of a `crate` path that the user named is located here. `$crate` means the crate that it
        // was written in, and a name that the compiler does not find is an error on that name.
        let mut path = core.clone();
        for token in path.iter_mut() {
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
        if let Some(end) = path.iter_mut().next_back() {
            end.set_span(self.last);
        }
        path
    }

    /// Builds `<ty as path>`.
    pub(crate) fn cast(
        self,
        ty: impl IntoIterator<Item = TokenTree>,
        path: impl IntoIterator<Item = TokenTree>,
    ) -> Tokens {
        let mut cast = Tokens::default();
        cast.push_punct('<', self.first);
        cast.extend(ty);
        // The `+` at the end of `dyn A +` means nothing, but the parser would take `as` for one more bound.
        cast.pop_punct('+');
        cast.push(Ident::new("as", self.first));
        cast.extend(path);
        cast.push_punct('>', self.last);
        cast
    }

    /// Builds `of::member`.
    pub(crate) fn member(self, of: &Tokens, member: &str) -> Tokens {
        let mut of = of.clone();
        of.push_name(member, self.last);
        of
    }

    /// Puts arguments into parentheses.
    pub(crate) fn arguments(self, arguments: TokenStream) -> TokenTree {
        self.group(Delimiter::Parenthesis, arguments)
    }

    /// Puts tokens into a group.
    pub(crate) fn group(self, delimiter: Delimiter, content: TokenStream) -> TokenTree {
        let mut group = Group::new(delimiter, content);
        group.set_span(self.last);
        group.into()
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

    /// Returns the first and the last column, as if the tokens were written in a file.
    fn columns(span: SpanRange) -> (usize, usize) {
        (span.first.start().column, span.last.end().column)
    }

    /// Returns each token and the column that it is located at.
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
        assert_eq!(group.last.start().column, 7);
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
        assert_eq!(located(path), expected);
    }
}
