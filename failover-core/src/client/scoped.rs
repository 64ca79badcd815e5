//! [`ScopedClient`]: a client with rules for some calls.

use std::future::Future;
use std::hash::{BuildHasher, Hash, RandomState};
use std::time::Duration;

use super::{FailoverClient, HedgedClient};
use crate::batch::{self, AsyncItemProviders, ItemProviders, ItemResult, Keys};
use crate::engine::{AnyValue, AttemptContext, Classify, ClassifyAttempt, RetryAll, Validate};
use crate::outcome::{AllProvidersFailed, Failure, HasFailures, OnFailure, Served, Unheard};
use crate::policy::Hedging;
use crate::providers::{AsyncProviders, Providers};
use crate::value;
use crate::verdict::Verdict;

/// A [`FailoverClient`] with rules for some calls: from [`is_valid`](FailoverClient::is_valid),
/// [`classify`](FailoverClient::classify), [`on_failure`](FailoverClient::on_failure) or [`hasher`](FailoverClient::hasher).
///
/// It borrows the client, for one call or many. Async calls consume it. It is `Copy` if its closures and its hasher are.
///
/// ```
/// use failover_core::{FailoverClient, Provider, Verdict};
///
/// let client = FailoverClient::new();
/// let prices = client
///     .is_valid(|price: &f64| *price > 0.0)
///     .classify(|error: &String| if error == "bad request" { Verdict::STOP } else { Verdict::NEXT });
/// let served = prices.fetch((
///     Provider::new("primary", || Ok(0.0)),
///     Provider::new("backup", || Ok(38.2)),
/// ));
/// assert_eq!(served.unwrap().provider, "backup");
/// ```
#[must_use = "the rules apply only to calls that are made through it"]
#[derive(Debug, Clone, Copy)]
pub struct ScopedClient<'a, V = AnyValue, C = RetryAll, S = NewRandomState, O = Unheard> {
    client: &'a FailoverClient,
    is_valid: V,
    classify: C,
    hasher: S,
    on_failure: O,
}

impl<'a> ScopedClient<'a> {
    #[inline]
    pub(super) fn new(client: &'a FailoverClient) -> Self {
        Self {
            client,
            is_valid: AnyValue,
            classify: RetryAll,
            hasher: NewRandomState,
            on_failure: Unheard,
        }
    }
}

impl<'a, V, C, S, O> ScopedClient<'a, V, C, S, O> {
    /// Sets the rule for values, as [`FailoverClient::is_valid`] does.
    pub fn is_valid<T, R, F: Fn(&T) -> R>(self, is_valid: F) -> ScopedClient<'a, F, C, S, O> {
        ScopedClient {
            client: self.client,
            is_valid,
            classify: self.classify,
            hasher: self.hasher,
            on_failure: self.on_failure,
        }
    }

    /// Sets the rule for errors, as [`FailoverClient::classify`] does.
    pub fn classify<E, F: Fn(&E) -> Verdict>(self, classify: F) -> ScopedClient<'a, V, F, S, O> {
        ScopedClient {
            client: self.client,
            is_valid: self.is_valid,
            classify,
            hasher: self.hasher,
            on_failure: self.on_failure,
        }
    }

    /// Sets the rule for errors, as [`FailoverClient::classify_attempt`] does.
    pub fn classify_attempt<E, F: Fn(&E, AttemptContext) -> Verdict>(
        self,
        classify: F,
    ) -> ScopedClient<'a, V, ClassifyAttempt<F>, S, O> {
        ScopedClient {
            client: self.client,
            is_valid: self.is_valid,
            classify: ClassifyAttempt(classify),
            hasher: self.hasher,
            on_failure: self.on_failure,
        }
    }

    /// Sets the hasher for the keys of batch calls, as [`FailoverClient::hasher`] does.
    pub fn hasher<H: BuildHasher + Clone>(self, hasher: H) -> ScopedClient<'a, V, C, H, O> {
        ScopedClient {
            client: self.client,
            is_valid: self.is_valid,
            classify: self.classify,
            hasher,
            on_failure: self.on_failure,
        }
    }

    /// Sets the listener for failures, as [`FailoverClient::on_failure`] does.
    pub fn on_failure<E, F: Fn(&Failure<E>)>(self, on_failure: F) -> ScopedClient<'a, V, C, S, F> {
        ScopedClient {
            client: self.client,
            is_valid: self.is_valid,
            classify: self.classify,
            hasher: self.hasher,
            on_failure,
        }
    }

    /// Enables hedging, as [`FailoverClient::hedge`] does.
    pub fn hedge(self, delay: Duration) -> HedgedClient<'a, V, C, O> {
        HedgedClient {
            client: self.client,
            is_valid: self.is_valid,
            classify: self.classify,
            on_failure: self.on_failure,
            hedging: Hedging::after(delay),
        }
    }

    /// Makes a value call, as [`FailoverClient::fetch`] does.
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch`].
    #[inline]
    pub fn fetch<T, E>(
        &self,
        providers: impl Providers<T, E>,
    ) -> Result<Served<T, E>, AllProvidersFailed<E>>
    where
        V: Validate<T, E>,
        C: Classify<E>,
        O: OnFailure<E>,
    {
        let context = self.client.context();
        let outcome = value::fetch(context, &self.is_valid, &self.classify, providers);
        outcome.report_to(&self.on_failure);
        outcome
    }

    /// Makes an async value call, as [`FailoverClient::fetch_async`] does.
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch_async`].
    #[inline]
    pub fn fetch_async<T, E>(
        self,
        providers: impl AsyncProviders<T, E>,
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
            ..
        } = self;
        value::fetch_async(client, is_valid, classify, on_failure, providers)
    }

    /// Makes a batch call, as [`FailoverClient::fetch_items`] does.
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch_items`].
    #[expect(
        clippy::type_complexity,
        reason = "the result names every type of the call"
    )]
    pub fn fetch_items<I: Keys, T, E>(
        &self,
        keys: I,
        providers: impl ItemProviders<I::Key, T, E, S::Hasher>,
    ) -> Result<ItemResult<I::Key, T, E, S::Hasher>, AllProvidersFailed<E>>
    where
        I::Key: Hash + Eq,
        V: Validate<T, E>,
        C: Classify<E>,
        O: OnFailure<E>,
        S: HasherSource,
    {
        let outcome = batch::fetch_items(
            self.client.context(),
            &self.is_valid,
            &self.classify,
            self.hasher.hasher(),
            keys.into_keys(),
            providers,
        );
        outcome.report_to(&self.on_failure);
        outcome
    }

    /// Makes an async batch call, as [`FailoverClient::fetch_items_async`] does.
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch_items_async`].
    #[expect(
        clippy::type_complexity,
        reason = "the result names every type of the call"
    )]
    pub fn fetch_items_async<I: Keys, T, E>(
        self,
        keys: I,
        providers: impl AsyncItemProviders<I::Key, T, E, S::Hasher>,
    ) -> impl Future<Output = Result<ItemResult<I::Key, T, E, S::Hasher>, AllProvidersFailed<E>>>
    where
        I::Key: Hash + Eq,
        V: Validate<T, E>,
        C: Classify<E>,
        O: OnFailure<E>,
        S: HasherSource,
    {
        batch::fetch_items_async(
            self.client.context(),
            self.is_valid,
            self.classify,
            self.on_failure,
            self.hasher.hasher(),
            || keys.into_keys(),
            providers,
        )
    }
}

/// The source of a batch call's hasher: a [`BuildHasher`] that is cloned for each call, or [`NewRandomState`].
pub trait HasherSource {
    /// The hasher's type.
    type Hasher: BuildHasher;

    /// Returns the hasher of one call.
    fn hasher(&self) -> Self::Hasher;
}

impl<S: BuildHasher + Clone> HasherSource for S {
    type Hasher = S;

    fn hasher(&self) -> S {
        self.clone()
    }
}

/// The default source: a new [`RandomState`] for each call.
#[derive(Debug, Clone, Copy, Default)]
pub struct NewRandomState;

impl HasherSource for NewRandomState {
    type Hasher = RandomState;

    fn hasher(&self) -> RandomState {
        RandomState::new()
    }
}
