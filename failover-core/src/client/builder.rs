//! [`FailoverClientBuilder`]: the settings of a client.

use std::time::Duration;

use super::FailoverClient;
use crate::backoff::Backoff;
use crate::breaker::BreakerHandle;
use crate::drive::Watch;
use crate::error::ConfigError;
use crate::event::{Event, Observer, ObserverHandle, OnEvent};
use crate::name::Name;
use crate::policy::{Policy, WhenAllOpen};
use crate::time::{Clock, ClockHandle, Sleep, SleepHandle, TimeSources, Timer, TimerHandle};
use crate::verdict::Verdict;

/// Builds a [`FailoverClient`]: from [`FailoverClient::builder`].
///
/// ```
/// use std::time::Duration;
/// use failover_core::{CircuitBreaker, FailoverClient};
///
/// static BREAKER: CircuitBreaker = CircuitBreaker::new(3, Duration::from_secs(60));
///
/// let client = FailoverClient::builder()
///     .retries(1)
///     .timeout(Duration::from_secs(2))
///     .deadline(Duration::from_secs(5))
///     .circuit_breaker(&BREAKER)
///     .build()?;
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
///
/// # Settings
///
/// | setting | default | range | meaning |
/// |---|---|---|---|
/// | [`retries`](Self::retries) | 0 | any `u32` | extra attempts at a provider before failing over |
/// | [`retry_backoff`](Self::retry_backoff) | no wait | a `Duration` or a [`Backoff`] | wait before a retry of the same provider |
/// | [`timeout`](Self::timeout) | no limit | above zero | limit of one attempt |
/// | [`deadline`](Self::deadline) | no limit | above zero, at least `timeout` | limit of the whole call: attempts, waits and failovers |
/// | [`on_timeout`](Self::on_timeout) | [`Verdict::RETRY`] | any [`Verdict`] | meaning of an attempt that timed out |
/// | [`on_deadline`](Self::on_deadline) | [`Verdict::NEXT`] | any [`Verdict`] | meaning of a first attempt that takes until the deadline |
/// | [`on_overtaken`](Self::on_overtaken) | `NEXT.uncounted()` | any [`Verdict`] | meaning of a lost race in a hedged call |
/// | [`on_rejected`](Self::on_rejected) | [`Verdict::RETRY`] | any [`Verdict`] | meaning of a value that `is_valid` rejected |
/// | [`on_absent`](Self::on_absent) | as `on_rejected` | any [`Verdict`] | meaning of a provider's `None`, in annotated functions |
/// | [`keep_attempts`](Self::keep_attempts) | `false` | `true`, `false` | report of every failed attempt, not only of the last one in each turn |
/// | [`circuit_breaker`](Self::circuit_breaker) | none | `&'static`, `Arc` or owned | skips providers that keep failing |
/// | [`when_all_open`](Self::when_all_open) | `Fail` | any [`WhenAllOpen`] | reaction if the circuit of every provider is open |
/// | [`clock`](Self::clock) | the system's | any [`Clock`] | source of time for `timeout` and `deadline` |
/// | [`sleep`](Self::sleep) | [`ThreadSleep`](crate::ThreadSleep) | any [`Sleep`] | waits of blocking calls |
/// | [`name`](Self::name) | none | any text | name of the client in its events |
/// | [`observer`](Self::observer) | none | any [`Observer`] | hears what happens in the client's calls |
/// | [`timer`](Self::timer) | tokio's with the feature `tokio`, otherwise none | any [`Timer`] | waits of async calls |
///
/// A provider may replace `timeout`, `retries`, `retry_backoff` and the breaker: [`ProviderSettings`](crate::ProviderSettings).
///
/// Some settings depend on the types of a call, or belong to one provider. They are set there:
///
/// | setting | default | range | meaning |
/// |---|---|---|---|
/// | [`is_valid`](FailoverClient::is_valid) | every value is valid | a closure that returns a `bool` or a `Result` | values that count as served |
/// | [`classify`](FailoverClient::classify) | [`Verdict::RETRY`] | a closure | meaning of an error |
/// | [`hedge`](FailoverClient::hedge) | no hedging | any `Duration` | delay until the next provider starts in parallel (async value calls) |
/// | [`max_hedges`](crate::HedgedClient::max_hedges) | no cap | at least 1 | most extra providers that run because an earlier one is slow |
/// | [`hasher`](FailoverClient::hasher) | the standard library's | any `BuildHasher` | hasher for the keys of a batch call |
/// | [`max_keys`](crate::ItemProvider::max_keys) | no limit | at least 1 | most keys in one request to this provider |
/// | [`concurrency`](crate::ItemProvider::concurrency) | 1 | at least 1 | most concurrent requests to this provider (async batch calls) |
///
/// [`build`](Self::build) refuses a value out of range. The list and the keys of a call are checked before any provider is
/// called.
#[derive(Debug, Clone)]
#[must_use = "nothing is configured until `build` is called"]
pub struct FailoverClientBuilder {
    policy: Policy,
    breaker: Option<BreakerHandle>,
    time: TimeSources,
    watch: Watch,
}

impl FailoverClientBuilder {
    pub(super) const fn new() -> Self {
        Self {
            policy: Policy::DEFAULT,
            breaker: None,
            time: TimeSources::SYSTEM,
            watch: Watch::NONE,
        }
    }

    /// Sets the extra attempts at a provider before failing over. Default 0, any number.
    ///
    /// The probe of a half-open circuit is never retried. There is also no retry after another call has opened or reset the
    /// provider's circuit. An async call lets other tasks run before every 32nd retry of a provider, so one that fails at once
    /// does not keep its thread busy.
    pub const fn retries(mut self, retries: u32) -> Self {
        self.policy.retries = retries;
        self
    }

    /// Sets the wait before a retry of the same provider: a [`Backoff`], or a [`Duration`]. Default no wait.
    ///
    /// A `Duration` is multiplied by the number of the attempt that failed. With 500 ms, the first wait is 500 ms and the
    /// second 1 s, without jitter. There is no wait before failing over.
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::{Backoff, FailoverClient};
    ///
    /// // At most 100 ms, 200 ms, 400 ms, .. and never more than 10 s.
    /// let backoff = Backoff::exponential(Duration::from_millis(100)).max(Duration::from_secs(10));
    /// let client = FailoverClient::builder().retries(5).retry_backoff(backoff).build()?;
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    pub fn retry_backoff(mut self, backoff: impl Into<Backoff>) -> Self {
        self.policy.retry_backoff = backoff.into();
        self
    }

    /// Limits each attempt. Default no limit; longer than zero, and not longer than the `deadline`. Exactly at the limit is
    /// in time.
    ///
    /// An async call drops the attempt at the limit. A blocking call cannot be interrupted: the client looks at the clock
    /// when the provider returns, and reports a late value as [`TimedOut`](crate::FailureKind::TimedOut). A late error keeps
    /// its own kind. Give your HTTP client a timeout too.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.policy.timeout = Some(timeout);
        self
    }

    /// Limits the whole call: attempts, waits and failovers together. Default no limit; longer than zero.
    ///
    /// An attempt starts only before the deadline, and a value that comes after it is not served. Exactly at the deadline
    /// is in time. An async call drops the attempt at the deadline.
    ///
    /// An attempt that the deadline ends does not count against its provider, because the limit is the caller's.
    /// [`on_deadline`](Self::on_deadline) has the one exception. If a wait would pass the deadline, the client skips it and
    /// calls the next provider at once.
    ///
    /// A `timeout` longer than the deadline is refused. If both are equally long, the timeout counts.
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.policy.deadline = Some(deadline);
        self
    }

    /// Sets the verdict on an attempt that timed out. Default [`Verdict::RETRY`].
    ///
    /// [`Verdict::STOP`] is for calls with an effect: a payment that timed out may have been made, and must not be sent
    /// to another provider.
    pub const fn on_timeout(mut self, verdict: Verdict) -> Self {
        self.policy.on_timeout = verdict;
        self
    }

    /// Sets the verdict on the first attempt of a call if it is still running at the `deadline` and the call has started no
    /// other attempt. Default [`Verdict::NEXT`]: it counts as a failure of its provider.
    ///
    /// Without this rule, a first provider that hangs would never be skipped where there is a `deadline` but no `timeout`:
    /// each call would wait for it until the end. Only what the circuit learns matters, because the call is over. An attempt
    /// that began later in the call never counts.
    ///
    /// A deadline that is too short for a healthy provider opens its circuit, also for other clients that share the breaker.
    /// If some callers wait for much less time than others, build their client with `Verdict::NEXT.uncounted()`:
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::{CircuitBreaker, FailoverClient, Verdict};
    ///
    /// static BREAKER: CircuitBreaker = CircuitBreaker::new(3, Duration::from_secs(60));
    ///
    /// let hasty = FailoverClient::builder()
    ///     .circuit_breaker(&BREAKER)
    ///     .deadline(Duration::from_millis(20))
    ///     .on_deadline(Verdict::NEXT.uncounted()) // 20 ms say nothing about a provider
    ///     .build()?;
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    pub const fn on_deadline(mut self, verdict: Verdict) -> Self {
        self.policy.on_deadline = verdict.then_next();
        self
    }

    /// Sets what the circuit of an overtaken provider learns: a provider of a [hedged](FailoverClient::hedge) call that was
    /// still running when one that was started later served. Default `Verdict::NEXT.uncounted()`: nothing.
    ///
    /// With the default, a provider that hangs is started in each call, and each call waits for `delay`. With
    /// [`Verdict::NEXT`], `failure_threshold` lost races in a row open its circuit, so that calls skip it. Then choose a
    /// `delay` that a healthy provider seldom exceeds so many times in a row.
    ///
    /// A provider that loses to one that was started *earlier* has had less time, so its circuit learns nothing. Only what
    /// the circuit learns matters. The failure's kind is [`Cancelled`](crate::FailureKind::Cancelled) in any case.
    ///
    /// ```
    /// # #[cfg(feature = "testing")] {
    /// use std::future::pending;
    /// use std::time::Duration;
    /// use failover_core::{CircuitBreaker, FailoverClient, Provider, Verdict, testing::ManualClock};
    ///
    /// let clock = ManualClock::new();
    /// let client = FailoverClient::builder()
    ///     .circuit_breaker(CircuitBreaker::new(3, Duration::from_secs(60)).clock(clock.clone()))
    ///     .on_overtaken(Verdict::NEXT)
    ///     .clock(clock.clone())
    ///     .timer(clock.clone())
    ///     .build()?;
    /// for call in 0..5 {
    ///     let served = clock.block_on(client.hedge(Duration::from_millis(50)).fetch_async((
    ///         Provider::new("hangs", || pending::<Result<u32, &str>>()),
    ///         Provider::new("backup", async || Ok(2)),
    ///     )));
    ///     // The fourth call and the following ones skip the provider that hangs.
    ///     assert_eq!(served.unwrap().failures()[0].attempts, u32::from(call < 3));
    /// }
    /// # }
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    pub const fn on_overtaken(mut self, verdict: Verdict) -> Self {
        self.policy.on_overtaken = verdict;
        self
    }

    /// Sets the verdict on a value that [`is_valid`](FailoverClient::is_valid) rejected. Default [`Verdict::RETRY`].
    pub const fn on_rejected(mut self, verdict: Verdict) -> Self {
        self.policy.on_rejected = verdict;
        self
    }

    /// Sets the verdict on a provider of an annotated function that returned `None`. Default: as
    /// [`on_rejected`](Self::on_rejected) says.
    ///
    /// It applies to functions that use this client: `#[failover(client = ..)]`. For a cache, which works although it does not
    /// have the value, set `Verdict::NEXT.healthy()`.
    pub const fn on_absent(mut self, verdict: Verdict) -> Self {
        self.policy.on_absent = Some(verdict);
        self
    }

    /// Sets what a call does when every provider's circuit is open. Default [`WhenAllOpen::Fail`].
    pub const fn when_all_open(mut self, when_all_open: WhenAllOpen) -> Self {
        self.policy.when_all_open = when_all_open;
        self
    }

    /// Keeps a failure for every failed attempt, not only for the last one of each turn. Default `false`.
    ///
    /// The first failure may be the cause: an outage that turns into a rejected placeholder, for example.
    /// [`Failure::attempts`](crate::Failure::attempts) is the number of the attempt. An attempt that was cancelled is the
    /// only one of its turn that is reported. A retry then costs what it costs with a backoff, and the failures are kept in
    /// memory until the call is over.
    ///
    /// ```
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// let client = FailoverClient::builder().retries(1).keep_attempts(true).build()?;
    /// let mut errors = ["key revoked", "too many requests"].into_iter();
    /// let served = client.fetch((
    ///     Provider::new("primary", || Err(errors.next().unwrap_or("down"))),
    ///     Provider::new("backup", || Ok(42)),
    /// )).unwrap();
    /// let failures = served.failures().iter();
    /// let errors: Vec<_> = failures.filter_map(|failure| failure.error()).collect();
    /// assert_eq!(errors, [&"key revoked", &"too many requests"]);
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    pub const fn keep_attempts(mut self, keep_attempts: bool) -> Self {
        self.policy.keep_attempts = keep_attempts;
        self
    }

    /// Sets the breaker: a `&'static CircuitBreaker`, an `Arc` of a shared one, or one of the client's own. Default none.
    ///
    /// Any number of clients may share a breaker. It has its own clock.
    pub fn circuit_breaker(mut self, breaker: impl Into<BreakerHandle>) -> Self {
        self.breaker = Some(breaker.into());
        self
    }

    /// Sets the clock for `timeout` and `deadline`. Default the system's. The breaker has its own clock.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.time.clock = ClockHandle::custom(clock);
        self
    }

    /// Sets how blocking calls wait for `retry_backoff`. Default [`ThreadSleep`](crate::ThreadSleep).
    pub fn sleep(mut self, sleep: impl Sleep + 'static) -> Self {
        self.time.sleep = SleepHandle::custom(sleep);
        self
    }

    /// Sets the timer of async calls. Default tokio's with the feature `tokio`, otherwise none.
    ///
    /// Without a timer, an async call that might have to wait is refused before any provider is called. Calls wait for
    /// `timeout`, `deadline`, `hedge`, and retries with `retry_backoff`. If only a verdict of `classify` asks for a wait, the
    /// call ends there: see [`Verdict::after`].
    pub fn timer(mut self, timer: impl Timer + 'static) -> Self {
        self.time.timer = TimerHandle::custom(timer);
        self
    }

    /// Sets the name of the client in its events, for the labels of metrics and logs. Default none.
    pub fn name(mut self, name: impl Into<Name>) -> Self {
        self.watch.name = Some(name.into());
        self
    }

    /// Sets the observer of the client's calls. Default none. A breaker has [its own](crate::CircuitBreaker::observer).
    ///
    /// See [`Observer`] for an example. An observed call takes a longer path through the library: about 1,500 instructions and some small allocations.
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.watch.observer = Some(ObserverHandle::new(observer));
        self
    }

    /// Sets a closure as the [`observer`](Self::observer).
    ///
    /// ```
    /// use failover_core::{Event, FailoverClient, Provider};
    ///
    /// let client = FailoverClient::builder()
    ///     .on_event(|event| {
    ///         if let Event::FailedOver(failover) = event {
    ///             eprintln!("{} does not serve, calling {}", failover.from, failover.to);
    ///         }
    ///     })
    ///     .build()?;
    /// let served = client.fetch((
    ///     Provider::new("primary", || Err("down")),
    ///     Provider::new("backup", || Ok(42)),
    /// ));
    /// # assert_eq!(served.unwrap().value, 42);
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    pub fn on_event(self, on_event: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.observer(OnEvent(on_event))
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if a limit is zero, or if `timeout` is longer than `deadline`. Also if the [`Backoff`] is exponential
    /// with a base of zero, or has a `max` below its base.
    pub fn build(self) -> Result<FailoverClient, ConfigError> {
        self.policy.check()?;
        Ok(FailoverClient {
            policy: self.policy,
            breaker: self.breaker,
            time: self.time,
            watch: self.watch,
        })
    }
}
