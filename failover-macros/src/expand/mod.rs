//! Expands the annotated function: the same signature, with a body that makes one call of the engine.
//!
//! - Blocking: the engine calls one closure, which has an arm per provider.
//! - `async`: the function asks the engine which provider to call, and awaits the provider itself. A value call does so in
//!   one async closure, a batch call in a loop.
//!
//! Three rules hold for all tokens:
//!
//! - Locals are at `mixed_site`, so they cannot clash with the user's locals. Their names begin with `__`, so they cannot
//!   clash with items either: a pattern that names a unit struct or a constant matches it, and binds nothing.
//! - Paths are absolute, and functions are called by path: a method of the user's traits could capture a method call. The
//!   exceptions, `__failover_requested` and `__failover_error`, work by method resolution and have names that no other trait
//!   has.
//! - A provider's call is located on the provider, so that the compiler's errors land there.

mod attempt;
mod batch;
mod block;
mod breaker;
mod code;
mod context;
mod once;
mod provider_list;
mod returned;
mod runtime_list;
mod served;
mod validators;
mod value;

pub(crate) use self::block::{Items, expand_block, share_breaker};
use proc_macro2::{Delimiter, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

pub(crate) use self::served::served_stub;
use self::served::{allow_what_is_expected, second_function};
use crate::arguments::Arguments;
use crate::arguments::provider::ProviderEntry;
use crate::documentation::documentation;
use crate::ide::completion;
use crate::input::Function;
use crate::span_range::SpanRange;
use crate::tokens::Tokens;

/// Expands a function whose use of the attribute is valid.
pub(crate) fn expand(arguments: &Arguments, mut function: Function) -> TokenStream {
    let expansion = Expansion::new(arguments, &function);
    let body = match &arguments.keys {
        None => expansion.value_call(),
        Some(keys) => expansion.batch_call(keys),
    };
    let handle = expansion.handle();
    let documentation = documentation(arguments, &function);
    let Some(served) = &arguments.served else {
        let core = expansion.core;
        let function = function.with_body(&core, &documentation, &body);
        return quote!(#function #handle);
    };
    let completion = completion(&expansion.core, arguments, &function);
    let (call, returned) = (expansion.call_served(served), expansion.served_type());
    let core = expansion.core;
    function.name_parameters();
    allow_what_is_expected(&mut function.attributes);
    let second = second_function(&function, served, &returned, &body);
    let function = function.with_body(&core, &documentation, &quote!(#completion #call));
    quote!(#function #second #handle)
}

/// Returns the path of `failover_core`.
pub(crate) fn core_path(arguments: &Arguments) -> Tokens {
    let path = match &arguments.core_path {
        Some(path) => path.to_token_stream(),
        None => quote_mixed!(::failover_core),
    };
    path.into()
}

/// Everything that one expansion is made from.
struct Expansion<'a> {
    arguments: &'a Arguments,
    function: &'a Function,
    core: Tokens,
    /// The span of the return type.
    return_span: SpanRange,
    /// `<declared as ReturnType>`.
    return_type: Tokens,
}

impl<'a> Expansion<'a> {
    fn new(arguments: &'a Arguments, function: &'a Function) -> Self {
        let core = core_path(arguments);
        let declared = function.return_type();
        let return_span =
            declared.map_or_else(|| SpanRange::of(&function.signature.ident), SpanRange::of);
        let return_type = return_span.path(&core, &["traits", "ReturnType"]);
        let return_type = return_span.cast(declared.to_token_stream(), return_type);
        Self {
            arguments,
            function,
            core,
            return_span,
            return_type,
        }
    }

    /// Returns a closure that calls a provider by its number, located on the providers.
    fn closure(
        &self,
        parameters: &TokenStream,
        first: &TokenStream,
        calls: impl Iterator<Item = TokenStream>,
    ) -> TokenStream {
        let bar = quote_spanned!(self.providers_span().mixed_site().first()=> |);
        let body = self.match_provider(first, calls);
        quote!(#bar #parameters #bar #body)
    }

    /// Returns a block that calls the provider of the number `__provider`, located on the providers. `calls` are the calls of
    /// all providers.
    fn match_provider(
        &self,
        first: &TokenStream,
        calls: impl Iterator<Item = TokenStream>,
    ) -> TokenStream {
        let core = &self.core;
        let matched = if let Some(each) = self.arguments.runtime_list() {
            let calls: TokenStream = calls.collect();
            let index = quote_mixed!(#core::__private::index(__provider));
            self.match_item(each, &index, &calls, "no_provider")
        } else {
            let arms = (0u32..).zip(&self.arguments.providers).zip(calls);
            let arms = arms.map(|((number, provider), call)| {
                let cfgs = &provider.cfgs;
                quote_mixed!(#(#cfgs)* #number => #call,)
            });
            quote_mixed! {
                match __provider {
                    #(#arms)*
                    _ => #core::__private::no_provider(),
                }
            }
        };
        let body = quote_mixed! {
            #first
            #matched
        };
        let span = self.providers_span().mixed_site();
        span.group(Delimiter::Brace, body).to_token_stream()
    }

    /// Returns the span from the first provider to the last.
    fn providers_span(&self) -> SpanRange {
        let span = |provider: Option<&ProviderEntry>| {
            provider.map_or_else(Span::mixed_site, ProviderEntry::span)
        };
        let providers = &self.arguments.providers;
        SpanRange::between(span(providers.first()), span(providers.last()))
    }

    /// Calls a function of `__private`, located at this span.
    fn call_at(&self, span: SpanRange, function: &str, arguments: TokenStream) -> TokenStream {
        let path = span.path(&self.core, &["__private", function]);
        let arguments = span.arguments(arguments);
        quote!(#path #arguments)
    }

    /// Returns a member of the declared type's `ReturnType`.
    fn of_return_type(&self, member: &str) -> Tokens {
        self.return_span.member(&self.return_type, member)
    }

    /// Binds `__requested` and `__context`, which every kind of call begins with.
    fn prelude(&self) -> TokenStream {
        let core = &self.core;
        let completion = completion(core, self.arguments, self.function);
        let requested = self.requested();
        let context = self.context();
        let rebound = self.rebind_owned_params();
        let names = self.runtime_names();
        quote_mixed! {
            #completion
            #rebound
            #requested
            #context
            #names
        }
    }
}
