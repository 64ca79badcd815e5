//! [`PackedState`]: the word that decides what a circuit does.

use crate::event::CircuitPhase;

/// A circuit's state in one word. From high to low: 32 bits of generation, 2 of phase, 30 of failures in a row.
///
/// The low half is zero exactly when the circuit is closed without a failure, so a success there is one load and one test.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct PackedState(pub(super) u64);

/// A circuit's phase. Whether an open circuit is half-open depends on the clock.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Closed,
    /// Open while its interval lasts, half-open afterwards.
    Open,
    /// Half-open, with its probe under way.
    Probing,
    /// About to be `Open` or `Probing`: its interval is being written.
    Changing,
}

impl From<Phase> for CircuitPhase {
    fn from(phase: Phase) -> Self {
        match phase {
            Phase::Closed => Self::Closed,
            Phase::Open => Self::Open,
            Phase::Probing | Phase::Changing => Self::Probing,
        }
    }
}

impl PackedState {
    const COUNT_BITS: u32 = 30;
    const COUNT_MASK: u64 = (1 << Self::COUNT_BITS) - 1;
    /// The most failures that can be counted.
    pub(super) const MOST_FAILURES: u32 = Self::HELD - 1;
    /// A count that failures cannot reach: the circuit is held closed.
    pub(super) const HELD: u32 = (1 << Self::COUNT_BITS) - 1;
    /// Another count that failures cannot reach, because the last one opens the circuit: the circuit was removed. It is
    /// closed like a new one.
    pub(super) const REMOVED: u32 = Self::MOST_FAILURES;

    pub(super) fn generation(self) -> u32 {
        (self.0 >> 32) as u32
    }

    pub(super) fn phase(self) -> Phase {
        match (self.0 >> Self::COUNT_BITS) & 3 {
            0 => Phase::Closed,
            1 => Phase::Open,
            2 => Phase::Probing,
            _ => Phase::Changing,
        }
    }

    pub(super) fn failures(self) -> u32 {
        (self.0 & Self::COUNT_MASK) as u32
    }

    pub(super) fn is_closed_without_failures(self) -> bool {
        self.0 << 32 == 0
    }

    pub(super) fn is_held_closed(self) -> bool {
        self.phase() == Phase::Closed && self.failures() == Self::HELD
    }

    pub(super) fn is_removed(self) -> bool {
        self.phase() == Phase::Closed && self.failures() == Self::REMOVED
    }

    /// Returns the same phase and generation with another count.
    pub(super) fn with_failures(self, failures: u32) -> Self {
        Self(self.0 & !Self::COUNT_MASK | u64::from(failures))
    }

    /// Returns the same generation in another phase, without failures.
    pub(super) fn with_phase(self, phase: Phase) -> Self {
        Self(u64::from(self.generation()) << 32 | (phase as u64) << Self::COUNT_BITS)
    }

    /// Returns another phase in the next generation.
    pub(super) fn next(self, phase: Phase) -> Self {
        let generation = u64::from(self.generation().wrapping_add(1));
        Self(generation << 32).with_phase(phase)
    }
}

/// The generation in which a permit was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Generation(pub(super) u32);

const _: () = assert!(Phase::Closed as u64 == 0 && Phase::Changing as u64 == 3);
