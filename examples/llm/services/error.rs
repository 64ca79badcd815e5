//! One error type for all services, and the verdict on each error.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use failover_core::Verdict;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};

/// The reason why a service gave no answer.
#[derive(Debug)]
pub(crate) enum ChatError {
    /// The request is wrong, and every service would refuse it.
    BadRequest(String),
    /// Too many requests, from us (429) or from all clients (503, 529).
    Busy {
        status: StatusCode,
        retry_after: Option<Duration>,
    },
    /// Any other status that is not a success.
    Status {
        status: StatusCode,
        message: String,
    },
    /// The answer is not the expected JSON.
    Junk(reqwest::Error),
    Unreachable(reqwest::Error),
}

/// The longest pause that a service's header can cause.
const LONGEST_PAUSE: Duration = Duration::from_secs(90);

/// Returns the verdict on an error, for the call and for the service's circuit.
pub(crate) fn classify(error: &ChatError) -> Verdict {
    match error {
        // Our own mistake: call no other service, and count no failure.
        ChatError::BadRequest(_) => Verdict::STOP,
        // The service says when to come back. Its circuit stays open until then.
        ChatError::Busy { retry_after, .. } => {
            let pause = retry_after.unwrap_or_default();
            Verdict::NEXT.open_for(pause.min(LONGEST_PAUSE))
        }
        // A retry would get the same answer.
        ChatError::Status { .. } | ChatError::Junk(_) => Verdict::NEXT,
        // A network problem is often short: a retry may succeed.
        ChatError::Unreachable(_) => Verdict::RETRY,
    }
}

impl ChatError {
    /// Creates the error for a status that is not a success.
    pub(super) fn refused(status: StatusCode, headers: &HeaderMap, message: String) -> Self {
        match status.as_u16() {
            400 => Self::BadRequest(message),
            429 | 503 | 529 => Self::Busy {
                status,
                retry_after: retry_after(headers),
            },
            _ => Self::Status { status, message },
        }
    }
}

/// Reads the header's seconds. The header may also contain a date, which this example ignores.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse();
    seconds.ok().map(Duration::from_secs)
}

impl From<reqwest::Error> for ChatError {
    fn from(error: reqwest::Error) -> Self {
        // Leave out the address: some contain a key.
        let error = error.without_url();
        if error.is_decode() {
            Self::Junk(error)
        } else {
            Self::Unreachable(error)
        }
    }
}

impl fmt::Display for ChatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadRequest(message) => write!(f, "400: {message}"),
            Self::Busy {
                status,
                retry_after: Some(pause),
            } => write!(f, "{}, retry after {} s", status.as_u16(), pause.as_secs()),
            Self::Busy { status, .. } => status.as_u16().fmt(f),
            Self::Status { status, message } => write!(f, "{}: {message}", status.as_u16()),
            Self::Junk(_) => f.write_str("not the expected JSON"),
            Self::Unreachable(_) => f.write_str("not reachable"),
        }
    }
}

impl Error for ChatError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Junk(error) | Self::Unreachable(error) => Some(error),
            _ => None,
        }
    }
}
