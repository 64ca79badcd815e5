//! Faults on the way, and how a client reports them.

use std::error::Error;
use std::io;
use std::time::Duration;

use failover_core::{Failure, FailureKind};

use crate::http::{Engine, HttpError, LIMIT, PATIENCE};

/// The `Retry-After` of the service.
pub(crate) const RETRY_AFTER: Duration = Duration::from_secs(120);

/// A fault of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// The port is held and refuses connections.
    Refused,
    /// The port listens, but accepts nothing, and its backlog is full.
    FullBacklog,
    /// The connection is accepted and the request read, but no response comes.
    BlackHole,
    /// The response comes after the limit.
    Latency,
    /// The response comes byte by byte, the last of them after the limit.
    Trickle,
    /// Half of the response's body comes, and then a reset.
    ResetMidBody,
    /// Half of the response's body comes, and then its end.
    Truncated,
    /// The response states a shorter length than it has.
    WrongLength,
    /// The response is not HTTP.
    Garbage,
    /// Status 500.
    ServerError,
    /// Status 429, with `Retry-After`.
    RateLimited,
    /// Status 200, and an HTML page.
    HtmlPage,
}

impl Fault {
    /// Returns every fault. Only on Linux does a full backlog swallow connections.
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

    /// Returns true if a connection is accepted.
    pub(crate) fn is_accepted(self) -> bool {
        !matches!(self, Self::Refused | Self::FullBacklog)
    }

    /// Returns true if a client waits until its limit.
    pub(crate) fn is_slow(self) -> bool {
        matches!(
            self,
            Self::FullBacklog | Self::BlackHole | Self::Latency | Self::Trickle
        )
    }

    /// Returns the time that an attempt with this fault may take.
    pub(crate) fn limit(self) -> Duration {
        if self.is_slow() { LIMIT } else { PATIENCE }
    }

    /// Returns the error that a client reports.
    pub(crate) fn cause(self, engine: Engine) -> Cause {
        match self {
            Self::FullBacklog | Self::BlackHole | Self::Latency | Self::Trickle => match engine {
                Engine::Blocking => Cause::TimedOut,
                Engine::Awaited => Cause::CutOff,
            },
            Self::Refused => Cause::Refused,
            Self::ResetMidBody => match engine {
                // ureq reports a reset as a body that ends early.
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

/// The reason why an attempt failed: the kind that the engine recorded, and the client's own error.
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

    /// Returns the system's error, if there is one among the causes.
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

    /// Returns the attempts of a turn that fails like this. An error of the transport is worth a retry.
    pub(crate) fn attempts(self, retries: u32) -> u32 {
        match self {
            Self::Refused | Self::Reset | Self::CutShort | Self::NotHttp => 1 + retries,
            Self::Skipped => 0,
            _ => 1,
        }
    }
}
