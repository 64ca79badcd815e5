//! A circuit by the rules, for one thread and with a plain clock in seconds. The real circuit is compared with it.

use crate::words::{Answer, Settle};

pub(crate) const THRESHOLD: u32 = 2;
pub(crate) const RESET_AFTER: u64 = 60;
pub(crate) const LEASE: u64 = 100;
const FOR_EVER: u64 = u64::MAX;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Outage {
    since: u64,
    length: u64,
}

impl Outage {
    /// Returns the rest of it. Every reader notices that the clock has stepped back.
    fn left(&mut self, now: u64) -> u64 {
        self.since = self.since.min(now);
        match self.length {
            FOR_EVER => FOR_EVER,
            length => length.saturating_sub(now - self.since),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum State {
    Closed {
        failures: u32,
    },
    HeldClosed,
    Open(Outage),
    Probing {
        lease: Outage,
        interrupted: Option<Outage>,
    },
}

/// Permission for a turn, until the circuit changes again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Permit {
    change: u32,
    is_probe: bool,
}

impl Permit {
    pub(crate) fn answer(self) -> Answer {
        if self.is_probe {
            Answer::Probe
        } else {
            Answer::Pass
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Circuit {
    state: State,
    /// The number of changes so far.
    changes: u32,
}

impl Circuit {
    pub(crate) fn new() -> Self {
        Self {
            state: State::Closed { failures: 0 },
            changes: 0,
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        matches!(self.state, State::Open(_))
    }

    pub(crate) fn changes(&self) -> u32 {
        self.changes
    }

    fn turn(&mut self, state: State) {
        self.state = state;
        self.changes += 1;
    }

    fn open(&mut self, since: u64, length: u64) {
        self.turn(State::Open(Outage { since, length }));
    }

    fn lend(&mut self, now: u64, interrupted: Option<Outage>) -> Permit {
        let lease = Outage {
            since: now,
            length: LEASE,
        };
        self.turn(State::Probing { lease, interrupted });
        Permit {
            change: self.changes,
            is_probe: true,
        }
    }

    pub(crate) fn admit_closed(&self) -> Option<Permit> {
        let closed = matches!(self.state, State::Closed { .. } | State::HeldClosed);
        closed.then_some(Permit {
            change: self.changes,
            is_probe: false,
        })
    }

    pub(crate) fn admit(&mut self, now: u64) -> Result<Permit, Answer> {
        match &mut self.state {
            State::Closed { .. } | State::HeldClosed => {}
            State::Open(outage) => match outage.left(now) {
                0 => return Ok(self.lend(now, None)),
                left => return Err(refused(left)),
            },
            State::Probing { lease, .. } => match lease.left(now) {
                0 => return Ok(self.lend(now, None)),
                _ => return Err(Answer::Probing),
            },
        }
        self.admit_closed().ok_or(Answer::Probing)
    }

    /// Admits the early probe.
    pub(crate) fn probe_early(&mut self, now: u64) -> Option<Permit> {
        let State::Open(outage) = &mut self.state else {
            return None;
        };
        let outage = match outage.left(now) {
            FOR_EVER => return None,
            _ => *outage,
        };
        Some(self.lend(now, Some(outage)))
    }

    pub(crate) fn settle(&mut self, permit: Permit, how: Settle, now: u64) {
        let is_current = permit.change == self.changes;
        match how {
            Settle::Success if is_current => match &mut self.state {
                State::Closed { failures } => *failures = 0,
                State::Probing { .. } => self.turn(State::Closed { failures: 0 }),
                State::HeldClosed | State::Open(_) => {}
            },
            Settle::Failure if is_current => match &mut self.state {
                State::Closed { failures } if *failures + 1 < THRESHOLD => *failures += 1,
                State::Closed { .. } => self.open(now, RESET_AFTER),
                State::Probing { interrupted, .. } => {
                    let left = interrupted.map_or(0, |mut outage| outage.left(now));
                    self.open(now, left.max(RESET_AFTER));
                }
                State::HeldClosed | State::Open(_) => {}
            },
            Settle::StayAway(length) => match &mut self.state {
                State::Closed { .. } if is_current => self.open(now, length),
                State::Probing { interrupted, .. } if is_current => {
                    let left = interrupted.map_or(0, |mut outage| outage.left(now));
                    self.open(now, left.max(length));
                }
                // The time counts from any permit, unless the circuit is half-open.
                State::Open(outage) => {
                    let left = outage.left(now);
                    if left > 0 && length > left {
                        self.open(now, length);
                    }
                }
                _ => {}
            },
            Settle::Drop if is_current && permit.is_probe => {
                if let State::Probing { interrupted, .. } = self.state {
                    let over = Outage {
                        since: 0,
                        length: 0,
                    };
                    self.turn(State::Open(interrupted.unwrap_or(over)));
                }
            }
            Settle::Success | Settle::Failure | Settle::Drop => {}
        }
    }

    pub(crate) fn reset(&mut self) {
        self.turn(State::Closed { failures: 0 });
    }

    pub(crate) fn force_open(&mut self) {
        self.open(0, FOR_EVER);
    }

    pub(crate) fn force_close(&mut self) {
        self.turn(State::HeldClosed);
    }

    pub(crate) fn look(&mut self, now: u64) -> Answer {
        match &mut self.state {
            State::Closed { failures } => Answer::Closed(*failures),
            State::HeldClosed => Answer::Closed(0),
            State::Probing { .. } => Answer::HalfOpen,
            State::Open(outage) => match outage.left(now) {
                0 => Answer::HalfOpen,
                left => refused(left),
            },
        }
    }
}

fn refused(left: u64) -> Answer {
    match left {
        FOR_EVER => Answer::HeldOpen,
        left => Answer::Open(left),
    }
}
