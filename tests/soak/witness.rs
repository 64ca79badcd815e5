//! Certain knowledge about one circuit, without asking it.
//!
//! The engine must not be its own witness. The checks at a provider's entry are derived from the order in which
//! events were published in one atomic word per circuit: the number of the outage, and its stage.
//!
//! - The opener of a circuit publishes that *after* it is open. Whatever ends an outage (a move of the clock, a reset)
//!   publishes that *before*. So the circuit is open between those two words.
//! - A call looks at the word *before* it asks the circuit, and its provider looks again *at its entry*. If it is the
//!   same outage both times, the circuit was asked while it was open: a breach, whatever the timing.
//! - The call looks again whenever a provider leaves, because the engine asks the circuit before a retry too.
//! - A call from before the outage finds another number, and is not judged.
//! - In a half-open circuit, an entry takes the place of the probe and returns it *before* the engine hears the
//!   result. So an entry that finds the place taken is a second probe. A visitor that will count as a failure publishes
//!   "open" when it leaves: no call may enter until the clock moves. One that will be a success ends the outage, and
//!   with it the knowledge.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;

#[derive(Debug, Default)]
pub(crate) struct Witness {
    word: AtomicU64,
    /// The number of entries since the circuit is half-open.
    entries: AtomicU64,
    /// The last window in which the half-open circuit rejected a call.
    turned_away: AtomicU64,
}

/// The word at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look(u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Unknown: closed, or opened by providers.
    Free,
    /// No call may enter.
    Open,
    /// The clock is about to reach the end of the outage.
    Ending,
    /// One call may enter.
    HalfOpen,
    /// One call has entered.
    Probing,
}

/// The effect of a provider's visit on its circuit, as far as it is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The circuit closes, or may close.
    Success,
    /// If it is a probe, the circuit opens.
    Failure,
    /// No success: the circuit stays open or half-open.
    Neither,
}

/// A call that has entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visitor {
    /// A call from before the outage, or without one.
    Any,
    /// Like [`Any`](Self::Any), but the circuit was half-open, so it might be the probe.
    PerhapsProbe(Look),
    Probe(Look),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breach {
    CalledWhileOpen,
    SecondProbe,
}

impl Look {
    const STAGE_BITS: u32 = 3;

    pub(crate) fn stage(self) -> Stage {
        match self.0 & 7 {
            0 => Stage::Free,
            1 => Stage::Open,
            2 => Stage::Ending,
            3 => Stage::HalfOpen,
            _ => Stage::Probing,
        }
    }

    pub(crate) fn outage(self) -> u64 {
        self.0 >> Self::STAGE_BITS
    }

    fn at(self, stage: Stage) -> Self {
        Self(self.outage() << Self::STAGE_BITS | stage as u64)
    }

    /// Converts it for an atomic.
    pub(crate) fn into_word(self) -> u64 {
        self.0
    }

    pub(crate) fn from_word(word: u64) -> Self {
        Self(word)
    }
}

impl Witness {
    pub(crate) fn look(&self) -> Look {
        Look(self.word.load(SeqCst))
    }

    fn replace(&self, seen: Look, stage: Stage) -> bool {
        let new = seen.at(stage);
        let replaced = self.word.compare_exchange(seen.0, new.0, SeqCst, SeqCst);
        replaced.is_ok()
    }

    /// Publishes that the circuit is open, and stays open until the next word. Only for the holder of the control,
    /// while the stage is free.
    pub(crate) fn opened(&self) {
        let outage = self.look().outage() + 1;
        let new = Look(outage << Look::STAGE_BITS).at(Stage::Open);
        self.word.store(new.0, SeqCst);
    }

    /// Publishes that the clock is about to reach the end of the outage. Only while it is open.
    pub(crate) fn ending(&self) {
        self.entries.store(0, SeqCst);
        self.replace(self.look(), Stage::Ending);
    }

    /// Publishes that the outage is over and the circuit was seen half-open.
    pub(crate) fn half_open(&self) {
        let seen = self.look();
        if seen.stage() == Stage::Ending {
            // If this fails, the probe has entered already.
            self.replace(seen, Stage::HalfOpen);
        }
    }

    /// Ends the knowledge about the circuit.
    pub(crate) fn forget(&self) {
        while self.look().stage() != Stage::Free {
            self.replace(self.look(), Stage::Free);
        }
    }

    /// Like [`forget`](Self::forget), if a call may enter and none has.
    pub(crate) fn forget_half_open(&self) {
        let seen = self.look();
        if seen.stage() == Stage::HalfOpen {
            // If this fails, a call has entered.
            self.replace(seen, Stage::Free);
        }
    }

    /// Enters a provider, in a call that saw `before` before it asked the circuit.
    pub(crate) fn enter(&self, before: Look) -> Result<Visitor, Breach> {
        loop {
            let now = self.look();
            let is_judged = now.outage() == before.outage();
            match now.stage() {
                Stage::Open if is_judged => return Err(Breach::CalledWhileOpen),
                Stage::Free | Stage::Open => return Ok(Visitor::Any),
                Stage::Probing if is_judged => return Err(Breach::SecondProbe),
                Stage::Ending | Stage::HalfOpen if is_judged => {
                    if self.replace(now, Stage::Probing) {
                        self.entries.fetch_add(1, SeqCst);
                        return Ok(Visitor::Probe(now.at(Stage::Probing)));
                    }
                }
                Stage::Ending | Stage::HalfOpen | Stage::Probing => {
                    self.entries.fetch_add(1, SeqCst);
                    return Ok(Visitor::PerhapsProbe(now));
                }
            }
        }
    }

    /// Leaves a provider, before the engine hears the result.
    pub(crate) fn leave(&self, visitor: Visitor, fate: Fate) {
        match visitor {
            Visitor::Probe(probing) => {
                let stage = match fate {
                    Fate::Success => Stage::Free,
                    Fate::Failure => Stage::Open,
                    Fate::Neither => Stage::HalfOpen,
                };
                // If this fails, nothing is known of the circuit any more.
                self.replace(probing, stage);
            }
            Visitor::PerhapsProbe(seen) if fate == Fate::Success => loop {
                let now = self.look();
                let is_over = matches!(now.stage(), Stage::Free | Stage::Open);
                if is_over || now.outage() != seen.outage() || self.replace(now, Stage::Free) {
                    break;
                }
            },
            Visitor::Any | Visitor::PerhapsProbe(_) => {}
        }
    }

    /// Notes that the circuit rejected a call in this window. The call saw `before` before it asked the circuit.
    pub(crate) fn turned_away(&self, before: Look, window: u64) {
        if before.stage() == Stage::HalfOpen {
            self.turned_away.store(window, SeqCst);
        }
    }

    /// Returns true if the circuit has been half-open in this window, rejected calls, and admitted none. To be called
    /// while no call is under way.
    pub(crate) fn admitted_none(&self, window: u64) -> bool {
        self.look().stage() == Stage::HalfOpen
            && self.entries.load(SeqCst) == 0
            && self.turned_away.load(SeqCst) == window
    }
}
