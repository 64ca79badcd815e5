//! A failover engine: give it an ordered list of providers (any callables), and it calls them in order until one serves.
//!
//! - **Value calls** ([`FailoverClient::fetch`]): the first provider that serves wins, and the value carries its name.
//! - **Batch calls** ([`FailoverClient::fetch_items`]): each provider gets only the keys that earlier ones could not
//!   serve. Every value carries its provider, every missing key a reason per provider.
//! - **A circuit breaker** ([`CircuitBreaker`]): skips a provider that keeps failing, until exactly one probe succeeds.
//! - **An attribute** ([`#[failover]`](macro@failover)): wires all of it to your client functions at compile time.
//! - **Typed errors**: no error becomes text. The last error of every failed turn is kept, also if a later provider serves.
//!
//! **Start here:** if you have client functions already, put [`#[failover]`](macro@failover) on one. The [`guide`] has a
//! short page for each common task: batch calls, run-time lists, timeouts, errors, tests and more.
//!
//! Blocking and async calls run on the same engine, so they cannot differ. It works with any kind of value. It has no
//! runtime dependencies; the optional `tokio` feature adds tokio.
//!
//! ```
//! use failover_core::{FailoverClient, Provider};
//!
//! # #[derive(Debug, PartialEq)] struct ApiError;
//! # fn call_primary_api() -> Result<f64, ApiError> { Err(ApiError) }
//! # fn call_backup_api() -> Result<f64, ApiError> { Ok(64_000.0) }
//! let client = FailoverClient::builder().retries(1).build()?;
//! let served = client.fetch((
//!     Provider::new("primary", || call_primary_api()),
//!     Provider::new("backup", || call_backup_api()),
//! )).expect("one of them serves");
//! assert_eq!(served.provider, "backup");
//! assert_eq!(served.failures()[0].error(), Some(&ApiError));
//! # Ok::<(), failover_core::ConfigError>(())
//! ```
//!
//! # Before you retry and fail over
//!
//! - A call that failed may have had its effect. The engine cannot know. For a payment or the like, use
//!   [`on_timeout(Verdict::STOP)`](FailoverClientBuilder::on_timeout). An idempotency key makes a retry at the same provider
//!   safe, but not a failover to another: see [`guide::effects`].
//! - Retries multiply. Three providers with two retries each get up to nine requests for one call. A client that retries by
//!   itself multiplies them again: see [`guide::client_retries`].
//! - A [hedged](guide::hedging) call sends the same request to two providers at once.
//! - If someone is waiting, set a [`deadline`](FailoverClientBuilder::deadline).
//!
//! # Where to set what
//!
//! | to set | use |
//! |---|---|
//! | retries, timeouts, the deadline | [`FailoverClient::builder`]: its [page](FailoverClientBuilder) has all settings |
//! | which values are valid | [`FailoverClient::is_valid`] |
//! | the meaning of an error: retry, fail over, stop, open the circuit | [`FailoverClient::classify`], [`Verdict`] |
//! | a backup request when a provider is slow | [`FailoverClient::hedge`] |
//! | when a provider is skipped, and for how long | [`CircuitBreaker`] |
//! | what happens when every circuit is open | [`WhenAllOpen`] |
//! | a list made at run time | [`ProviderList`] |
//! | another hasher for the keys of a batch call | [`FailoverClient::hasher`] |
//! | async providers | [`FailoverClient::fetch_async`], [`FailoverClient::fetch_items_async`] |
//! | another clock, sleep or timer | [`Clock`], [`Sleep`], [`Timer`] |
//!
//! # Glossary
//!
//! | term | meaning |
//! |---|---|
//! | call | one use of `fetch*`, or of an annotated function |
//! | value call, batch call | a call for one value; a call for one value per key |
//! | item | a key together with its value; the word stays in public names (`fetch_items`, `ItemProvider`) |
//! | provider | a name and a callable that can answer |
//! | setting | one option of a client, a call or a provider (`retries`, `timeout`) |
//! | turn | everything one provider does within one call: its requests and their retries; a skip is a turn with no attempt |
//! | request, chunk | the keys sent together; a value call has one request per turn, a batch call with `max_keys` one per chunk |
//! | attempt | one invocation of a provider's callable; a request is one attempt plus its retries |
//! | failover | moving on to the next provider |
//! | hedge | starting the next provider while an earlier one is still running; an *overtaken* provider was slower than a later one |
//! | provenance | which provider served a value |
//! | absent | the provider answered that there is no value (for this key) |
//! | final | no other provider will be asked for this key |
//! | failure | why a turn did not serve: error, rejected value, timeout, circuit open, cancelled |
//! | verdict | what a failed attempt means: retry, next provider, or stop; and what the circuit learns from it |
//! | circuit | the per-name state in a breaker: closed, open, half-open |
//! | hold | an operator keeps a circuit open or closed |
//! | permit | permission for one turn, issued by a circuit; settling it reports success or failure |
//! | probe | the single attempt that a half-open circuit admits; its *lease* limits how long it may stay unsettled |
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `macros` | yes | [`#[failover]`](macro@failover). Needs `syn`, `quote` and `proc-macro2` to compile |
//! | `tokio` | no | tokio's timer for async calls (any other is given as a [`Timer`]). [`SystemClock`] follows paused tokio time |
//! | `testing` | no | `testing`: a manual clock and scripted providers |
//! | `tracing` | no | `TracingObserver`: logs through the crate `tracing`, once you set it |
//! | `metrics` | no | `MetricsObserver`: records events through the facade [`metrics`](https://docs.rs/metrics) |

// On docs.rs, shows which feature each item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[allow(
    missing_docs,
    missing_debug_implementations,
    clippy::missing_errors_doc,
    clippy::type_complexity,
    reason = "named by expansions alone, but for the traits re-exported in `traits`"
)]
mod attribute;
mod backoff;
mod batch;
mod breaker;
mod client;
mod drive;
mod engine;
mod error;
mod event;
#[cfg(any(doc, doctest))]
pub mod guide;
mod integrations;
mod name;
mod outcome;
mod policy;
mod providers;
// `loom` is a feature of `tests/loom` alone, which is built from this file.
#[cfg_attr(feature = "loom", path = "../../tests/loom/stand_ins.rs")]
mod sync;
#[cfg(feature = "testing")]
pub mod testing;
mod time;
mod value;
mod verdict;

pub use crate::backoff::{Backoff, Jitter};
pub use crate::batch::{
    Answer, AnswerSink, Incomplete, ItemProvider, ItemResult, ItemsError, Keys, Missing, Reason,
};
pub use crate::breaker::{BreakerHandle, CircuitBreaker, CircuitSnapshot, Permit};
pub use crate::client::{FailoverClient, FailoverClientBuilder, HedgedClient, ScopedClient};
pub use crate::engine::{AttemptContext, ProviderSettings};
pub use crate::error::ConfigError;
pub use crate::event::{
    AttemptEnded, AttemptKind, AttemptScope, AttemptStarted, BatchFinished, ChangeCause,
    CircuitChanged, CircuitOpen, CircuitPhase, CircuitState, Counters, EndReason, Event,
    FailedOver, Interest, NotServed, Observer, ObserverAlreadySet, Outcome, ProviderKeys, Skipped,
    ValueServed, Waiting, set_observer,
};
#[cfg(feature = "metrics")]
pub use crate::integrations::MetricsObserver;
#[cfg(feature = "tracing")]
pub use crate::integrations::TracingObserver;
pub use crate::name::Name;
pub use crate::outcome::{AllProvidersFailed, BoxError, Failure, FailureKind, Served, Turn};
pub use crate::policy::WhenAllOpen;
pub use crate::providers::{Provider, ProviderList};
pub use crate::time::{Clock, Sleep, SystemClock, ThreadSleep, Timer, TimerFuture};
pub use crate::verdict::Verdict;

/// The traits of provider lists, keys, answers and rules: the bounds of your own generic functions.
///
/// The traits of lists are sealed. [`Answer`] and [`Keys`] are yours to implement.
///
/// ```
/// use failover_core::traits::Providers;
/// use failover_core::{FailoverClient, Result, Served};
///
/// fn fetch_and_log<T, E>(
///     client: &FailoverClient,
///     providers: impl Providers<T, E>,
/// ) -> Result<Served<T, E>, E> {
///     let served = client.fetch(providers)?;
///     println!("served by {}", served.provider);
///     Ok(served)
/// }
/// ```
///
/// For batch calls, `K` is the key, and the last parameter is the hasher of the client:
///
/// ```
/// use std::hash::{Hash, RandomState};
/// use failover_core::traits::ItemProviders;
/// use failover_core::{FailoverClient, ItemResult, Result};
///
/// fn fetch_all<K: Hash + Eq, V, E>(
///     client: &FailoverClient,
///     keys: Vec<K>,
///     providers: impl ItemProviders<K, V, E, RandomState>,
/// ) -> Result<ItemResult<K, V, E>, E> {
///     client.fetch_items(keys, providers)
/// }
/// ```
pub mod traits {
    // Named by messages of the compiler, by bounds of the traits below, and by expansions of the attribute.
    #[doc(hidden)]
    pub use crate::attribute::{
        Argument, AsyncAttributeClock, AttributeClock, ErrorOutput, FromBodyFailures, FromFailures,
        FromIncomplete, FromItems, FromLastError, KeysArgument, ProviderName, ProviderOutput,
        ReturnType, ServedError,
    };
    pub use crate::batch::{Answer, AsyncItemProviders, ItemProviders, Keys};
    #[doc(hidden)]
    pub use crate::batch::{AnswerItem, AsyncAttempt, AsyncBatchProvider, BatchProvider};
    #[doc(hidden)]
    pub use crate::client::{HasherSource, NewRandomState};
    #[doc(hidden)]
    pub use crate::engine::{AnyValue, AttemptArgument, AttemptFacts, ClassifyAttempt, RetryAll};
    pub use crate::engine::{Classify, Validate, Validity};
    pub use crate::outcome::OnFailure;
    #[doc(hidden)]
    pub use crate::outcome::{HasFailures, ProviderError, Unheard};
    pub use crate::providers::{AsyncProviders, Providers};
    #[doc(hidden)]
    pub use crate::providers::{
        AsyncValueProvider, CallOutput, Inherit, NamedProvider, OwnRules, OwnSettings,
        ProviderNames, RequestLimits, RuledProvider, RuledProviders, ValueProvider, WithArgument,
        WithAttempt, WithClassify, WithIsValid,
    };
    #[doc(hidden)]
    pub use crate::value::HedgedCall;
    pub use crate::value::HedgedProviders;
}

#[cfg(feature = "macros")]
pub use failover_macros::failover;

#[doc(hidden)]
pub mod __private {
    pub use crate::attribute::*;
}

#[doc(hidden)]
pub mod arguments {
    pub use crate::attribute::arguments::*;
}

/// The names that most programs use, and no `Result`: safe to import with `*`.
///
/// `use failover_core::*` also brings [`failover_core::Result`](Result) into scope, where it hides the `Result` that every
/// program has. `use failover_core::prelude::*` leaves that one alone:
///
/// ```
/// use failover_core::prelude::*;
///
/// fn parse(text: &str) -> Result<u64, std::num::ParseIntError> {
///     text.parse()
/// }
///
/// let client = FailoverClient::new();
/// let served = client.fetch([Provider::new("text", || parse("64"))])?;
/// assert_eq!(served.value, 64);
/// # Ok::<(), AllProvidersFailed<std::num::ParseIntError>>(())
/// ```
pub mod prelude {
    #[cfg(feature = "macros")]
    pub use crate::failover;
    pub use crate::{
        AllProvidersFailed, CircuitBreaker, ConfigError, FailoverClient, Failure, FailureKind,
        ItemProvider, ItemResult, ItemsError, Missing, Provider, ProviderList, Reason, Served,
        Verdict, WhenAllOpen,
    };
}

/// The result of a call for a `T` whose providers fail with `E`: for your own signatures.
///
/// Import it by name or write `failover_core::Result`. For an import with `*`, see [`prelude`].
pub type Result<T, E> = std::result::Result<T, AllProvidersFailed<E>>;
