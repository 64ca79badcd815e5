//! The function that is put out: one call of the engine, with the providers' calls in one closure. Where they are
//! awaited, the function asks the engine whom to call, and awaits what its own async closure gives; item by item there
//! is no closure but a loop.
//!
//! Locals are at `mixed_site`, so that no local of the user's can meet them, and begin with `__`, so that no item can: a
//! unit struct or a constant of a local's name would be taken for a pattern. Paths are absolute. A provider's call is
//! located on the provider, so that the compiler's own errors land there.

mod attempt;
mod batch;
mod setup;
mod span_range;
mod value;

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;

pub(crate) use self::attempt::arguments;
use self::span_range::SpanRange;
pub(crate) use self::span_range::Tokens;
use crate::arguments::{Arguments, PerProvider, Provider};
use crate::documentation::documentation;
use crate::ide::completion;
use crate::input::Function;

pub(crate) fn expand(arguments: &Arguments, function: Function) -> TokenStream {
    let core = runtime(arguments);
    let declared = function.return_type();
    let return_span =
        declared.map_or_else(|| SpanRange::of(&function.signature.ident), SpanRange::of);
    let return_type = return_span.path(&core, &["traits", "ReturnType"]);
    let return_type = return_span.cast(declared.to_token_stream(), return_type);
    let expansion = Expansion {
        arguments,
        function: &function,
        core,
        return_span,
        return_type,
    };
    let body = match &arguments.keys {
        None => expansion.value_call(),
        Some(keys) => expansion.batch_call(keys),
    };
    let handle = expansion.handle();
    let core = expansion.core;
    let documentation = documentation(arguments, &function);
    let function = function.with_body(&core, &documentation, &body);
    quote!(#function #handle)
}

/// The path of `failover_core`.
pub(crate) fn runtime(arguments: &Arguments) -> Tokens {
    let path = match &arguments.runtime {
        Some(path) => path.to_token_stream(),
        None => quote_mixed!(::failover_core),
    };
    path.into()
}

struct Expansion<'a> {
    arguments: &'a Arguments,
    function: &'a Function,
    core: Tokens,
    /// Where the return type stands.
    return_span: SpanRange,
    /// `<declared as ReturnType>`
    return_type: Tokens,
}

impl Expansion<'_> {
    /// What calls the providers by number, located on them.
    fn closure(
        &self,
        parameters: &TokenStream,
        first: &TokenStream,
        arms: impl Iterator<Item = TokenStream>,
    ) -> TokenStream {
        let core = &self.core;
        let span = self.providers_span().mixed_site();
        let bar = quote_spanned!(span.first()=> |);
        let body = span.group(
            Delimiter::Brace,
            quote_mixed! {
                #first
                match __provider {
                    #(#arms)*
                    _ => #core::__private::nobody(),
                }
            },
        );
        quote!(#bar #parameters #bar #body)
    }

    /// From the first provider to the last.
    fn providers_span(&self) -> SpanRange {
        let span =
            |provider: Option<&Provider>| provider.map_or_else(Span::mixed_site, Provider::span);
        let providers = &self.arguments.providers;
        SpanRange::between(span(providers.first()), span(providers.last()))
    }

    /// A call of a function of `__private`, located there.
    fn call_at(&self, span: SpanRange, function: &str, arguments: TokenStream) -> TokenStream {
        let path = span.path(&self.core, &["__private", function]);
        let arguments = span.arguments(arguments);
        quote!(#path #arguments)
    }

    /// A member of the declared type's `ReturnType`.
    fn of_return_type(&self, member: &str) -> Tokens {
        self.return_span.member(&self.return_type, member)
    }

    /// What is wanted, how it is judged, and what the call goes by.
    fn prelude(&self) -> TokenStream {
        let core = &self.core;
        let completion = completion(core, self.arguments, self.function);
        let wanted = self.wanted();
        let setup = self.setup();
        let rebind_owned_params = self.rebind_owned_params();
        quote_mixed! {
            #completion
            #rebind_owned_params
            #wanted
            #setup
        }
    }

    /// How values are judged.
    fn is_valid(&self, judged: &TokenStream) -> TokenStream {
        let given = self.arguments.is_valid.as_ref();
        self.reference_to("is_valid", judged, given, &quote_mixed!(AnyValue))
    }

    /// How errors are judged.
    fn classify(&self) -> TokenStream {
        let (given, classified) = (
            self.arguments.classify.as_ref(),
            quote_mixed!(__wanted.classified()),
        );
        self.reference_to("classify", &classified, given, &quote_mixed!(RetryAll))
    }

    /// A judgement by reference. It stands where it is used, as the compiler would find fault with it again elsewhere.
    fn reference_to(
        &self,
        argument: &str,
        judged: &TokenStream,
        given: Option<&Expr>,
        default: &TokenStream,
    ) -> TokenStream {
        let Some(given) = given else {
            let core = &self.core;
            return quote_mixed!(&#core::traits::#default);
        };
        let judgement = self.judgement(argument, judged, given);
        quote_spanned!(SpanRange::of(given).first()=> &#judgement)
    }

    /// What the user judges by.
    fn judgement(&self, argument: &str, judged: &TokenStream, given: &Expr) -> TokenStream {
        let span = SpanRange::of(given);
        let function = span.path(&self.core, &["arguments", argument]);
        let arguments = span.arguments(quote_mixed!(#judged, #given));
        quote!(#function #arguments)
    }

    /// `let is_valid` and `let classify`, where providers are awaited: closures of the expansion's own around what was
    /// given. What does not fit is then one error, as all that could be said of it again is located where it was given.
    fn judgements(&self, judged: &TokenStream) -> TokenStream {
        let judgement = |name: &str, judged: &TokenStream, given: &Option<Expr>, default| {
            let (function, name) = (name, Ident::new(&format!("__{name}"), Span::mixed_site()));
            let Some(given) = given else {
                let core = &self.core;
                return quote_mixed!(let #name = #core::traits::#default;);
            };
            let span = SpanRange::of(given);
            let made = self.judgement(function, judged, given);
            let held = self.call_at(span, "given", quote_mixed!(&__given));
            let judge = self.call_at(span, function, quote_mixed!(#judged, #held, __judged));
            quote_mixed! {
                let __given = #made;
                let #name = |__judged: &_| #judge;
            }
        };
        let classified = quote_mixed!(__wanted.classified());
        let (is_valid, classify) = (&self.arguments.is_valid, &self.arguments.classify);
        let is_valid = judgement("is_valid", judged, is_valid, quote_mixed!(AnyValue));
        let classify = judgement("classify", &classified, classify, quote_mixed!(RetryAll));
        quote_mixed!(#is_valid #classify)
    }

    /// What the declared return type asks for: `let wanted`.
    fn wanted(&self) -> TokenStream {
        let span = self.return_span;
        // A body returns the declared value itself, whatever it is.
        let declared = match (&self.function.body, &self.arguments.keys) {
            (Some(_), None) => self.of_return_type("declared_of_body"),
            _ => self.of_return_type("declared"),
        };
        let none = span.arguments(TokenStream::new());
        let error = self.arguments.error.as_ref();
        let with_error = error.map(|error| quote_mixed!(.with_error::<#error>()));
        let from_failures = span.path(&self.core, &["traits", "FromFailures"]);
        let named = error.map_or_else(|| quote!(_), ToTokens::to_token_stream);
        let error = self.of_return_type("Error");
        let known = span.cast(error, quote!(#from_failures<#named>));
        let known = span.member(&known, "known");
        let failed = span.arguments(quote_mixed!(__wanted.failed()));
        quote_mixed! {
            let __wanted = #declared #none #with_error.wanted();
            #known #failed;
        }
    }

    /// The providers' names and caps, a constant.
    fn listed(&self) -> TokenStream {
        let core = &self.core;
        let all = &self.arguments.providers;
        let at = self.providers_span().mixed_site().first();
        let is_capped = self.arguments.max_keys.is_some() || self.arguments.concurrency.is_some();
        let is_under_cfg = all.iter().any(|provider| !provider.cfgs.is_empty());
        if !is_capped && !is_under_cfg {
            let names = all.iter().map(|provider| &provider.name);
            let list = quote_mixed!(#core::__private::Listed::all([#(#names),*]));
            return quote_spanned!(at=> const { &#list });
        }
        let listed = (0u32..).zip(all).map(|(number, provider)| {
            let (cfgs, name) = (&provider.cfgs, &provider.name);
            let count = |argument: &Option<PerProvider>, method: &str| {
                let count = &argument.as_ref()?.of(&name.value())?.value;
                let span = SpanRange::of(count);
                let checked = span.path(core, &["arguments", method]);
                let count = span.arguments(quote!(#count));
                let method = Ident::new(method, Span::mixed_site());
                Some(quote_mixed!(.#method(#checked #count)))
            };
            let max_keys = count(&self.arguments.max_keys, "max_keys");
            let concurrency = count(&self.arguments.concurrency, "concurrency");
            quote_mixed!(#(#cfgs)* #core::__private::Listed::new(#number, #name)#max_keys #concurrency)
        });
        let list = quote_mixed!([#(#listed),*]);
        if is_under_cfg {
            let checked = self.call_at(self.providers_span(), "check", list);
            quote_spanned!(at=> const { &#checked })
        } else {
            quote_spanned!(at=> const { &#list })
        }
    }
}
