//! [`ItemProvider`] and lists of them.

use std::fmt;
use std::future::Future;
use std::hash::{BuildHasher, Hash};

use super::answer::{Answer, Asked};
use super::awaited::Asking;
use super::concurrent::Caps;
use crate::Name;
use crate::judge::{Classify, Validate};
use crate::list::sealed::Sealed;
use crate::list::{Named, Names, implement_lists};
use crate::outcome::FailureKind;

/// A provider that is asked for several keys at once and serves whichever it can.
///
/// `call` gets the keys that are still missing, in the order asked, and returns an [`Answer`]: a map, a list
/// of pairs, or one `Option` for each key. It need not serve every key, or any: an honest empty answer is a
/// success.
///
/// An answer that was given without asking anybody, as none of the keys is known, would pass for a sign of
/// health: return an error of your own there, and [classify](crate::FailoverClient::classify) it as
/// [`Verdict::NEXT.uncounted()`](crate::Verdict::uncounted).
#[derive(Clone, Copy)]
pub struct ItemProvider<F> {
    caps: Caps,
    call: F,
}

impl<F> ItemProvider<F> {
    /// A provider.
    ///
    /// In a list that is *shared* (`&[..]`), a closure must be one that is bound by `let` first, with its
    /// argument's type; written in place it is taken for an `FnMut`. Functions and boxes are as they are.
    pub fn new<K, A, E>(name: impl Into<Name>, call: F) -> Self
    where
        F: FnMut(&[K]) -> Result<A, E>,
    {
        Self {
            caps: Caps::none(name.into()),
            call,
        }
    }

    /// A provider that is awaited: `call` gets the missing keys in a `Vec`, to take along.
    ///
    /// ```
    /// use failover_core::{FailoverClient, ItemProvider};
    ///
    /// # async fn primary(_: &[&str]) -> Result<Vec<(&'static str, f64)>, std::io::Error> { Ok(vec![("BTC", 64_000.0)]) }
    /// # async fn backup(_: &[&str]) -> Result<Vec<(&'static str, f64)>, std::io::Error> { Ok(vec![("AVAX", 38.2)]) }
    /// # pollster::block_on(async {
    /// let prices = FailoverClient::new().fetch_items_async(["BTC", "AVAX"], (
    ///     ItemProvider::new_async("primary", async |keys: Vec<_>| primary(&keys).await),
    ///     ItemProvider::new_async("backup", async |keys: Vec<_>| backup(&keys).await),
    /// )).await?;
    /// assert_eq!(prices.provenance("AVAX"), Some("backup"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # }).unwrap();
    /// ```
    pub fn new_async<K, A, E, R>(name: impl Into<Name>, call: F) -> Self
    where
        F: FnMut(Vec<K>) -> R,
        R: Future<Output = Result<A, E>>,
    {
        Self {
            caps: Caps::none(name.into()),
            call,
        }
    }

    /// What it is called.
    pub fn name(&self) -> Name {
        self.caps.provider
    }

    /// The most keys that one request may ask for; more are asked for in chunks. Default no cap; at least 1.
    ///
    /// Retries are per chunk, and a chunk that fails does not lose the others: the turn failed if no chunk
    /// succeeded. A verdict other than [`RETRY`](crate::Verdict::RETRY) ends the chunks that were to come.
    /// The probe of a half-open circuit is the first chunk alone; if it succeeds, the others follow.
    #[must_use]
    pub fn max_keys(mut self, max_keys: usize) -> Self {
        self.caps.max_keys = max_keys;
        self
    }

    /// How many of its requests may be under way at once, where it is awaited. Default 1; at least 1. It takes effect
    /// with [`max_keys`](Self::max_keys), as without there is one request; a blocking call makes one after another,
    /// whatever this says.
    ///
    /// What comes of the call is as if the chunks had been asked for one after another, in order: values, reasons,
    /// failures, turns and tries. Each chunk has its retries, limits and backoff to itself, beside the others. The
    /// probe of a half-open circuit is the first chunk alone, and the others follow at once.
    ///
    /// A verdict other than [`RETRY`](crate::Verdict::RETRY), a circuit that opens, and the deadline end the chunks
    /// that were to come, and retries too. What is under way by then is not lost: attempts come to their end, and what
    /// they bring is served. A time to [stay away](crate::Verdict::stay_away) opens the circuit when it is heard, and
    /// does not wait for them.
    ///
    /// ```
    /// use failover_core::{FailoverClient, ItemProvider};
    ///
    /// # async fn primary(_: &[u32]) -> Result<Vec<(u32, f64)>, std::io::Error> { Ok(vec![]) }
    /// # pollster::block_on(async {
    /// // A thousand keys in ten requests, four at a time.
    /// let primary = ItemProvider::new_async("primary", async |keys: Vec<_>| primary(&keys).await)
    ///     .max_keys(100)
    ///     .concurrency(4);
    /// let keys: Vec<u32> = (0..1000).collect();
    /// let prices = FailoverClient::new().fetch_items_async(&keys, [primary]).await?;
    /// assert_eq!(prices.turns().map(|turn| turn.tries).sum::<u32>(), 10);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # }).unwrap();
    /// ```
    #[must_use]
    pub fn concurrency(mut self, concurrency: usize) -> Self {
        self.caps.concurrency = concurrency;
        self
    }
}

impl<F> fmt::Debug for ItemProvider<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemProvider")
            .field("name", &self.caps.provider)
            .field("max_keys", &self.caps.max_keys)
            .field("concurrency", &self.caps.concurrency)
            .finish_non_exhaustive()
    }
}

impl<F> Sealed for ItemProvider<F> {}

impl<F> Named for ItemProvider<F> {
    fn name(&self) -> Name {
        self.caps.provider
    }

    fn max_keys(&self) -> usize {
        self.caps.max_keys
    }

    fn concurrency(&self) -> usize {
        self.caps.concurrency
    }
}

/// One provider of items: an [`ItemProvider`] of an `FnMut`, or a reference to one of an `Fn`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a provider of `{V}` for keys `{K}` that fails with `{E}`",
    note = "its callable takes `&[{K}]` and returns `Result<_, {E}>` of an `Answer`; behind a shared reference it must be `Fn`"
)]
pub trait Ask<K, V, E, S>: Named {
    /// Makes one attempt.
    ///
    /// # Errors
    ///
    /// The provider's own.
    fn ask(&mut self, asked: &mut Asked<'_, K, V, S>) -> Result<(), FailureKind<E>>;
}

impl<K, V, A, E, S, F> Ask<K, V, E, S> for ItemProvider<F>
where
    F: FnMut(&[K]) -> Result<A, E>,
    A: Answer<K, V>,
    S: BuildHasher,
{
    #[inline]
    fn ask(&mut self, asked: &mut Asked<'_, K, V, S>) -> Result<(), FailureKind<E>> {
        let answer = (self.call)(asked.keys()).map_err(FailureKind::Error)?;
        asked.take(answer);
        Ok(())
    }
}

impl<K, V, A, E, S, F> Ask<K, V, E, S> for &ItemProvider<F>
where
    F: Fn(&[K]) -> Result<A, E>,
    A: Answer<K, V>,
    S: BuildHasher,
{
    #[inline]
    fn ask(&mut self, asked: &mut Asked<'_, K, V, S>) -> Result<(), FailureKind<E>> {
        let answer = (self.call)(asked.keys()).map_err(FailureKind::Error)?;
        asked.take(answer);
        Ok(())
    }
}

/// An ordered list of providers of `V` for keys `K` that fail with `E`.
///
/// Implemented for tuples of up to 12 [`ItemProvider`]s with different callables, for arrays, slices and
/// `Vec`s of one kind, and for references to all of these (shared ones where the callables are `Fn`). Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of providers of `{V}` for keys `{K}` that fail with `{E}`",
    note = "hand over a tuple of up to 12 `(ItemProvider::new(..), ItemProvider::new(..))`, an array, a `Vec` or a slice of providers"
)]
pub trait ItemProviders<K, V, E, S>: Names {
    /// Makes one attempt at the provider at `index`, which is below [`count`](Names::count).
    ///
    /// # Errors
    ///
    /// The provider's own.
    fn ask(&mut self, index: usize, asked: &mut Asked<'_, K, V, S>) -> Result<(), FailureKind<E>>;
}

implement_lists! { {
    impl[K, V, E, S] ItemProviders<K, V, E, S>, each Ask<K, V, E, S>;
    [fn] ask [] (asked: &mut Asked<'_, K, V, S>) -> Result<(), FailureKind<E>> => now(asked)
} }

/// One provider of items that is awaited: an [`ItemProvider`] of an `FnMut`, or a reference to one of an `Fn`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an async provider of `{V}` for keys `{K}` that fails with `{E}`",
    note = "its callable takes `Vec<{K}>`, of keys that are `Clone`, and returns a future of `Result<_, {E}>` of an `Answer`; behind a shared reference it must be `Fn`"
)]
pub trait AskAsync<K, V, E, S>: Named {
    /// Makes one attempt.
    fn ask<W: Validate<V>, C: Classify<E>>(
        &mut self,
        asking: Asking<'_, '_, K, V, E, S, W, C>,
    ) -> impl Future<Output = ()>;
}

impl<K, V, A, E, S, F, R> AskAsync<K, V, E, S> for ItemProvider<F>
where
    K: Hash + Eq + Clone,
    F: FnMut(Vec<K>) -> R,
    R: Future<Output = Result<A, E>>,
    A: Answer<K, V>,
    S: BuildHasher,
{
    async fn ask<W: Validate<V>, C: Classify<E>>(
        &mut self,
        asking: Asking<'_, '_, K, V, E, S, W, C>,
    ) {
        asking.by(&self.caps, &mut self.call).await;
    }
}

impl<K, V, A, E, S, F, R> AskAsync<K, V, E, S> for &ItemProvider<F>
where
    K: Hash + Eq + Clone,
    F: Fn(Vec<K>) -> R,
    R: Future<Output = Result<A, E>>,
    A: Answer<K, V>,
    S: BuildHasher,
{
    async fn ask<W: Validate<V>, C: Classify<E>>(
        &mut self,
        asking: Asking<'_, '_, K, V, E, S, W, C>,
    ) {
        asking.by(&self.caps, &self.call).await;
    }
}

/// An ordered list of providers of `V` for keys `K` that are awaited and fail with `E`.
///
/// Implemented as [`ItemProviders`] is, for callables that return a future. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of async providers of `{V}` for keys `{K}` that fail with `{E}`",
    note = "hand over a tuple of up to 12 `(ItemProvider::new_async(..), ItemProvider::new_async(..))`, an array, a `Vec` or a slice of providers"
)]
pub trait AsyncItemProviders<K, V, E, S>: Names {
    /// Makes one attempt at the provider at `index`, which is below [`count`](Names::count).
    fn ask<W: Validate<V>, C: Classify<E>>(
        &mut self,
        index: usize,
        asking: Asking<'_, '_, K, V, E, S, W, C>,
    ) -> impl Future<Output = ()>;
}

implement_lists! { {
    impl[K, V, E, S] AsyncItemProviders<K, V, E, S>, each AskAsync<K, V, E, S>;
    [async fn] ask [W: Validate<V>, C: Classify<E>] (asking: Asking<'_, '_, K, V, E, S, W, C>) -> () => later(asking)
} }
