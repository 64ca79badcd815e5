//! The errors of keys that no provider served: [`Incomplete`] and [`ItemsError`].

use std::error::Error;
use std::fmt;
use std::hash::RandomState;

use super::result::ItemResult;
use crate::outcome::{
    AllProvidersFailed, BoxError, Failure, ProviderError, Report, WriteReport, write_failures,
    write_failures_and_causes,
};

impl<K, V, E, S> ItemResult<K, V, E, S> {
    /// Makes missing keys an error. The error contains this result, so no served value is lost.
    ///
    /// ```
    /// use failover_core::{FailoverClient, ItemProvider};
    ///
    /// let primary = |_: &[&str]| Ok::<_, std::io::Error>(vec![("BTC", 64_000.0)]);
    /// let prices = FailoverClient::new()
    ///     .fetch_items(["BTC", "DOGE"], [ItemProvider::new("primary", primary)])?;
    /// let incomplete = prices.require_all().unwrap_err();
    /// assert_eq!(incomplete.to_string(), "1 of 2 keys are missing");
    /// assert_eq!(incomplete.result()["BTC"], 64_000.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Incomplete`] if a key is missing.
    pub fn require_all(self) -> Result<Self, Incomplete<K, V, E, S>> {
        if self.is_complete() {
            Ok(self)
        } else {
            Err(Incomplete(Box::new(self)))
        }
    }
}

/// The error of missing keys: from [`ItemResult::require_all`]. It contains the result, with every served value.
///
/// `{}` and `{:#}` print the number of missing keys and the failures, but no key and no provider's text.
pub struct Incomplete<K, V, E, S = RandomState>(Box<ItemResult<K, V, E, S>>);

impl<K, V, E, S> Incomplete<K, V, E, S> {
    /// Returns the result: the served values, and the reasons why the others are missing.
    pub fn result(&self) -> &ItemResult<K, V, E, S> {
        &self.0
    }

    /// Returns the [`result`](Self::result) by value.
    pub fn into_result(self) -> ItemResult<K, V, E, S> {
        *self.0
    }

    /// Converts every error.
    pub fn map_err<F>(self, convert: impl FnMut(E) -> F) -> Incomplete<K, V, F, S> {
        Incomplete(Box::new(self.0.map_err(convert)))
    }
}

impl<K, V, E, S> Incomplete<K, V, E, S>
where
    E: Into<Box<dyn Error + Send + Sync>>,
{
    /// Boxes every error, as [`AllProvidersFailed::boxed`] does.
    pub fn boxed(self) -> Incomplete<K, V, BoxError, S> {
        self.map_err(|error| BoxError::new(error.into()))
    }
}

impl<K, V, E: Error, S> Incomplete<K, V, E, S> {
    /// Returns the failures with every provider's error in printable form, as [`AllProvidersFailed::report`] does.
    ///
    /// It prints how many keys are missing, but not which: print them from [`missing`](ItemResult::missing) of
    /// [`result`](Self::result), which also has the reasons of each key. A provider that answered without a key has not
    /// failed, so it is only there.
    pub fn report(&self) -> impl fmt::Display + '_ {
        Report(self)
    }
}

impl<K, V, E, S> fmt::Debug for Incomplete<K, V, E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incomplete")
            .field("served", &self.0.len())
            .field("missing", &self.0.missing().len())
            .finish_non_exhaustive()
    }
}

impl<K, V, E, S> fmt::Display for Incomplete<K, V, E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.headline(f)?;
        write_failures(f, self.0.failures(), "; ")
    }
}

impl<K, V, E, S> Incomplete<K, V, E, S> {
    fn headline(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let missing = self.0.missing().len();
        let all = self.0.len() + missing;
        write!(f, "{missing} of {all} keys are missing")
    }
}

impl<K, V, E: Error, S> WriteReport for Incomplete<K, V, E, S> {
    fn write_report(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.headline(f)?;
        write_failures_and_causes(f, self.0.failures())
    }
}

impl<K, V, E: ProviderError + 'static, S> Error for Incomplete<K, V, E, S> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let error = self.0.failures().find_map(Failure::error)?;
        Some(error)
    }
}

/// The error of a batch call that requires all keys.
///
/// ```
/// use failover_core::{FailoverClient, ItemProvider, ItemResult, ItemsError};
/// use std::io;
///
/// type Prices = ItemResult<&'static str, f64, io::Error>;
///
/// fn all_prices(client: &FailoverClient) -> Result<Prices, ItemsError<&'static str, f64, io::Error>> {
///     let primary = ItemProvider::new("primary", |_: &[&str]| Ok(vec![("BTC", 64_000.0)]));
///     Ok(client.fetch_items(["BTC", "DOGE"], [primary])?.require_all()?)
/// }
///
/// let error = all_prices(&FailoverClient::new()).unwrap_err();
/// assert!(matches!(error, ItemsError::Incomplete(_)));
/// ```
pub enum ItemsError<K, V, E, S = RandomState> {
    /// No provider's turn succeeded.
    Failed(AllProvidersFailed<E>),
    /// Keys are missing.
    Incomplete(Incomplete<K, V, E, S>),
}

impl<K, V, E, S> ItemsError<K, V, E, S>
where
    E: Into<Box<dyn Error + Send + Sync>>,
{
    /// Boxes every error, as [`AllProvidersFailed::boxed`] does.
    pub fn boxed(self) -> ItemsError<K, V, BoxError, S> {
        match self {
            Self::Failed(error) => ItemsError::Failed(error.boxed()),
            Self::Incomplete(error) => ItemsError::Incomplete(error.boxed()),
        }
    }
}

impl<K, V, E: Error, S> ItemsError<K, V, E, S> {
    /// Returns the report of the contained error: see [`AllProvidersFailed::report`] and [`Incomplete::report`].
    pub fn report(&self) -> impl fmt::Display + '_ {
        Report(self)
    }
}

impl<K, V, E, S> From<AllProvidersFailed<E>> for ItemsError<K, V, E, S> {
    fn from(error: AllProvidersFailed<E>) -> Self {
        Self::Failed(error)
    }
}

impl<K, V, E, S> From<Incomplete<K, V, E, S>> for ItemsError<K, V, E, S> {
    fn from(error: Incomplete<K, V, E, S>) -> Self {
        Self::Incomplete(error)
    }
}

impl<K, V, E: fmt::Debug, S> fmt::Debug for ItemsError<K, V, E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => fmt::Debug::fmt(error, f),
            Self::Incomplete(error) => fmt::Debug::fmt(error, f),
        }
    }
}

impl<K, V, E, S> fmt::Display for ItemsError<K, V, E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => fmt::Display::fmt(error, f),
            Self::Incomplete(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl<K, V, E: Error, S> WriteReport for ItemsError<K, V, E, S> {
    fn write_report(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => error.write_report(f),
            Self::Incomplete(error) => error.write_report(f),
        }
    }
}

impl<K, V, E: ProviderError + 'static, S> Error for ItemsError<K, V, E, S> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failed(error) => error.source(),
            Self::Incomplete(error) => error.source(),
        }
    }
}
