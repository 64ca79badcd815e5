//! [`FailoverClient`]: failover settings, built once and used for every call.

mod builder;
mod hedged;
mod presets;
mod scoped;

use std::future::Future;
use std::hash::{BuildHasher, Hash, RandomState};
use std::time::Duration;

pub use self::builder::FailoverClientBuilder;
pub use self::hedged::HedgedClient;
pub use self::scoped::{HasherSource, NewRandomState, ScopedClient};
use crate::batch::{self, AsyncItemProviders, ItemProviders, ItemResult, Keys};
use crate::breaker::{BreakerHandle, CircuitBreaker};
use crate::drive::{CallContext, ContextSource, Watch};
use crate::engine::{AnyValue, AttemptContext, ClassifyAttempt, RetryAll};
use crate::outcome::{AllProvidersFailed, Failure, Served, Unheard};
use crate::policy::Policy;
use crate::providers::{AsyncProviders, Providers};
use crate::time::TimeSources;
use crate::value;
use crate::verdict::Verdict;

/// Your failover settings (retries, timeouts, breaker), built once and used for every call.
///
/// The client is a plain type without parameters. Share it by reference, keep it in a field, or in a `static` (if it
/// has settings, in a `LazyLock`). Rules that depend on the type of a value or an error are given per call, by
/// [`is_valid`](Self::is_valid) and [`classify`](Self::classify).
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
    policy: Policy,
    breaker: Option<BreakerHandle>,
    time: TimeSources,
    watch: Watch,
}

impl FailoverClient {
    /// Creates a client that tries each provider once, without limits and without a breaker.
    pub const fn new() -> Self {
        Self {
            policy: Policy::DEFAULT,
            breaker: None,
            time: TimeSources::SYSTEM,
            watch: Watch::NONE,
        }
    }

    /// Starts to build a client with settings.
    pub const fn builder() -> FailoverClientBuilder {
        FailoverClientBuilder::new()
    }

    /// Returns the client's breaker.
    pub fn circuit_breaker(&self) -> Option<&CircuitBreaker> {
        self.breaker.as_ref().map(BreakerHandle::get)
    }

    /// Returns this client with a rule for values: a value that `is_valid` rejects is a failed attempt.
    ///
    /// It returns a `bool`, or a `Result<(), E>`. The rejection of a `bool` is a failure of kind
    /// [`Rejected`](crate::FailureKind::Rejected), and `on_rejected` sets its verdict. An error becomes the failure, as if the
    /// provider had returned it, and [`classify`](Self::classify) judges it. By default every value is valid.
    ///
    /// In a batch call, `is_valid` judges each value. A rejected value leaves its key to the next provider, with the reason
    /// [`Rejected`](crate::Reason::Rejected). If it rejects every value of an answer, the attempt failed: with the first error,
    /// in the order of the keys. Other errors are dropped.
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
    ///
    /// A service that answers `200 OK` with an error in the body:
    ///
    /// ```
    /// use failover_core::{EndReason, FailoverClient, Provider, Verdict};
    ///
    /// struct Answer {
    ///     error: Option<String>,
    /// }
    ///
    /// let client = FailoverClient::new();
    /// let failed = client
    ///     .is_valid(|answer: &Answer| answer.error.clone().map_or(Ok(()), Err))
    ///     .classify(|error: &String| if error == "bad request" { Verdict::STOP } else { Verdict::NEXT })
    ///     .fetch([Provider::new("primary", || Ok(Answer { error: Some("bad request".to_owned()) }))]);
    /// assert_eq!(failed.err().unwrap().end_reason(), EndReason::Stopped);
    /// ```
    pub fn is_valid<T, R, F: Fn(&T) -> R>(&self, is_valid: F) -> ScopedClient<'_, F, RetryAll> {
        self.scoped().is_valid(is_valid)
    }

    /// Returns this client with a listener: when a call ends, `on_failure` receives the failure of each turn that did not
    /// serve, with the provider's typed error. That includes calls that a later provider served.
    ///
    /// Events for operators go to an [observer](FailoverClientBuilder::observer) instead, which needs no types. Failures
    /// of a call that its caller drops are not received.
    ///
    /// ```
    /// use failover_core::{Failure, FailoverClient, Provider};
    ///
    /// let client = FailoverClient::new();
    /// let served = client
    ///     .on_failure(|failure: &Failure<&str>| {
    ///         eprintln!("{failure}: {:?}", failure.error()); // primary: error (1 attempt): Some("key revoked")
    ///         # assert_eq!(failure.error(), Some(&"key revoked"));
    ///     })
    ///     .fetch((
    ///         Provider::new("primary", || Err("key revoked")),
    ///         Provider::new("backup", || Ok(42)),
    ///     ));
    /// assert_eq!(served.unwrap().value, 42);
    /// ```
    pub fn on_failure<E, F: Fn(&Failure<E>)>(
        &self,
        on_failure: F,
    ) -> ScopedClient<'_, AnyValue, RetryAll, NewRandomState, F> {
        self.scoped().on_failure(on_failure)
    }

    /// Returns this client with a rule for errors: `classify` gives each error its [`Verdict`].
    ///
    /// By default every error is [`Verdict::RETRY`].
    ///
    /// ```
    /// use failover_core::{EndReason, FailoverClient, Provider, Verdict};
    ///
    /// #[derive(Debug)]
    /// struct Status(u16);
    ///
    /// let client = FailoverClient::new();
    /// let failed = client
    ///     .classify(|status: &Status| match status.0 {
    ///         400..500 => Verdict::STOP, // the request is wrong
    ///         _ => Verdict::RETRY,
    ///     })
    ///     .fetch((
    ///         Provider::new("primary", || Err(Status(422))),
    ///         Provider::new("backup", || Ok(38.2)),
    ///     ))
    ///     .unwrap_err();
    /// assert_eq!(failed.end_reason(), EndReason::Stopped);
    /// assert_eq!(failed.failures().len(), 1); // backup was not called
    /// ```
    pub fn classify<E, F: Fn(&E) -> Verdict>(&self, classify: F) -> ScopedClient<'_, AnyValue, F> {
        self.scoped().classify(classify)
    }

    /// Returns this client with a rule for errors that looks at the attempt too: its provider, its number, whether it is the
    /// last provider, and the time that is left.
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::{FailoverClient, Provider, Verdict};
    ///
    /// /// The server is overloaded, and says for how long.
    /// #[derive(Debug, Clone, Copy)]
    /// struct Busy(Duration);
    ///
    /// let client = FailoverClient::builder().retries(1).build()?;
    /// let mut requests = 0;
    /// let served = client
    ///     .classify_attempt(|busy: &Busy, attempt| {
    ///         // Let the others serve meanwhile. Nobody comes after the last one, so wait there.
    ///         if attempt.is_last_provider() { Verdict::RETRY.after(busy.0) } else { Verdict::NEXT.open_for(busy.0) }
    ///     })
    ///     .fetch((
    ///         Provider::new("primary", || Err(Busy(Duration::from_secs(60)))),
    ///         Provider::new("backup", || {
    ///             requests += 1;
    ///             if requests == 1 { Err(Busy(Duration::from_millis(1))) } else { Ok(42) }
    ///         }),
    ///     ));
    /// assert_eq!(served.unwrap().provider, "backup");
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    ///
    /// If the attempt has a limit, the clock is read once for each error.
    pub fn classify_attempt<E, F: Fn(&E, AttemptContext) -> Verdict>(
        &self,
        classify: F,
    ) -> ScopedClient<'_, AnyValue, ClassifyAttempt<F>> {
        self.scoped().classify_attempt(classify)
    }

    /// Returns this client with another hasher for the keys of batch calls.
    ///
    /// A hasher that is faster than the standard library's pays off from some hundred keys on. Use one only if no
    /// stranger chooses the keys.
    ///
    /// ```
    /// use std::hash::{BuildHasherDefault, DefaultHasher};
    /// use failover_core::{FailoverClient, ItemProvider};
    ///
    /// let squares = FailoverClient::new()
    ///     .hasher(BuildHasherDefault::<DefaultHasher>::default())
    ///     .fetch_items([2, 3], [ItemProvider::new("local", |keys: &[u32]| {
    ///         Ok::<_, std::io::Error>(keys.iter().map(|key| (*key, key * key)).collect::<Vec<_>>())
    ///     })])?;
    /// assert_eq!(squares[&3], 9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn hasher<S: BuildHasher + Clone>(
        &self,
        hasher: S,
    ) -> ScopedClient<'_, AnyValue, RetryAll, S> {
        self.scoped().hasher(hasher)
    }

    /// Returns this client with hedging: if a provider has not succeeded `delay` after it started (retries included),
    /// the next provider is started in parallel, and so on. The first success wins.
    ///
    /// A failure or an open circuit starts the next provider at once. When the call ends, the attempts under way are
    /// dropped. Their circuits learn what [`on_overtaken`](FailoverClientBuilder::on_overtaken) says, by default nothing, and
    /// each has a failure of kind
    /// [`Cancelled`](crate::FailureKind::Cancelled) in [`failures`](Served::failures). A provider that waits to retry has
    /// failed: its last error is listed, and counts. If two providers succeed at the same time, the first in the list wins.
    /// A verdict that [stops](Verdict::STOP) the call stops it for all.
    ///
    /// While the provider that was started last is half-open, its `timeout` takes the place of `delay`, so that its probe can
    /// succeed. [`max_hedges`](HedgedClient::max_hedges) caps how many providers run at the same time.
    ///
    /// **Hedging sends a request twice** before the outcome of the first is known. Use it for calls without an effect, or
    /// that can be repeated without harm. Choose a `delay` that few calls exceed, such as the 95th percentile
    /// of their duration, because each call that exceeds it costs two requests.
    ///
    /// A provider that succeeds exactly at `delay` is in time. A `delay` of zero starts all providers at once, unless
    /// one succeeds at once. A list of one provider makes an ordinary call. Waiting needs a [`Timer`](crate::Timer):
    /// without one, a call that might have to wait is refused.
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
    pub fn hedge(&self, delay: Duration) -> HedgedClient<'_, AnyValue, RetryAll> {
        self.scoped().hedge(delay)
    }

    /// Calls the providers in order and returns the first value that one serves.
    ///
    /// `providers` is a tuple of up to 12, an array, a `Vec`, a slice, or a reference to one. For a list made at run
    /// time and used many times see [`ProviderList`](crate::ProviderList).
    ///
    /// ```
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// let served = FailoverClient::new().fetch((
    ///     Provider::new("primary", || Err("down")),
    ///     Provider::new("backup", || Ok(42)),
    /// ))?;
    /// assert_eq!((served.value, served.provider.as_str()), (42, "backup"));
    /// assert_eq!(served.failures()[0].error(), Some(&"down"));
    /// # Ok::<(), failover_core::AllProvidersFailed<&str>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`AllProvidersFailed`] if no provider served the call. It is also returned, and no provider is called, if the list
    /// is empty or two providers have the same name.
    ///
    /// # Panics
    ///
    /// A panic of a provider, of `is_valid` or of `classify` passes through. It counts as neither success nor failure,
    /// and the client and its circuits stay usable.
    #[inline]
    pub fn fetch<T, E>(
        &self,
        providers: impl Providers<T, E>,
    ) -> Result<Served<T, E>, AllProvidersFailed<E>> {
        value::fetch(self.context(), &AnyValue, &RetryAll, providers)
    }

    /// Calls async providers in order and returns the first value that one serves.
    ///
    /// Providers are callables that return a future, such as `|| api.price(symbol)` and `async || ..`.
    ///
    /// The future works with any runtime. Dropping it at any point is safe: the attempt under way counts as neither
    /// success nor failure, and a half-open circuit gets its probe back. A `timeout` or `deadline` drops the attempt
    /// under way, which needs a [`Timer`](crate::Timer).
    ///
    /// The future is `Send` if the providers' futures are. The compiler cannot see that if a value or an error contains
    /// a lifetime, even `'static`, as in `Box<dyn Error>`
    /// ([rust-lang/rust#110338](https://github.com/rust-lang/rust/issues/110338)). To spawn such a call, use owned types,
    /// `anyhow::Error`, or `#[failover]`, which does not have this limit.
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
    /// The errors of [`fetch`](Self::fetch), and [`ConfigError::NoTimer`](crate::ConfigError::NoTimer) if the call might
    /// have to wait and there is no timer.
    ///
    /// # Panics
    ///
    /// As [`fetch`](Self::fetch).
    #[inline]
    pub fn fetch_async<T, E>(
        &self,
        providers: impl AsyncProviders<T, E>,
    ) -> impl Future<Output = Result<Served<T, E>, AllProvidersFailed<E>>> {
        value::fetch_async(self, AnyValue, RetryAll, Unheard, providers)
    }

    /// Asks the providers in order for a value per key. Each provider gets only the keys that earlier ones could not serve.
    ///
    /// Keys are deduplicated and keep their order. A slice of `Symbol`s asks for `Symbol`s. Values for other keys are
    /// ignored. A value that `is_valid` rejects leaves its key to the next provider. Without keys no provider is called, and
    /// the result is empty.
    ///
    /// ```
    /// use failover_core::{FailoverClient, ItemProvider};
    ///
    /// let prices = FailoverClient::new().fetch_items(["BTC", "AVAX"], (
    ///     ItemProvider::new("primary", |_: &[&str]| Ok(vec![("BTC", 64_000.0)])),
    ///     ItemProvider::new("backup", |keys: &[&str]| {
    ///         assert_eq!(keys, ["AVAX"]); // only what is missing
    ///         Ok::<_, std::io::Error>(vec![("AVAX", 38.2)])
    ///     }),
    /// ))?;
    /// assert_eq!(prices["AVAX"], 38.2);
    /// assert_eq!(prices.provenance("AVAX"), Some("backup"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`AllProvidersFailed`] if no provider's turn succeeded (an answer that honestly has no value is a success), or if
    /// the providers or keys were refused. Missing keys alone are no error, unless [`ItemResult::require_all`] makes them
    /// one.
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
        self.scoped().fetch_items(keys, providers)
    }

    /// Asks [async providers](crate::ItemProvider::new_async) as [`fetch_items`](Self::fetch_items) asks blocking ones.
    ///
    /// Dropping the future and its `Send` bound are as with [`fetch_async`](Self::fetch_async). To spawn a call, ask for
    /// `String`s rather than `&str`s.
    ///
    /// ```
    /// use std::collections::HashMap;
    /// use failover_core::{FailoverClient, ItemProvider};
    ///
    /// async fn primary(_symbols: Vec<String>) -> Result<HashMap<String, f64>, std::io::Error> {
    ///     Ok(HashMap::from([("BTC".to_owned(), 64_000.0)]))
    /// }
    /// async fn backup(symbols: Vec<String>) -> Result<HashMap<String, f64>, std::io::Error> {
    ///     assert_eq!(symbols, ["AVAX"]); // only what is missing
    ///     Ok(HashMap::from([("AVAX".to_owned(), 38.2)]))
    /// }
    ///
    /// # pollster::block_on(async {
    /// let symbols = ["BTC", "AVAX"].map(String::from);
    /// let prices = FailoverClient::new().fetch_items_async(symbols, (
    ///     ItemProvider::new_async("primary", primary),
    ///     ItemProvider::new_async("backup", backup),
    /// )).await?;
    /// assert_eq!(prices["AVAX"], 38.2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # }).unwrap();
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of [`fetch_items`](Self::fetch_items), and
    /// [`ConfigError::NoTimer`](crate::ConfigError::NoTimer) if the call might have to wait and there is no timer.
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
        batch::fetch_items_async(
            self.context(),
            AnyValue,
            RetryAll,
            Unheard,
            RandomState::new(),
            || keys.into_keys(),
            providers,
        )
    }

    #[inline]
    pub(crate) fn context(&self) -> CallContext<'_> {
        CallContext {
            policy: &self.policy,
            breaker: self.circuit_breaker(),
            time: &self.time,
            watch: Some(&self.watch),
        }
    }

    fn scoped(&self) -> ScopedClient<'_, AnyValue, RetryAll> {
        ScopedClient::new(self)
    }
}

impl<'a> ContextSource<'a> for &'a FailoverClient {
    #[inline]
    fn context(&self) -> CallContext<'a> {
        FailoverClient::context(self)
    }
}

impl Default for FailoverClient {
    fn default() -> Self {
        Self::new()
    }
}
