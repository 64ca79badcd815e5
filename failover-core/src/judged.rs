//! [`Judged`]: a client with the caller's judgement of values and errors.

use std::future::Future;
use std::hash::{BuildHasher, Hash, RandomState};
use std::time::Duration;

use crate::hedged::Hedged;
use crate::items::{self, AsyncItemProviders, ItemProviders, ItemResult, Keys};
use crate::judge::{Classify, Validate};
use crate::outcome::{AllProvidersFailed, Served};
use crate::provider::{AsyncProviders, Provider, Providers, With};
use crate::verdict::Verdict;
use crate::whole;

use crate::client::FailoverClient;

/// A client with the caller's judgement of values and errors: from [`FailoverClient::is_valid`] and
/// [`FailoverClient::classify`]. It borrows the client, for one call or many.
///
/// Awaited calls take it along: where its closures are `Copy`, so is it.
#[must_use = "it judges only the calls that are made through it"]
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a, V, C> {
    pub(crate) client: &'a FailoverClient,
    pub(crate) is_valid: V,
    pub(crate) classify: C,
}

impl<'a, V, C> Judged<'a, V, C> {
    /// As [`FailoverClient::is_valid`].
    pub fn is_valid<T, F: Fn(&T) -> bool>(self, is_valid: F) -> Judged<'a, F, C> {
        Judged {
            client: self.client,
            is_valid,
            classify: self.classify,
        }
    }

    /// As [`FailoverClient::classify`].
    pub fn classify<E, F: Fn(&E) -> Verdict>(self, classify: F) -> Judged<'a, V, F> {
        Judged {
            client: self.client,
            is_valid: self.is_valid,
            classify,
        }
    }

    /// As [`FailoverClient::hedge`].
    pub fn hedge(self, delay: Duration) -> Hedged<'a, V, C> {
        Hedged::new(self, delay)
    }

    /// As [`FailoverClient::fetch`].
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
        V: Validate<T>,
        C: Classify<E>,
    {
        let context = self.client.context();
        whole::fetch(context, &self.is_valid, &self.classify, providers)
    }

    /// As [`FailoverClient::fetch_with`].
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch`].
    #[inline]
    pub fn fetch_with<A: ?Sized, T, E, F: Fn(&A) -> Result<T, E>>(
        &self,
        argument: &A,
        providers: &[Provider<F>],
    ) -> Result<Served<T, E>, AllProvidersFailed<E>>
    where
        V: Validate<T>,
        C: Classify<E>,
    {
        self.fetch(With {
            argument,
            providers,
        })
    }

    /// As [`FailoverClient::fetch_async`].
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
        V: Validate<T>,
        C: Classify<E>,
    {
        whole::fetch_awaited(self.client, self.is_valid, self.classify, providers)
    }

    /// As [`FailoverClient::fetch_with_async`].
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch_async`].
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

    /// As [`FailoverClient::fetch_items`].
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch_items`].
    pub fn fetch_items<I: Keys, T, E>(
        &self,
        keys: I,
        providers: impl ItemProviders<I::Key, T, E, RandomState>,
    ) -> Result<ItemResult<I::Key, T, E>, AllProvidersFailed<E>>
    where
        I::Key: Hash + Eq,
        V: Validate<T>,
        C: Classify<E>,
    {
        self.fetch_items_with_hasher(keys, providers, RandomState::new())
    }

    /// As [`FailoverClient::fetch_items_with_hasher`].
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch_items`].
    pub fn fetch_items_with_hasher<I: Keys, T, E, S: BuildHasher>(
        &self,
        keys: I,
        providers: impl ItemProviders<I::Key, T, E, S>,
        hasher: S,
    ) -> Result<ItemResult<I::Key, T, E, S>, AllProvidersFailed<E>>
    where
        I::Key: Hash + Eq,
        V: Validate<T>,
        C: Classify<E>,
    {
        items::fetch_items(
            self.client.context(),
            &self.is_valid,
            &self.classify,
            hasher,
            keys.into_keys(),
            providers,
        )
    }

    /// As [`FailoverClient::fetch_items_async`].
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch_items_async`].
    pub fn fetch_items_async<I: Keys, T, E>(
        self,
        keys: I,
        providers: impl AsyncItemProviders<I::Key, T, E, RandomState>,
    ) -> impl Future<Output = Result<ItemResult<I::Key, T, E>, AllProvidersFailed<E>>>
    where
        I::Key: Hash + Eq,
        V: Validate<T>,
        C: Classify<E>,
    {
        self.fetch_items_with_hasher_async(keys, providers, RandomState::new())
    }

    /// As [`FailoverClient::fetch_items_with_hasher_async`].
    ///
    /// # Errors
    ///
    /// As [`FailoverClient::fetch_items_async`].
    pub fn fetch_items_with_hasher_async<I: Keys, T, E, S: BuildHasher>(
        self,
        keys: I,
        providers: impl AsyncItemProviders<I::Key, T, E, S>,
        hasher: S,
    ) -> impl Future<Output = Result<ItemResult<I::Key, T, E, S>, AllProvidersFailed<E>>>
    where
        I::Key: Hash + Eq,
        V: Validate<T>,
        C: Classify<E>,
    {
        items::fetch_items_awaited(
            self.client.context(),
            self.is_valid,
            self.classify,
            hasher,
            || keys.into_keys(),
            providers,
        )
    }
}
