//! What the circuit is like when threads meet.

use crate::race::Situation;
use crate::reference::LEASE;
use crate::words::Act::{self, Advance, ForceClose, ForceOpen, Keep, Permit, Reset, Settle};
use crate::words::Settle::{Failure, StayAway, Success};

const fn situation(name: &'static str, before: &'static [Act]) -> Situation {
    Situation { name, before }
}

/// Nobody holds a permit. Outages last other times than those that begin in a race.
pub(crate) const FREE: &[Situation] = &[
    situation("closed", &[Permit, Settle(Success)]),
    situation("one short of opening", &[Permit, Settle(Failure)]),
    situation("open", &[Permit, Settle(StayAway(45)), Advance(10)]),
    situation("half-open", &[Permit, Settle(StayAway(45)), Advance(45)]),
    situation("held open", &[ForceOpen]),
    situation("held closed", &[ForceClose]),
];

/// The first thread holds a permit.
pub(crate) const HOLDING: &[Situation] = &[
    situation(
        "a probe under way",
        &[Permit, Settle(StayAway(45)), Advance(45), Permit, Keep, Advance(10)],
    ),
    situation(
        "a probe whose lease is over",
        &[Permit, Settle(StayAway(45)), Advance(45), Permit, Keep, Advance(LEASE)],
    ),
    situation(
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
    situation(
        "a permit from before the outage",
        &[Permit, Keep, Permit, Settle(StayAway(45)), Advance(10)],
    ),
    situation(
        "a permit from before the reset",
        &[Permit, Keep, Reset, Permit, Settle(Failure)],
    ),
];
