//! Tokens for editors alone, so that they complete a provider or an argument's name while it is typed. The compiler does not see them.
//!
//! An editor completes at a token of the expansion. It compares two expansions: one of the text as it is, and one with a
//! word inserted at the cursor. One of them may be an error and the other not. So both begin with the same tokens, and
//! nothing that differs may come before what was typed.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::arguments::Arguments;
use crate::arguments::completion::CompletionTokens;
use crate::arguments::table::{Argument, Keyword};
use crate::forward::forwarded_arguments;
use crate::input::{Function, Parameter};
use crate::tokens::Tokens;

/// Calls each provider as far as it was typed. These are the first tokens of the function's body.
pub(crate) fn completion(core: &Tokens, given: &Arguments, function: &Function) -> TokenStream {
    let call = |typed: &CompletionTokens| {
        let tokens = &typed.tokens;
        let is_keys = |parameter: &Parameter<'_>| given.keys.as_ref() == Some(&parameter.name);
        let arguments = forwarded_arguments(core, function, &is_keys, Span::mixed_site());
        let arguments = typed.lacks_arguments.then(|| quote!((#arguments)));
        quote!(#tokens #arguments;)
    };
    let calls = given.completions.iter().map(call);
    let names = argument_names(given);
    quote_mixed!(#core::__complete! { #(#calls)* #names })
}

/// Puts each half-typed argument name where an editor offers the names of all arguments: after the path of an enum
/// that has them as variants.
fn argument_names(given: &Arguments) -> Option<TokenStream> {
    let half_typed = &given.half_typed;
    if half_typed.is_empty() {
        return None;
    }
    // A keyword, as `crate` is, cannot be a variant.
    let names = Argument::ALL.iter().map(|argument| argument.name());
    let names = names.filter_map(|name| syn::parse_str::<Ident>(name).ok());
    let names = names.map(|name| Ident::new(&name.to_string(), Span::mixed_site()));
    Some(quote_mixed! {
        #[allow(non_camel_case_types)]
        enum __Argument {
            #(#names,)*
        }
        #(__Argument::#half_typed;)*
    })
}
