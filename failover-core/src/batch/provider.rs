//! [`ItemProvider`] and lists of them.

use std::fmt;
use std::future::Future;
use std::hash::{BuildHasher, Hash};
use std::time::Duration;

use super::answer::{Answer, AnswerSink};
use super::async_call::AsyncAttempt;
use crate::backoff::Backoff;
use crate::breaker::CircuitBreaker;
use crate::drive::NoTimer;
use crate::engine::{AttemptContext, AttemptFacts, Classify, ProviderSettings, Validate};
use crate::name::Name;
use crate::outcome::FailureKind;
use crate::providers::{
    CallOutput, Inherit, NamedProvider, OwnRules, OwnSettings, ProviderNames, RequestLimits,
    RuledProvider, RuledProviders, Sealed, WithAttempt, WithClassify, WithIsValid, implement_lists,
};
use crate::verdict::Verdict;

/// A provider of a batch call: it gets several keys at once and serves those it can.
///
/// Its callable gets the keys that are still missing, in the order asked, and returns an [`Answer`]: a map, a list of
/// pairs, or one `Option` for each key. It need not serve every key, or any: an answer that honestly has no value is a
/// success.
///
/// If your provider knows none of the keys and skips the request, do not return an empty map: it would count as a success
/// and close the circuit. Return an error and [classify](crate::FailoverClient::classify) it as
/// [`Verdict::NEXT.uncounted()`](crate::Verdict::uncounted).
///
/// ```
/// use std::collections::HashMap;
/// use failover_core::ItemProvider;
///
/// fn prices(_symbols: &[&str]) -> Result<HashMap<String, f64>, std::io::Error> {
///     Ok(HashMap::from([("BTC".to_owned(), 64_000.0)]))
/// }
///
/// let primary = ItemProvider::new("primary", prices).max_keys(100);
/// assert_eq!(primary.name(), "primary");
/// ```
#[derive(Clone, Copy)]
pub struct ItemProvider<F, S = Inherit> {
    name: Name,
    limits: RequestLimits,
    settings: S,
    call: F,
}

impl<F> ItemProvider<F> {
    /// Creates a provider. `name` is a literal, a `String`, or any text by [`Name::intern`].
    ///
    /// Closures in a slice (`&[..]`) or in a [`ProviderList`](crate::ProviderList) need care. Bind each one to a variable
    /// first, and give its parameter a type. Otherwise the compiler infers `FnMut` and rejects the shared list. Functions
    /// and boxed closures are not affected.
    ///
    /// ```
    /// use failover_core::{FailoverClient, ItemProvider};
    ///
    /// let squares = |keys: &[u64]| {
    ///     Ok::<_, std::io::Error>(keys.iter().map(|key| Some(key * key)).collect::<Vec<_>>())
    /// };
    /// let providers = [ItemProvider::new("local", squares)];
    /// let squares = FailoverClient::new().fetch_items([3], &providers)?;
    /// assert_eq!(squares[&3], 9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new<K, R>(name: impl Into<Name>, call: F) -> Self
    where
        F: FnMut(&[K]) -> R,
    {
        Self::of(name.into(), call)
    }

    /// Creates an async provider. Its callable gets the missing keys in a `Vec`, which the future may keep.
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
        Self::of(name.into(), call)
    }
}

impl<F> ItemProvider<WithAttempt<F>> {
    /// Creates a provider whose callable learns about each attempt, as
    /// [`Provider::with_attempt`](crate::Provider::with_attempt) does. It takes the keys and an [`AttemptContext`].
    pub fn with_attempt<K, R>(name: impl Into<Name>, call: F) -> Self
    where
        F: Fn(&[K], AttemptContext) -> R,
    {
        Self::of(name.into(), WithAttempt(call))
    }

    /// Creates an async provider whose callable learns about each attempt. It takes the keys in a `Vec` and an
    /// [`AttemptContext`].
    pub fn with_attempt_async<K, A, E, R>(name: impl Into<Name>, call: F) -> Self
    where
        F: Fn(Vec<K>, AttemptContext) -> R,
        R: Future<Output = Result<A, E>>,
    {
        Self::of(name.into(), WithAttempt(call))
    }
}

impl<F> ItemProvider<F> {
    /// A provider without limits and settings.
    fn of(name: Name, call: F) -> Self {
        Self {
            name,
            limits: RequestLimits::DEFAULT,
            settings: Inherit,
            call,
        }
    }
}

impl<F, S: OwnSettings> ItemProvider<F, S> {
    /// Returns the name.
    pub fn name(&self) -> Name {
        self.name
    }

    /// Limits the keys of one request. More keys are sent in chunks. Default no limit; at least 1.
    ///
    /// Retries are per chunk, and a chunk that fails does not lose the others: the turn failed only if no chunk
    /// succeeded. A verdict other than [`RETRY`](crate::Verdict::RETRY) ends the chunks that have not begun. The probe of a
    /// half-open circuit is the first chunk alone. If it succeeds, the others follow.
    #[must_use]
    pub fn max_keys(mut self, max_keys: usize) -> Self {
        self.limits.max_keys = max_keys;
        self
    }

    /// Limits the requests that an async call has under way at once. Default 1; at least 1.
    ///
    /// It takes effect together with [`max_keys`](Self::max_keys), because without it there is one request. A blocking
    /// call always makes one request at a time.
    ///
    /// The result is the same as if the chunks had been sent one by one: values, reasons, failures, turns and
    /// attempts. Each chunk has its own retries, limits and backoff. The probe of a half-open circuit is the first chunk
    /// alone, and the others follow if it succeeds.
    ///
    /// A verdict other than [`RETRY`](crate::Verdict::RETRY), a circuit that opens, and the deadline end all retries and
    /// the chunks that have not begun. Attempts under way are not lost: they complete, and their values are served. A
    /// verdict with [`open_for`](crate::Verdict::open_for) opens the circuit at once, before they complete.
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
    /// assert_eq!(prices.turns().map(|turn| turn.attempts).sum::<u32>(), 10);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # }).unwrap();
    /// ```
    #[must_use]
    pub fn concurrency(mut self, concurrency: usize) -> Self {
        self.limits.concurrency = concurrency;
        self
    }

    /// Limits each attempt at this provider, as [`Provider::timeout`](crate::Provider::timeout) does.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> ItemProvider<F, S::Changed> {
        self.change(|settings| settings.timeout(timeout))
    }

    /// Sets the extra attempts for each request to this provider, as [`Provider::retries`](crate::Provider::retries) does.
    #[must_use]
    pub fn retries(self, retries: u32) -> ItemProvider<F, S::Changed> {
        self.change(|settings| settings.retries(retries))
    }

    /// Sets the wait before a retry of this provider, as [`Provider::retry_backoff`](crate::Provider::retry_backoff) does.
    #[must_use]
    pub fn retry_backoff(self, backoff: impl Into<Backoff>) -> ItemProvider<F, S::Changed> {
        self.change(|settings| settings.retry_backoff(backoff))
    }

    /// Sets the breaker that holds this provider's circuit, as [`Provider::circuit_breaker`](crate::Provider::circuit_breaker)
    /// does.
    #[must_use]
    pub fn circuit_breaker(self, breaker: &'static CircuitBreaker) -> ItemProvider<F, S::Changed> {
        self.change(|settings| settings.circuit_breaker(breaker))
    }

    /// Replaces all settings of this provider. [`max_keys`](Self::max_keys) and [`concurrency`](Self::concurrency) stay.
    #[must_use]
    pub fn settings(self, settings: ProviderSettings) -> ItemProvider<F, S::Changed> {
        self.change(|_| settings)
    }

    /// Sets this provider's rule for values, as [`Provider::is_valid`](crate::Provider::is_valid) does.
    pub fn is_valid<V, R, J: Fn(&V) -> R>(self, is_valid: J) -> ItemProvider<F, WithIsValid<S, J>> {
        self.with(|settings| WithIsValid::new(settings, is_valid))
    }

    /// Sets this provider's rule for errors, as [`Provider::classify`](crate::Provider::classify) does.
    pub fn classify<E, C: Fn(&E) -> Verdict>(
        self,
        classify: C,
    ) -> ItemProvider<F, WithClassify<S, C>> {
        self.with(|settings| WithClassify::new(settings, classify))
    }

    fn change(
        self,
        change: impl FnOnce(ProviderSettings) -> ProviderSettings,
    ) -> ItemProvider<F, S::Changed> {
        self.with(|settings| settings.change(change))
    }

    fn with<N>(self, with: impl FnOnce(S) -> N) -> ItemProvider<F, N> {
        ItemProvider {
            name: self.name,
            limits: self.limits,
            settings: with(self.settings),
            call: self.call,
        }
    }
}

impl<F, S> fmt::Debug for ItemProvider<F, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemProvider")
            .field("name", &self.name)
            .field("max_keys", &self.limits.max_keys)
            .field("concurrency", &self.limits.concurrency)
            .finish_non_exhaustive()
    }
}

impl<F, S> Sealed for ItemProvider<F, S> {}

impl<V, E, F, S: OwnSettings + OwnRules<V, E>> RuledProvider<V, E> for ItemProvider<F, S> {
    const HAS_RULES: bool = S::HAS_RULES;

    fn rules(&self) -> Option<&dyn OwnRules<V, E>> {
        self.settings.rules()
    }
}

impl<F, S: OwnSettings> NamedProvider for ItemProvider<F, S> {
    fn name(&self) -> Name {
        self.name
    }

    fn limits(&self) -> RequestLimits {
        self.limits
    }

    fn settings(&self) -> Option<&ProviderSettings> {
        self.settings.get()
    }
}

/// A provider of a batch call: an [`ItemProvider`] of an `FnMut`, or a reference to one of an `Fn`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a provider of `{V}` for keys `{K}` that fails with `{E}`",
    note = "its callable takes `&[{K}]` and returns `Result<_, {E}>` of an `Answer`; behind a shared reference it must be `Fn`"
)]
pub trait BatchProvider<K, V, E, S>: RuledProvider<V, E> {
    /// Makes one attempt.
    ///
    /// # Errors
    ///
    /// The provider's own.
    fn ask(
        &mut self,
        attempt: &AttemptFacts<'_>,
        sink: &mut AnswerSink<'_, K, V, S>,
    ) -> Result<(), FailureKind<E>>;
}

/// Implements a trait of providers for the two kinds of callables, and for references to providers.
macro_rules! implement_callables {
    ($implement:ident) => {
        $implement! { [FnMut] [ItemProvider<F, O>] () call [] [&mut] }
        $implement! { [Fn] [&ItemProvider<F, O>] () call [] [&] }
        $implement! { [FnMut] [ItemProvider<WithAttempt<F>, O>] (AttemptContext) call.0 [attempt] [&mut] }
        $implement! { [Fn] [&ItemProvider<WithAttempt<F>, O>] (AttemptContext) call.0 [attempt] [&] }
    };
}

macro_rules! implement_batch_provider {
    ([$Fn:ident] [$Provider:ty] ($($A:ty)?) $call:ident$(.$i:tt)? [$($attempt:ident)?] $by:tt) => {
        impl<K, V, E, S, F, O, R> BatchProvider<K, V, E, S> for $Provider
        where
            F: $Fn(&[K] $(, $A)?) -> R,
            R: CallOutput<E>,
            R::Value: Answer<K, V>,
            S: BuildHasher,
            O: OwnSettings + OwnRules<V, E>,
        {
            #[inline]
            fn ask(
                &mut self,
                _facts: &AttemptFacts<'_>,
                sink: &mut AnswerSink<'_, K, V, S>,
            ) -> Result<(), FailureKind<E>> {
                $(let $attempt = _facts.context();)?
                let answer = (self.$call$(.$i)?)(sink.keys() $(, $attempt)?);
                sink.take(answer.into_result()?);
                Ok(())
            }
        }
    };
}

implement_callables! { implement_batch_provider }

impl<K, V, E, S, P: BatchProvider<K, V, E, S>> BatchProvider<K, V, E, S> for &mut P {
    #[inline]
    fn ask(
        &mut self,
        attempt: &AttemptFacts<'_>,
        sink: &mut AnswerSink<'_, K, V, S>,
    ) -> Result<(), FailureKind<E>> {
        (**self).ask(attempt, sink)
    }
}

/// An ordered list of providers of `V` for keys `K` that fail with `E`. `S` is the hasher of the client:
/// [`RandomState`](std::hash::RandomState), unless [`hasher`](crate::FailoverClient::hasher) sets another.
///
/// It is implemented for tuples of up to 12 [`ItemProvider`]s with different callables, and for arrays, slices and `Vec`s
/// of one type. It is also implemented for references to all of these and to a [`ProviderList`](crate::ProviderList). Shared
/// references need `Fn` callables. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of providers of `{V}` for keys `{K}` that fail with `{E}`",
    note = "pass a tuple of up to 12 `(ItemProvider::new(..), ItemProvider::new(..))`, an array, a `Vec` or a slice of providers, or a `ProviderList` as `&list`; an async callable needs `ItemProvider::new_async` and `fetch_items_async`"
)]
pub trait ItemProviders<K, V, E, S>: RuledProviders<V, E> {
    /// Makes one attempt at the provider at `index`, counted from zero.
    ///
    /// # Errors
    ///
    /// The provider's own.
    fn ask(
        &mut self,
        index: usize,
        attempt: &AttemptFacts<'_>,
        sink: &mut AnswerSink<'_, K, V, S>,
    ) -> Result<(), FailureKind<E>>;
}

implement_lists! { {
    impl[K, V, E, S] ItemProviders<K, V, E, S>, each BatchProvider<K, V, E, S>, ruled RuledProvider<V, E>;
    [] [fn] ask [] (attempt: &AttemptFacts<'_>, sink: &mut AnswerSink<'_, K, V, S>) -> Result<(), FailureKind<E>>
        => now(attempt, sink)
} }

/// An async provider of a batch call: an [`ItemProvider`] of an `FnMut`, or a reference to one of an `Fn`. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an async provider of `{V}` for keys `{K}` that fails with `{E}`",
    note = "its callable takes `Vec<{K}>`, of keys that are `Clone`, and returns a future of `Result<_, {E}>` of an `Answer`; behind a shared reference it must be `Fn`"
)]
pub trait AsyncBatchProvider<K, V, E, S>: NamedProvider {
    /// Makes one attempt.
    fn ask<W: Validate<V, E>, C: Classify<E>>(
        &mut self,
        attempt: AsyncAttempt<'_, '_, K, V, E, S, W, C>,
    ) -> impl Future<Output = Result<(), NoTimer>>;
}

macro_rules! implement_async_batch_provider {
    ([$Fn:ident] [$Provider:ty] ($($A:ty)?) $call:ident$(.$i:tt)? [$($attempt:ident)?] [$($by:tt)*]) => {
        impl<K, V, A, E, S, F, O, R> AsyncBatchProvider<K, V, E, S> for $Provider
        where
            K: Hash + Eq + Clone,
            F: $Fn(Vec<K> $(, $A)?) -> R,
            R: Future<Output = Result<A, E>>,
            A: Answer<K, V>,
            S: BuildHasher,
            O: OwnSettings + OwnRules<V, E>,
        {
            fn ask<W: Validate<V, E>, C: Classify<E>>(
                &mut self,
                attempt: AsyncAttempt<'_, '_, K, V, E, S, W, C>,
            ) -> impl Future<Output = Result<(), NoTimer>> {
                let (limits, call) = (self.limits, $($by)* self.$call$(.$i)?);
                let ask = move |keys, _facts: &AttemptFacts<'_>| {
                    $(let $attempt = _facts.context();)?
                    call(keys $(, $attempt)?)
                };
                attempt.ask(limits, &self.settings, ask)
            }
        }
    };
}

implement_callables! { implement_async_batch_provider }

impl<K, V, E, S, P: AsyncBatchProvider<K, V, E, S>> AsyncBatchProvider<K, V, E, S> for &mut P {
    #[inline]
    fn ask<W: Validate<V, E>, C: Classify<E>>(
        &mut self,
        attempt: AsyncAttempt<'_, '_, K, V, E, S, W, C>,
    ) -> impl Future<Output = Result<(), NoTimer>> {
        (**self).ask(attempt)
    }
}

/// An ordered list of async providers of `V` for keys `K` that fail with `E`.
///
/// It is implemented as [`ItemProviders`] is, for providers made with [`ItemProvider::new_async`]. Sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of async providers of `{V}` for keys `{K}` that fail with `{E}`",
    note = "pass a tuple of up to 12 `(ItemProvider::new_async(..), ItemProvider::new_async(..))`, an array, a `Vec` or a slice of providers, or a `ProviderList` as `&list`; a callable takes `Vec<{K}>` and returns a future"
)]
pub trait AsyncItemProviders<K, V, E, S>: ProviderNames {
    /// Makes one attempt at the provider at `index`, counted from zero.
    fn ask<W: Validate<V, E>, C: Classify<E>>(
        &mut self,
        index: usize,
        attempt: AsyncAttempt<'_, '_, K, V, E, S, W, C>,
    ) -> impl Future<Output = Result<(), NoTimer>>;
}

implement_lists! { {
    impl[K, V, E, S] AsyncItemProviders<K, V, E, S>, each AsyncBatchProvider<K, V, E, S>, ruled NamedProvider;
    [] [async fn] ask [W: Validate<V, E>, C: Classify<E>] (attempt: AsyncAttempt<'_, '_, K, V, E, S, W, C>) -> Result<(), NoTimer> => later(attempt)
} }
