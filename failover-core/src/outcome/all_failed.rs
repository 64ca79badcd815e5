//! The error when nobody served.

use std::error::Error;
use std::fmt;
use std::io;
use std::time::Duration;

use super::failure::{Failure, FailureKind, Failures};
use super::served::Turn;
use crate::ConfigError;

/// Nobody served: why each provider did not, and why no more were asked.
///
/// `{}` is one line of names, kinds and tries. It never holds the providers' own texts, which carry keys
/// and addresses. `{:#}` is the whole report, every error cause by cause. [`source`](Error::source) is the
/// first error that a provider returned.
///
/// It is an [`Error`] if the providers' errors are. Where they are not (`&str`, `anyhow::Error`, a boxed
/// error), [`boxed`](Self::boxed) makes it one, so that `?` takes it.
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
///     failed.boxed().to_string(),
///     "all providers failed: primary: error (2 tries); backup: error (2 tries)",
/// );
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
#[derive(Clone)]
pub struct AllProvidersFailed<E>(Box<Report<E>>);

#[derive(Clone)]
struct Report<E> {
    failures: Vec<Failure<E>>,
    ended: Ended,
}

/// Why no more providers were asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ended {
    /// Every provider had its turn.
    Exhausted,
    /// A verdict stopped the call: nobody after the last failure was asked.
    Stopped,
    /// The deadline was over.
    Deadline,
    /// The providers or keys handed to the call were refused; nobody was called. Or an async call found out that
    /// there is no runtime for its timer ([`ConfigError::NoTimer`]) only when it had to wait.
    Refused(ConfigError),
}

impl<E> AllProvidersFailed<E> {
    #[cold]
    pub(crate) fn new(failures: Failures<E>, ended: Ended) -> Self {
        let failures = failures.into_vec();
        Self(Box::new(Report { failures, ended }))
    }

    pub(crate) fn refused(error: ConfigError) -> Self {
        Self::new(Failures::None, Ended::Refused(error))
    }

    /// Why each provider that had a turn did not serve, in order.
    pub fn failures(&self) -> &[Failure<E>] {
        &self.0.failures
    }

    /// As [`failures`](Self::failures), to keep.
    pub fn into_failures(self) -> Vec<Failure<E>> {
        self.0.failures
    }

    /// Why the provider of this name did not serve; `None` if it was not reached.
    pub fn failure(&self, provider: &str) -> Option<&Failure<E>> {
        let is_it = |failure: &&Failure<E>| failure.provider == provider;
        self.failures().iter().find(is_it)
    }

    /// Every turn in order, skips included.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_, E>> {
        self.failures().iter().map(Turn::failed)
    }

    /// Why no more providers were asked.
    pub fn ended(&self) -> Ended {
        self.0.ended
    }

    /// When the earliest of the skipped providers lets a probe through, counted from when it was skipped.
    /// `None` if none was skipped, or no time is known.
    pub fn retry_in(&self) -> Option<Duration> {
        let wait = |failure: &Failure<E>| match &failure.kind {
            FailureKind::CircuitOpen(open) => open.retry_in(),
            _ => None,
        };
        self.failures().iter().filter_map(wait).min()
    }

    /// The same with every error converted.
    pub fn map_error<F>(self, mut convert: impl FnMut(E) -> F) -> AllProvidersFailed<F> {
        let Report { failures, ended } = *self.0;
        let convert = |failure: Failure<E>| failure.map_error(&mut convert);
        AllProvidersFailed(Box::new(Report {
            failures: failures.into_iter().map(convert).collect(),
            ended,
        }))
    }

    /// The same with every error boxed: an [`Error`] also where the errors themselves are none, so that
    /// `?` takes it.
    pub fn boxed(self) -> AllProvidersFailed<BoxError>
    where
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        self.map_error(|error| BoxError::new(error.into()))
    }
}

/// Everything, the providers' errors too.
impl<E: fmt::Debug> fmt::Debug for AllProvidersFailed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AllProvidersFailed")
            .field("ended", &self.ended())
            .field("failures", &self.failures())
            .finish()
    }
}

impl<E: Error> fmt::Display for AllProvidersFailed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ended() {
            Ended::Refused(error) => return write!(f, "refused: {error}"),
            Ended::Exhausted => f.write_str("all providers failed")?,
            Ended::Stopped => f.write_str("stopped, as the failure is not one to try elsewhere")?,
            Ended::Deadline => f.write_str("deadline reached before any provider served")?,
        }
        for (i, failure) in self.failures().iter().enumerate() {
            if f.alternate() {
                write!(f, "\n  {failure}")?;
                if let Some(error) = failure.error() {
                    write_causes(f, error)?;
                }
            } else {
                f.write_str(if i == 0 { ": " } else { "; " })?;
                failure.fmt(f)?;
            }
        }
        Ok(())
    }
}

/// An error and what caused it, a line each, ever deeper.
fn write_causes(f: &mut fmt::Formatter<'_>, error: &dyn Error) -> fmt::Result {
    let (mut cause, mut depth) = (Some(error), 4);
    while let Some(error) = cause {
        write!(f, "\n{:depth$}{error}", "")?;
        depth += 2;
        cause = error.source();
    }
    Ok(())
}

impl<E: Error + 'static> Error for AllProvidersFailed<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let error = self.failures().iter().find_map(Failure::error)?;
        Some(error)
    }
}

/// For functions that return an [`io::Result`]: an error of kind [`Other`](io::ErrorKind::Other), with the whole
/// failure to [downcast](io::Error::downcast) it to.
impl<E: Error + Send + Sync + 'static> From<AllProvidersFailed<E>> for io::Error {
    fn from(failed: AllProvidersFailed<E>) -> Self {
        Self::other(failed)
    }
}

/// Any error in a box that is an [`Error`] itself, which `Box<dyn Error>` is not.
pub struct BoxError<B: ?Sized = dyn Error + Send + Sync>(Box<B>);

impl<B: ?Sized> BoxError<B> {
    pub(crate) fn new(error: Box<B>) -> Self {
        Self(error)
    }

    /// The error in the box, to downcast for instance.
    pub fn into_inner(self) -> Box<B> {
        self.0
    }
}

impl<B: fmt::Debug + ?Sized> fmt::Debug for BoxError<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<B: fmt::Display + ?Sized> fmt::Display for BoxError<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<B: Error + ?Sized> Error for BoxError<B> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
