//! Entries of `providers` for editors, which complete what is only half typed.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Attribute, Member, Token};

use super::provider::{ProviderCall, ProviderEntry, given_name};

/// The call of an entry, which may be half typed.
pub(crate) struct CompletionTokens {
    pub(crate) tokens: TokenStream,
    /// True if the expansion has to add the function's arguments.
    pub(crate) lacks_arguments: bool,
}

impl CompletionTokens {
    /// Takes the call of an entry that was parsed.
    pub(super) fn of_provider(provider: &ProviderEntry) -> Self {
        let lacks_arguments = match &provider.call {
            ProviderCall::Path(_) | ProviderCall::Body => true,
            // Without arguments an editor also offers fields, which the user may want to go through.
            ProviderCall::Method(field) => !is_at_cursor(&field.member),
            ProviderCall::Closure(_) | ProviderCall::Verbatim(_) => false,
        };
        Self {
            tokens: provider.call.to_token_stream(),
            lacks_arguments,
        }
    }

    /// Takes the rest of an entry that could not be parsed.
    pub(super) fn of_unparsed(input: ParseStream<'_>) -> Self {
        let _ = input.call(Attribute::parse_outer);
        let _ = given_name(input);
        let mut tokens = TokenStream::new();
        while !input.is_empty() && !input.peek(Token![,]) {
            tokens.extend(input.parse::<TokenTree>());
        }
        Self {
            tokens,
            lacks_arguments: true,
        }
    }
}

/// Returns true for the identifier that rust-analyzer inserts at the cursor, under its current name or the one before.
/// If the name changes once more, an editor completes fewer things, and nothing else breaks.
fn is_at_cursor(member: &Member) -> bool {
    let Member::Named(name) = member else {
        return false;
    };
    let name = name.to_string();
    name.ends_with("raCompletionMarker") || name.ends_with("intellijRulezz")
}
