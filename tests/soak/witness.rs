//! What is known for certain of one circuit, without asking it.
//!
//! The engine must not be its own witness. So what has to hold at a provider's entry is derived from the order in which
//! things were made known, by one atomic word for each circuit: the number of the outage, and its stage.
//!
//! - Who opens a circuit says so *after* it is open, and whoever ends an outage (by moving the clock, by a reset) says so
//!   *before*. So between those two words it is open.
//! - A call looks at the word *before* it asks the circuit, and its provider looks again *at its entry*. If both times
//!   it is open, by the same outage, then the circuit was asked while it was open: a breach, whatever the timing.
//! - It looks again whenever a provider goes: also before a retry the engine asks the circuit.
//! - A call from before the outage, of which nothing is known, finds another number, and is not judged.
//! - In a half-open circuit who enters takes the place of the probe, and gives it back *before* the engine hears how it
//!   went. So who finds the place taken is a second probe. One that will count as a failure says "open" when it goes: until
//!   the clock is moved nobody may come. One that will be a success ends the outage: nothing is known any more.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;

#[derive(Debug, Default)]
pub(crate) struct Witness {
    word: AtomicU64,
    /// Who came in since the circuit is half-open.
    entries: AtomicU64,
    /// The last window in which the half-open circuit turned a call away.
    turned_away: AtomicU64,
}

/// The word at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look(u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing is known: closed, or open by what the providers did.
    Free,
    /// Nobody may come.
    Open,
    /// The clock is about to reach the end of the outage.
    Ending,
    /// One may come.
    HalfOpen,
    /// One has come.
    Probing,
}

/// How a provider's visit ended for its circuit, as far as that is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The circuit closes, or may close.
    Success,
    /// A probe that ends so opens the circuit.
    Failure,
    /// Not a success: the circuit is open, or half-open still.
    Neither,
}

/// Who came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visitor {
    /// Of a call from before the outage, or of none.
    Any,
    /// As [`Any`](Self::Any), while the circuit was half-open: it might be the probe all the same.
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

    /// To be kept in an atomic.
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

    /// The circuit is open, and stays so until somebody says otherwise. Only by who has the control of it, while
    /// nothing is known.
    pub(crate) fn opened(&self) {
        let outage = self.look().outage() + 1;
        let new = Look(outage << Look::STAGE_BITS).at(Stage::Open);
        self.word.store(new.0, SeqCst);
    }

    /// The clock is about to reach the end of the outage. Only while it is open.
    pub(crate) fn ending(&self) {
        self.entries.store(0, SeqCst);
        self.replace(self.look(), Stage::Ending);
    }

    /// The outage is over, and the circuit was seen half-open.
    pub(crate) fn half_open(&self) {
        let seen = self.look();
        if seen.stage() == Stage::Ending {
            // If this fails the probe has come already.
            self.replace(seen, Stage::HalfOpen);
        }
    }

    /// Nothing is known any more.
    pub(crate) fn forget(&self) {
        while self.look().stage() != Stage::Free {
            self.replace(self.look(), Stage::Free);
        }
    }

    /// As [`forget`](Self::forget), if one may come and nobody has.
    pub(crate) fn forget_half_open(&self) {
        let seen = self.look();
        if seen.stage() == Stage::HalfOpen {
            // If this fails somebody has come.
            self.replace(seen, Stage::Free);
        }
    }

    /// A provider is entered, by a call that saw `before` before it asked the circuit.
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

    /// A visitor is about to go, before the engine hears how it went.
    pub(crate) fn leave(&self, visitor: Visitor, fate: Fate) {
        match visitor {
            Visitor::Probe(probing) => {
                let stage = match fate {
                    Fate::Success => Stage::Free,
                    Fate::Failure => Stage::Open,
                    Fate::Neither => Stage::HalfOpen,
                };
                // If this fails nothing is known of the circuit any more.
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

    /// In this window a call was turned away, which saw `before` before it asked the circuit.
    pub(crate) fn turned_away(&self, before: Look, window: u64) {
        if before.stage() == Stage::HalfOpen {
            self.turned_away.store(window, SeqCst);
        }
    }

    /// Whether the circuit has been half-open in this window, calls were turned away, and nobody came in. To be asked
    /// when nobody is under way.
    pub(crate) fn let_nobody_in(&self, window: u64) -> bool {
        self.look().stage() == Stage::HalfOpen
            && self.entries.load(SeqCst) == 0
            && self.turned_away.load(SeqCst) == window
    }
}
