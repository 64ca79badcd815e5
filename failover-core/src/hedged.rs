//! [`Hedged`]: calls that ask the next provider before the one before has failed.

use std::future::Future;
use std::time::Duration;

use crate::judge::{Classify, Validate};
use crate::judged::Judged;
use crate::outcome::{AllProvidersFailed, Served};
use crate::provider::{Provider, With};
use crate::whole::{self, HedgedProviders};

/// A client whose providers need not wait for one another: from [`FailoverClient::hedge`](crate::FailoverClient::hedge).
/// It borrows the client. A call takes it along: where its closures are `Copy`, so is it.
#[must_use = "it hedges only the calls that are made through it"]
#[derive(Debug, Clone, Copy)]
pub struct Hedged<'a, V, C> {
    judged: Judged<'a, V, C>,
    delay: Duration,
}

impl<'a, V, C> Hedged<'a, V, C> {
    pub(crate) fn new(judged: Judged<'a, V, C>, delay: Duration) -> Self {
        Self { judged, delay }
    }

    /// As [`FailoverClient::fetch_async`](crate::FailoverClient::fetch_async), hedged.
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch_async`](crate::FailoverClient::fetch_async).
    ///
    /// # Panics
    ///
    /// As [`FailoverClient::fetch`](crate::FailoverClient::fetch); whoever else is under way is dropped.
    #[inline]
    pub fn fetch_async<T, E>(
        self,
        providers: impl HedgedProviders<T, E>,
    ) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>>
    where
        V: Validate<T>,
        C: Classify<E>,
    {
        let Judged {
            client,
            is_valid,
            classify,
        } = self.judged;
        whole::fetch_hedged(client.context(), self.delay, is_valid, classify, providers)
    }

    /// As [`FailoverClient::fetch_with_async`](crate::FailoverClient::fetch_with_async), hedged.
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch_async`](crate::FailoverClient::fetch_async).
    pub fn fetch_with_async<'b, A, T, E, F, R>(
        self,
        argument: &'b A,
        providers: &'b [Provider<F>],
    ) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>>
    where
        A: ?Sized,
        F: Fn(&'b A) -> R,
        R: Future<Output = Result<T, E>>,
        V: Validate<T>,
        C: Classify<E>,
    {
        let providers = With {
            argument,
            providers,
        };
        self.fetch_async(providers)
    }
}
