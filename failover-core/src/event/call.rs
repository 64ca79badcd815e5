//! [`Event`]: something that happened in a call or to a circuit.

use std::time::Duration;

use super::{CircuitChanged, CircuitOpen, EndReason};
use crate::name::Name;
use crate::verdict::Verdict;

/// Something that happened, as an [`Observer`](crate::Observer) hears it.
///
/// Events are plain data. They are borrowed and contain no provider's text, so they are safe to log. Typed errors go to
/// [`on_failure`](crate::FailoverClient::on_failure).
///
/// The events of one call come in order. Each attempt ends with one [`AttemptEnded`](Self::AttemptEnded), also if the call
/// is dropped. Each call ends with one [`Served`](Self::Served), [`BatchFinished`](Self::BatchFinished) or
/// [`NotServed`](Self::NotServed).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Event<'a> {
    /// An attempt ended.
    AttemptEnded(AttemptEnded),
    /// A call waits before it retries the same provider.
    Waiting(Waiting),
    /// A call skips a provider, because its circuit is open.
    Skipped(Skipped),
    /// A call goes on to the next provider, because the one before did not serve.
    FailedOver(FailedOver),
    /// A value call was served.
    Served(ValueServed),
    /// A batch call ended, and at least one turn succeeded. Keys may be missing.
    BatchFinished(BatchFinished<'a>),
    /// A call ended, and no provider served.
    NotServed(NotServed),
    /// A circuit changed.
    CircuitChanged(CircuitChanged),
}

/// The beginning of an async attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AttemptStarted {
    /// The name of the client, if it has one.
    pub client: Option<Name>,
    /// The provider.
    pub provider: Name,
    /// The number of the attempt within its request, from 1.
    pub attempt: u32,
    /// The reason why the attempt is made.
    pub kind: AttemptKind,
}

/// The end of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AttemptEnded {
    /// The name of the client, if it has one. An annotated function's client has the function's name.
    pub client: Option<Name>,
    /// The provider.
    pub provider: Name,
    /// The number of the attempt within its request, from 1. From 2 on it is a retry. In a batch call with `max_keys`, each
    /// chunk is a request.
    pub attempt: u32,
    /// The reason why the attempt was made.
    pub kind: AttemptKind,
    /// The outcome.
    pub outcome: Outcome,
    /// The verdict on a failed attempt. `None` if the attempt served or was cancelled.
    pub verdict: Option<Verdict>,
    /// The time that the attempt took, on the client's clock. `None` if no observer has an interest in
    /// [`DURATIONS`](crate::Interest::DURATIONS).
    pub duration: Option<Duration>,
}

/// The reason why an attempt was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AttemptKind {
    /// The first attempt of a request.
    First,
    /// A repeated request at the same provider.
    Retry,
    /// The first attempt of a turn that began while another provider's attempt was running.
    Hedge,
    /// The one attempt that a half-open circuit admits.
    Probe,
}

/// The outcome of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The provider served.
    Served,
    /// The provider returned an error.
    Error,
    /// The caller's `is_valid` rejected the value. In a batch call it rejected every value of the answer.
    Rejected,
    /// The provider has no value: in an annotated function, it returned `None`.
    Absent,
    /// The value came too late, or the attempt was dropped at its limit.
    TimedOut,
    /// The attempt was dropped: another provider of a hedged call was faster, or the call itself was dropped.
    Cancelled,
    /// A positional answer did not have one entry for each asked key.
    WrongLength,
}

/// A wait before a retry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiting {
    /// The name of the client, if it has one.
    pub client: Option<Name>,
    /// The provider that will be called again.
    pub provider: Name,
    /// The length of the wait.
    pub wait: Duration,
}

/// A skip of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// The name of the client, if it has one.
    pub client: Option<Name>,
    /// The provider that was skipped.
    pub provider: Name,
    /// The circuit's answer. It has the time until the next probe.
    pub open: CircuitOpen,
}

/// A failover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailedOver {
    /// The name of the client, if it has one.
    pub client: Option<Name>,
    /// The provider that did not serve: the last one before `to` that failed or was skipped.
    pub from: Name,
    /// The provider whose turn begins.
    pub to: Name,
}

/// A value call that was served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValueServed {
    /// The name of the client, if it has one.
    pub client: Option<Name>,
    /// The provider that served.
    pub provider: Name,
    /// The number of turns of the call, skips included. One if the first provider served.
    pub turns: u32,
    /// The time that the call took, on the client's clock. `None` if no observer has an interest in
    /// [`DURATIONS`](crate::Interest::DURATIONS).
    pub duration: Option<Duration>,
}

/// A batch call that ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchFinished<'a> {
    /// The name of the client, if it has one.
    pub client: Option<Name>,
    /// The keys that were served and not served, for each provider that had a turn.
    pub providers: &'a [ProviderKeys],
    /// The number of keys that no provider served.
    pub missing: usize,
    /// The reason why the call ended.
    pub end_reason: EndReason,
    /// The time that the call took, on the client's clock. `None` if no observer has an interest in
    /// [`DURATIONS`](crate::Interest::DURATIONS).
    pub duration: Option<Duration>,
}

/// The keys of one provider's turn in a batch call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProviderKeys {
    /// The provider.
    pub provider: Name,
    /// The number of keys that it served.
    pub served: usize,
    /// The number of keys that it was asked for, or would have been, and did not serve.
    pub missing: usize,
}

/// A call that ended without a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotServed {
    /// The name of the client, if it has one.
    pub client: Option<Name>,
    /// The number of turns of the call, skips included.
    pub turns: u32,
    /// The reason why the call ended. `None` if the caller dropped it, or a provider panicked.
    pub end_reason: Option<EndReason>,
    /// The time that the call took, on the client's clock. `None` if no observer has an interest in
    /// [`DURATIONS`](crate::Interest::DURATIONS).
    pub duration: Option<Duration>,
}
