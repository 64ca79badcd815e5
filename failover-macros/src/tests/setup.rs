//! The settings in the expansion: the check of the timer, and the breaker's handle.

use proc_macro2::TokenStream;
use quote::quote;

fn expansion(arguments: &TokenStream, function: &TokenStream) -> String {
    crate::expansion(quote!(providers = [a, b], #arguments), function).to_string()
}

#[test]
fn a_timer_is_asked_for_where_something_may_wait() {
    let awaited = quote!(
        async fn price() -> Result<f64, E>;
    );
    let blocking = quote!(
        fn price() -> Result<f64, E>;
    );
    for (arguments, waits) in [
        (quote!(timeout = 1s), true),
        (quote!(deadline = LIMIT), true),
        (quote!(retry_backoff = 1ms), true),
        (quote!(retry_backoff = BACKOFF), true),
        (quote!(retry_backoff = 0s), false),
        (quote!(retry_backoff = linear(0s)), false),
        (quote!(retry_backoff = exponential(1ms, max = MAX)), true),
        (quote!(retries = 1), false),
        (
            quote!(circuit_breaker = BREAKER, when_all_open = ProbeEarliest),
            false,
        ),
        (quote!(hedge = 1ms), true),
        (quote!(hedge = DELAY), true),
        (quote!(hedge = 0s), false),
        (quote!(timeout = 1s, clock = &CLOCK), false),
        (quote!(client = CLIENT), false),
    ] {
        let asks = |function| expansion(&arguments, function).contains("arguments :: timer");
        assert_eq!(asks(&awaited), waits, "{arguments}");
        assert!(!asks(&blocking), "{arguments}");
    }
}

#[test]
fn an_impl_asks_once_for_a_timer() {
    let blocking = quote!(
        fn price(&self) -> Result<f64, E>;
    );
    let awaited = quote!(
        async fn last(&self) -> Result<f64, E>;
    );
    let conditional = quote!(#[cfg(unix)] #awaited);
    for (methods, expected) in [
        (quote!(#blocking), 0),
        (quote!(#blocking #awaited), 1),
        (quote!(#awaited #awaited), 1),
        (quote!(#conditional #awaited #awaited), 2),
        (quote!(#[failover(client = CLIENT)] #awaited #blocking), 0),
    ] {
        let item = quote!(impl Feed for Prices { #methods });
        let text = expansion(&quote!(timeout = 1s), &item);
        let timers = text.matches("arguments :: timer").count();
        assert_eq!(timers, expected, "{text}");
    }
}

#[test]
fn the_handle_is_beside_the_function() {
    for (function, handle, declared, called) in [
        (
            quote!(fn price()),
            quote!(breaker),
            "pub fn breaker ()",
            "= breaker ()",
        ),
        (
            quote!(fn price(&self)),
            quote!(breaker),
            "pub fn breaker ()",
            "= Self :: breaker ()",
        ),
        (
            quote!(fn price(&self)),
            quote!(Self::breaker),
            "pub fn breaker ()",
            "= Self :: breaker ()",
        ),
        (
            quote!(fn price()),
            quote!(pub(crate) breaker),
            "pub (crate) fn breaker ()",
            "= breaker ()",
        ),
    ] {
        let arguments = quote! {
            circuit_breaker(failure_threshold = 3, reset_after = 60s, handle = #handle)
        };
        let text = expansion(
            &arguments,
            &quote!(#[cfg(unix)] #[inline] pub #function -> Result<f64, E>;),
        );
        assert!(text.contains(called), "{text}");
        let beside =
            format!("# [cfg (unix)] # [doc = \"The circuit breaker of `price`.\"] {declared}");
        assert!(text.contains(&beside), "{text}");
    }
}
