//! Errors, collected so that all are reported at once.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Error;

/// Errors of one use of the attribute.
#[derive(Default)]
pub(crate) struct Errors(Option<Error>);

impl Errors {
    /// Reports an error that underlines all of these tokens.
    pub(crate) fn on(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.add(Error::new_spanned(tokens, message));
    }

    /// Reports an error on one token.
    pub(crate) fn at(&mut self, span: Span, message: impl std::fmt::Display) {
        self.add(Error::new(span, message));
    }

    /// Reports an error.
    pub(crate) fn add(&mut self, error: Error) {
        match &mut self.0 {
            Some(errors) => errors.combine(error),
            None => self.0 = Some(error),
        }
    }

    /// Reports the errors of another part, except those that are reported already: the same words in the same place.
    pub(crate) fn add_new(&mut self, others: Self) {
        let place = |error: &Error| (error.to_string(), format!("{:?}", error.span()));
        for error in others.0.into_iter().flatten() {
            let mut known = self.0.iter().flat_map(IntoIterator::into_iter);
            if !known.any(|known| place(&known) == place(&error)) {
                self.add(error);
            }
        }
    }

    /// Returns the value, or reports the error.
    pub(crate) fn take<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.add(error)).ok()
    }

    /// Returns true if nothing was reported.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Returns tokens that make the compiler report the errors.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.0
            .map_or_else(TokenStream::new, Error::into_compile_error)
    }
}
