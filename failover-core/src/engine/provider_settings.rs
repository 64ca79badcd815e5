//! [`ProviderSettings`]: the settings of one provider, which replace the call's.

use std::time::Duration;

use crate::backoff::Backoff;
use crate::breaker::CircuitBreaker;
use crate::error::ConfigError;
use crate::name::Name;

/// The settings of one provider. Each one that is set replaces the call's.
///
/// | setting | replaces |
/// |---|---|
/// | [`timeout`](Self::timeout) | the call's limit of one attempt |
/// | [`retries`](Self::retries) | the call's extra attempts |
/// | [`retry_backoff`](Self::retry_backoff) | the call's wait before a retry |
/// | [`circuit_breaker`](Self::circuit_breaker) | the breaker that holds the provider's circuit |
///
/// A [`Provider`](crate::Provider) and an [`ItemProvider`](crate::ItemProvider) also have a method for each. Use this type
/// for lists that are made at run time, whose providers have one type:
///
/// ```
/// use std::time::Duration;
/// use failover_core::{FailoverClient, Provider, ProviderList, ProviderSettings};
///
/// let config = [("hosted", Some(2)), ("local", None)]; // timeout in seconds
/// let providers = config.map(|(name, timeout)| {
///     let mut settings = ProviderSettings::new();
///     if let Some(seconds) = timeout {
///         settings = settings.timeout(Duration::from_secs(seconds));
///     }
///     Provider::new(name, move || Ok::<_, std::io::Error>(name.len())).settings(settings)
/// });
/// let providers = ProviderList::new(providers.into())?;
/// assert_eq!(FailoverClient::new().fetch(&providers)?.value, 6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct ProviderSettings {
    pub(super) timeout: Option<Duration>,
    pub(super) retries: Option<u32>,
    pub(super) retry_backoff: Option<Backoff>,
    pub(super) breaker: Option<&'static CircuitBreaker>,
}

impl ProviderSettings {
    /// Creates settings that replace nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            timeout: None,
            retries: None,
            retry_backoff: None,
            breaker: None,
        }
    }

    /// Limits each attempt. Longer than zero; [`Duration::MAX`] is no limit.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the extra attempts. Any number.
    #[must_use]
    pub const fn retries(mut self, retries: u32) -> Self {
        self.retries = Some(retries);
        self
    }

    /// Sets the wait before a retry: a [`Backoff`], or a [`Duration`].
    #[must_use]
    pub fn retry_backoff(self, backoff: impl Into<Backoff>) -> Self {
        self.backoff(backoff.into())
    }

    /// Sets the wait before a retry, in a constant.
    pub(crate) const fn backoff(mut self, backoff: Backoff) -> Self {
        self.retry_backoff = Some(backoff);
        self
    }

    /// Sets the breaker that holds the provider's circuit. It has its own threshold, open time and clock.
    #[must_use]
    pub const fn circuit_breaker(mut self, breaker: &'static CircuitBreaker) -> Self {
        self.breaker = Some(breaker);
        self
    }

    /// Returns true if an async call might have to wait for these settings, which needs a timer.
    pub(crate) fn needs_timer(&self) -> bool {
        let waits = self.retry_backoff.is_some_and(|backoff| !backoff.is_zero());
        self.timeout.is_some() || waits
    }

    pub(crate) fn check(&self, provider: Name) -> Result<(), ConfigError> {
        match self.timeout {
            Some(Duration::ZERO) => Err(ConfigError::ZeroProviderTimeout(provider)),
            _ => self.retry_backoff.map_or(Ok(()), |backoff| backoff.check()),
        }
    }
}
