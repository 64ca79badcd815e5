//! Expands `served`: a second function that makes the call and returns the value with its provenance. The annotated function
//! calls it, so that both have one list of providers and one breaker.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, GenericParam, Meta, Safety, Type, parse_quote};

use super::Expansion;
use crate::arguments::Arguments;
use crate::arguments::second_function::SecondFunction;
use crate::input::Function;
use crate::span_range::SpanRange;
use crate::syntax::{last_segment, peel_type, type_arguments};

impl Expansion<'_> {
    /// Returns the path by which the function calls this one.
    pub(super) fn path_of(&self, second: &SecondFunction) -> TokenStream {
        let path = &second.path;
        if self.function.has_receiver() && path.segments.len() == 1 {
            let at = SpanRange::of(path).first();
            quote_spanned!(at=> Self::#path)
        } else {
            path.to_token_stream()
        }
    }

    /// Returns the call of the second function, as the body of the annotated one.
    pub(super) fn call_served(&self, served: &SecondFunction) -> TokenStream {
        let signature = &self.function.signature;
        let path = self.path_of(served);
        let generics = signature.generics.params.iter();
        let generics: Vec<&Ident> = generics
            .filter_map(|parameter| match parameter {
                GenericParam::Type(ty) => Some(&ty.ident),
                GenericParam::Const(constant) => Some(&constant.ident),
                GenericParam::Lifetime(_) => None,
            })
            .collect();
        let generics = (!generics.is_empty()).then(|| quote_mixed!(::<#(#generics),*>));
        let receiver = signature.receiver().map(|receiver| {
            let receiver = &receiver.self_token;
            quote!(#receiver,)
        });
        let names = self.function.parameters().map(|parameter| parameter.name);
        let passed = quote!(#receiver #(#names),*);
        let passed = SpanRange::of(&served.path).mixed_site().arguments(passed);
        let call = quote!(#path #generics #passed);
        let call = match &signature.safety {
            Safety::Unsafe(keyword) => quote_mixed!(#keyword { #call }),
            _ => call,
        };
        let is_awaited = self.function.is_async();
        let awaited = is_awaited.then(|| quote_mixed!(.await));
        let without_provenance = self.of_return_type("without_provenance");
        let outcome = self.return_span.arguments(quote!(#call #awaited));
        quote!(#without_provenance #outcome)
    }

    /// Returns the return type of the second function: the declared type with a `Served` in it.
    pub(super) fn served_type(&self) -> TokenStream {
        let core = &self.core;
        let declared = self.function.return_type();
        let arguments = declared.map(type_arguments).unwrap_or_default();
        let error = self.provider_error(&arguments);
        // Documentation reads better with the declared words. Another alias may have its arguments in another order.
        let is_result = declared
            .and_then(last_segment)
            .is_some_and(|last| last == "Result");
        let declared = declared.map(peel_type).filter(|_| is_result);
        if let (Some(Type::Path(ty)), [value, rest @ ..]) = (declared, &arguments[..]) {
            let segments = ty.path.segments.iter().map(|segment| &segment.ident);
            let (leading, path) = (&ty.path.leading_colon, quote!(#(#segments)::*));
            return quote_mixed!(#leading #path<#core::Served<#value, #error> #(, #rest)*>);
        }
        let (value, own_error) = (self.of_return_type("Value"), self.of_return_type("Error"));
        quote_mixed!(::core::result::Result<#core::Served<#value, #error>, #own_error>)
    }

    /// Returns the error type of the providers, as the second function's return type names it. The types decide which it
    /// is, and cannot be named here. So it is read off the declared type, and the compiler compares the two.
    fn provider_error(&self, declared: &[&Type]) -> TokenStream {
        match (&self.arguments.error, declared) {
            (Some(error), _) => error.to_token_stream(),
            (None, [_, error]) => {
                let is_failures = last_segment(error);
                let is_failures = is_failures.is_some_and(|last| last == "AllProvidersFailed");
                let of_failures = type_arguments(error).first().copied();
                let error = of_failures.filter(|_| is_failures).unwrap_or(error);
                error.to_token_stream()
            }
            _ => self.of_return_type("Error").to_token_stream(),
        }
    }
}

/// Returns the second function. The parameters of the annotated one have names by now.
pub(super) fn second_function(
    function: &Function,
    served: &SecondFunction,
    returned: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let name = &served.name;
    let signature = &function.signature;
    let asyncness = function.is_async().then(|| quote_mixed!(async));
    let (safety, inputs) = (&signature.safety, &signature.inputs);
    let (generics, where_clause) = (&signature.generics, &signature.generics.where_clause);
    let attributes = function.attributes.iter().filter(|attribute| {
        let lints = ["cfg", "allow", "warn", "deny", "forbid"];
        lints.iter().any(|name| attribute.path().is_ident(name))
    });
    let visibility = served.visibility(function);
    let summary = format!(
        "Does what `{}` does, and returns the value with its provenance.",
        signature.ident
    );
    let errors = format!("As `{}`.", signature.ident);
    let at = SpanRange::of(name).mixed_site().first();
    quote_spanned! {at=>
        #(#attributes)*
        #[doc = #summary]
        #[doc = ""]
        #[doc = "# Errors"]
        #[doc = ""]
        #[doc = #errors]
        #visibility #asyncness #safety fn #name #generics(#inputs) -> #returned #where_clause {
            #body
        }
    }
}

/// Returns the second function as a stub, for a use of the attribute that has errors.
pub(crate) fn served_stub(arguments: &Arguments, function: &Function) -> Option<TokenStream> {
    let served = arguments.served.as_ref()?;
    let is_callable = served.is_next_to_it() && served.name != function.signature.ident;
    if !is_callable || !matches!(function.return_type().map(peel_type), Some(Type::Path(_))) {
        return None;
    }
    let returned = Expansion::new(arguments, function).served_type();
    let body = quote_mixed!(#![allow(unused_mut, unused_variables)] loop {});
    Some(second_function(function, served, &returned, &body))
}

/// Turns each `#[expect(..)]` into an `#[allow(..)]`. The lint may be found in one of the two functions alone.
pub(super) fn allow_what_is_expected(attributes: &mut [Attribute]) {
    for attribute in attributes {
        if let Meta::List(list) = &attribute.meta {
            if list.path.is_ident("expect") {
                let lints = &list.tokens;
                *attribute = parse_quote!(#[allow(#lints)]);
            }
        }
    }
}
