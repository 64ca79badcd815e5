//! [`HedgedClient`]: a client that starts the next provider while an earlier one is still running.

use super::FailoverClient;
use crate::engine::{Classify, Validate};
use crate::outcome::{AllProvidersFailed, OnFailure, Served, Unheard};
use crate::policy::Hedging;
use crate::value::{HedgedProviders, fetch_hedged};
use std::future::Future;

/// A [`FailoverClient`] with hedging: from [`FailoverClient::hedge`].
///
/// It borrows the client and is consumed by the call. It is `Copy` if its closures are. Rules for values and errors come
/// first: `client.is_valid(..).hedge(delay)`.
#[must_use = "it hedges only calls that are made through it"]
#[derive(Debug, Clone, Copy)]
pub struct HedgedClient<'a, V, C, O = Unheard> {
    pub(super) client: &'a FailoverClient,
    pub(super) is_valid: V,
    pub(super) classify: C,
    pub(super) on_failure: O,
    pub(super) hedging: Hedging,
}

impl<V, C, O> HedgedClient<'_, V, C, O> {
    /// Caps the extra providers that run at the same time because an earlier one is slow. Default no cap; at least 1.
    ///
    /// With `max_hedges(1)`, a call has at most two attempts under way, however long its list is. A provider that is called
    /// because another one has failed takes that one's place. It is no hedge, so failing over stays possible for the whole
    /// list.
    ///
    /// ```
    /// # #[cfg(feature = "testing")] {
    /// use std::future::pending;
    /// use std::time::Duration;
    /// use failover_core::{FailoverClient, Provider, testing::ManualClock};
    ///
    /// let clock = ManualClock::new();
    /// let client = FailoverClient::builder()
    ///     .deadline(Duration::from_secs(1))
    ///     .clock(clock.clone())
    ///     .timer(clock.clone())
    ///     .build()?;
    /// let hang = || pending::<Result<f64, &str>>();
    /// let hedged = client.hedge(Duration::from_millis(50)).max_hedges(1);
    /// let failed = clock.block_on(hedged.fetch_async((
    ///     Provider::new("a", hang),
    ///     Provider::new("b", hang),
    ///     Provider::new("c", hang), // never called: neither of the others failed
    /// )));
    /// assert_eq!(failed.unwrap_err().failures().len(), 2);
    /// # }
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A call refuses zero: [`ConfigError::ZeroMaxHedges`](crate::ConfigError::ZeroMaxHedges). No provider is called.
    pub const fn max_hedges(mut self, max_hedges: u32) -> Self {
        self.hedging = self.hedging.max_hedges(max_hedges);
        self
    }

    /// Makes a hedged value call, otherwise as [`FailoverClient::fetch_async`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// # struct FuturesTimer;
    /// # impl failover_core::Timer for FuturesTimer {
    /// #     fn sleep(&self, duration: Duration) -> failover_core::TimerFuture {
    /// #         Box::pin(futures_timer::Delay::new(duration))
    /// #     }
    /// # }
    /// # pollster::block_on(async {
    /// let client = FailoverClient::builder().timer(FuturesTimer).build()?;
    /// let served = client
    ///     .is_valid(|price: &f64| *price > 0.0)
    ///     .hedge(Duration::from_millis(200))
    ///     .fetch_async((
    ///         Provider::new("primary", async || Ok::<_, std::io::Error>(0.0)), // starts the next one at once
    ///         Provider::new("backup", async || Ok(38.2)),
    ///     ))
    ///     .await?;
    /// assert_eq!(served.provider, "backup");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # }).unwrap();
    /// ```
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch_async`].
    ///
    /// # Panics
    ///
    /// As [`FailoverClient::fetch`]. The attempts of other providers are dropped.
    #[inline]
    pub fn fetch_async<T, E>(
        self,
        providers: impl HedgedProviders<T, E>,
    ) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>>
    where
        V: Validate<T, E>,
        C: Classify<E>,
        O: OnFailure<E>,
    {
        let Self {
            client,
            is_valid,
            classify,
            on_failure,
            hedging,
        } = self;
        fetch_hedged(
            client.context(),
            hedging,
            is_valid,
            classify,
            on_failure,
            providers,
        )
    }
}
