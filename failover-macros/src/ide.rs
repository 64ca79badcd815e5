//! Tokens for editors alone, so that they complete a provider while it is typed. The compiler does not see them.
//!
//! An editor completes at a token of the expansion. It compares two expansions: one of the text as it is, and one with a
//! word inserted at the cursor. One of them may be an error and the other not. So both begin with the same tokens, and
//! nothing that differs may come before what was typed.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::arguments::Arguments;
use crate::arguments::completion::CompletionTokens;
use crate::forward::forwarded_arguments;
use crate::input::Function;
use crate::tokens::Tokens;

/// Calls each provider as far as it was typed. These are the first tokens of the function's body.
pub(crate) fn completion(core: &Tokens, given: &Arguments, function: &Function) -> TokenStream {
    let call = |typed: &CompletionTokens| {
        let tokens = &typed.tokens;
        let keys = given.keys.as_ref();
        let arguments = forwarded_arguments(core, function, keys, Span::mixed_site());
        let arguments = typed.lacks_arguments.then(|| quote!((#arguments)));
        quote!(#tokens #arguments;)
    };
    let calls = given.completions.iter().map(call);
    quote_mixed!(#core::__complete! { #(#calls)* })
}
