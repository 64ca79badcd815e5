//! [`Provider`]: a name and a callable.

use std::fmt;
use std::time::Duration;

use super::names::{NamedProvider, Sealed};
use super::rules::RuledProvider;
use super::settings::{Inherit, OwnRules, OwnSettings, WithClassify, WithIsValid};
use crate::backoff::Backoff;
use crate::breaker::CircuitBreaker;
use crate::engine::{AttemptContext, ProviderSettings};
use crate::name::Name;
use crate::verdict::Verdict;

/// A name and a callable that can answer a value call.
///
/// The callable takes no argument and returns a `Result`, or, for
/// [`fetch_async`](crate::FailoverClient::fetch_async), a future of one. In a [`ProviderList`](crate::ProviderList) it may
/// take one argument by reference. Tuples, arrays and `Vec`s take `FnMut` callables, shared lists take `Fn`.
///
/// ```
/// use failover_core::{FailoverClient, Provider};
///
/// fn spot(host: &str, symbol: &str) -> Result<f64, String> {
///     if host == "eu" { Err(format!("no route to eu/{symbol}")) } else { Ok(64_000.0) }
/// }
///
/// let symbol = "BTC";
/// let hosts = ["eu", "us"].map(|host| Provider::new(host, move || spot(host, symbol)));
/// assert_eq!(FailoverClient::new().fetch(hosts).unwrap().provider, "us");
/// ```
#[derive(Clone, Copy)]
pub struct Provider<F, S = Inherit> {
    pub(crate) name: Name,
    pub(crate) call: F,
    pub(super) settings: S,
}

/// A callable that takes an [`AttemptContext`], from [`Provider::with_attempt`].
#[derive(Debug, Clone, Copy)]
pub struct WithAttempt<F>(pub(crate) F);

impl<F> Provider<F> {
    /// Creates a provider. `name` is a literal, a `String`, or any text by [`Name::intern`].
    // No bound on `F`: with one, closures would be inferred as `FnMut` and a shared list would never fit.
    pub fn new(name: impl Into<Name>, call: F) -> Self {
        Self {
            name: name.into(),
            call,
            settings: Inherit,
        }
    }
}

impl<F> Provider<WithAttempt<F>> {
    /// Creates a provider whose callable learns about each attempt: it takes an [`AttemptContext`], and returns a `Result`
    /// or a future of one.
    ///
    /// The callable is an `Fn`, so that the type of its argument is known. It fits every list but
    /// [`list.with(argument)`](crate::ProviderList::with). If the attempt has a limit, the clock is read once for each attempt.
    ///
    /// ```
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// let client = FailoverClient::builder().retries(1).build()?;
    /// let served = client.fetch([Provider::with_attempt("primary", |attempt| match attempt.number() {
    ///     1 => Err("stale connection"),
    ///     _ => Ok("a new connection"),
    /// })]);
    /// assert_eq!(served.unwrap().value, "a new connection");
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    pub fn with_attempt<R>(name: impl Into<Name>, call: F) -> Self
    where
        F: Fn(AttemptContext) -> R,
    {
        Self {
            name: name.into(),
            call: WithAttempt(call),
            settings: Inherit,
        }
    }
}

impl<F, S> Provider<F, S> {
    /// Returns the name.
    pub fn name(&self) -> Name {
        self.name
    }
}

impl<F, S: OwnSettings> Provider<F, S> {
    /// Limits each attempt at this provider, instead of the call's [`timeout`](crate::FailoverClientBuilder::timeout). Longer
    /// than zero. The call's `deadline` still applies.
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// let client = FailoverClient::builder().timeout(Duration::from_secs(2)).build()?;
    /// let answer = client.fetch((
    ///     Provider::new("hosted", || Err("busy")),
    ///     Provider::new("local", || Ok("forty-two")).timeout(Duration::from_secs(60)),
    /// ));
    /// assert_eq!(answer.unwrap().provider, "local");
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Provider<F, S::Changed> {
        self.change(|settings| settings.timeout(timeout))
    }

    /// Sets the extra attempts at this provider, instead of the call's [`retries`](crate::FailoverClientBuilder::retries).
    #[must_use]
    pub fn retries(self, retries: u32) -> Provider<F, S::Changed> {
        self.change(|settings| settings.retries(retries))
    }

    /// Sets the wait before a retry of this provider, instead of the call's
    /// [`retry_backoff`](crate::FailoverClientBuilder::retry_backoff).
    #[must_use]
    pub fn retry_backoff(self, backoff: impl Into<Backoff>) -> Provider<F, S::Changed> {
        self.change(|settings| settings.retry_backoff(backoff))
    }

    /// Sets the breaker that holds this provider's circuit, instead of the call's. It has its own threshold and open time. It is
    /// a `static`, or was leaked by [`Box::leak`] if its settings are known at run time.
    #[must_use]
    pub fn circuit_breaker(self, breaker: &'static CircuitBreaker) -> Provider<F, S::Changed> {
        self.change(|settings| settings.circuit_breaker(breaker))
    }

    /// Replaces all settings of this provider. Its [`is_valid`](Self::is_valid) and [`classify`](Self::classify) stay.
    ///
    /// The providers of an array, a `Vec` or a [`ProviderList`](crate::ProviderList) have one type. So give each of them
    /// settings if one has any: [`ProviderSettings::new`] is the same as none. Likewise, give each a rule of the same type.
    #[must_use]
    pub fn settings(self, settings: ProviderSettings) -> Provider<F, S::Changed> {
        self.change(|_| settings)
    }

    /// Sets this provider's rule for values, instead of the call's [`is_valid`](crate::FailoverClient::is_valid).
    ///
    /// ```
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// let client = FailoverClient::new();
    /// let served = client.is_valid(|price: &f64| *price > 0.0).fetch((
    ///     Provider::new("strict", || Ok::<_, std::io::Error>(-1.0)),
    ///     Provider::new("lenient", || Ok(-2.0)).is_valid(|_: &f64| true),
    /// ))?;
    /// assert_eq!(served.provider, "lenient");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_valid<T, R, V: Fn(&T) -> R>(self, is_valid: V) -> Provider<F, WithIsValid<S, V>> {
        self.with(|settings| WithIsValid::new(settings, is_valid))
    }

    /// Sets this provider's rule for errors, instead of the call's [`classify`](crate::FailoverClient::classify). A rule that needs
    /// the attempt is one of the call: [`classify_attempt`](crate::FailoverClient::classify_attempt).
    ///
    /// ```
    /// use failover_core::{EndReason, FailoverClient, Provider, Verdict};
    ///
    /// let failed = FailoverClient::new().fetch((
    ///     // Only this provider says "no such key" where the key is certainly wrong.
    ///     Provider::new("primary", || Err::<u32, _>("no such key")).classify(|error: &&str| {
    ///         if *error == "no such key" { Verdict::STOP } else { Verdict::RETRY }
    ///     }),
    ///     Provider::new("backup", || Ok(42)),
    /// ));
    /// assert_eq!(failed.unwrap_err().end_reason(), EndReason::Stopped);
    /// ```
    pub fn classify<E, C: Fn(&E) -> Verdict>(self, classify: C) -> Provider<F, WithClassify<S, C>> {
        self.with(|settings| WithClassify::new(settings, classify))
    }

    fn change(
        self,
        change: impl FnOnce(ProviderSettings) -> ProviderSettings,
    ) -> Provider<F, S::Changed> {
        self.with(|settings| settings.change(change))
    }

    fn with<N>(self, with: impl FnOnce(S) -> N) -> Provider<F, N> {
        Provider {
            name: self.name,
            call: self.call,
            settings: with(self.settings),
        }
    }
}

impl<F, S> fmt::Debug for Provider<F, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl<F, S> Sealed for Provider<F, S> {}

impl<F, S: OwnSettings> NamedProvider for Provider<F, S> {
    fn name(&self) -> Name {
        self.name
    }

    #[inline]
    fn settings(&self) -> Option<&ProviderSettings> {
        self.settings.get()
    }
}

impl<T, E, F, S: OwnSettings + OwnRules<T, E>> RuledProvider<T, E> for Provider<F, S> {
    const HAS_RULES: bool = S::HAS_RULES;

    #[inline]
    fn rules(&self) -> Option<&dyn OwnRules<T, E>> {
        self.settings.rules()
    }
}
