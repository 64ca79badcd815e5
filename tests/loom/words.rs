//! The acts of a thread in a model, and their answers.

/// One act of a thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    Permit,
    /// Puts the permit aside.
    Keep,
    /// Does nothing without a permit.
    Settle(Settle),
    Reset,
    ForceOpen,
    ForceClose,
    Look,
    /// A call of a client that probes early if it must. Holds the result of its provider.
    Call(Settle),
    /// Moves the clock forward by so many seconds.
    Advance(u64),
    /// Moves the clock back by so many seconds.
    StepBack(u64),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Settle {
    Success,
    Failure,
    /// Opens the circuit for so many seconds.
    StayAway(u64),
    Drop,
}

/// The answer to an act.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum Answer {
    Pass,
    Probe,
    /// Refused, because a probe is under way or about to be, or because the circuit is about to open.
    Probing,
    /// Refused, or reported: open for so many seconds.
    Open(u64),
    HeldOpen,
    /// Closed with so many failures in a row.
    Closed(u32),
    HalfOpen,
    /// A call reached its provider.
    Called,
}

/// The acts of a thread, from first to last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) acts: &'static [Act],
}

impl Program {
    pub(crate) fn moves_the_clock(&self) -> bool {
        let moves = |act: &Act| matches!(act, Act::Advance(_) | Act::StepBack(_));
        self.acts.iter().any(moves)
    }
}

use Settle::{Drop, Failure, StayAway, Success};

const fn program(name: &'static str, acts: &'static [Act]) -> Program {
    Program { name, acts }
}

/// Programs for any thread.
pub(crate) const ANY: &[Program] = &[
    program("admit, success", &[Act::Permit, Act::Settle(Success)]),
    program("admit, failure", &[Act::Permit, Act::Settle(Failure)]),
    program(
        "admit, stay away 30 s",
        &[Act::Permit, Act::Settle(StayAway(30))],
    ),
    program(
        "admit, stay away 90 s",
        &[Act::Permit, Act::Settle(StayAway(90))],
    ),
    program("admit, drop", &[Act::Permit, Act::Settle(Drop)]),
    program("admit, hold", &[Act::Permit, Act::Keep]),
    program("reset", &[Act::Reset]),
    program("force open", &[Act::ForceOpen]),
    program("force close", &[Act::ForceClose]),
    program("look", &[Act::Look]),
    program("call that serves", &[Act::Call(Success)]),
    program("call that fails", &[Act::Call(Failure)]),
    program("40 s go by", &[Act::Advance(40)]),
    program("the clock steps back 20 s", &[Act::StepBack(20)]),
];

/// Programs for the thread that holds an older permit.
pub(crate) const HOLDER: &[Program] = &[
    program("success", &[Act::Settle(Success)]),
    program("failure", &[Act::Settle(Failure)]),
    program("stay away 30 s", &[Act::Settle(StayAway(30))]),
    program("stay away 90 s", &[Act::Settle(StayAway(90))]),
    program("drop", &[Act::Settle(Drop)]),
];

/// Programs with few steps. Threes of them can be explored in every interleaving.
pub(crate) const BRIEF: &[&str] = &[
    "admit, hold",
    "reset",
    "force open",
    "force close",
    "look",
    "40 s go by",
    "the clock steps back 20 s",
];
