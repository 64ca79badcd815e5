//! Expands `is_valid` and `classify`, the closures that judge a value and an error.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;

use super::Expansion;
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
    fn error_type(&self) -> TokenStream {
        let core = &self.core;
        quote_mixed!(#core::__private::Requested::error_type(__requested))
    }

    /// Returns the type of the values, and that of the error that `is_valid` may return.
    fn with_error_type(&self, judged: &TokenStream) -> TokenStream {
        let error = self.error_type();
        quote!(#judged, #error)
    }

    /// Returns a reference to `is_valid`. `judged` tells the compiler the type of the values.
    pub(super) fn is_valid(&self, judged: &TokenStream) -> TokenStream {
        let given = self.arguments.is_valid.as_ref();
        let types = self.with_error_type(judged);
        self.validator_reference("is_valid", &types, given, &quote_mixed!(AnyValue))
    }

    /// Returns a reference to `classify`.
    pub(super) fn classify(&self) -> TokenStream {
        let given = self.arguments.classify.as_ref();
        self.validator_reference(
            "classify",
            &self.error_type(),
            given,
            &quote_mixed!(RetryAll),
        )
    }

    /// Passes the failures in `__outcome` to `on_failure`.
    pub(super) fn on_failure(&self) -> Option<TokenStream> {
        let given = self.arguments.on_failure.as_ref()?;
        let core = &self.core;
        let listener = self.validator("on_failure", &self.error_type(), given);
        Some(quote_mixed!(#core::__private::hear(&__outcome, &#listener);))
    }

    /// Returns a reference to a validator. The reference is not bound to a local: if the closure does not fit, the
    /// compiler would report it once more at each use of the local.
    fn validator_reference(
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
        let validator = self.validator(argument, judged, given);
        quote_spanned!(SpanRange::of(given).first()=> &#validator)
    }

    /// Passes the user's closure through a function that fixes its type.
    fn validator(&self, argument: &str, judged: &TokenStream, given: &Expr) -> TokenStream {
        let span = SpanRange::of(given);
        let function = span.path(&self.core, &["arguments", argument]);
        let arguments = span.arguments(quote_mixed!(#judged, #given));
        quote!(#function #arguments)
    }

    /// Binds `__is_valid` and `__classify` where providers are awaited. Each is a closure of the expansion's own around
    /// the user's. If the user's closure does not fit, the compiler then reports one error: all it could repeat is
    /// located on the same tokens.
    pub(super) fn validators(&self, judged: &TokenStream) -> TokenStream {
        let validator =
            |name: &str, (types, judged): (&TokenStream, _), given: &Option<Expr>, default| {
                let (function, name) = (name, Ident::new(&format!("__{name}"), Span::mixed_site()));
                let Some(given) = given else {
                    let core = &self.core;
                    return quote_mixed!(let #name = #core::traits::#default;);
                };
                let span = SpanRange::of(given);
                let made = self.validator(function, types, given);
                let held = self.call_at(span, "given", quote_mixed!(&__given));
                let judge = self.call_at(span, function, quote_mixed!(#judged, #held, __judged));
                quote_mixed! {
                    let __given = #made;
                    let #name = |__judged: &_| #judge;
                }
            };
        let (is_valid, classify) = (&self.arguments.is_valid, &self.arguments.classify);
        let (value_and_error, error) = (self.with_error_type(judged), self.error_type());
        let types = (&value_and_error, judged);
        let is_valid = validator("is_valid", types, is_valid, quote_mixed!(AnyValue));
        let types = (&error, &error);
        let classify = validator("classify", types, classify, quote_mixed!(RetryAll));
        quote_mixed!(#is_valid #classify)
    }
}
