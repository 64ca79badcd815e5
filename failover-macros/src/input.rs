//! The function that the attribute is put on: its signature is parsed, its body is not.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{
    AttrStyle, Attribute, Error, FnArg, Ident, Pat, PatType, Receiver, Result, ReturnType,
    Signature, Token, Type, Visibility, parse_quote,
};

use crate::expand::Tokens;

/// A function with a body, or the signature of one that gets its body here.
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) defaultness: Option<Token![default]>,
    pub(crate) signature: Signature,
    /// `None` if the signature ends with a semicolon.
    pub(crate) body: Option<Group>,
    /// Of the body's brace, or of the semicolon.
    pub(crate) end: Span,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let defaultness = input.parse()?;
        let signature = input.parse()?;
        let (body, end) = match ungrouped(input.parse()?) {
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                let end = body.span_open();
                let (inner, body) = without_inner_attributes(body)?;
                attributes.extend(inner);
                (Some(body), end)
            }
            TokenTree::Punct(end) if end.as_char() == ';' => (None, end.span()),
            other => return Err(Error::new(other.span(), "expected a body or `;`")),
        };
        Ok(Self {
            attributes,
            visibility,
            defaultness,
            signature,
            body,
            end,
        })
    }
}

/// A body, and the attributes of its function that stood in it: as a provider it is no function's body any more.
fn without_inner_attributes(body: Group) -> Result<(Vec<Attribute>, Group)> {
    let mut tokens = body.stream().into_iter();
    let is_punct = |token: Option<TokenTree>, letter| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == letter);
    if !(is_punct(tokens.next(), '#') && is_punct(tokens.next(), '!')) {
        return Ok((Vec::new(), body));
    }
    let split = |input: ParseStream<'_>| {
        let mut inner = input.call(Attribute::parse_inner)?;
        for attribute in &mut inner {
            attribute.style = AttrStyle::Outer;
        }
        Ok((inner, input.parse::<TokenStream>()?))
    };
    let (inner, rest) = split.parse2(body.stream())?;
    let mut left = Group::new(Delimiter::Brace, rest);
    left.set_span(body.span());
    Ok((inner, left))
}

/// The token that a macro filled in, without the group around it.
fn ungrouped(token: TokenTree) -> TokenTree {
    if let TokenTree::Group(group) = &token {
        let mut inside = group.stream().into_iter();
        if let (Delimiter::None, Some(only), None) =
            (group.delimiter(), inside.next(), inside.next())
        {
            return ungrouped(only);
        }
    }
    token
}

impl Function {
    pub(crate) fn parse_item(item: TokenStream) -> Result<Self> {
        syn::parse2(item).map_err(|error| {
            Error::new(
                error.span(),
                "`#[failover]` goes on a function: on its signature, or on one with a body",
            )
        })
    }

    /// The declared return type; `None` if there is none.
    pub(crate) fn return_type(&self) -> Option<&Type> {
        match &self.signature.output {
            ReturnType::Type(_, declared) => Some(declared),
            ReturnType::Default => None,
        }
    }

    /// Leaves the parameters without patterns that a body would be needed for, and names them.
    pub(crate) fn plain_parameters(&mut self) -> Vec<Ident> {
        let mut names = Vec::new();
        for argument in &mut self.signature.inputs {
            match argument {
                FnArg::Receiver(receiver) => receiver.mutability = None,
                FnArg::Typed(typed) => match &mut *typed.pat {
                    Pat::Ident(pattern) if pattern.subpat.is_none() => {
                        (pattern.by_ref, pattern.mutability) = (None, None);
                        names.push(pattern.ident.clone());
                    }
                    pattern => *pattern = parse_quote!(_),
                },
            }
        }
        names
    }

    /// Without a body there is no type that an `impl Trait` could stand for: what never returns needs none.
    pub(crate) fn name_the_return_type(&mut self) {
        let output = &mut self.signature.output;
        if find(output.to_token_stream(), &|ident| ident == "impl").is_some() {
            *output = parse_quote!(-> !);
        }
    }

    /// Whether it is an `async fn`.
    pub(crate) fn is_async(&self) -> bool {
        self.signature.asyncness.is_some()
    }

    /// Whether it is a method.
    pub(crate) fn has_receiver(&self) -> bool {
        self.signature.receiver().is_some()
    }

    /// Its parameters without the receiver.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = Parameter<'_>> {
        let typed = self
            .signature
            .inputs
            .iter()
            .filter_map(|argument| match argument {
                FnArg::Typed(typed) => Some(typed),
                FnArg::Receiver(_) => None,
            });
        typed.enumerate().map(|(i, typed)| Parameter {
            name: match &*typed.pat {
                Pat::Ident(pattern) => pattern.ident.clone(),
                // Only `_` comes here: other patterns are refused.
                _ => Ident::new(&format!("__argument_{i}"), Span::mixed_site()),
            },
            pattern: &typed.pat,
            ty: &typed.ty,
        })
    }

    /// The function with this body in place of its own, and its parameters by their names.
    pub(crate) fn with_body(
        mut self,
        core: &Tokens,
        documentation: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let names: Vec<Ident> = self.parameters().map(|parameter| parameter.name).collect();
        let typed = self
            .signature
            .inputs
            .iter_mut()
            .filter_map(|argument| match argument {
                FnArg::Typed(typed) => Some(typed),
                FnArg::Receiver(_) => None,
            });
        for (typed, name) in typed.zip(names) {
            match &mut *typed.pat {
                Pat::Ident(pattern) => pattern.mutability = None,
                pattern => *pattern = parse_quote!(#name),
            }
        }
        self.assembled(core, documentation, body)
    }

    /// The function with this body in place of its own, otherwise as it was written.
    pub(crate) fn with_stub(self, core: &Tokens, body: &TokenStream) -> TokenStream {
        self.assembled(core, &TokenStream::new(), body)
    }

    fn assembled(
        self,
        core: &Tokens,
        documentation: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let Self {
            attributes,
            visibility,
            defaultness,
            mut signature,
            end,
            ..
        } = self;
        for argument in &mut signature.inputs {
            // Documentation of a parameter is for the attribute's readers: the compiler refuses it.
            let (FnArg::Receiver(Receiver { attrs, .. }) | FnArg::Typed(PatType { attrs, .. })) =
                argument;
            attrs.retain(|attribute| !attribute.path().is_ident("doc"));
        }
        let mut braces = Group::new(Delimiter::Brace, body.clone());
        braces.set_span(end);
        // The documentation last, as nothing that differs may stand before what an editor completes.
        quote_mixed! {
            #core::__documented! {
                { #(#attributes)* }
                { #visibility #defaultness #signature #braces }
                { #documentation }
            }
        }
    }
}

/// A parameter that is not the receiver.
pub(crate) struct Parameter<'a> {
    /// Under which the expansion finds it.
    pub(crate) name: Ident,
    pub(crate) pattern: &'a Pat,
    pub(crate) ty: &'a Type,
}

impl Parameter<'_> {
    /// Returns the kind of reference that the type is written as. `None` if it is no reference.
    pub(crate) fn reference(&self) -> Option<RefKind> {
        match peeled(self.ty) {
            Type::Reference(reference) if reference.mutability.is_some() => Some(RefKind::Mut),
            Type::Reference(_) => Some(RefKind::Shared),
            _ => None,
        }
    }
}

/// `&T` or `&mut T`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefKind {
    Shared,
    Mut,
}

/// The type without the groups and parentheses around it.
pub(crate) fn peeled(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            _ => return ty,
        };
    }
}

/// Where such an identifier stands first.
pub(crate) fn find(tokens: TokenStream, is_it: &dyn Fn(&Ident) -> bool) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) => is_it(&ident).then(|| ident.span()),
        TokenTree::Group(group) => find(group.stream(), is_it),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn a_body_is_in_braces_whether_or_not_a_macro_filled_it_in() {
        let group = |tokens| Group::new(Delimiter::None, tokens);
        let (block, semicolon) = (group(quote!({ 1 })), group(quote!(;)));
        let twice = group(quote!(#block));
        for (end, has_body) in [
            (quote!({ 1 }), Some(true)),
            (quote!(#block), Some(true)),
            (quote!(#twice), Some(true)),
            (quote!(;), Some(false)),
            (quote!(#semicolon), Some(false)),
            (quote!((1)), None),
            (quote!(= 1;), None),
        ] {
            let function = Function::parse_item(quote!(fn price() -> u8 #end));
            let body = function.map(|function| function.body);
            if let Ok(Some(body)) = &body {
                assert_eq!(body.delimiter(), Delimiter::Brace);
            }
            let found = body.ok().map(|body| body.is_some());
            assert_eq!(found, has_body, "{end}");
        }
    }

    #[test]
    fn attributes_in_the_body_are_the_functions() {
        let function = Function::parse_item(quote!(
            /// Outside.
            fn price() -> u8 {
                //! Inside.
                #![allow(unused)]
                #[expect(dead_code)]
                const ONE: u8 = 1;
                ONE
            }
        ));
        let Function {
            attributes, body, ..
        } = function.unwrap();
        assert_eq!(
            quote!(#(#attributes)*).to_string(),
            quote!(#[doc = r" Outside."] #[doc = r" Inside."] #[allow(unused)]).to_string()
        );
        assert_eq!(
            body.unwrap().to_string(),
            quote!({
                #[expect(dead_code)]
                const ONE: u8 = 1;
                ONE
            })
            .to_string()
        );
    }

    #[test]
    fn a_reference_is_seen_in_parentheses_and_from_a_macro() {
        let from_a_macro = Group::new(Delimiter::None, quote!(&mut u8));
        for (ty, expected) in [
            (quote!(&u8), Some(RefKind::Shared)),
            (quote!(&mut u8), Some(RefKind::Mut)),
            (quote!((&u8)), Some(RefKind::Shared)),
            (quote!(#from_a_macro), Some(RefKind::Mut)),
            (quote!((#from_a_macro)), Some(RefKind::Mut)),
            (quote!(Vec<&u8>), None),
        ] {
            let function = Function::parse_item(quote!(fn price(count: #ty);)).unwrap();
            let parameter = function.parameters().next().unwrap();
            assert_eq!(parameter.reference(), expected, "{ty}");
        }
    }

    #[test]
    fn an_identifier_is_found_at_any_depth() {
        for (tokens, expected) in [
            (quote!(impl Key), true),
            (quote!(Vec<(u8, [impl Key; 2])>), true),
            (quote!(Vec<(u8, [Key; 2])>), false),
        ] {
            let found = find(tokens.clone(), &|ident| ident == "impl");
            assert_eq!(found.is_some(), expected, "{tokens}");
        }
    }
}
