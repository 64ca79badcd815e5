//! What a thread of a model does, and what it is answered.

/// One thing that a thread does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    Permit,
    /// Puts the permit aside.
    Keep,
    /// Nothing, if there is no permit.
    Settle(Settle),
    Reset,
    ForceOpen,
    ForceClose,
    Look,
    /// A call by a client that makes the probe before its time, if it has to. How it ends at its provider.
    Call(Settle),
    /// Seconds go by.
    Advance(u64),
    /// The clock steps back by so many seconds.
    StepBack(u64),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Settle {
    Success,
    Failure,
    /// For so many seconds.
    StayAway(u64),
    Drop,
}

/// What an act was answered.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum Answer {
    Pass,
    Probe,
    /// Refused: a probe is under way, or about to be, or the circuit is about to be open.
    Probing,
    /// Refused, or told so: open for so many seconds.
    Open(u64),
    HeldOpen,
    /// With so many failures in a row.
    Closed(u32),
    HalfOpen,
    /// A call reached its provider.
    Called,
}

/// What a thread does from its beginning to its end.
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

/// What any thread may do.
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

/// What the thread does that holds a permit from before.
pub(crate) const HOLDER: &[Program] = &[
    program("success", &[Act::Settle(Success)]),
    program("failure", &[Act::Settle(Failure)]),
    program("stay away 30 s", &[Act::Settle(StayAway(30))]),
    program("stay away 90 s", &[Act::Settle(StayAway(90))]),
    program("drop", &[Act::Settle(Drop)]),
];

/// Those of a few steps: of many threes of them every interleaving can be tried.
pub(crate) const BRIEF: &[&str] = &[
    "admit, hold",
    "reset",
    "force open",
    "force close",
    "look",
    "40 s go by",
    "the clock steps back 20 s",
];
