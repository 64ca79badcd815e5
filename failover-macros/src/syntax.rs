//! Questions about tokens, types and expressions that `syn` has no answer to.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::{Expr, Type};

/// Returns the span of the first identifier that `is_it` holds for, at any depth.
pub(crate) fn find_ident(tokens: TokenStream, is_it: &dyn Fn(&Ident) -> bool) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) => is_it(&ident).then(|| ident.span()),
        TokenTree::Group(group) => find_ident(group.stream(), is_it),
        _ => None,
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
