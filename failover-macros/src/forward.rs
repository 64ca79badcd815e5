//! Arguments of the annotated function, as each attempt gets them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use crate::input::{Function, Parameter, RefKind};
use crate::span_range::SpanRange;
use crate::syntax::find_ident;
use crate::tokens::Tokens;

/// Returns the function's arguments as one attempt gets them: `&` as it is, `&mut` reborrowed, anything else cloned.
pub(crate) fn forwarded_arguments(
    core: &Tokens,
    function: &Function,
    keys: Option<&Ident>,
    at: Span,
) -> TokenStream {
    let arguments = function.parameters();
    let arguments = arguments.map(|parameter| forwarded_argument(core, &parameter, keys, at));
    quote_spanned!(at=> #(#arguments),*)
}

/// Returns one of the arguments.
pub(crate) fn forwarded_argument(
    core: &Tokens,
    parameter: &Parameter<'_>,
    keys: Option<&Ident>,
    at: Span,
) -> TokenStream {
    let is_keys = keys.is_some_and(|keys| parameter.name == *keys);
    let mut name = parameter.name.clone();
    name.set_span(at.resolved_at(name.span()));
    let at = at.resolved_at(Span::mixed_site());
    match parameter.reference() {
        // The expansion makes the keys for this attempt alone.
        _ if is_keys => name.to_token_stream(),
        Some(RefKind::Shared) => name.to_token_stream(),
        Some(RefKind::Mut) => quote_spanned!(at=> &mut *#name),
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
