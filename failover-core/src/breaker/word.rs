//! The word that decides what a circuit does.

/// From high to low: 32 bits of generation, 2 of state, 30 of failures in a row. The low half is zero
/// exactly when the circuit is closed without a failure, so that a success there is one load and one test.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Word(pub(super) u64);

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Closed,
    /// Open while time is left, half-open from then on.
    Open,
    /// Half-open, its probe under way.
    Probing,
    /// About to be `Open` or `Probing`: the times are being written.
    Changing,
}

impl Word {
    const COUNT_BITS: u32 = 30;
    const COUNT_MASK: u64 = (1 << Self::COUNT_BITS) - 1;
    /// The most failures that can be counted.
    pub(super) const MOST_FAILURES: u32 = Self::HELD - 1;
    /// A count that no failures reach: closed, and held so.
    pub(super) const HELD: u32 = (1 << Self::COUNT_BITS) - 1;

    pub(super) fn generation(self) -> u32 {
        (self.0 >> 32) as u32
    }

    pub(super) fn state(self) -> State {
        match (self.0 >> Self::COUNT_BITS) & 3 {
            0 => State::Closed,
            1 => State::Open,
            2 => State::Probing,
            _ => State::Changing,
        }
    }

    pub(super) fn failures(self) -> u32 {
        (self.0 & Self::COUNT_MASK) as u32
    }

    pub(super) fn is_closed_without_failures(self) -> bool {
        self.0 << 32 == 0
    }

    pub(super) fn is_held_closed(self) -> bool {
        self.state() == State::Closed && self.failures() == Self::HELD
    }

    /// The same state and generation with another count.
    pub(super) fn with_failures(self, failures: u32) -> Self {
        Self(self.0 & !Self::COUNT_MASK | u64::from(failures))
    }

    /// The same generation in another state, without failures.
    pub(super) fn with_state(self, state: State) -> Self {
        Self(u64::from(self.generation()) << 32 | (state as u64) << Self::COUNT_BITS)
    }

    /// Another state under the next generation.
    pub(super) fn next(self, state: State) -> Self {
        let generation = u64::from(self.generation().wrapping_add(1));
        Self(generation << 32).with_state(state)
    }
}

/// The generation under which somebody was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp(pub(super) u32);

const _: () = assert!(State::Closed as u64 == 0 && State::Changing as u64 == 3);
