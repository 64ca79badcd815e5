//! Where a piece of the expansion is located: on what the user wrote, so that the compiler's errors land there.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

/// From the first token of something to its last.
#[derive(Clone, Copy)]
pub(super) struct Place {
    first: Span,
    last: Span,
}

impl Place {
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
    pub(super) fn hidden(self) -> Self {
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

    /// `core::path`
    pub(super) fn path(self, core: &TokenStream, path: &TokenStream) -> TokenStream {
        let located = |tokens: TokenStream, at: Span| {
            tokens.into_iter().map(move |mut token| {
                token.set_span(at);
                token
            })
        };
        // Of a `crate` that the user named only the beginning is located here: `$crate` means the crate that it
        // was written in, and a name that is not found is an error where it stands.
        let mut is_beginning = true;
        let core = core.clone().into_iter().map(|mut token| {
            let is_dollar_crate = matches!(&token, TokenTree::Ident(ident) if ident == "$crate");
            if is_dollar_crate {
                token.set_span(self.first.resolved_at(token.span()));
            } else if is_beginning {
                token.set_span(self.first);
            }
            is_beginning &= matches!(token, TokenTree::Punct(_));
            token
        });
        let mut tokens: Vec<TokenTree> = core.collect();
        tokens.extend(located(quote!(::#path), self.first));
        if let Some(end) = tokens.last_mut() {
            end.set_span(self.last);
        }
        tokens.into_iter().collect()
    }

    /// `<ty as path>::member`
    pub(super) fn member(
        self,
        ty: &impl ToTokens,
        path: &TokenStream,
        member: &str,
    ) -> TokenStream {
        let member = Ident::new(member, self.last);
        let mut ty: Vec<TokenTree> = ty.to_token_stream().into_iter().collect();
        // A `+` after the last bound of `dyn A +` says nothing, but `as` would be taken for one more.
        if matches!(ty.last(), Some(TokenTree::Punct(last)) if last.as_char() == '+') {
            ty.pop();
        }
        let open = quote_spanned!(self.first=> <);
        let close = quote_spanned!(self.last=> >::#member);
        quote_spanned!(self.first=> #open #(#ty)* as #path #close)
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

fn open(token: &TokenTree) -> Span {
    match token {
        TokenTree::Group(group) if group.delimiter() != Delimiter::None => group.span_open(),
        TokenTree::Group(group) => Place::of(&group.stream()).first,
        token => token.span(),
    }
}

fn close(token: &TokenTree) -> Span {
    match token {
        TokenTree::Group(group) if group.delimiter() != Delimiter::None => group.span_close(),
        TokenTree::Group(group) => Place::of(&group.stream()).last,
        token => token.span(),
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    /// As if they were written in a file: the columns from one to the other.
    fn columns(place: Place) -> (usize, usize) {
        (place.first.start().column, place.last.end().column)
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
            let place = Place::of(&TokenStream::from_str(text).unwrap());
            assert_eq!(columns(place), expected, "{text}");
        }
        let group = Place::of(&TokenStream::from_str("  [1, 2]").unwrap());
        assert_eq!(group.first().end().column, 3);
        assert_eq!(group.last().start().column, 7);
    }

    #[test]
    fn looks_into_what_a_macro_put_in() {
        let written = TokenStream::from_str("  self.price(1)").unwrap();
        let group = TokenTree::from(Group::new(Delimiter::None, written));
        assert_eq!(columns(Place::of(&group)), (2, 15));
    }

    #[test]
    fn a_type_may_end_with_a_plus() {
        for ty in ["dyn A +", "dyn A"] {
            let ty = TokenStream::from_str(ty).unwrap();
            let member = Place::of(&ty).member(&ty, &quote!(B), "C");
            assert_eq!(member.to_string(), "< dyn A as B > :: C");
        }
    }

    #[test]
    fn a_path_is_located_but_for_the_end_of_a_long_crate() {
        let written = TokenStream::from_str("          from to").unwrap();
        let place = Place::of(&written);
        let core = TokenStream::from_str("::renamed::within").unwrap();
        let path = place.path(&core, &quote!(traits::Any));
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
