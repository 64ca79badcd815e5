//! The printed forms of errors that hold failures.

use std::error::Error;
use std::fmt::{self, Display};

use super::failure::Failure;

/// The most causes of one error that a report prints. An error may be its own cause.
const MOST_CAUSES: usize = 32;

/// Writes the failures without any provider's text: on one line after `separator`, or with `{:#}` on a line each.
pub(crate) fn write_failures<'a, E: 'a>(
    f: &mut fmt::Formatter<'_>,
    failures: impl IntoIterator<Item = &'a Failure<E>>,
    separator: &str,
) -> fmt::Result {
    for (i, failure) in failures.into_iter().enumerate() {
        if f.alternate() {
            write!(f, "\n  {failure}")?;
        } else {
            f.write_str(if i == 0 { separator } else { "; " })?;
            failure.fmt(f)?;
        }
    }
    Ok(())
}

/// Writes the failures on a line each, and below each one the provider's error and its causes.
pub(crate) fn write_failures_and_causes<'a, E: Error + 'a>(
    f: &mut fmt::Formatter<'_>,
    failures: impl IntoIterator<Item = &'a Failure<E>>,
) -> fmt::Result {
    for failure in failures {
        f.write_str("\n  ")?;
        write_failure_and_causes(f, failure)?;
    }
    Ok(())
}

/// Writes a failure on a line, and below it the provider's error and its causes.
pub(crate) fn write_failure_and_causes<E: Error>(
    f: &mut fmt::Formatter<'_>,
    failure: &Failure<E>,
) -> fmt::Result {
    write!(f, "{failure}")?;
    match failure.error() {
        Some(error) => write_causes(f, error),
        None => Ok(()),
    }
}

/// Writes an error and its causes, a line each, each indented more than the one before.
fn write_causes(f: &mut fmt::Formatter<'_>, error: &dyn Error) -> fmt::Result {
    let (mut next, mut indent) = (Some(error), 4);
    // The error itself, and its causes.
    for _ in 0..=MOST_CAUSES {
        let Some(error) = next else { return Ok(()) };
        write!(f, "\n{:indent$}{error}", "")?;
        indent += 2;
        next = error.source();
    }
    match next {
        Some(_) => write!(f, "\n{:indent$}.. more causes are not printed", ""),
        None => Ok(()),
    }
}

/// An error that prints everything, including providers' texts.
pub(crate) trait WriteReport {
    fn write_report(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// The printable form of everything in an error.
pub(crate) struct Report<'a>(pub(crate) &'a dyn WriteReport);

impl Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write_report(f)
    }
}

impl<E: Error> Failure<E> {
    /// Returns the printable form of everything in this failure: the line that `{}` prints, and below it the provider's error
    /// with its causes. A provider's text may contain keys and addresses.
    ///
    /// ```
    /// use std::io;
    /// use failover_core::{Failure, FailoverClient, Provider};
    ///
    /// let client = FailoverClient::new();
    /// let listening = client.on_failure(|failure: &Failure<io::Error>| {
    ///     let report = failure.report().to_string();
    ///     assert_eq!(report, "primary: error (1 attempt)\n    key revoked");
    /// });
    /// let served = listening.fetch((
    ///     Provider::new("primary", || Err(io::Error::other("key revoked"))),
    ///     Provider::new("backup", || Ok(42)),
    /// ));
    /// # assert_eq!(served.unwrap().value, 42);
    /// ```
    pub fn report(&self) -> impl Display + '_ {
        Report(self)
    }
}

impl<E: Error> WriteReport for Failure<E> {
    fn write_report(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_failure_and_causes(f, self)
    }
}
