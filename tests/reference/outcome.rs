//! What a call tells afterwards.

use std::time::Duration;

use super::call::Value;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Served {
        value: Value,
        provider: String,
        attempts: u32,
        failures: Vec<Failure>,
    },
    Items {
        /// Each key with its value and who served it, in the order asked.
        served: Vec<(String, Value, String)>,
        /// Each missing key with the reason of each provider.
        missing: Vec<(String, Vec<(String, Reason)>)>,
        turns: Vec<Turn>,
        /// Failed requests, those of turns that served nevertheless too.
        failed_requests: Vec<Failure>,
        ended: EndReason,
    },
    Failed {
        failures: Vec<Failure>,
        ended: EndReason,
    },
    /// It made no sense, and nobody was called.
    Refused,
    /// A provider panicked, or the caller went away.
    Gone,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub provider: String,
    pub kind: Kind,
    pub attempts: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Error(i64),
    Absent,
    Rejected,
    TimedOut,
    CircuitOpen(Open),
    WrongLength { expected: usize, got: usize },
}

/// Why a circuit lets nobody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// It is half-open after that.
    For(Duration),
    /// A probe is under way.
    Probing,
    /// It is held open.
    Held,
}

/// One provider's go; a skip has no attempts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub provider: String,
    pub attempts: u32,
    pub failure: Option<Failure>,
}

/// Why a provider did not serve a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    NotReturned,
    Rejected,
    Failed(Failure),
    NotReached,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// Everybody was asked, or nothing is missing.
    Exhausted,
    Stopped,
    Deadline,
}
