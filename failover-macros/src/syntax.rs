//! Questions about tokens, types and expressions that `syn` has no answer to.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::{Attribute, Expr, GenericArgument, PathArguments, Type};

/// Returns the span of the first identifier that `is_it` holds for, at any depth.
pub(crate) fn find_ident(tokens: TokenStream, is_it: &dyn Fn(&Ident) -> bool) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) => is_it(&ident).then(|| ident.span()),
        TokenTree::Group(group) => find_ident(group.stream(), is_it),
        _ => None,
    })
}

/// Returns true for this punctuation character.
pub(crate) fn is_punct(token: &TokenTree, letter: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == letter)
}

/// Returns the first use of a variable of this name: not a field, a method, a part of a path or a function of that name.
pub(crate) fn find_variable(tokens: TokenStream, name: &str) -> Option<Ident> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_any = |token: Option<&TokenTree>, letters: [char; 2]| {
        token.is_some_and(|token| letters.iter().any(|letter| is_punct(token, *letter)))
    };
    tokens
        .iter()
        .enumerate()
        .find_map(|(i, token)| match token {
            TokenTree::Group(group) => find_variable(group.stream(), name),
            TokenTree::Ident(ident) if ident == name => {
                let before = i.checked_sub(1).and_then(|before| tokens.get(before));
                let after = tokens.get(i + 1);
                let is_called = matches!(
                    after,
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis
                );
                let is_path = is_any(before, [':', '.']) || is_any(after, [':', '!']);
                (!is_path && !is_called).then(|| ident.clone())
            }
            _ => None,
        })
}

/// Returns the `#[cfg(..)]`s among these attributes.
pub(crate) fn cfgs(attributes: &[Attribute]) -> Vec<&Attribute> {
    let cfgs = attributes.iter();
    cfgs.filter(|attribute| attribute.path().is_ident("cfg"))
        .collect()
}

/// Returns true if the tokens use this name, also as `"{name}"` in a text.
pub(crate) fn mentions(tokens: TokenStream, name: &Ident) -> bool {
    let captured = format!("{{{name}");
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Literal(literal) => literal.to_string().contains(&captured),
        TokenTree::Punct(_) => false,
    })
}

/// Returns the type without the groups and parentheses around it.
pub(crate) fn peel_type(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            _ => return ty,
        };
    }
}

/// Returns the last name of a type that is a path.
pub(crate) fn last_segment(ty: &Type) -> Option<&Ident> {
    match peel_type(ty) {
        Type::Path(path) => path.path.segments.last().map(|last| &last.ident),
        _ => None,
    }
}

/// Returns the types that a path ends with: `T` and `E` of `Result<T, E>`.
pub(crate) fn type_arguments(ty: &Type) -> Vec<&Type> {
    let Type::Path(path) = peel_type(ty) else {
        return Vec::new();
    };
    let last = path.path.segments.last().map(|last| &last.arguments);
    let Some(PathArguments::AngleBracketed(arguments)) = last else {
        return Vec::new();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

/// Returns the token without the invisible group that a `macro_rules!` puts around a fragment.
pub(crate) fn ungroup_token(token: TokenTree) -> TokenTree {
    if let TokenTree::Group(group) = &token {
        let mut inside = group.stream().into_iter();
        if let (Delimiter::None, Some(only), None) =
            (group.delimiter(), inside.next(), inside.next())
        {
            return ungroup_token(only);
        }
    }
    token
}

/// Returns the expression without the invisible group that a `macro_rules!` puts around a fragment.
pub(crate) fn ungroup_expression(mut expression: Expr) -> Expr {
    while let Expr::Group(group) = expression {
        expression = *group.expr;
    }
    expression
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn a_variable_is_no_part_of_a_path() {
        for (tokens, expected) in [
            (quote!(get(url, attempt)), true),
            (quote!(get(url, attempt.time_left())), true),
            (quote!(get(&[attempt], 1)), true),
            (quote!(attempt(url)), false),
            (quote!(retry::attempt(url)), false),
            (quote!(attempt::get(url)), false),
            (quote!(self.attempt(url)), false),
            (quote!(get(self.attempt)), false),
            (quote!(attempt!(url)), false),
        ] {
            let found = find_variable(tokens.clone(), "attempt");
            assert_eq!(found.is_some(), expected, "{tokens}");
        }
    }

    #[test]
    fn a_text_mentions_what_it_captures() {
        let name = Ident::new("limit", Span::call_site());
        for (tokens, expected) in [
            (quote!(|v| *v < limit.0), true),
            (quote!(|v| check!(v, "{limit:?}")), true),
            (quote!(|v| check!(v, "the limit")), false),
            (quote!(|v| *v < limits.0), false),
        ] {
            assert_eq!(mentions(tokens.clone(), &name), expected, "{tokens}");
        }
    }

    #[test]
    fn an_identifier_is_found_at_any_depth() {
        for (tokens, expected) in [
            (quote!(impl Key), true),
            (quote!(Vec<(u8, [impl Key; 2])>), true),
            (quote!(Vec<(u8, [Key; 2])>), false),
        ] {
            let found = find_ident(tokens.clone(), &|ident| ident == "impl");
            assert_eq!(found.is_some(), expected, "{tokens}");
        }
    }
}
