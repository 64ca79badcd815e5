//! Expands `is_valid` and `classify`, the closures that judge a value and an error.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Expr;

use super::Expansion;
use crate::arguments::table::{Argument, Keyword};
use crate::span_range::SpanRange;

impl Expansion<'_> {
    /// Returns the type of the value that `is_valid` judges in a value call, for type inference.
    pub(super) fn value_type(&self) -> TokenStream {
        let core = &self.core;
        quote_mixed!(#core::__private::Requested::value_type(__requested))
    }

    /// Returns the type of a value of a batch call, for type inference.
    pub(super) fn item_value_type(&self) -> TokenStream {
        let core = &self.core;
        quote_mixed!(#core::__private::ItemTypes::value_type(&__item_types))
    }

    /// Returns the type of the error that `classify` judges, for type inference.
    pub(super) fn error_type(&self) -> TokenStream {
        let core = &self.core;
        quote_mixed!(#core::__private::Requested::error_type(__requested))
    }

    /// Returns a reference to `is_valid`. `judged` tells the compiler the type of the values.
    pub(super) fn is_valid(&self, judged: &TokenStream) -> TokenStream {
        self.rule_reference(Argument::IsValid, judged)
    }

    /// Returns a reference to `classify`.
    pub(super) fn classify(&self) -> TokenStream {
        self.rule_reference(Argument::Classify, &self.error_type())
    }

    /// Passes the failures in `__outcome` to `on_failure`.
    pub(super) fn on_failure(&self) -> Option<TokenStream> {
        let given = self.arguments.on_failure.as_ref()?;
        let core = &self.core;
        let listener = self.validator("on_failure", &self.error_type(), given);
        Some(quote_mixed!(#core::__private::hear(&__outcome, &#listener);))
    }

    /// Returns a reference to a rule. The reference is not bound to a local: if the closure does not fit, the compiler would
    /// report it once more at each use of the local.
    fn rule_reference(&self, argument: Argument, judged: &TokenStream) -> TokenStream {
        if self.has_own_rules(argument) {
            let rule = self.rule_by_provider(argument, judged);
            return quote_mixed!(&#rule);
        }
        let rule = self.default_rule(argument, judged);
        match self.arguments.rule(argument, None) {
            None => quote_mixed!(&#rule),
            Some(given) => quote_spanned!(SpanRange::of(given).first()=> &#rule),
        }
    }

    /// Returns the rule for every provider that has none of its own.
    fn default_rule(&self, argument: Argument, judged: &TokenStream) -> TokenStream {
        let core = &self.core;
        match self.arguments.rule(argument, None) {
            Some(given) => self.made_rule(argument, judged, given),
            None if argument == Argument::IsValid => quote_mixed!(#core::traits::AnyValue),
            None => quote_mixed!(#core::traits::RetryAll),
        }
    }

    /// Passes a rule through the function that fixes its type: by what it judges, and by the error that `is_valid` may return.
    fn made_rule(&self, argument: Argument, judged: &TokenStream, given: &Expr) -> TokenStream {
        let error = (argument == Argument::IsValid).then(|| {
            let error = self.error_type();
            quote!(, #error)
        });
        self.validator(function(argument, given), &quote!(#judged #error), given)
    }

    /// Returns true if a provider has such a rule of its own.
    pub(super) fn has_own_rules(&self, argument: Argument) -> bool {
        let mut named = self.arguments.named_providers();
        named.any(|(named, _)| named == argument)
    }

    /// Returns the rules of single providers and the one for all others, as one.
    fn rule_by_provider(&self, argument: Argument, judged: &TokenStream) -> TokenStream {
        let core = &self.core;
        let providers = (0u32..).zip(&self.arguments.providers);
        let own = providers.filter_map(|(number, provider)| {
            let provider_name = provider.name.value();
            let rule = self.arguments.rule(argument, Some(&provider_name))?;
            let name = format_ident!("__own_{number}", span = Span::mixed_site());
            let made = self.made_rule(argument, judged, rule);
            let cfgs = &provider.cfgs;
            let bound = quote_mixed!(#(#cfgs)* let #name = #made;);
            let applied = if takes_attempt(argument, rule) {
                quote_mixed!(#core::traits::Classify::classify(&#name, __judged, __facts))
            } else {
                let judged = quote_mixed!(__judged_type);
                self.apply(argument, rule, &judged, &quote_mixed!(&#name))
            };
            let applied = if argument == Argument::IsValid {
                let arguments = quote_mixed!(__error_type, #applied);
                self.call_at(SpanRange::of(rule), "validity", arguments)
            } else {
                applied
            };
            let arm = quote_mixed! {
                #(#cfgs)* #number => ::core::option::Option::Some(#applied),
            };
            Some((bound, arm))
        });
        let (bound, arms): (Vec<_>, Vec<_>) = own.unzip();
        let parameters = match argument {
            Argument::IsValid => quote_mixed!(__number: u32, __judged: &_),
            _ => {
                let facts = quote_mixed!(&#core::traits::AttemptFacts<'_>);
                quote_mixed!(__number: u32, __judged: &_, __facts: #facts)
            }
        };
        let (default, list) = (self.default_rule(argument, judged), self.provider_list());
        let error = (argument == Argument::IsValid).then(|| {
            let error = self.error_type();
            quote_mixed!(let __error_type = #error;)
        });
        quote_mixed!({
            #(#bound)*
            let __judged_type = #judged;
            #error
            #core::__private::ByProvider {
                providers: #list,
                default: #default,
                own: move |#parameters| match __number {
                    #(#arms)*
                    _ => ::core::option::Option::None,
                },
            }
        })
    }

    /// Passes the user's closure through a function that fixes its type.
    fn validator(&self, argument: &str, judged: &TokenStream, given: &Expr) -> TokenStream {
        let span = SpanRange::of(given);
        let function = span.path(&self.core, &["arguments", argument]);
        let arguments = span.arguments(quote_mixed!(#judged, #given));
        quote!(#function #arguments)
    }

    /// Binds `__is_valid` and `__classify` where providers are awaited.
    pub(super) fn validators(&self, judged: &TokenStream) -> TokenStream {
        let is_valid = self.bound_rule(Argument::IsValid, judged);
        let classify = self.bound_rule(Argument::Classify, &self.error_type());
        quote_mixed!(#is_valid #classify)
    }

    /// Binds a rule as `__is_valid` or `__classify`. It is a closure of the expansion's own around the user's. If the user's
    /// closure does not fit, the compiler then reports one error: all it could repeat is located on the same tokens.
    fn bound_rule(&self, argument: Argument, judged: &TokenStream) -> TokenStream {
        let name = Ident::new(&format!("__{}", argument.name()), Span::mixed_site());
        if self.has_own_rules(argument) {
            let rule = self.rule_by_provider(argument, judged);
            return quote_mixed!(let #name = #rule;);
        }
        let rule = self.default_rule(argument, judged);
        let given = self.arguments.rule(argument, None);
        let Some(given) = given.filter(|given| !takes_attempt(argument, given)) else {
            return quote_mixed!(let #name = #rule;);
        };
        let judge = self.apply(argument, given, judged, &quote_mixed!(&__given));
        quote_mixed! {
            let __given = #rule;
            let #name = |__judged: &_| #judge;
        }
    }

    /// Applies the rule that `held` refers to. Everything is located on the rule as it was given.
    fn apply(
        &self,
        argument: Argument,
        given: &Expr,
        judged: &TokenStream,
        held: &TokenStream,
    ) -> TokenStream {
        let span = SpanRange::of(given);
        let held = self.call_at(span, "given", held.clone());
        self.call_at(
            span,
            argument.name(),
            quote_mixed!(#judged, #held, __judged),
        )
    }
}

/// Returns the function that fixes the type of a rule.
fn function(argument: Argument, rule: &Expr) -> &'static str {
    if takes_attempt(argument, rule) {
        "classify_attempt"
    } else {
        argument.name()
    }
}

/// Returns true for a `classify` closure with two parameters: the second one is the attempt.
pub(super) fn takes_attempt(argument: Argument, rule: &Expr) -> bool {
    argument == Argument::Classify
        && matches!(rule, Expr::Closure(closure) if closure.inputs.len() == 2)
}
