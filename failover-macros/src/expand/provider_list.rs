//! Expands the list of providers: their names, and the settings that each may have of its own.

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
        let mut settings = self.arguments.settings.iter();
        let has_settings = settings.any(|setting| setting.argument.entry().is_per_provider);
        let is_under_cfg = all.iter().any(|provider| !provider.cfgs.is_empty());
        if !has_settings && !is_under_cfg {
            let names = all.iter().map(|provider| &provider.name);
            let list = quote_mixed!(#core::__private::Listed::all([#(#names),*]));
            return quote_spanned!(at=> const { &#list });
        }
        let listed = (0u32..).zip(all).map(|(number, provider)| {
            let (cfgs, name) = (&provider.cfgs, &provider.name);
            let settings = Argument::ALL.iter().filter_map(|argument| {
                let setting = self.provider_setting(*argument, &name.value())?;
                let method = Ident::new(argument.name(), Span::mixed_site());
                let value = self.checked(setting);
                Some(quote_mixed!(.#method(#value)))
            });
            quote_mixed!(#(#cfgs)* #core::__private::Listed::new(#number, #name) #(#settings)*)
        });
        let list = quote_mixed!([#(#listed),*]);
        if is_under_cfg {
            let checked = self.call_at(self.providers_span(), "check", list);
            quote_spanned!(at=> const { &#checked })
        } else {
            quote_spanned!(at=> const { &#list })
        }
    }

    /// Returns the value of an argument that the list holds for this provider: its own, or the default if no policy has
    /// it.
    fn provider_setting(&self, argument: Argument, provider: &str) -> Option<&Setting> {
        let entry = argument.entry();
        if !entry.is_per_provider {
            return None;
        }
        let default = match entry.part {
            Part::Policy => None,
            Part::Function | Part::Environment => self.arguments.default_setting(argument),
        };
        self.arguments.named_setting(argument, provider).or(default)
    }
}
