//! The state of the circuit when threads race.

use crate::race::Situation;
use crate::reference_circuit::LEASE;
use crate::words::Act::{self, Advance, ForceClose, ForceOpen, Keep, Permit, Reset, Settle};
use crate::words::Settle::{Failure, StayAway, Success};

const fn situation(name: &'static str, before: &'static [Act]) -> Situation {
    let held = false;
    Situation { name, before, held }
}

const fn holding(name: &'static str, before: &'static [Act]) -> Situation {
    let held = true;
    Situation { name, before, held }
}

/// These outages last longer or shorter than those that begin in a race, so a wrong time is noticed.
pub(crate) const SITUATIONS: &[Situation] = &[
    situation("closed", &[Permit, Settle(Success)]),
    situation("one short of opening", &[Permit, Settle(Failure)]),
    situation("open", &[Permit, Settle(StayAway(45)), Advance(10)]),
    situation("half-open", &[Permit, Settle(StayAway(45)), Advance(45)]),
    situation("held open", &[ForceOpen]),
    situation("held closed", &[ForceClose]),
    holding(
        "a probe under way",
        &[
            Permit,
            Settle(StayAway(45)),
            Advance(45),
            Permit,
            Keep,
            Advance(10),
        ],
    ),
    holding(
        "a probe whose lease is over",
        &[
            Permit,
            Settle(StayAway(45)),
            Advance(45),
            Permit,
            Keep,
            Advance(LEASE),
        ],
    ),
    holding(
        "a probe after the next",
        &[
            Permit,
            Settle(StayAway(45)),
            Advance(45),
            Permit,
            Keep,
            Advance(LEASE),
            Permit,
            Keep,
            Advance(10),
        ],
    ),
    holding(
        "a permit from before the outage",
        &[Permit, Keep, Permit, Settle(StayAway(45)), Advance(10)],
    ),
    holding(
        "a permit from before the reset",
        &[Permit, Keep, Reset, Permit, Settle(Failure)],
    ),
];

/// Races of three threads: the situation, and the programs.
type Three = (&'static str, [&'static str; 3]);

pub(crate) const THREES: &[Three] = &[
    (
        "closed",
        ["admit, failure", "admit, failure", "admit, failure"],
    ),
    (
        "closed",
        ["admit, failure", "admit, failure", "admit, success"],
    ),
    (
        "closed",
        ["admit, stay away 30 s", "admit, stay away 90 s", "look"],
    ),
    (
        "one short of opening",
        ["admit, failure", "admit, success", "reset"],
    ),
    (
        "one short of opening",
        ["admit, failure", "force close", "look"],
    ),
    ("open", ["call that serves", "reset", "look"]),
    ("open", ["admit, failure", "force open", "reset"]),
    (
        "half-open",
        ["admit, success", "admit, success", "admit, success"],
    ),
    ("half-open", ["admit, failure", "admit, drop", "look"]),
    (
        "half-open",
        ["admit, success", "the clock steps back 20 s", "look"],
    ),
    ("held open", ["reset", "admit, failure", "force close"]),
    ("held closed", ["reset", "admit, failure", "force open"]),
    ("a probe under way", ["success", "reset", "look"]),
    (
        "a probe under way",
        ["drop", "admit, success", "admit, failure"],
    ),
    (
        "a probe under way",
        ["failure", "40 s go by", "admit, success"],
    ),
    (
        "a probe whose lease is over",
        ["success", "admit, failure", "admit, drop"],
    ),
    (
        "a probe whose lease is over",
        ["drop", "admit, success", "reset"],
    ),
    (
        "a probe after the next",
        ["failure", "reset", "admit, failure"],
    ),
    (
        "a permit from before the outage",
        ["stay away 90 s", "reset", "look"],
    ),
    (
        "a permit from before the outage",
        ["failure", "40 s go by", "admit, success"],
    ),
    (
        "a permit from before the reset",
        ["failure", "admit, failure", "admit, success"],
    ),
];
