//! Expands the list of providers: their names, and the settings that each may have of its own.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Expansion;
use crate::arguments::PerProvider;
use crate::span_range::SpanRange;

impl Expansion<'_> {
    /// Returns the list of providers as a constant.
    pub(super) fn provider_list(&self) -> TokenStream {
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
