//! [`Provider`]: a name and a callable.

use std::fmt;
use std::time::Duration;

use super::names::{NamedProvider, Sealed};
use crate::backoff::Backoff;
use crate::breaker::CircuitBreaker;
use crate::engine::ProviderSettings;
use crate::name::Name;

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
    settings: S,
}

/// The settings of a [`Provider`] that has none of its own: those of the call apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Inherit;

/// The settings that a [`Provider`] may have: none ([`Inherit`]), or [`ProviderSettings`]. Sealed.
pub trait OwnSettings: Copy + Sealed {
    #[doc(hidden)]
    fn get(&self) -> Option<&ProviderSettings>;
}

impl Sealed for Inherit {}

impl OwnSettings for Inherit {
    #[inline]
    fn get(&self) -> Option<&ProviderSettings> {
        None
    }
}

impl Sealed for ProviderSettings {}

impl OwnSettings for ProviderSettings {
    #[inline]
    fn get(&self) -> Option<&ProviderSettings> {
        Some(self)
    }
}

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
    pub fn timeout(self, timeout: Duration) -> Provider<F, ProviderSettings> {
        self.change(|settings| settings.timeout(timeout))
    }

    /// Sets the extra attempts at this provider, instead of the call's [`retries`](crate::FailoverClientBuilder::retries).
    #[must_use]
    pub fn retries(self, retries: u32) -> Provider<F, ProviderSettings> {
        self.change(|settings| settings.retries(retries))
    }

    /// Sets the wait before a retry of this provider, instead of the call's
    /// [`retry_backoff`](crate::FailoverClientBuilder::retry_backoff).
    #[must_use]
    pub fn retry_backoff(self, backoff: impl Into<Backoff>) -> Provider<F, ProviderSettings> {
        self.change(|settings| settings.retry_backoff(backoff))
    }

    /// Sets the breaker that holds this provider's circuit, instead of the call's. It has its own threshold and open time.
    #[must_use]
    pub fn circuit_breaker(
        self,
        breaker: &'static CircuitBreaker,
    ) -> Provider<F, ProviderSettings> {
        self.change(|settings| settings.circuit_breaker(breaker))
    }

    /// Replaces all settings of this provider.
    ///
    /// The providers of an array, a `Vec` or a [`ProviderList`](crate::ProviderList) have one type. So give each of them
    /// settings if one has any: [`ProviderSettings::new`] is the same as none.
    #[must_use]
    pub fn settings(self, settings: ProviderSettings) -> Provider<F, ProviderSettings> {
        self.change(|_| settings)
    }

    fn change(
        self,
        change: impl FnOnce(ProviderSettings) -> ProviderSettings,
    ) -> Provider<F, ProviderSettings> {
        let settings = self.settings.get().copied().unwrap_or_default();
        Provider {
            name: self.name,
            call: self.call,
            settings: change(settings),
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
