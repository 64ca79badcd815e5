//! What goes wrong on the way, and what a client makes of it.

use std::error::Error;
use std::io;
use std::time::Duration;

use failover_core::{Failure, FailureKind};

use crate::http::{Engine, HttpError, LIMIT, PATIENCE};

/// What the service says in `Retry-After`.
pub(crate) const RETRY_AFTER: Duration = Duration::from_secs(120);

/// What goes wrong with a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// Nobody listens: the port is held, and refuses.
    Refused,
    /// The port listens, nobody accepts, and there is no room for one more to wait.
    FullBacklog,
    /// It is accepted, the request is read, and nothing comes.
    BlackHole,
    /// The response comes after the limit.
    Latency,
    /// It comes byte by byte, the last of them after the limit.
    Trickle,
    /// Half of the response's body comes, and then a reset.
    ResetMidBody,
    /// Half of the response's body comes, and then the end.
    Truncated,
    /// The response says that it is shorter than it is.
    WrongLength,
    /// What comes is no HTTP.
    Garbage,
    /// Status 500.
    ServerError,
    /// Status 429, with `Retry-After`.
    RateLimited,
    /// Status 200, and a page for people.
    HtmlPage,
}

impl Fault {
    /// Each of them; a full backlog swallows what comes on Linux alone.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let all = [
            Self::Refused,
            Self::FullBacklog,
            Self::BlackHole,
            Self::Latency,
            Self::Trickle,
            Self::ResetMidBody,
            Self::Truncated,
            Self::WrongLength,
            Self::Garbage,
            Self::ServerError,
            Self::RateLimited,
            Self::HtmlPage,
        ];
        let is_here = |fault: &Self| *fault != Self::FullBacklog || cfg!(target_os = "linux");
        all.into_iter().filter(is_here)
    }

    /// Whether a connection is accepted.
    pub(crate) fn is_accepted(self) -> bool {
        !matches!(self, Self::Refused | Self::FullBacklog)
    }

    /// Whether a client waits until its limit.
    pub(crate) fn is_slow(self) -> bool {
        matches!(
            self,
            Self::FullBacklog | Self::BlackHole | Self::Latency | Self::Trickle
        )
    }

    /// How long an attempt may take that meets it.
    pub(crate) fn limit(self) -> Duration {
        if self.is_slow() { LIMIT } else { PATIENCE }
    }

    /// What a client makes of it.
    pub(crate) fn cause(self, engine: Engine) -> Cause {
        match self {
            Self::FullBacklog | Self::BlackHole | Self::Latency | Self::Trickle => match engine {
                Engine::Blocking => Cause::TimedOut,
                Engine::Awaited => Cause::CutOff,
            },
            Self::Refused => Cause::Refused,
            Self::ResetMidBody => match engine {
                // To ureq, a body that ends early has ended early.
                Engine::Blocking => Cause::CutShort,
                Engine::Awaited => Cause::Reset,
            },
            Self::Truncated => Cause::CutShort,
            Self::Garbage => Cause::NotHttp,
            Self::WrongLength | Self::HtmlPage => Cause::NotJson,
            Self::ServerError => Cause::Status(500),
            Self::RateLimited => Cause::RateLimited(RETRY_AFTER),
        }
    }
}

/// Why an attempt failed: the kind that the engine recorded, and what the client's own error says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The engine dropped it at its limit.
    CutOff,
    /// The circuit was open.
    Skipped,
    /// The client gave up at its own limit.
    TimedOut,
    Refused,
    Reset,
    CutShort,
    NotHttp,
    Status(u16),
    RateLimited(Duration),
    NotJson,
}

impl Cause {
    pub(crate) fn of(failure: &Failure<HttpError>) -> Self {
        match &failure.kind {
            FailureKind::TimedOut => Self::CutOff,
            FailureKind::CircuitOpen(_) => Self::Skipped,
            FailureKind::Error(HttpError::TimedOut) => Self::TimedOut,
            FailureKind::Error(HttpError::Status(status)) => Self::Status(*status),
            FailureKind::Error(HttpError::RateLimited(pause)) => Self::RateLimited(*pause),
            FailureKind::Error(HttpError::NotJson(_)) => Self::NotJson,
            FailureKind::Error(HttpError::Transport(error)) => Self::of_transport(&**error),
            other => panic!("no fault leads to {other:?}"),
        }
    }

    /// What the system said, if it said something, is somewhere at the bottom of it.
    fn of_transport(error: &(dyn Error + 'static)) -> Self {
        let mut cause = Some(error);
        while let Some(error) = cause {
            match error.downcast_ref().map(io::Error::kind) {
                Some(io::ErrorKind::ConnectionRefused) => return Self::Refused,
                Some(io::ErrorKind::ConnectionReset) => return Self::Reset,
                Some(io::ErrorKind::UnexpectedEof) => return Self::CutShort,
                _ => cause = error.source(),
            }
        }
        Self::NotHttp
    }

    /// In how many attempts a turn fails so: an error of the transport is worth a retry.
    pub(crate) fn attempts(self, retries: u32) -> u32 {
        match self {
            Self::Refused | Self::Reset | Self::CutShort | Self::NotHttp => 1 + retries,
            Self::Skipped => 0,
            _ => 1,
        }
    }
}
