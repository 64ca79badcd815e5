//! Presets: clients with limits, backoff and a breaker for two common situations.

use std::time::Duration;

use super::{FailoverClient, FailoverClientBuilder};
use crate::backoff::Backoff;
use crate::breaker::CircuitBreaker;
use crate::verdict::Verdict;

impl FailoverClient {
    /// Starts to build a client for calls that a person waits for: a page, a search, a checkout.
    ///
    /// | setting | value | why |
    /// |---|---|---|
    /// | `timeout` | 2 s | well above the slow answers of a healthy web API, and short enough to ask a second provider |
    /// | `on_timeout` | `NEXT` | a provider that hangs for two seconds will hang again |
    /// | `deadline` | 5 s | two providers that hang and one that answers; after that, people leave |
    /// | `retries` | 1 | one dropped connection is common, two in a row are an outage |
    /// | `retry_backoff` | exponential, 50 ms, at most 250 ms | the other provider is the better answer to a longer pause |
    /// | breaker | 5 failed turns in a row, 30 s open | a busy service learns in less than a second, and probes twice a minute |
    ///
    /// The breaker belongs to this client and its clones. Replace it with one that other clients share. Every setting can be
    /// changed before [`build`](FailoverClientBuilder::build):
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// let client = FailoverClient::interactive().deadline(Duration::from_secs(3)).build()?;
    /// let served = client.fetch((
    ///     Provider::new("primary", || Err("down")),
    ///     Provider::new("backup", || Ok(42)),
    /// ));
    /// assert_eq!(served.unwrap().provider, "backup");
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    pub fn interactive() -> FailoverClientBuilder {
        Self::builder()
            .timeout(Duration::from_secs(2))
            .on_timeout(Verdict::NEXT)
            .deadline(Duration::from_secs(5))
            .retries(1)
            .retry_backoff(exponential(50, 250))
            .circuit_breaker(CircuitBreaker::new(5, Duration::from_secs(30)))
    }

    /// Starts to build a client for work in the background: a nightly import, a queue, a cache that is refreshed.
    ///
    /// | setting | value | why |
    /// |---|---|---|
    /// | `timeout` | 30 s | a large answer may be slow; a connection that hangs is given up in the end |
    /// | `on_timeout` | `NEXT` | a provider that hangs for half a minute will hang again |
    /// | `deadline` | 5 min | a job that is stuck should fail, so that a later one can start |
    /// | `retries` | 4 | a restart of the provider is worth waiting for |
    /// | `retry_backoff` | exponential, 500 ms, at most 30 s | four waits, 7.5 s at most, spread so that jobs do not come back together |
    /// | breaker | 5 failed turns in a row, 60 s open | a provider that five turns of five attempts did not reach is down |
    ///
    /// The breaker belongs to this client and its clones. Every setting can be changed before
    /// [`build`](FailoverClientBuilder::build).
    ///
    /// ```
    /// use failover_core::FailoverClient;
    ///
    /// let client = FailoverClient::background().name("nightly import").build()?;
    /// assert!(client.circuit_breaker().is_some());
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    pub fn background() -> FailoverClientBuilder {
        Self::builder()
            .timeout(Duration::from_secs(30))
            .on_timeout(Verdict::NEXT)
            .deadline(Duration::from_secs(300))
            .retries(4)
            .retry_backoff(exponential(500, 30_000))
            .circuit_breaker(CircuitBreaker::new(5, Duration::from_secs(60)))
    }
}

/// Returns a backoff with jitter, from this many milliseconds up to that many.
const fn exponential(base: u64, max: u64) -> Backoff {
    Backoff::exponential(Duration::from_millis(base)).max(Duration::from_millis(max))
}
