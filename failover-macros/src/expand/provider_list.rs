//! Expands the list of providers: their names, and the settings of single providers.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

use super::Expansion;
use crate::arguments::setting::Setting;
use crate::arguments::table::{Argument, Keyword, Part};

impl Expansion<'_> {
    /// Returns the list of providers as a constant.
    pub(super) fn provider_list(&self) -> TokenStream {
        let core = &self.core;
        let all = &self.arguments.providers;
        let at = self.providers_span().mixed_site().first();
        let settings: Vec<Vec<&Setting>> = all
            .iter()
            .map(|provider| self.provider_settings(&provider.name.value()))
            .collect();
        let has_settings = settings.iter().any(|settings| !settings.is_empty());
        let is_under_cfg = self.arguments.is_under_cfg();
        // The common case has a shorter form, as every annotated function pays for its tokens.
        if !has_settings && !is_under_cfg {
            let names = all.iter().map(|provider| &provider.name);
            let list = quote_mixed!(#core::__private::StaticProvider::all([#(#names),*]));
            return quote_spanned!(at=> const { &#list });
        }
        let listed = (0u32..).zip(all).zip(settings);
        let listed = listed.map(|((number, provider), settings)| {
            let (cfgs, name) = (&provider.cfgs, &provider.name);
            let provider = self.static_provider(&quote_mixed!(#number, #name), settings);
            quote_mixed!(#(#cfgs)* #provider)
        });
        let (list, count) = (quote_mixed!([#(#listed),*]), all.len());
        let (list, count) = if is_under_cfg {
            (self.call_at(self.providers_span(), "check", list), None)
        } else {
            (list, Some(count))
        };
        let mut named = self.arguments.settings(Argument::CircuitBreaker);
        if named.next().is_none() {
            return quote_spanned!(at=> const { &#list });
        }
        // Before Rust 1.90, a constant cannot refer to a breaker. The length is not known where a `#[cfg]` decides it.
        let provider = quote_mixed!(#core::__private::StaticProvider);
        let list = match count {
            Some(count) => quote_mixed!(static __LIST: [#provider; #count] = #list; &__LIST),
            None => quote_mixed!(static __LIST: &[#provider] = &#list; __LIST),
        };
        quote_spanned!(at=> { #list })
    }

    /// Returns the limits of each provider of a list that is known at run time, as a constant.
    pub(super) fn each_limits(&self) -> TokenStream {
        let each = self.static_provider(&quote_mixed!(0, ""), self.provider_settings(""));
        quote_mixed!(const { &#each })
    }

    /// Returns `StaticProvider::max_keys(StaticProvider::new(0, "primary"), 100)`, and so on for each setting.
    fn static_provider(
        &self,
        number_and_name: &TokenStream,
        settings: Vec<&Setting>,
    ) -> TokenStream {
        let core = &self.core;
        let static_provider = quote_mixed!(#core::__private::StaticProvider);
        let new = quote_mixed!(#static_provider::new(#number_and_name));
        settings.into_iter().fold(new, |provider, setting| {
            let function = Ident::new(setting.argument.name(), Span::mixed_site());
            let value = self.checked(setting);
            quote_mixed!(#static_provider::#function(#provider, #value))
        })
    }

    /// Returns the settings that the list holds for this provider: its own ones, and the defaults that are not in the
    /// policy.
    fn provider_settings(&self, provider: &str) -> Vec<&Setting> {
        let per_provider = Argument::ALL
            .iter()
            .filter(|argument| argument.entry().is_per_provider);
        let settings = per_provider.filter_map(|argument| {
            let default = match argument.entry().part {
                Part::Policy => None,
                Part::Function | Part::Environment => self.arguments.default_setting(*argument),
            };
            let named = self.arguments.named_setting(*argument, provider);
            named.or(default)
        });
        settings.collect()
    }
}
