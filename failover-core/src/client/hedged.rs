//! [`HedgedClient`]: a client that starts the next provider while an earlier one is still running.

use std::future::Future;
use std::time::Duration;

use super::FailoverClient;
use crate::engine::{Classify, Validate};
use crate::outcome::{AllProvidersFailed, Served};
use crate::value::{HedgedProviders, fetch_hedged};

/// A [`FailoverClient`] with hedging: from [`FailoverClient::hedge`].
///
/// It borrows the client and is consumed by the call. It is `Copy` if its closures are.
#[must_use = "it hedges only calls that are made through it"]
#[derive(Debug, Clone, Copy)]
pub struct HedgedClient<'a, V, C> {
    client: &'a FailoverClient,
    is_valid: V,
    classify: C,
    delay: Duration,
}

impl<'a, V, C> HedgedClient<'a, V, C> {
    pub(super) fn new(
        client: &'a FailoverClient,
        is_valid: V,
        classify: C,
        delay: Duration,
    ) -> Self {
        Self {
            client,
            is_valid,
            classify,
            delay,
        }
    }

    /// Makes a hedged value call, otherwise as [`FailoverClient::fetch_async`].
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
        V: Validate<T>,
        C: Classify<E>,
    {
        let Self {
            client,
            is_valid,
            classify,
            delay,
        } = self;
        fetch_hedged(client.context(), delay, is_valid, classify, providers)
    }
}
