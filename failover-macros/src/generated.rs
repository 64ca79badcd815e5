//! `generated!`, as `quote!` with names of the expansion's own.

/// Tokens at `mixed_site`.
macro_rules! generated {
    ($($tokens:tt)*) => {
        ::quote::quote_spanned!(::proc_macro2::Span::mixed_site()=> $($tokens)*)
    };
}
