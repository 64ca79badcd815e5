//! Common tasks, one short page each, with code that compiles.
//!
//! | task | page |
//! |---|---|
//! | fail over between client functions that you have | [`annotate`] |
//! | make a whole trait, or every method of a type, fail over | [`traits`] |
//! | ask for many keys at once, and fill the gaps from the next provider | [`batch_calls`] |
//! | build the list of providers from a configuration file | [`run_time_lists`] |
//! | limit an attempt, or the whole call | [`timeouts`] |
//! | stop on a 4xx, obey `Retry-After`, reject junk | [`errors`] |
//! | return an error type of your own, print what happened | [`error_types`] |
//! | skip a provider that is down, for the whole program or per tenant | [`breaker`] |
//! | ask the next provider when the first is slow | [`hedging`] |
//! | see in your logs that a provider is down | [`logging`] |
//! | test your failover without waiting | [`testing`] |
//! | fail over a call that has an effect, such as a payment | [`effects`] |
//! | read a listing page by page | [`pagination`] |
//! | use a client that retries by itself | [`client_retries`] |
//! | count calls and failovers, draw dashboards, set alerts | [`metrics`] |
//! | report circuits in a health endpoint, open one by hand | [`health`] |
//!
//! For the arguments of the attribute, see [`#[failover]`](macro@crate::failover). The settings of a client are on the page
//! of [`FailoverClientBuilder`](crate::FailoverClientBuilder), those of a breaker on the page of
//! [`CircuitBreaker`](crate::CircuitBreaker).

/// Defines the module of a page. The samples need every feature, so the text is left out if one is missing.
macro_rules! pages {
    ($($name:ident $file:literal)*) => {$(
        #[cfg_attr(
            all(feature = "macros", feature = "testing", feature = "tokio"),
            doc = include_str!($file)
        )]
        #[cfg_attr(
            not(all(feature = "macros", feature = "testing", feature = "tokio")),
            doc = "Build the documentation with `--all-features` to read this page."
        )]
        pub mod $name {}
    )*};
}

pages! {
    annotate "annotate.md"
    traits "traits.md"
    batch_calls "batch_calls.md"
    run_time_lists "run_time_lists.md"
    timeouts "timeouts.md"
    errors "errors.md"
    error_types "error_types.md"
    breaker "breaker.md"
    hedging "hedging.md"
    testing "testing.md"
    effects "effects.md"
    pagination "pagination.md"
    client_retries "client_retries.md"
    health "health.md"
}

// `tests/tracing` tests its samples, so that no subscriber is built with every example of this crate.
#[cfg_attr(
    all(feature = "macros", feature = "tracing", not(doctest)),
    doc = include_str!("logging.md")
)]
#[cfg_attr(
    not(all(feature = "macros")),
    doc = "Build the documentation with `--all-features` to read this page."
)]
pub mod logging {}

#[cfg_attr(
    all(feature = "macros", feature = "metrics"),
    doc = include_str!("metrics.md")
)]
#[cfg_attr(
    not(all(feature = "macros", feature = "metrics")),
    doc = "Build the documentation with `--all-features` to read this page."
)]
pub mod metrics {}
