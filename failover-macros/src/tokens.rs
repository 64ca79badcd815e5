//! A list of tokens that the expansion builds paths in.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// Tokens in a `Vec`. Each step with a `TokenStream` would be a call of the compiler.
#[derive(Clone, Default)]
pub(crate) struct Tokens(Vec<TokenTree>);

impl Tokens {
    /// Appends a token.
    pub(crate) fn push(&mut self, token: impl Into<TokenTree>) {
        self.0.push(token.into());
    }

    /// Appends a punctuation character.
    pub(crate) fn push_punct(&mut self, letter: char, at: Span) {
        let mut punct = Punct::new(letter, Spacing::Alone);
        punct.set_span(at);
        self.push(punct);
    }

    /// Appends `::name`.
    pub(crate) fn push_name(&mut self, name: &str, at: Span) {
        let mut colon = Punct::new(':', Spacing::Joint);
        colon.set_span(at);
        self.push(colon);
        self.push_punct(':', at);
        self.push(Ident::new(name, at));
    }

    /// Removes the last token if it is this punctuation character.
    pub(crate) fn pop_punct(&mut self, letter: char) {
        if matches!(self.0.last(), Some(TokenTree::Punct(last)) if last.as_char() == letter) {
            self.0.pop();
        }
    }

    /// Returns the tokens, so that they can be located elsewhere.
    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, TokenTree> {
        self.0.iter_mut()
    }
}

impl Extend<TokenTree> for Tokens {
    fn extend<T: IntoIterator<Item = TokenTree>>(&mut self, tokens: T) {
        self.0.extend(tokens);
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
