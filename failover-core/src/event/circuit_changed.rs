//! [`CircuitChanged`]: a change of a circuit.

use std::time::Duration;

use crate::name::Name;

/// A change of a circuit.
///
/// Circuits become half-open by the passing of time, so no event says that one did. The first news is a probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CircuitChanged {
    /// The circuit's name, which is the provider's.
    pub provider: Name,
    /// The number of the circuit. It tells apart the circuits of two breakers for providers of the same name.
    pub circuit: usize,
    /// The phase before.
    pub from: CircuitPhase,
    /// The phase after.
    pub to: CircuitPhase,
    /// The reason for the change.
    pub cause: ChangeCause,
    /// The number of this circuit's changes so far, modulo 2³². Events are sent outside of every lock, so two of them may
    /// arrive in the wrong order. The one with the higher generation is the news.
    pub generation: u32,
    /// The time until the circuit is half-open. `None` if `to` is not open, or if an operator holds it open.
    pub open_for: Option<Duration>,
}

/// A phase of a circuit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CircuitPhase {
    /// Calls are admitted.
    Closed,
    /// Calls are skipped. Once the time is over, the next call is admitted as a probe.
    Open,
    /// A probe is under way, and other calls are skipped.
    Probing,
}

/// The reason for a change of a circuit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChangeCause {
    /// Too many turns failed in a row.
    Failures,
    /// A verdict, or a permit, asked to open the circuit for a time: [`open_for`](crate::Verdict::open_for).
    OpenFor,
    /// The circuit was half-open, and a call began to probe.
    ProbeStarted,
    /// The probe succeeded.
    ProbeSucceeded,
    /// The probe failed.
    ProbeFailed,
    /// The probe was dropped without a result.
    ProbeReleased,
    /// An operator reset or removed the circuit, or holds it open or closed.
    Operator,
}
