//! The function that is put out: one call of the engine, with the providers' calls in one closure, or, where they
//! are awaited, a loop that the engine is asked in.
//!
//! Locals are at `mixed_site`, so that no name of the user's can meet them, and paths are absolute. A
//! provider's call is located on the provider, so that the compiler's own errors land there.

mod attempt;
mod items;
mod place;
mod setup;
mod whole;

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;

pub(crate) use self::attempt::arguments;
use self::place::Place;
use crate::arguments::{Arguments, PerProvider, Provider};
use crate::documentation::documentation;
use crate::editor::completion;
use crate::input::Function;

pub(crate) fn expand(arguments: &Arguments, function: Function) -> TokenStream {
    let expansion = Expansion {
        arguments,
        function: &function,
        core: runtime(arguments),
    };
    let body = match &arguments.keys {
        None => expansion.whole_call(),
        Some(keys) => expansion.items(keys),
    };
    let handle = expansion.handle();
    let core = expansion.core;
    let documentation = documentation(arguments, &function);
    let function = function.with_body(&core, &documentation, &body);
    quote!(#function #handle)
}

/// The path of `failover_core`.
pub(crate) fn runtime(arguments: &Arguments) -> TokenStream {
    match &arguments.runtime {
        Some(path) => path.to_token_stream(),
        None => generated!(::failover_core),
    }
}

struct Expansion<'a> {
    arguments: &'a Arguments,
    function: &'a Function,
    core: TokenStream,
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
        let place = self.providers_place().hidden();
        let bar = quote_spanned!(place.first()=> |);
        let body = place.group(
            Delimiter::Brace,
            generated! {
                #first
                match provider {
                    #(#arms)*
                    _ => ::core::result::Result::Err(#core::FailureKind::Rejected),
                }
            },
        );
        quote!(#bar #parameters #bar #body)
    }

    /// From the first provider to the last.
    fn providers_place(&self) -> Place {
        let span =
            |provider: Option<&Provider>| provider.map_or_else(Span::mixed_site, Provider::span);
        let providers = &self.arguments.providers;
        Place::between(span(providers.first()), span(providers.last()))
    }

    /// A call of a function of `__private`, located there.
    fn call_at(&self, place: Place, function: &TokenStream, arguments: TokenStream) -> TokenStream {
        let path = place.path(&self.core, &quote!(__private::#function));
        let arguments = place.arguments(arguments);
        quote!(#path #arguments)
    }

    /// Where the return type stands.
    fn return_place(&self) -> Place {
        self.function
            .return_type()
            .map_or_else(|| Place::of(&self.function.signature.ident), Place::of)
    }

    /// The declared type's `Value` or `Error`.
    fn declared(&self, member: &str) -> TokenStream {
        let place = self.return_place();
        let declared = self.function.return_type();
        let path = place.path(&self.core, &quote!(traits::ReturnType));
        place.member(&declared, &path, member)
    }

    /// What is wanted, how it is judged, and what the call goes by.
    fn prelude(&self) -> TokenStream {
        let core = &self.core;
        let completion = completion(core, self.arguments, self.function);
        let wanted = self.wanted();
        let setup = self.setup();
        let used_up = self.used_up();
        generated! {
            #completion
            #used_up
            #wanted
            #setup
        }
    }

    /// How values are judged.
    fn is_valid(&self, judged: &TokenStream) -> TokenStream {
        let given = self.arguments.is_valid.as_ref();
        self.reference_to("is_valid", judged, given, &generated!(AnyValue))
    }

    /// How errors are judged.
    fn classify(&self) -> TokenStream {
        let (given, classified) = (
            self.arguments.classify.as_ref(),
            generated!(wanted.classified()),
        );
        self.reference_to("classify", &classified, given, &generated!(RetryAll))
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
            return generated!(&#core::traits::#default);
        };
        let argument = Ident::new(argument, Span::mixed_site());
        let judgement = self.judgement(&argument, judged, given);
        quote_spanned!(Place::of(given).first()=> &#judgement)
    }

    /// What the user judges by.
    fn judgement(&self, argument: &Ident, judged: &TokenStream, given: &Expr) -> TokenStream {
        let place = Place::of(given);
        let function = place.path(&self.core, &quote!(arguments::#argument));
        let arguments = place.arguments(generated!(#judged, #given));
        quote!(#function #arguments)
    }

    /// `let is_valid` and `let classify`, where providers are awaited: closures of the expansion's own around what was
    /// given. What does not fit is then one error, as all that could be said of it again is located where it was given.
    fn judgements(&self, judged: &TokenStream) -> TokenStream {
        let judgement = |name: &str, judged: &TokenStream, given: &Option<Expr>, default| {
            let name = Ident::new(name, Span::mixed_site());
            let Some(given) = given else {
                let core = &self.core;
                return generated!(let #name = #core::traits::#default;);
            };
            let place = Place::of(given);
            let made = self.judgement(&name, judged, given);
            let held = self.call_at(place, &generated!(given), generated!(&given));
            let judge = self.call_at(place, &quote!(#name), generated!(#judged, #held, judged));
            generated! {
                let given = #made;
                let #name = |judged: &_| #judge;
            }
        };
        let classified = generated!(wanted.classified());
        let (is_valid, classify) = (&self.arguments.is_valid, &self.arguments.classify);
        let is_valid = judgement("is_valid", judged, is_valid, generated!(AnyValue));
        let classify = judgement("classify", &classified, classify, generated!(RetryAll));
        generated!(#is_valid #classify)
    }

    /// What the declared return type asks for: `let wanted`.
    fn wanted(&self) -> TokenStream {
        let core = &self.core;
        let place = self.return_place();
        let (value, error) = (self.declared("Value"), self.declared("Error"));
        // A body returns the declared value itself, whatever it is.
        let (value, of_value) = match (&self.function.body, &self.arguments.keys) {
            (Some(_), None) => (quote!(()), Some(generated!(.of_value::<#value>()))),
            _ => (value, None),
        };
        let with_error = self
            .arguments
            .error
            .as_ref()
            .map(|error| generated!(.with_error::<#error>()));
        let declared = place.path(core, &quote!(__private::Declared));
        let declared = quote!(#declared::<#value, #error>);
        let new = place.path(&TokenStream::new(), &quote!(new));
        let none = place.arguments(TokenStream::new());
        let from_failures = place.path(core, &quote!(traits::FromFailures));
        let named = self
            .arguments
            .error
            .as_ref()
            .map_or_else(|| quote!(_), |error| quote!(#error));
        let known = place.member(&error, &quote!(#from_failures<#named>), "known");
        let failed = place.arguments(generated!(wanted.failed()));
        generated! {
            let wanted = {
                use #core::__private::Rung as _;
                (&&&&&&#declared #new #none #with_error).wanted()#of_value
            };
            #known #failed;
        }
    }

    /// The providers' names and caps, a constant.
    fn listed(&self) -> TokenStream {
        let core = &self.core;
        let all = &self.arguments.providers;
        let listed = all.iter().enumerate().map(|(number, provider)| {
            let (cfgs, name) = (&provider.cfgs, &provider.name);
            let count = |argument: &Option<PerProvider>, method: TokenStream| {
                let count = &argument.as_ref()?.of(&name.value())?.value;
                let place = Place::of(count);
                let checked = place.path(core, &quote!(arguments::#method));
                let count = place.arguments(quote!(#count));
                Some(generated!(.#method(#checked #count)))
            };
            let max_keys = count(&self.arguments.max_keys, quote!(max_keys));
            let concurrency = count(&self.arguments.concurrency, quote!(concurrency));
            generated!(#(#cfgs)* #core::__private::Listed::new(#number, #name)#max_keys #concurrency)
        });
        let list = generated!([#(#listed),*]);
        if all.iter().all(|provider| provider.cfgs.is_empty()) {
            let at = self.providers_place().hidden().first();
            quote_spanned!(at=> const { &#list })
        } else {
            let place = self.providers_place();
            let checked = self.call_at(place, &generated!(check), list);
            quote_spanned!(place.hidden().first()=> const { &#checked })
        }
    }
}
