//! The annotated function. Its signature is parsed, its body is not.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{
    AttrStyle, Attribute, Error, FnArg, Ident, Pat, PatType, Receiver, ReceiverKind, Result,
    ReturnType, Signature, Token, Type, Visibility, parse_quote,
};

use crate::future_type::FutureType;
use crate::syntax::{find_ident, is_punct, last_segment, peel_type, type_arguments, ungroup_token};
use crate::tokens::Tokens;

/// An annotated function, with or without a body.
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) defaultness: Option<Token![default]>,
    pub(crate) signature: Signature,
    /// `None` if the signature ends with a semicolon.
    pub(crate) body: Option<Group>,
    /// The span of the body's opening brace, or of the semicolon.
    pub(crate) end: Span,
    /// True for a method whose `impl` is annotated.
    pub(crate) is_in_block: bool,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let defaultness = input.parse()?;
        let mut signature: Signature = input.parse()?;
        for argument in &mut signature.inputs {
            // The compiler refuses documentation on a parameter.
            let (FnArg::Receiver(Receiver { attrs, .. }) | FnArg::Typed(PatType { attrs, .. })) =
                argument;
            attrs.retain(|attribute| !attribute.path().is_ident("doc"));
        }
        let (body, end) = match ungroup_token(input.parse()?) {
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
            is_in_block: false,
        })
    }
}

/// Splits a body from the inner attributes at its beginning, which belong to the function. The body becomes a
/// provider, so it is no longer the body of a function.
fn without_inner_attributes(body: Group) -> Result<(Vec<Attribute>, Group)> {
    let mut tokens = body.stream().into_iter();
    let mut begins_with = |letter| tokens.next().is_some_and(|token| is_punct(&token, letter));
    if !(begins_with('#') && begins_with('!')) {
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

impl Function {
    /// Parses the annotated item.
    pub(crate) fn parse_item(item: TokenStream) -> Result<Self> {
        syn::parse2(item).map_err(|error| {
            Error::new(
                error.span(),
                "`#[failover]` goes on a function, with or without a body, or on an `impl`",
            )
        })
    }

    /// Returns the declared return type. If that is a future, returns the type that it is awaited to.
    pub(crate) fn return_type(&self) -> Option<&Type> {
        match self.future() {
            Some(future) => Some(future.output),
            None => self.declared_type(),
        }
    }

    fn declared_type(&self) -> Option<&Type> {
        match &self.signature.output {
            ReturnType::Type(_, declared) => Some(declared),
            ReturnType::Default => None,
        }
    }

    /// Returns the future that a signature without a body declares in place of `async`.
    pub(crate) fn future(&self) -> Option<FutureType<'_>> {
        if self.body.is_some() || self.signature.asyncness.is_some() {
            return None;
        }
        FutureType::of(self.declared_type()?)
    }

    /// Returns the `Served` in a declared `Result<Served<T, E>, X>`.
    pub(crate) fn declared_served(&self) -> Option<&Ident> {
        let value = *type_arguments(self.return_type()?).first()?;
        last_segment(value).filter(|name| *name == "Served")
    }

    /// Replaces patterns that only a function with a body may have, and returns the parameters' names.
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

    /// Replaces a return type that contains `impl Trait` by `!`. A stub has no value that could give it a type.
    pub(crate) fn name_the_return_type(&mut self) {
        let returned = self.return_type().map(ToTokens::to_token_stream);
        if returned.is_some_and(|returned| find_ident(returned, &|ident| ident == "impl").is_some())
        {
            self.signature.output = parse_quote!(-> !);
        }
    }

    /// Returns true for an `async fn`, and for a signature that declares a future.
    pub(crate) fn is_async(&self) -> bool {
        self.signature.asyncness.is_some() || self.future().is_some()
    }

    /// Returns true for a method.
    pub(crate) fn has_receiver(&self) -> bool {
        self.signature.receiver().is_some()
    }

    /// Returns true for a method that takes `&mut self`.
    pub(crate) fn has_exclusive_receiver(&self) -> bool {
        match self.signature.receiver().map(|receiver| &receiver.kind) {
            Some(ReceiverKind::Reference(_, _, exclusive)) => exclusive.is_some(),
            Some(ReceiverKind::Typed(_, ty)) => {
                matches!(peel_type(ty), Type::Reference(reference) if reference.mutability.is_some())
            }
            _ => false,
        }
    }

    /// Returns the parameters without the receiver.
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
                _ => Ident::new(&format!("__argument_{i}"), Span::mixed_site()),
            },
            pattern: &typed.pat,
            ty: &typed.ty,
        })
    }

    /// Replaces the parameters' patterns by the names that the expansion uses.
    pub(crate) fn name_parameters(&mut self) {
        let names: Vec<Ident> = self.parameters().map(|parameter| parameter.name).collect();
        let mut names = names.into_iter();
        for argument in &mut self.signature.inputs {
            if let FnArg::Typed(typed) = argument {
                match (&mut *typed.pat, names.next()) {
                    (Pat::Ident(pattern), _) if pattern.subpat.is_none() => {
                        (pattern.by_ref, pattern.mutability) = (None, None);
                    }
                    (pattern, name) => *pattern = parse_quote!(#name),
                }
            }
        }
    }

    /// Returns the function with this body, and with plain names in place of the parameters' patterns.
    pub(crate) fn with_body(
        mut self,
        core: &Tokens,
        documentation: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        self.name_parameters();
        self.assembled(core, documentation, body)
    }

    /// Returns the function with this body, and otherwise as the user wrote it.
    pub(crate) fn with_stub(self, core: &Tokens, body: &TokenStream) -> TokenStream {
        self.assembled(core, &TokenStream::new(), body)
    }

    fn assembled(
        self,
        core: &Tokens,
        documentation: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let future = self.future().map(|future| future.is_boxed);
        let Self {
            attributes,
            visibility,
            defaultness,
            signature,
            end,
            is_in_block,
            ..
        } = self;
        let body = match future {
            None => body.clone(),
            Some(true) => quote_mixed!(::std::boxed::Box::pin(async move { #body })),
            // In a call, as a lint would otherwise ask the user for an `async fn`.
            Some(false) => quote_mixed!(::core::convert::identity(async move { #body })),
        };
        let mut braces = Group::new(Delimiter::Brace, body);
        braces.set_span(end);
        // Another attribute on the `impl`, as `#[async_trait]` is, does not look into a macro call.
        if is_in_block {
            return quote!(#(#attributes)* #visibility #defaultness #signature #braces);
        }
        // The documentation comes last. An editor compares two expansions, and may find no difference before the cursor.
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
    /// The name that the expansion uses.
    pub(crate) name: Ident,
    pub(crate) pattern: &'a Pat,
    pub(crate) ty: &'a Type,
}

impl Parameter<'_> {
    /// Returns the kind of reference that the type is written as. `None` if it is no reference.
    pub(crate) fn reference(&self) -> Option<RefKind> {
        let is_exclusive = |ty: &Type| matches!(peel_type(ty), Type::Reference(reference) if reference.mutability.is_some());
        match peel_type(self.ty) {
            exclusive if is_exclusive(exclusive) => Some(RefKind::Mut),
            Type::Reference(_) => Some(RefKind::Shared),
            option if last_segment(option).is_some_and(|name| name == "Option") => {
                let mut inner = type_arguments(option).into_iter();
                inner.any(is_exclusive).then_some(RefKind::OptionalMut)
            }
            _ => None,
        }
    }

    /// Returns true if the parameter is a name, which may be `mut`, or `_`.
    pub(crate) fn is_plain(&self) -> bool {
        match self.pattern {
            Pat::Ident(pattern) => pattern.by_ref.is_none() && pattern.subpat.is_none(),
            pattern => matches!(pattern, Pat::Wild(_)),
        }
    }

    /// Returns true for `mut name`.
    pub(crate) fn is_mut(&self) -> bool {
        matches!(self.pattern, Pat::Ident(pattern) if pattern.mutability.is_some())
    }
}

/// `&T`, `&mut T` or `Option<&mut T>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefKind {
    Shared,
    Mut,
    OptionalMut,
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
            (quote!(Option<&mut u8>), Some(RefKind::OptionalMut)),
            (
                quote!(core::option::Option<#from_a_macro>),
                Some(RefKind::OptionalMut),
            ),
            (quote!(Option<&u8>), None),
            (quote!(Option<Vec<&mut u8>>), None),
            (quote!(Own<&mut u8>), None),
        ] {
            let function = Function::parse_item(quote!(fn price(count: #ty);)).unwrap();
            let parameter = function.parameters().next().unwrap();
            assert_eq!(parameter.reference(), expected, "{ty}");
        }
    }
}
