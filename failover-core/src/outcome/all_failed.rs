//! [`AllProvidersFailed`]: the error of a call that no provider served.

use std::error::Error;
use std::fmt;
use std::io;
use std::ops::Deref;
use std::time::Duration;

use super::failure::{Failure, FailureKind, Failures};
use super::report::{Report, WriteReport, write_failures, write_failures_and_causes};
use super::served::Turn;
use crate::error::ConfigError;
use crate::event::EndReason;

/// The error of a call that no provider served: why each provider did not, and why the call ended.
///
/// | print with | shows | for |
/// |---|---|---|
/// | `{}` | one line: names, kinds of failure and attempts | logs |
/// | `{:#}` | the same, a line for each turn | logs |
/// | [`report()`](Self::report) | also each provider's error with its causes | a developer |
///
/// `{}` and `{:#}` work for any `E` and never print a provider's text, which may contain keys and addresses.
/// [`source`](Error::source) is the first error that a provider returned.
///
/// It is an [`Error`] if `E` is one. For an `E` that is not (`&str`, `anyhow::Error`, a boxed error),
/// [`boxed`](Self::boxed) makes it one, so that `?` takes it.
///
/// ```
/// use failover_core::{FailoverClient, Provider};
///
/// let failed = FailoverClient::builder().retries(1).build()?
///     .fetch((
///         Provider::new("primary", || Err::<u32, _>("no route to 10.0.0.7")),
///         Provider::new("backup", || Err("key abc is not known")),
///     ))
///     .unwrap_err();
/// assert_eq!(failed.failures()[1].error(), Some(&"key abc is not known"));
/// assert_eq!(
///     failed.to_string(),
///     "all providers failed: primary: error (2 attempts); backup: error (2 attempts)",
/// );
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
#[derive(Clone)]
pub struct AllProvidersFailed<E>(Box<Inner<E>>);

#[derive(Clone)]
struct Inner<E> {
    failures: Failures<E>,
    end_reason: EndReason,
}

impl<E> AllProvidersFailed<E> {
    #[cold]
    pub(crate) fn new(failures: Failures<E>, end_reason: EndReason) -> Self {
        Self(Box::new(Inner {
            failures,
            end_reason,
        }))
    }

    pub(crate) fn refused(error: ConfigError) -> Self {
        Self::new(Failures::None, EndReason::Refused(error))
    }

    /// Returns the failure of each provider that had a turn, in order. With
    /// [`keep_attempts`](crate::FailoverClientBuilder::keep_attempts), returns one for each failed attempt.
    pub fn failures(&self) -> &[Failure<E>] {
        self.0.failures.as_slice()
    }

    /// Returns the [`failures`](Self::failures) by value.
    pub fn into_failures(self) -> Vec<Failure<E>> {
        self.0.failures.into_vec()
    }

    /// Returns the last provider's error by value: the last one in [`failures`](Self::failures), passing over failures of
    /// other kinds.
    ///
    /// Returns `None` if no provider returned an error, for example because each of them timed out. The other failures are
    /// dropped.
    ///
    /// ```
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// fn price() -> Result<f64, &'static str> {
    ///     let served = FailoverClient::new().fetch((
    ///         Provider::new("primary", || Err("down")),
    ///         Provider::new("backup", || Err("overloaded")),
    ///     ));
    ///     match served {
    ///         Ok(served) => Ok(served.value),
    ///         Err(failed) => Err(failed.into_last_error().unwrap_or("no answer")),
    ///     }
    /// }
    ///
    /// assert_eq!(price(), Err("overloaded"));
    /// ```
    pub fn into_last_error(self) -> Option<E> {
        let failures = self.into_failures().into_iter();
        failures.rev().find_map(Failure::into_error)
    }

    pub(crate) fn into_parts(self) -> (Failures<E>, EndReason) {
        let Inner {
            failures,
            end_reason,
        } = *self.0;
        (failures, end_reason)
    }

    /// Returns the last failure of the provider with this name. `None` if it had no turn.
    pub fn failure(&self, provider: &str) -> Option<&Failure<E>> {
        let is_it = |failure: &&Failure<E>| failure.provider == provider;
        self.failures().iter().rfind(is_it)
    }

    /// Returns every turn in order, including skips.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_, E>> {
        Turn::all_failed(self.failures())
    }

    /// Returns the reason why the call ended.
    pub fn end_reason(&self) -> EndReason {
        self.0.end_reason
    }

    /// Returns the time until the first skipped provider admits a probe, counted from when it was skipped.
    ///
    /// Returns `None` if no provider was skipped, or no time is known.
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::{CircuitBreaker, FailoverClient, Provider};
    ///
    /// let breaker = CircuitBreaker::new(1, Duration::from_secs(60));
    /// let client = FailoverClient::builder().circuit_breaker(breaker).build()?;
    /// let call = || client.fetch([Provider::new("primary", || Err::<u32, _>("down"))]).unwrap_err();
    /// assert_eq!(call().retry_in(), None); // it was called, and failed
    /// assert!(call().retry_in() <= Some(Duration::from_secs(60))); // it was skipped
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    pub fn retry_in(&self) -> Option<Duration> {
        let wait = |failure: &Failure<E>| match &failure.kind {
            FailureKind::CircuitOpen(open) => open.retry_in(),
            _ => None,
        };
        self.failures().iter().filter_map(wait).min()
    }

    /// Converts every error.
    pub fn map_err<F>(self, mut convert: impl FnMut(E) -> F) -> AllProvidersFailed<F> {
        let (failures, end_reason) = self.into_parts();
        AllProvidersFailed::new(failures.map_err(&mut convert), end_reason)
    }

    /// Boxes every error. The result is an [`Error`] even if `E` is not, so that `?` takes it.
    ///
    /// ```
    /// use failover_core::{AllProvidersFailed, FailoverClient, Provider};
    ///
    /// fn price() -> Result<f64, Box<dyn std::error::Error>> {
    ///     let providers = [Provider::new("primary", || Err("down"))];
    ///     Ok(FailoverClient::new().fetch(providers).map_err(AllProvidersFailed::boxed)?.value)
    /// }
    ///
    /// assert_eq!(price().unwrap_err().to_string(), "all providers failed: primary: error (1 attempt)");
    /// ```
    pub fn boxed(self) -> AllProvidersFailed<BoxError>
    where
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        self.map_err(|error| BoxError::new(error.into()))
    }
}

impl<E: Error> AllProvidersFailed<E> {
    /// Returns everything in printable form: `{:#}`, and each provider's error with its causes.
    ///
    /// It prints providers' texts, which may contain keys and addresses. anyhow does not pass `{:#}` on, so downcast
    /// first: `error.downcast_ref::<AllProvidersFailed<ApiError>>()`.
    ///
    /// At most 32 causes of an error are printed, because an error may be its own cause.
    ///
    /// ```
    /// use std::io;
    /// use failover_core::{FailoverClient, Provider};
    ///
    /// let failed = FailoverClient::new()
    ///     .fetch([Provider::new("primary", || Err::<u32, _>(io::Error::other("no route to 10.0.0.7")))])
    ///     .unwrap_err();
    /// assert_eq!(
    ///     failed.report().to_string(),
    ///     "all providers failed\n  primary: error (1 attempt)\n    no route to 10.0.0.7",
    /// );
    /// ```
    pub fn report(&self) -> impl fmt::Display + '_ {
        Report(self)
    }
}

/// Prints everything, including the providers' errors.
impl<E: fmt::Debug> fmt::Debug for AllProvidersFailed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AllProvidersFailed")
            .field("end_reason", &self.end_reason())
            .field("failures", &self.failures())
            .finish()
    }
}

impl<E> fmt::Display for AllProvidersFailed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.headline(f)?;
        write_failures(f, self.failures(), ": ")
    }
}

impl<E> AllProvidersFailed<E> {
    fn headline(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.end_reason() {
            EndReason::Refused(error) => write!(f, "refused: {error}"),
            EndReason::Exhausted => f.write_str("all providers failed"),
            EndReason::Stopped => f.write_str("stopped by verdict"),
            EndReason::Deadline => f.write_str("deadline reached before any provider served"),
        }
    }
}

impl<E: Error> WriteReport for AllProvidersFailed<E> {
    fn write_report(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.headline(f)?;
        write_failures_and_causes(f, self.failures())
    }
}

/// The error of a provider that is an [`Error`]. Every [`Error`] is one.
///
/// A separate trait, so that a `?` on failures whose errors are none says what to do. The compiler shows only the label.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an `Error`, so failures of providers that return it are not one",
    label = "`{Self}` is not an `Error`: convert the failures first, with `.map_err(|failed| failed.boxed())`"
)]
pub trait ProviderError: Error {}

#[diagnostic::do_not_recommend]
impl<E: Error> ProviderError for E {}

impl<E: ProviderError + 'static> Error for AllProvidersFailed<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let error = self.failures().iter().find_map(Failure::error)?;
        Some(error)
    }
}

/// Makes an error for functions that return an [`io::Result`]. Its kind is the one of the last [`io::Error`] that a provider
/// returned, or else [`Other`](io::ErrorKind::Other). [`downcast`](io::Error::downcast) gives the failures back.
impl<E: Error + Send + Sync + 'static> From<AllProvidersFailed<E>> for io::Error {
    fn from(failed: AllProvidersFailed<E>) -> Self {
        let mut errors = failed.failures().iter().rev().filter_map(Failure::error);
        let last = errors.find_map(|error| {
            let error: &dyn Error = error;
            error.downcast_ref::<Self>()
        });
        let kind = last.map_or(io::ErrorKind::Other, Self::kind);
        Self::new(kind, failed)
    }
}

/// An error that is not an [`Error`] itself but contains one: `Box<dyn Error>`, `anyhow::Error` and the like. The wrapper is
/// an [`Error`] that prints as the error in it, and has its causes.
///
/// ```
/// use failover_core::{AllProvidersFailed, BoxError, failover};
/// use std::{error::Error, io};
///
/// fn primary() -> Result<f64, Box<dyn Error + Send + Sync>> {
///     Err(io::Error::from(io::ErrorKind::TimedOut).into())
/// }
///
/// #[failover(providers = [primary])]
/// fn price() -> Result<f64, Box<dyn Error + Send + Sync>>;
///
/// let error = price().unwrap_err();
/// let failed = error.downcast_ref::<AllProvidersFailed<BoxError>>().unwrap();
/// let error = failed.failures()[0].error().unwrap().get_ref();
/// assert_eq!(error.downcast_ref::<io::Error>().unwrap().kind(), io::ErrorKind::TimedOut);
/// ```
pub struct BoxError<B = Box<dyn Error + Send + Sync>>(B);

impl<B> BoxError<B> {
    pub(crate) fn new(error: B) -> Self {
        Self(error)
    }

    /// Returns the error as the provider returned it, for example to downcast it.
    pub fn get_ref(&self) -> &B {
        &self.0
    }

    /// Returns the error by value, as the provider returned it.
    pub fn into_inner(self) -> B {
        self.0
    }
}

impl<B: fmt::Debug> fmt::Debug for BoxError<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<B: fmt::Display> fmt::Display for BoxError<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<B: Deref<Target: Error> + fmt::Debug + fmt::Display> Error for BoxError<B> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
