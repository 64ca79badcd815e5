//! The library's one error.

use std::error;
use std::fmt;

use failover_core::{AllProvidersFailed, Verdict};
use reqwest::StatusCode;

/// The reason why there is no price.
#[derive(Debug)]
pub(crate) enum Error {
    /// No service lists the coin.
    NotListed,
    /// A service was not reachable, or answered with an error.
    Http(Box<dyn error::Error + Send + Sync>),
    /// A service's answer was unreadable.
    Junk(Box<dyn error::Error + Send + Sync>),
    /// A service refused the request.
    Refused(String),
    /// No service had an answer.
    Unavailable(AllProvidersFailed<Error>),
}

/// The attribute requires this conversion. A coin that no service lists is not an outage.
impl From<AllProvidersFailed<Error>> for Error {
    fn from(failed: AllProvidersFailed<Error>) -> Self {
        let mut errors = failed.failures().iter().map(|failure| failure.error());
        if errors.all(|error| matches!(error, Some(Self::NotListed))) {
            return Self::NotListed;
        }
        Self::Unavailable(failed)
    }
}

/// Coinbase's methods return the HTTP client's error, Kraken's the library's. The failover accepts both.
impl From<ureq::Error> for Error {
    fn from(error: ureq::Error) -> Self {
        match error {
            ureq::Error::StatusCode(404) => Self::NotListed,
            ureq::Error::Json(_) => Self::Junk(error.into()),
            error => Self::Http(error.into()),
        }
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        match error.status() {
            Some(StatusCode::NOT_FOUND) => Self::NotListed,
            _ if error.is_decode() => Self::Junk(error.into()),
            _ => Self::Http(error.into()),
        }
    }
}

/// Returns the verdict on an error, for the call and for the service's circuit.
pub(super) fn classify(error: &Error) -> Verdict {
    match error {
        // An honest answer. Another service may list the coin. The circuit learns nothing.
        Error::NotListed => Verdict::NEXT.uncounted(),
        // A retry would get the same answer.
        Error::Refused(_) | Error::Junk(_) => Verdict::NEXT,
        _ => Verdict::RETRY,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotListed => f.write_str("not listed"),
            Self::Http(_) => f.write_str("no answer"),
            Self::Junk(_) => f.write_str("unreadable answer"),
            Self::Refused(message) => write!(f, "refused: {message}"),
            Self::Unavailable(_) => f.write_str("no service has an answer"),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::NotListed | Self::Refused(_) => None,
            Self::Http(error) | Self::Junk(error) => Some(&**error),
            Self::Unavailable(failed) => Some(failed),
        }
    }
}
