//! An annotated `impl`: its head and its methods. Everything else in it stays tokens.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::buffer::Cursor;
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Error, ImplItem, ItemImpl, Meta, Path, Result, Token};

use crate::arguments::Arguments;
use crate::arguments::source_text::source_text;
use crate::errors::Errors;
use crate::input::Function;
use crate::syntax::{find_ident, ungroup_token};

/// An annotated `impl`.
pub(crate) struct Block {
    /// The tokens before the braces.
    pub(crate) head: TokenStream,
    pub(crate) parsed_head: ItemImpl,
    pub(crate) braces: Group,
    pub(crate) items: Vec<BlockItem>,
}

/// An item of an annotated `impl`.
pub(crate) enum BlockItem {
    /// A method that fails over.
    Method(Box<Method>),
    /// Any other item, as it is.
    Other(TokenStream),
}

/// A method that has no body, or an attribute.
pub(crate) struct Method {
    pub(crate) function: Function,
    /// The arguments of the method's `#[failover(..)]`.
    pub(crate) arguments: Arguments,
    /// The errors in these arguments.
    pub(crate) errors: Errors,
}

impl Block {
    /// Returns true if the item is an `impl`.
    pub(crate) fn is_block(item: &TokenStream) -> bool {
        let begins = |input: ParseStream<'_>| {
            input.call(Attribute::parse_outer)?;
            input.parse::<Option<Token![default]>>()?;
            input.parse::<Option<Token![unsafe]>>()?;
            let is_block = input.peek(Token![impl]);
            input.parse::<TokenStream>()?;
            Ok(is_block)
        };
        begins.parse2(item.clone()).unwrap_or(false)
    }

    /// Parses an `impl`.
    pub(crate) fn parse(item: TokenStream) -> Result<Self> {
        let mut head: Vec<TokenTree> = item.into_iter().collect();
        let braces = match head.pop().map(ungroup_token) {
            Some(TokenTree::Group(braces)) if braces.delimiter() == Delimiter::Brace => braces,
            other => {
                return Err(Error::new_spanned(
                    other,
                    "expected the braces of the `impl`",
                ));
            }
        };
        let head: TokenStream = head.into_iter().collect();
        let parsed_head = syn::parse2(quote!(#head {}))?;
        let items = |input: ParseStream<'_>| {
            let mut items = Vec::new();
            let start = input.cursor();
            input.call(Attribute::parse_inner)?;
            items.push(BlockItem::Other(tokens_between(start, input.cursor())));
            while !input.is_empty() {
                items.push(input.parse()?);
            }
            Ok(items)
        };
        let items = items.parse2(braces.stream())?;
        Ok(Self {
            head,
            parsed_head,
            braces,
            items,
        })
    }

    /// Returns the methods that fail over.
    pub(crate) fn methods(&self) -> impl Iterator<Item = &Method> {
        self.items.iter().filter_map(|item| match item {
            BlockItem::Method(method) => Some(&**method),
            BlockItem::Other(_) => None,
        })
    }

    /// Returns the path of the trait, without generic arguments. `None` if the path is one word: the trait is in scope then.
    pub(crate) fn qualified_trait(&self) -> Option<TokenStream> {
        let (path, _) = self.parsed_head.trait_.as_ref()?;
        let (colons, names) = (&path.leading_colon, path.segments.iter());
        let names = names.map(|segment| &segment.ident);
        (path.segments.len() > 1).then(|| quote!(#colons #(#names)::*))
    }

    /// Returns the text between `impl` and the braces, without generics and bounds.
    pub(crate) fn title(&self) -> String {
        let ty = source_text(self.parsed_head.self_ty.to_token_stream());
        match &self.parsed_head.trait_ {
            Some((path, _)) => format!("{} for {ty}", source_text(path.to_token_stream())),
            None => ty,
        }
    }
}

impl Parse for BlockItem {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let start = input.cursor();
        let ahead = input.fork();
        let Ok(mut function) = ahead.parse::<Function>() else {
            input.parse::<ImplItem>()?;
            return Ok(Self::Other(tokens_between(start, input.cursor())));
        };
        input.advance_to(&ahead);
        let mut errors = Errors::default();
        let own = own_arguments(&mut function, &mut errors);
        if function.body.is_some() && own.is_none() {
            return Ok(Self::Other(tokens_between(start, input.cursor())));
        }
        function.is_in_block = true;
        let arguments = Arguments::parse(own.unwrap_or_default(), &mut errors);
        Ok(Self::Method(Box::new(Method {
            function,
            arguments,
            errors,
        })))
    }
}

/// Removes the method's `#[failover(..)]`, and returns its arguments.
fn own_arguments(function: &mut Function, errors: &mut Errors) -> Option<TokenStream> {
    let mut own = None;
    function.attributes.retain(|attribute| {
        let path = attribute.path();
        if is_conditional(attribute) {
            errors.on(
                attribute,
                "`#[failover]` on a method of an annotated `impl` cannot depend on a `cfg_attr`: \
                 write two methods, each under a `#[cfg(..)]`",
            );
            own.get_or_insert_default();
            return false;
        }
        if !is_ours(path) {
            return true;
        }
        if own.is_some() {
            errors.on(
                path,
                "`failover` is given twice: put all arguments into one",
            );
        }
        own = Some(match &attribute.meta {
            Meta::List(list) => list.tokens.clone(),
            Meta::Path(_) => TokenStream::new(),
            Meta::NameValue(_) => {
                errors.on(
                    path,
                    "write the arguments in parentheses: `failover(retries = 1)`",
                );
                TokenStream::new()
            }
        });
        false
    });
    own
}

/// Returns true for the path of this macro, under its own name.
fn is_ours(path: &Path) -> bool {
    let last = path.segments.last();
    last.is_some_and(|last| last.ident == "failover")
}

/// Returns true for a `cfg_attr` that holds this attribute.
fn is_conditional(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    let held = |input: ParseStream<'_>| {
        // The condition comes first.
        while !input.is_empty() && !input.peek(Token![,]) {
            input.parse::<TokenTree>()?;
        }
        let mut is_held = false;
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let held: Meta = input.parse()?;
            let is_nested = matches!(&held, Meta::List(list) if list.path.is_ident("cfg_attr"))
                && find_ident(held.to_token_stream(), &|ident| ident == "failover").is_some();
            is_held |= is_ours(held.path()) || is_nested;
        }
        Ok(is_held)
    };
    list.path.is_ident("cfg_attr") && held.parse2(list.tokens.clone()).unwrap_or(false)
}

/// Returns the tokens from one place to a later one.
pub(crate) fn tokens_between(mut start: Cursor<'_>, end: Cursor<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    while start != end {
        let Some((token, rest)) = start.token_tree() else {
            break;
        };
        tokens.extend([token]);
        start = rest;
    }
    tokens
}
