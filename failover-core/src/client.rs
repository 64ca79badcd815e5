//! [`FailoverClient`]: what to do when a provider fails, told once and used for every call.

use std::future::Future;
use std::hash::{BuildHasher, Hash, RandomState};
use std::time::Duration;

use crate::breaker::CircuitBreaker;
use crate::builder::FailoverClientBuilder;
use crate::context::{BreakerHandle, Context, HasContext};
use crate::hedged::Hedged;
use crate::items::{self, AsyncItemProviders, ItemProviders, ItemResult, Keys};
use crate::judge::{AnyValue, RetryAll};
use crate::judged::Judged;
use crate::outcome::{AllProvidersFailed, Served};
use crate::policy::Policy;
use crate::provider::{AsyncProviders, Provider, Providers, With};
use crate::time::Time;
use crate::verdict::Verdict;
use crate::whole;

/// Tries providers in order: what to do when one fails, told once and used for every call.
///
/// It is plain: no type parameter, shared by reference, fit for a field, or for a `static` (in a `LazyLock`, if
/// it has knobs). What depends on the type of a value is given per call, by [`is_valid`](Self::is_valid) and [`classify`](Self::classify).
///
/// ```
/// use failover_core::{FailoverClient, Provider};
///
/// # fn call_primary_api() -> Result<u32, std::io::Error> { Err(std::io::ErrorKind::TimedOut.into()) }
/// # fn call_backup_api() -> Result<u32, std::io::Error> { Ok(42) }
/// let client = FailoverClient::builder().retries(1).build()?;
/// let served = client.fetch((
///     Provider::new("primary", || call_primary_api()),
///     Provider::new("backup", || call_backup_api()),
/// ))?;
/// println!("{} from {}", served.value, served.provider);
/// # assert_eq!(served.provider, "backup");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct FailoverClient {
    pub(crate) policy: Policy,
    pub(crate) breaker: Option<BreakerHandle>,
    pub(crate) time: Time,
}

impl FailoverClient {
    /// A client that tries each provider once, without limits and without a breaker.
    pub const fn new() -> Self {
        Self {
            policy: Policy::DEFAULT,
            breaker: None,
            time: Time::SYSTEM,
        }
    }

    /// Sets the knobs of a client.
    pub const fn builder() -> FailoverClientBuilder {
        FailoverClientBuilder {
            client: Self::new(),
        }
    }

    /// The client's breaker.
    pub fn circuit_breaker(&self) -> Option<&CircuitBreaker> {
        self.breaker.as_ref().map(BreakerHandle::get)
    }

    #[inline]
    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            policy: &self.policy,
            breaker: self.circuit_breaker(),
            time: &self.time,
        }
    }

    /// This client, for calls whose values are judged: what `is_valid` rejects is a failed attempt (item by
    /// item: leaves its key open for the next provider). Every value is valid by default.
    ///
    /// ```
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// let client = FailoverClient::new();
    /// let served = client.is_valid(|price: &f64| *price > 0.0).fetch((
    ///     Provider::new("primary", || Ok(0.0)),
    ///     Provider::new("backup", || Ok::<_, std::io::Error>(38.2)),
    /// ))?;
    /// assert_eq!(served.provider, "backup");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_valid<T, F: Fn(&T) -> bool>(&self, is_valid: F) -> Judged<'_, F, RetryAll> {
        self.judged().is_valid(is_valid)
    }

    /// This client, for calls whose errors are told apart: see [`Verdict`]. Every error is
    /// [`Verdict::RETRY`] by default.
    pub fn classify<E, F: Fn(&E) -> Verdict>(&self, classify: F) -> Judged<'_, AnyValue, F> {
        self.judged().classify(classify)
    }

    /// The first value that a provider serves, asked in order, with who served it.
    ///
    /// `providers` is a tuple of up to 12, an array, a `Vec`, a slice, or a reference to one.
    ///
    /// # Errors
    ///
    /// [`AllProvidersFailed`] if nobody served, or if the list is empty or names two providers alike; in the
    /// latter case nobody was called.
    ///
    /// # Panics
    ///
    /// A panic of a provider, of `is_valid` or of `classify` passes through. The client and its circuits stay
    /// usable: it is neither a success nor a failure.
    #[inline]
    pub fn fetch<T, E>(
        &self,
        providers: impl Providers<T, E>,
    ) -> Result<Served<T, E>, AllProvidersFailed<E>> {
        self.judged().fetch(providers)
    }

    /// As [`fetch`](Self::fetch), for a list made once and called many times, each time with another
    /// argument. For providers of `&str` hand over a `&str`, not a `&String`.
    ///
    /// ```
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// type Source = Box<dyn Fn(&str) -> Result<f64, String> + Send + Sync>;
    ///
    /// fn from_config(feeds: &[(String, f64)]) -> Vec<Provider<Source>> {
    ///     let source = |(name, price): &(String, f64)| {
    ///         let price = *price;
    ///         let call: Source = Box::new(move |symbol| match symbol {
    ///             "BTC" => Ok(price),
    ///             other => Err(format!("{other} is not known")),
    ///         });
    ///         Provider::new(name, call)
    ///     };
    ///     feeds.iter().map(source).collect()
    /// }
    ///
    /// let sources = from_config(&[("fast".to_owned(), 64_000.0), ("thorough".to_owned(), 63_990.0)]);
    /// let client = FailoverClient::new();
    /// assert_eq!(client.fetch_with("BTC", &sources).unwrap().provider, "fast");
    /// assert_eq!(client.fetch_with("XYZ", &sources).unwrap_err().failures().len(), 2);
    /// ```
    ///
    /// # Errors
    ///
    /// As [`fetch`](Self::fetch).
    #[inline]
    pub fn fetch_with<A: ?Sized, T, E, F: Fn(&A) -> Result<T, E>>(
        &self,
        argument: &A,
        providers: &[Provider<F>],
    ) -> Result<Served<T, E>, AllProvidersFailed<E>> {
        self.judged().fetch_with(argument, providers)
    }

    /// As [`fetch`](Self::fetch), for providers that are awaited: callables that return a future, such as
    /// `|| api.price(symbol)` and `async || ..`.
    ///
    /// The future needs no particular runtime, and is `Send` if the providers' are (and the values and errors hold no
    /// lifetime: see [`fetch_items_async`](Self::fetch_items_async)). Dropped at any point, it leaves
    /// nothing behind: whoever was being asked is not blamed, and a probe is given back. A `timeout` or `deadline`
    /// drops the attempt that is under way; for those there must be a [`Timer`](crate::Timer).
    ///
    /// ```
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// # #[derive(Debug)] struct ApiError;
    /// # async fn coinbase(_symbol: &str) -> Result<f64, ApiError> { Err(ApiError) }
    /// # async fn kraken(_symbol: &str) -> Result<f64, ApiError> { Ok(64_000.0) }
    /// # pollster::block_on(async {
    /// let symbol = "BTC";
    /// let served = FailoverClient::new().fetch_async((
    ///     Provider::new("coinbase", || coinbase(symbol)),
    ///     Provider::new("kraken", || kraken(symbol)),
    /// )).await.expect("one of them serves");
    /// assert_eq!(served.provider, "kraken");
    /// # });
    /// ```
    ///
    /// # Errors
    ///
    /// As [`fetch`](Self::fetch), and [`ConfigError::NoTimer`](crate::ConfigError::NoTimer) if there is none.
    ///
    /// # Panics
    ///
    /// As [`fetch`](Self::fetch).
    #[inline]
    pub fn fetch_async<T, E>(
        &self,
        providers: impl AsyncProviders<T, E>,
    ) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>> {
        whole::fetch_awaited(self, AnyValue, RetryAll, providers)
    }

    /// As [`fetch_with`](Self::fetch_with), for providers that are awaited.
    ///
    /// # Errors
    ///
    /// As [`fetch_async`](Self::fetch_async).
    pub fn fetch_with_async<'a, A, T, E, F, R>(
        &self,
        argument: &'a A,
        providers: &'a [Provider<F>],
    ) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>>
    where
        A: ?Sized,
        F: Fn(&'a A) -> R,
        R: Future<Output = Result<T, E>>,
    {
        let providers = With {
            argument,
            providers,
        };
        self.fetch_async(providers)
    }

    /// This client, for calls that do not wait for a provider that is slow: has one not served within `delay` of its
    /// start, retries and their backoff included, the next is started beside it, and so on. The first to serve wins.
    ///
    /// A failure, or a circuit that is open, starts the next at once, as ever. Those under way when the call ends
    /// are dropped: their attempts are cancelled, no circuit is told, and each has an entry of kind
    /// [`Cancelled`](crate::FailureKind::Cancelled) in [`failures`](Served::failures). Of two that serve at the same
    /// time the one that stands first in the list wins. A verdict that [stops](Verdict::STOP) the call stops it for
    /// all. `timeout` is per attempt and `deadline` for the whole call, as ever.
    ///
    /// **Hedging sends a request twice**, before anybody knows what became of the first: it is for calls without an
    /// effect, or that can be made twice without harm. Choose a `delay` that few calls exceed, such as the 95th
    /// percentile of how long they take, as each call that does is work for two.
    ///
    /// Exactly at `delay` is in time. A `delay` of zero starts all at once, unless one serves at once. A list of one
    /// makes an ordinary call. To wait takes a [`Timer`](crate::Timer): without one a call that might have to is refused.
    ///
    /// ```
    /// use std::future::pending;
    /// use std::time::Duration;
    /// use failover_core::{FailoverClient, FailureKind, Provider};
    ///
    /// # struct FuturesTimer;
    /// # impl failover_core::Timer for FuturesTimer {
    /// #     fn sleep(&self, duration: Duration) -> failover_core::TimerFuture {
    /// #         Box::pin(futures_timer::Delay::new(duration))
    /// #     }
    /// # }
    /// # async fn slow(_symbol: &str) -> Result<f64, std::io::Error> { pending().await }
    /// # async fn fast(_symbol: &str) -> Result<f64, std::io::Error> { Ok(64_000.0) }
    /// # pollster::block_on(async {
    /// let client = FailoverClient::builder().timer(FuturesTimer).build()?;
    /// let symbol = "BTC";
    /// let served = client.hedge(Duration::from_millis(20)).fetch_async((
    ///     Provider::new("slow", || slow(symbol)),
    ///     Provider::new("fast", || fast(symbol)),
    /// )).await.expect("one of them serves");
    /// assert_eq!(served.provider, "fast");
    /// assert!(matches!(served.failures()[0].kind, FailureKind::Cancelled));
    /// # Ok::<(), failover_core::ConfigError>(())
    /// # }).unwrap();
    /// ```
    pub fn hedge(&self, delay: Duration) -> Hedged<'_, AnyValue, RetryAll> {
        self.judged().hedge(delay)
    }

    /// Fills `keys` item by item: each provider, in order, is asked only for what the earlier ones could not
    /// serve.
    ///
    /// Keys are asked for once each, in order; a slice of `Symbol`s asks for `Symbol`s. A key that a provider
    /// was not asked for is never served from its answer. A value that `is_valid` rejects leaves its key open
    /// for the next provider. Without keys nobody is called, and the result is empty.
    ///
    /// # Errors
    ///
    /// [`AllProvidersFailed`] if no provider's turn succeeded (an honest empty answer is a success), or if
    /// the providers or keys were refused. Missing keys alone are no error, unless
    /// [`ItemResult::require_all`] makes them one.
    ///
    /// # Panics
    ///
    /// As [`fetch`](Self::fetch).
    pub fn fetch_items<I: Keys, V, E>(
        &self,
        keys: I,
        providers: impl ItemProviders<I::Key, V, E, RandomState>,
    ) -> Result<ItemResult<I::Key, V, E>, AllProvidersFailed<E>>
    where
        I::Key: Hash + Eq,
    {
        self.judged().fetch_items(keys, providers)
    }

    /// As [`fetch_items`](Self::fetch_items), with another hasher than the standard library's. A faster one
    /// pays from some hundred keys on, if no stranger chooses them.
    ///
    /// # Errors
    ///
    /// As [`fetch_items`](Self::fetch_items).
    pub fn fetch_items_with_hasher<I: Keys, V, E, S: BuildHasher>(
        &self,
        keys: I,
        providers: impl ItemProviders<I::Key, V, E, S>,
        hasher: S,
    ) -> Result<ItemResult<I::Key, V, E, S>, AllProvidersFailed<E>>
    where
        I::Key: Hash + Eq,
    {
        self.judged()
            .fetch_items_with_hasher(keys, providers, hasher)
    }

    /// As [`fetch_items`](Self::fetch_items), for [providers that are awaited](crate::ItemProvider::new_async).
    ///
    /// The compiler does not see that the future is `Send` where keys, values or errors hold a lifetime, be it
    /// `'static` ([rust-lang/rust#110338](https://github.com/rust-lang/rust/issues/110338)); a `Box<dyn Error>` holds
    /// that, too. What is to be spawned asks for `String`s rather than `&str`s, fails with an error of its own or
    /// `anyhow::Error`, or is wired by `#[failover]`, which knows no such limit.
    ///
    /// # Errors
    ///
    /// As [`fetch_items`](Self::fetch_items), and [`ConfigError::NoTimer`](crate::ConfigError::NoTimer) if there is
    /// none.
    ///
    /// # Panics
    ///
    /// As [`fetch`](Self::fetch).
    pub fn fetch_items_async<I: Keys, V, E>(
        &self,
        keys: I,
        providers: impl AsyncItemProviders<I::Key, V, E, RandomState>,
    ) -> impl Future<Output = Result<ItemResult<I::Key, V, E>, AllProvidersFailed<E>>>
    where
        I::Key: Hash + Eq,
    {
        self.fetch_items_with_hasher_async(keys, providers, RandomState::new())
    }

    /// As [`fetch_items_with_hasher`](Self::fetch_items_with_hasher), for providers that are awaited.
    ///
    /// # Errors
    ///
    /// As [`fetch_items_async`](Self::fetch_items_async).
    pub fn fetch_items_with_hasher_async<I: Keys, V, E, S: BuildHasher>(
        &self,
        keys: I,
        providers: impl AsyncItemProviders<I::Key, V, E, S>,
        hasher: S,
    ) -> impl Future<Output = Result<ItemResult<I::Key, V, E, S>, AllProvidersFailed<E>>>
    where
        I::Key: Hash + Eq,
    {
        items::fetch_items_awaited(
            self.context(),
            AnyValue,
            RetryAll,
            hasher,
            || keys.into_keys(),
            providers,
        )
    }

    fn judged(&self) -> Judged<'_, AnyValue, RetryAll> {
        Judged {
            client: self,
            is_valid: AnyValue,
            classify: RetryAll,
        }
    }
}

impl<'a> HasContext<'a> for &'a FailoverClient {
    #[inline]
    fn context(&self) -> Context<'a> {
        FailoverClient::context(self)
    }
}

impl Default for FailoverClient {
    fn default() -> Self {
        Self::new()
    }
}
