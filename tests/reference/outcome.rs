//! The result of a call.

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
        /// Each key with its value and the provider that served it, in the order of the keys.
        served: Vec<(String, Value, String)>,
        /// Each missing key with the reason of each provider.
        missing: Vec<(String, Vec<(String, Reason)>)>,
        turns: Vec<Turn>,
        /// Failed requests, including those of turns that served.
        failed_requests: Vec<Failure>,
        ended: EndReason,
    },
    Failed {
        failures: Vec<Failure>,
        ended: EndReason,
    },
    /// The call was refused, and no provider was called.
    Refused,
    /// A provider panicked, or the caller dropped the call.
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

/// The reason why a circuit admits no call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// Half-open after this time.
    For(Duration),
    /// A probe is under way.
    Probing,
    /// Held open by an operator.
    Held,
}

/// The turn of one provider. A skip has no attempts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub provider: String,
    pub attempts: u32,
    pub failure: Option<Failure>,
}

/// The reason why a provider did not serve a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    NotReturned,
    Rejected,
    Failed(Failure),
    NotReached,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReason {
    /// No provider is left, or no key is missing.
    Exhausted,
    Stopped,
    Deadline,
}
