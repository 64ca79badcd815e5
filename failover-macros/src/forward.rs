//! Arguments of the annotated function, as each attempt gets them.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use crate::input::{Function, Parameter, RefKind};
use crate::span_range::SpanRange;
use crate::syntax::{find_ident, is_punct};
use crate::tokens::Tokens;

/// Returns the function's arguments as one attempt gets them: `&` as it is, `&mut` reborrowed, anything else moved or cloned.
pub(crate) fn forwarded_arguments(
    core: &Tokens,
    function: &Function,
    is_given: &dyn Fn(&Parameter<'_>) -> bool,
    at: Span,
) -> TokenStream {
    let arguments = function.parameters();
    let arguments =
        arguments.map(|parameter| forwarded_argument(core, &parameter, is_given(&parameter), at));
    quote_spanned!(at=> #(#arguments),*)
}

/// Returns one of the arguments. `is_given` is true if the attempt gets the argument itself.
pub(crate) fn forwarded_argument(
    core: &Tokens,
    parameter: &Parameter<'_>,
    is_given: bool,
    at: Span,
) -> TokenStream {
    let mut name = parameter.name.clone();
    name.set_span(at.resolved_at(name.span()));
    let at = at.resolved_at(Span::mixed_site());
    match parameter.reference() {
        _ if is_given => name.to_token_stream(),
        Some(RefKind::Shared) => name.to_token_stream(),
        Some(RefKind::Mut) => quote_spanned!(at=> &mut *#name),
        Some(RefKind::OptionalMut) => reborrowed_option(parameter, at),
        // An argument without `Clone` is an error on the parameter. One of another type is an error on the provider.
        None => {
            let cloned = cloned_argument(core, parameter);
            quote_spanned!(at=> {
                let __argument = #cloned;
                __argument
            })
        }
    }
}

/// Reborrows what an `Option<&mut T>` holds, for a shorter time. A trait could not do it for a `dyn` type, because `&mut` is
/// invariant. The declared type lets the compiler shorten the lifetime in the `dyn` type too.
pub(crate) fn reborrowed_option(parameter: &Parameter<'_>, at: Span) -> TokenStream {
    let mut name = parameter.name.clone();
    name.set_span(at.resolved_at(name.span()));
    let ty = inferred_lifetimes(parameter.ty.to_token_stream());
    quote_spanned! {at=> {
        let __lent: #ty = match &mut #name {
            ::core::option::Option::Some(__inner) => ::core::option::Option::Some(&mut **__inner),
            ::core::option::Option::None => ::core::option::Option::None,
        };
        __lent
    }}
}

/// Removes the lifetimes of references: `&'a mut T` becomes `&mut T`.
fn inferred_lifetimes(ty: TokenStream) -> TokenStream {
    let is = |token: Option<&TokenTree>, letter| token.is_some_and(|token| is_punct(token, letter));
    let mut left = Vec::new();
    let mut tokens = ty.into_iter().peekable();
    while let Some(token) = tokens.next() {
        left.push(match token {
            TokenTree::Group(group) => {
                let inner = inferred_lifetimes(group.stream());
                TokenTree::Group(Group::new(group.delimiter(), inner))
            }
            token => token,
        });
        if is(left.last(), '&') && is(tokens.peek(), '\'') {
            // The quote, and the name.
            tokens.next();
            tokens.next();
        }
    }
    left.into_iter().collect()
}

/// Clones an argument, located on the parameter's type.
pub(crate) fn cloned_argument(core: &Tokens, parameter: &Parameter<'_>) -> TokenStream {
    let Parameter { name, ty, .. } = parameter;
    let span = SpanRange::of(ty).mixed_site();
    let argument = span.path(core, &["traits", "Argument"]);
    // A type that contains `impl Trait` cannot be named.
    let again = if find_ident(ty.to_token_stream(), &|ident| ident == "impl").is_some() {
        span.member(&argument, "again")
    } else {
        span.member(&span.cast(ty.to_token_stream(), argument), "again")
    };
    let argument = span.arguments(quote_spanned!(span.first()=> &#name));
    quote!(#again #argument)
}
