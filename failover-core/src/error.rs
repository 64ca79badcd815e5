//! [`ConfigError`]: a configuration that is refused.

use std::fmt;
use std::time::Duration;

use crate::name::Name;

/// A refused configuration.
///
/// A client, a breaker and a [`ProviderList`](crate::ProviderList) are checked when they are made. The list and the keys of
/// a call are checked before any provider is called. [`CircuitBreaker::new`](crate::CircuitBreaker::new), which is `const`,
/// panics instead; [`try_new`](crate::CircuitBreaker::try_new) returns this error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigError {
    /// `timeout` is zero.
    ZeroTimeout,
    /// A provider's own `timeout` is zero.
    ZeroProviderTimeout(Name),
    /// `deadline` is zero.
    ZeroDeadline,
    /// `retry_backoff` is exponential, and its base is zero.
    ZeroBackoff,
    /// The `max` of `retry_backoff` is shorter than its base.
    BackoffMaxBelowBase {
        /// The `max`.
        max: Duration,
    },
    /// `timeout` is longer than `deadline`, so it would never end an attempt.
    TimeoutOverDeadline {
        /// The `timeout`.
        timeout: Duration,
        /// The `deadline`.
        deadline: Duration,
    },
    /// `failure_threshold` is zero.
    ZeroFailureThreshold,
    /// A provider's `max_keys` is zero.
    ZeroMaxKeys(Name),
    /// An async provider's `concurrency` is zero.
    ZeroConcurrency(Name),
    /// `max_hedges` is zero.
    ZeroMaxHedges,
    /// The list of providers is empty.
    NoProviders,
    /// Two providers of a list have this name.
    DuplicateName(Name),
    /// A batch call has more keys than it can take.
    TooManyKeys {
        /// The number of keys.
        count: usize,
        /// The most keys that a call takes: 2³¹ − 1, or fewer if memory cannot address as many.
        limit: usize,
    },
    /// An async call might have to wait, and there is no timer, or it has to wait outside of a tokio runtime.
    NoTimer,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ZeroTimeout => f.write_str(
                "timeout is 0ns: it must be longer than zero; leave it out to set no limit",
            ),
            Self::ZeroProviderTimeout(name) => write!(
                f,
                "timeout of provider `{name}` is 0ns: it must be longer than zero; leave it out to have the call's"
            ),
            Self::ZeroDeadline => f.write_str(
                "deadline is 0ns: it must be longer than zero; leave it out to set no limit",
            ),
            Self::ZeroBackoff => f.write_str(
                "retry_backoff is exponential(0ns): its base must be longer than zero; leave retry_backoff out to retry \
                 at once",
            ),
            Self::BackoffMaxBelowBase { max } => write!(
                f,
                "retry_backoff has a max of {max:?}: it must be at least as long as the base"
            ),
            Self::TimeoutOverDeadline { timeout, deadline } => write!(
                f,
                "timeout is {timeout:?} and deadline is {deadline:?}: set a timeout of at most the deadline"
            ),
            Self::ZeroFailureThreshold => {
                f.write_str("failure_threshold is 0: it must be at least 1")
            }
            Self::ZeroMaxKeys(name) => write!(
                f,
                "max_keys of provider `{name}` is 0: it must be at least 1; leave it out to set no cap"
            ),
            Self::ZeroConcurrency(name) => write!(
                f,
                "concurrency of provider `{name}` is 0: it must be at least 1; leave it out to ask one request at a time"
            ),
            Self::ZeroMaxHedges => f.write_str(
                "max_hedges is 0: it must be at least 1; make the call without `hedge` to start no provider early",
            ),
            Self::NoProviders => f.write_str("providers has 0 entries: it must have at least 1"),
            Self::DuplicateName(name) => write!(
                f,
                "provider name `{name}` is given twice: give each provider a different name"
            ),
            Self::TooManyKeys { count, limit } => write!(
                f,
                "keys has {count} entries: a call takes at most {limit}; split it"
            ),
            Self::NoTimer => f.write_str(
                "there is no timer: enable the feature `tokio` and call from within its runtime, or give the client \
                 a `timer`",
            ),
        }
    }
}

impl std::error::Error for ConfigError {}
