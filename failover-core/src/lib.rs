//! A failover engine (docs to come)
mod breaker;
mod builder;
mod client;
mod items;
mod judge;
mod list;
mod name;
mod outcome;
mod policy;
mod provider;
mod run;
#[cfg(feature = "testing")]
pub mod testing;
mod time;
mod verdict;
mod whole;

pub use crate::breaker::{CircuitBreaker, CircuitOpen, CircuitSnapshot, CircuitState, Permit};
pub use crate::builder::FailoverClientBuilder;
pub use crate::client::{BreakerHandle, FailoverClient, Judged};
pub use crate::items::{
    Answer, AnswerItem, Ask, Asked, Incomplete, ItemProvider, ItemProviders, ItemResult,
    ItemsError, Keys, Missing, Reason,
};
pub use crate::judge::{AnyValue, Classify, RetryAll, Validate};
pub use crate::list::{Named, Names};
pub use crate::name::Name;
pub use crate::outcome::{AllProvidersFailed, BoxError, Ended, Failure, FailureKind, Served, Turn};
pub use crate::policy::{ConfigError, WhenAllOpen};
pub use crate::provider::{Call, Provider, Providers};
pub use crate::time::{Clock, Sleep, SystemClock, ThreadSleep};
pub use crate::verdict::Verdict;

/// What a call returns.
pub type Result<T, E> = std::result::Result<T, AllProvidersFailed<E>>;
