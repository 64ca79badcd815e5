//! The four axes, and the cells that cannot exist.

use std::time::Duration;

use crate::world::{FAILURE_THRESHOLD, RESET_AFTER};

/// The fault of every attempt at `a` in a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Returns an error.
    Error,
    /// Panics.
    Panic,
    /// Its future is never ready.
    Hang,
    /// Returns a value after the `timeout`.
    Late,
    /// Returns an empty answer.
    Empty,
    /// Returns some of the keys, and a key that was not requested.
    ExtraKeys,
    /// Returns values that `is_valid` rejects.
    Rejected,
    /// Returns an error that stops the call.
    StopVerdict,
    /// Returns an error that says when to come back.
    RetryAfter,
    /// Returns an error that its work was cancelled. The verdict is uncounted.
    Cancelled,
    /// Hangs in a hedged call, and `b` serves first: the engine cancels it.
    Outrun,
    /// Hangs, and the caller drops the call.
    CallersDrop,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Whole,
    Items,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Blocking,
    Awaited,
}

/// The circuit of `a` when the call begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Closed,
    OneShortOfOpening,
    Open,
    HalfOpen,
}

/// The visible state of a circuit: its failed turns in a row, or the time until it is half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Circuit {
    Closed(u32),
    Open(Duration),
    HalfOpen,
}

pub(crate) const FAULTS: [(&str, Fault); 12] = [
    ("error", Fault::Error),
    ("panic", Fault::Panic),
    ("hang", Fault::Hang),
    ("late", Fault::Late),
    ("empty", Fault::Empty),
    ("extra_keys", Fault::ExtraKeys),
    ("rejected", Fault::Rejected),
    ("stop_verdict", Fault::StopVerdict),
    ("retry_after", Fault::RetryAfter),
    ("cancelled", Fault::Cancelled),
    ("outrun", Fault::Outrun),
    ("callers_drop", Fault::CallersDrop),
];

pub(crate) const OPERATIONS: [(&str, Operation); 2] =
    [("whole", Operation::Whole), ("items", Operation::Items)];

pub(crate) const ENGINES: [(&str, Engine); 2] =
    [("blocking", Engine::Blocking), ("awaited", Engine::Awaited)];

pub(crate) const STATES: [(&str, State); 4] = [
    ("closed", State::Closed),
    ("one_short_of_opening", State::OneShortOfOpening),
    ("open", State::Open),
    ("half_open", State::HalfOpen),
];

#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub(crate) operation: Operation,
    pub(crate) engine: Engine,
    pub(crate) state: State,
    pub(crate) fault: Fault,
}

impl Cell {
    pub(crate) fn named([operation, engine, state, fault]: [&str; 4]) -> Self {
        fn find<T: Copy>(axis: &[(&str, T)], name: &str) -> T {
            let is_it = |(known, _): &&(&str, T)| *known == name;
            axis.iter().find(is_it).expect(name).1
        }
        Self {
            operation: find(&OPERATIONS, operation),
            engine: find(&ENGINES, engine),
            state: find(&STATES, state),
            fault: find(&FAULTS, fault),
        }
    }

    /// Returns the reason why there is no such cell.
    pub(crate) fn left_out(&self) -> Option<&'static str> {
        match (self.fault, self.operation, self.engine) {
            (Fault::Empty, Operation::Whole, _) => Some("a value has no keys that it could lack"),
            (Fault::ExtraKeys, Operation::Whole, _) => {
                Some("a value has no keys that it could have too many of")
            }
            (Fault::Hang, _, Engine::Blocking) => {
                Some("looked at when it returns, which it never does; when it does, it is `late`")
            }
            (Fault::CallersDrop, _, Engine::Blocking) => {
                Some("there is no future to drop before it returns")
            }
            (Fault::Outrun, _, Engine::Blocking) => Some("a blocking call cannot be hedged"),
            (Fault::Outrun, Operation::Items, _) => Some("a call for items cannot be hedged"),
            _ => None,
        }
    }
}

impl State {
    pub(crate) fn circuit(self) -> Circuit {
        match self {
            Self::Closed => Circuit::Closed(0),
            Self::OneShortOfOpening => Circuit::Closed(FAILURE_THRESHOLD - 1),
            Self::Open => Circuit::Open(RESET_AFTER / 2),
            Self::HalfOpen => Circuit::HalfOpen,
        }
    }
}
