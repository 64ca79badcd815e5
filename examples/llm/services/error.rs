//! The services' one error, and what each error means to the engine.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use failover_core::Verdict;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};

/// Why a service gave no answer.
#[derive(Debug)]
pub(crate) enum ChatError {
    /// There is something wrong with the request: every service would say so.
    BadRequest(String),
    /// Too many requests, of ours (429) or of all (503, 529).
    Busy {
        status: StatusCode,
        retry_after: Option<Duration>,
    },
    /// Any other status that is no success.
    Status {
        status: StatusCode,
        message: String,
    },
    /// Not the expected JSON.
    Junk(reqwest::Error),
    Unreachable(reqwest::Error),
}

/// What a stranger's header can at most make us do.
const LONGEST_PAUSE: Duration = Duration::from_secs(90);

/// What an error means for the call and for the service's circuit.
pub(crate) fn classify(error: &ChatError) -> Verdict {
    match error {
        // Our own mistake: nobody else is bothered with it, and nobody blamed for it.
        ChatError::BadRequest(_) => Verdict::STOP,
        // The service says when to come back: its circuit is open for as long.
        ChatError::Busy { retry_after, .. } => {
            let pause = retry_after.unwrap_or_default();
            Verdict::NEXT.open_for(pause.min(LONGEST_PAUSE))
        }
        // Asked again at once, it would say the same.
        ChatError::Status { .. } | ChatError::Junk(_) => Verdict::NEXT,
        // The network has its hiccups: a second try may get through.
        ChatError::Unreachable(_) => Verdict::RETRY,
    }
}

impl ChatError {
    /// What a status means that is no success.
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

/// In seconds. The header may also hold a date, which is read here as no time given.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse();
    seconds.ok().map(Duration::from_secs)
}

impl From<reqwest::Error> for ChatError {
    fn from(error: reqwest::Error) -> Self {
        // The address says nothing that is not known, and some have a key in it.
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
