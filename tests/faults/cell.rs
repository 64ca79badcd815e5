//! The four axes, and which of their cells cannot be.

use std::time::Duration;

use crate::world::{FAILURE_THRESHOLD, RESET_AFTER};

/// What goes wrong in every attempt at `a` that a call makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It returns an error.
    Error,
    /// It panics.
    Panic,
    /// Its future is never ready.
    Hang,
    /// Its value comes after the `timeout`.
    Late,
    /// It answers, and there is nothing in the answer.
    Empty,
    /// Its answer holds a part of what was asked for, and what was not.
    ExtraKeys,
    /// `is_valid` rejects its values.
    Rejected,
    /// It returns an error that stops the call.
    StopVerdict,
    /// It returns an error that says when to come back.
    RetryAfter,
    /// It returns an error that says that its work was cancelled, which is not its fault: an uncounted verdict.
    Cancelled,
    /// It hangs in a hedged call, and `b` serves first: the engine cancels it.
    Outrun,
    /// It hangs, and the caller drops the call.
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

/// What a circuit is doing: with its failed turns in a row, or until it is half-open.
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

    /// Why there is no such cell.
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
