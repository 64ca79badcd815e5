//! A failover engine: give it an ordered list of providers, any callables, and it asks them in order until
//! one serves.
//!
//! - **Whole calls** ([`FailoverClient::fetch`]): the first provider that serves wins, and the value says who
//!   it was.
//! - **Item by item** ([`FailoverClient::fetch_items`]): each provider is asked only for the keys that the
//!   earlier ones could not serve; every value says who served it, every missing key why each provider did
//!   not.
//! - **A circuit breaker** ([`CircuitBreaker`]): a provider that keeps failing is left alone, and found well
//!   again by exactly one probe.
//! - **An attribute** (`#[failover(...)]`): wires all of it to a client function that exists already, at compile
//!   time.
//! - **Typed errors**: nothing is flattened to text. The last error of every failed turn is kept, also when a
//!   later provider serves.
//!
//! Blocking and async are driven by one machine, so they do not differ. It knows nothing of what is fetched, and has no
//! dependency at run time (but tokio, with the feature of that name).
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
//! A call that has an effect may have had it although it failed. The engine cannot know: give such calls
//! [`on_timeout(Verdict::STOP)`](FailoverClientBuilder::on_timeout), or an idempotency key. Retries multiply:
//! three providers with two retries each are up to nine requests for one call, and a [hedged](FailoverClient::hedge)
//! call sends the same request to two providers at once. Set a
//! [`deadline`](FailoverClientBuilder::deadline) where somebody is waiting.
//!
//! # What goes where
//!
//! | to say | use |
//! |---|---|
//! | how often, how long | [`FailoverClient::builder`] |
//! | which values count as served | [`FailoverClient::is_valid`] |
//! | what an error means: retry, fail over, stop, stay away | [`FailoverClient::classify`], [`Verdict`] |
//! | who is asked beside one that is slow | [`FailoverClient::hedge`] |
//! | who is left alone, and for how long | [`CircuitBreaker`] |
//! | what to do when every circuit is open | [`WhenAllOpen`] |
//! | a list made at run time | [`FailoverClient::fetch_with`] |
//! | providers that are awaited | [`FailoverClient::fetch_async`], [`FailoverClient::fetch_items_async`] |
//! | not to wait for a provider that is slow | [`FailoverClient::hedge`] |
//! | another clock, another sleep, another timer | [`Clock`], [`Sleep`], [`Timer`] |
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `macros` | yes | `#[failover(...)]`: wires providers to a function of yours at compile time. `syn`, `quote` and `proc-macro2` are needed to compile it |
//! | `tokio` | no | tokio's timer, by which async calls wait and keep their limits (any other is given as a [`Timer`]); time that a test has paused holds for the clock, too |
//! | `testing` | no | `testing`: a clock moved by hand and scripted providers |

#[allow(
    missing_docs,
    missing_debug_implementations,
    clippy::missing_errors_doc,
    clippy::type_complexity,
    reason = "named by expansions alone, but for the traits re-exported in `traits`"
)]
mod attribute;
mod breaker;
mod builder;
mod client;
mod context;
mod hedged;
mod items;
mod judge;
mod judged;
mod limited;
mod list;
mod name;
mod outcome;
mod policy;
mod provider;
mod run;
// `loom` is a feature of `tests/loom` alone, which is built from this file.
#[cfg_attr(feature = "loom", path = "../../tests/loom/stand_ins.rs")]
mod sync;
#[cfg(feature = "testing")]
pub mod testing;
mod time;
mod verdict;
mod whole;

pub use crate::breaker::{CircuitBreaker, CircuitOpen, CircuitSnapshot, CircuitState, Permit};
pub use crate::builder::FailoverClientBuilder;
pub use crate::client::FailoverClient;
pub use crate::context::BreakerHandle;
pub use crate::hedged::Hedged;
pub use crate::items::{
    Answer, Asked, Incomplete, ItemProvider, ItemResult, ItemsError, Keys, Missing, Reason,
};
pub use crate::judged::Judged;
pub use crate::name::Name;
pub use crate::outcome::{AllProvidersFailed, BoxError, Ended, Failure, FailureKind, Served, Turn};
pub use crate::policy::{ConfigError, WhenAllOpen};
pub use crate::provider::Provider;
pub use crate::time::{Clock, Sleep, SystemClock, ThreadSleep, Timer, TimerFuture};
pub use crate::verdict::Verdict;

/// The traits behind the shapes that a call takes: to write a function over any list of providers or any
/// judgement. Those of providers and lists are sealed; [`Answer`] and [`Keys`] are yours to implement.
/// Some say what the types of an annotated function must have, from [`Argument`](traits::Argument) to
/// [`ReturnType`](traits::ReturnType).
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
pub mod traits {
    pub use crate::attribute::{
        Argument, AsyncAttributeClock, AttributeClock, FromFailures, FromIncomplete, FromItems,
        KeysArgument, ProviderOutput, ReturnType,
    };
    pub use crate::items::{AnswerItem, Ask, AskAsync, Asking, AsyncItemProviders, ItemProviders};
    pub use crate::judge::{AnyValue, Classify, RetryAll, Validate};
    pub use crate::list::{Named, Names};
    pub use crate::provider::{AsyncProviders, Call, CallAsync, Providers};
    pub use crate::whole::{HedgedProviders, Hedging};
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

/// What a call for `T` returns where the providers fail with `E`: for signatures of your own.
pub type Result<T, E> = std::result::Result<T, AllProvidersFailed<E>>;
