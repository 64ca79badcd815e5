//! The library's one error.

use std::error;
use std::fmt;

use failover_core::{AllProvidersFailed, Verdict};
use reqwest::StatusCode;

/// Why there is no price.
#[derive(Debug)]
pub(crate) enum Error {
    /// Nobody lists the coin.
    NotListed,
    /// A service could not be asked.
    Http(Box<dyn error::Error + Send + Sync>),
    /// A service's answer could not be read.
    Junk(Box<dyn error::Error + Send + Sync>),
    /// A service said no.
    Refused(String),
    /// No service had an answer.
    Unavailable(AllProvidersFailed<Error>),
}

/// All that the attribute asks of the error. A coin that nobody lists is no outage.
impl From<AllProvidersFailed<Error>> for Error {
    fn from(failed: AllProvidersFailed<Error>) -> Self {
        let mut errors = failed.failures().iter().map(|failure| failure.error());
        if errors.all(|error| matches!(error, Some(Self::NotListed))) {
            return Self::NotListed;
        }
        Self::Unavailable(failed)
    }
}

/// Coinbase's clients fail with the HTTP client's error, Kraken's with the library's own: the failover takes both.
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

/// What an error means for the call and for the service's circuit.
pub(super) fn classify(error: &Error) -> Verdict {
    match error {
        // An honest answer, which another service may not share: it says nothing of the service's health.
        Error::NotListed => Verdict::NEXT.uncounted(),
        // Asked again at once, it would say the same.
        Error::Refused(_) | Error::Junk(_) => Verdict::NEXT,
        _ => Verdict::RETRY,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotListed => f.write_str("not listed"),
            Self::Http(_) => f.write_str("no answer"),
            Self::Junk(_) => f.write_str("no answer that could be read"),
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
