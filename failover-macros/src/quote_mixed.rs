//! `quote_mixed!`: `quote!` whose new names resolve in the scope of the macro.

/// Quotes tokens at [`Span::mixed_site`](proc_macro2::Span::mixed_site).
macro_rules! quote_mixed {
    ($($tokens:tt)*) => {
        ::quote::quote_spanned!(::proc_macro2::Span::mixed_site()=> $($tokens)*)
    };
}
