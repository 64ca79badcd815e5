//! The scale of time and the words for times and circuits, shared by both drawings.

use std::time::Duration;

use failover_core::CircuitState;

use crate::day::{Circuit, Lane};
use crate::story::{FAILURE_THRESHOLD, Pace};

/// The axis of time within a call. It ends a little after the longest wait for an answer.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    tick: Duration,
}

impl Scale {
    /// The length of the axis, in ticks.
    const TICKS: f64 = 3.5;

    pub(crate) fn new(pace: Pace) -> Self {
        Self {
            tick: pace.limit * 2 / 5,
        }
    }

    /// Returns where a lane's bar begins and ends on the axis, from 0 to 1. `None` if the provider was skipped.
    pub(crate) fn bar(self, lane: &Lane) -> Option<(f64, f64)> {
        let (begin, took) = lane.span?;
        Some((self.place(begin), self.place(begin + took)))
    }

    /// Returns the times to write on the axis, and their places.
    pub(crate) fn ticks(self) -> [(Duration, f64); 4] {
        [0, 1, 2, 3].map(|number| (self.tick * number, self.place(self.tick * number)))
    }

    fn place(self, time: Duration) -> f64 {
        (time.as_secs_f64() / self.tick.as_secs_f64() / Self::TICKS).min(1.0)
    }
}

pub(crate) fn millis(time: Duration) -> String {
    format!("{:.0} ms", time.as_secs_f64() * 1000.0)
}

/// Describes a circuit around a call, such as `closed → open`.
pub(crate) fn circuit(circuit: &Circuit) -> String {
    let (before, after) = (circuit.before, circuit.after);
    if before.to_string() != after.to_string() {
        return format!("{} → {after}", state(before));
    }
    match circuit.failures {
        0 => state(after),
        1 => format!("{}, 1 failure", state(after)),
        failures => format!("{}, {failures} failures", state(after)),
    }
}

fn state(state: CircuitState) -> String {
    let sign = match state {
        CircuitState::Closed | CircuitState::Unknown => '●',
        CircuitState::Open { .. } => '○',
        CircuitState::HalfOpen => '◐',
    };
    format!("{sign} {state}")
}

/// Explains the circuit in two sentences.
pub(crate) fn rule(pace: Pace) -> [String; 2] {
    let reset_after = millis(pace.reset_after);
    [
        format!("After {FAILURE_THRESHOLD} failures in a row the circuit of primary opens."),
        format!("Calls skip primary for {reset_after}. Then a single call probes it."),
    ]
}
