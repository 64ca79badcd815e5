//! Tokens as the text that a user would write.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Returns tokens as text, with spaces only between two words and after a comma.
pub(crate) fn source_text(tokens: TokenStream) -> String {
    let mut text = String::new();
    write_tokens(tokens, &mut text);
    text
}

fn write_tokens(tokens: TokenStream, text: &mut String) {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let with_delimiters = group.to_string();
                let inside = group.stream();
                match group.delimiter() {
                    Delimiter::None => write_tokens(inside, text),
                    _ => {
                        text.extend(with_delimiters.chars().next());
                        write_tokens(inside, text);
                        text.extend(with_delimiters.chars().last());
                    }
                }
            }
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                if punct.as_char() == ',' && punct.spacing() == Spacing::Alone {
                    text.push(' ');
                }
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                let word = token.to_string();
                let word = word.strip_prefix("r#").unwrap_or(&word);
                if text.ends_with(is_word) {
                    text.push(' ');
                }
                text.push_str(word);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Group;
    use quote::quote;

    use super::*;

    #[test]
    fn names_are_as_typed() {
        let from_a_macro = Group::new(Delimiter::None, quote!(api::price));
        for (tokens, expected) in [
            (quote!(coinbase), "coinbase"),
            (quote!(api::v2::price), "api::v2::price"),
            (quote!(api::price::<f64, u8>), "api::price::<f64, u8>"),
            (quote!(<Api as Feed>::price), "<Api as Feed>::price"),
            (quote!(self.api.r#type), "self.api.type"),
            (quote!(feeds[0].price), "feeds[0].price"),
            (quote!(<Api_ as Feed>::price), "<Api_ as Feed>::price"),
            (quote!(#from_a_macro), "api::price"),
        ] {
            assert_eq!(source_text(tokens), expected);
        }
    }
}
