//! [`FailoverClientBuilder`]: the knobs of a client.

use std::time::Duration;

use crate::client::FailoverClient;
use crate::context::BreakerHandle;
use crate::policy::{ConfigError, WhenAllOpen};
use crate::time::{Clock, ClockHandle, Sleep, SleepHandle, Timer, TimerHandle};
use crate::verdict::Verdict;

/// Sets the knobs of a [`FailoverClient`]: from [`FailoverClient::builder`].
#[derive(Debug, Clone)]
#[must_use = "nothing is configured until `build` is called"]
pub struct FailoverClientBuilder {
    pub(crate) client: FailoverClient,
}

impl FailoverClientBuilder {
    /// Extra attempts at a provider before failing over. Default 0, any number. The probe of a half-open
    /// circuit is never retried.
    pub const fn retries(mut self, retries: u32) -> Self {
        self.client.policy.retries = retries;
        self
    }

    /// How long to wait before a retry of the same provider, times the number of the attempt that failed:
    /// with 500 ms, 500 ms and then 1 s. Default zero, any length. There is no wait before failing over.
    pub const fn retry_backoff(mut self, backoff: Duration) -> Self {
        self.client.policy.retry_backoff = backoff;
        self
    }

    /// How long an attempt may take. Default no limit; longer than zero; exactly at the limit is in time.
    ///
    /// A blocking call cannot be cut short: the clock is looked at when the provider returns, and a value
    /// that comes late is not served. An error that comes late keeps its own kind. Give your HTTP client a
    /// limit of its own.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.client.policy.timeout = Some(timeout);
        self
    }

    /// How long the whole call may take: attempts, waits and failovers together. Default no limit; longer
    /// than zero.
    ///
    /// An attempt starts only before the deadline, and a value that comes after it is not served (exactly at
    /// the deadline is in time). Nobody's circuit is told, as the limit is the caller's. A wait that cannot
    /// end in time is not begun: the next provider is asked at once.
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.client.policy.deadline = Some(deadline);
        self
    }

    /// What an attempt that timed out means. Default [`Verdict::RETRY`].
    ///
    /// [`Verdict::STOP`] is for calls with an effect: a payment that timed out may have been made, and must
    /// not be sent elsewhere.
    pub const fn on_timeout(mut self, verdict: Verdict) -> Self {
        self.client.policy.on_timeout = verdict;
        self
    }

    /// What a rejected value means. Default [`Verdict::RETRY`].
    pub const fn on_rejected(mut self, verdict: Verdict) -> Self {
        self.client.policy.on_rejected = verdict;
        self
    }

    /// What to do when every provider's circuit is open. Default [`WhenAllOpen::Fail`].
    pub const fn when_all_open(mut self, when_all_open: WhenAllOpen) -> Self {
        self.client.policy.when_all_open = when_all_open;
        self
    }

    /// The breaker: a `&'static CircuitBreaker`, an `Arc` of one that is shared, or one of the client's own.
    /// Default none.
    pub fn circuit_breaker(mut self, breaker: impl Into<BreakerHandle>) -> Self {
        self.client.breaker = Some(breaker.into());
        self
    }

    /// Another clock for `timeout` and `deadline`. The breaker has a clock of its own.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.client.time.clock = ClockHandle::custom(clock);
        self
    }

    /// Another way for blocking calls to spend `retry_backoff`.
    pub fn sleep(mut self, sleep: impl Sleep + 'static) -> Self {
        self.client.time.sleep = SleepHandle::custom(sleep);
        self
    }

    /// What async calls wait by. Default tokio's with the feature `tokio`, otherwise none: an async call that might
    /// have to wait (`timeout`, `deadline`, `hedge`, retries with `retry_backoff`) is then refused before anybody is
    /// called.
    pub fn timer(mut self, timer: impl Timer + 'static) -> Self {
        self.client.time.timer = TimerHandle::custom(timer);
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if a limit is zero.
    pub fn build(self) -> Result<FailoverClient, ConfigError> {
        self.client.policy.check()?;
        Ok(self.client)
    }
}
