//! The visible result of a call.

use std::time::Duration;

use failover_core::{
    AllProvidersFailed, EndReason, Failure, FailureKind, ItemResult, Reason, Served, Turn,
};

use crate::cell::Circuit;

pub(crate) type Key = &'static str;
pub(crate) type Name = &'static str;

/// The error of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    Down,
    BadRequest,
    TooManyRequests,
    Cancelled,
}

/// Everything that is visible during and after a call.
#[derive(Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) report: Report,
    /// Every attempt in order, with its keys.
    pub(crate) asked: Vec<(Name, Vec<Key>)>,
    pub(crate) took: Duration,
    /// The circuit of `a`.
    pub(crate) circuit: Circuit,
    pub(crate) circuit_of_b: Circuit,
}

/// The report of a call.
#[derive(Debug, PartialEq)]
pub(crate) enum Report {
    Served {
        /// Each value, and the provider that served it.
        values: Vec<(Key, u32, Name)>,
        missing: Vec<(Key, Vec<(Name, Why)>)>,
        turns: Turns,
    },
    Failed {
        ended: EndReason,
        turns: Turns,
    },
    Panicked,
    Dropped,
}

/// Every turn in order: its provider, its failure, and its attempts.
pub(crate) type Turns = Vec<(Name, Option<Kind>, u32)>;

/// The failure of a turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Error(Trouble),
    Rejected,
    TimedOut,
    Skipped { retry_in: Option<Duration> },
    Cancelled,
}

/// The reason why a provider did not serve a key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Why {
    NotReturned,
    Rejected,
    Failed(Kind),
    NotReached,
}

/// The key for the value of a value call.
pub(crate) const THE_VALUE: Key = "the value";

type Failures = AllProvidersFailed<Trouble>;

impl Report {
    pub(crate) fn of_whole(result: &Result<Served<u32, Trouble>, Failures>) -> Self {
        match result {
            Ok(served) => Self::Served {
                values: vec![(THE_VALUE, served.value, served.provider.as_str())],
                missing: Vec::new(),
                turns: served.turns().map(turn).collect(),
            },
            Err(failed) => Self::failed(failed),
        }
    }

    pub(crate) fn of_items(result: &Result<ItemResult<Key, u32, Trouble>, Failures>) -> Self {
        let result = match result {
            Ok(result) => result,
            Err(failed) => return Self::failed(failed),
        };
        let value = |(key, value, name): (&Key, &u32, &'static str)| {
            // Both ways to ask must agree.
            assert_eq!(result.provenance(key), Some(name));
            assert_eq!(result.get(key), Some(value));
            (*key, *value, name)
        };
        let missing = |missing: failover_core::Missing<'_, Key, Trouble>| {
            let reasons = missing.reasons();
            let reasons = reasons.map(|(name, reason)| (name.as_str(), why(reason)));
            (*missing.key, reasons.collect())
        };
        Self::Served {
            values: result.iter().map(value).collect(),
            missing: result.missing().map(missing).collect(),
            turns: result.turns().map(turn).collect(),
        }
    }

    fn failed(failed: &Failures) -> Self {
        Self::Failed {
            ended: failed.end_reason(),
            turns: failed.turns().map(turn).collect(),
        }
    }
}

fn turn(turn: Turn<'_, Trouble>) -> (Name, Option<Kind>, u32) {
    (
        turn.provider.as_str(),
        turn.failure.map(kind),
        turn.attempts,
    )
}

fn kind(failure: &Failure<Trouble>) -> Kind {
    match &failure.kind {
        FailureKind::Error(trouble) => Kind::Error(*trouble),
        FailureKind::Rejected => Kind::Rejected,
        FailureKind::TimedOut => Kind::TimedOut,
        FailureKind::Cancelled => Kind::Cancelled,
        FailureKind::CircuitOpen(open) => Kind::Skipped {
            retry_in: open.retry_in(),
        },
        other => panic!("no fault leads to {other:?}"),
    }
}

fn why(reason: Reason<'_, Trouble>) -> Why {
    match reason {
        Reason::NotReturned => Why::NotReturned,
        Reason::Rejected => Why::Rejected,
        Reason::Failed(failure) => Why::Failed(kind(failure)),
        Reason::NotReached => Why::NotReached,
        other => panic!("no fault leads to {other:?}"),
    }
}
