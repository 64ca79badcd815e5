//! [`Race`]: notes about one turn of a hedged call.

use std::sync::atomic::{AtomicU8, AtomicU32, Ordering::Relaxed};

/// Notes about one turn of a hedged call, for the driver and for the turn.
///
/// The driver cannot look into the turn's future, and the turn does not know the other turns. The same task polls both, so
/// the order of memory accesses does not matter.
#[derive(Debug)]
pub struct Race {
    /// Attempts begun.
    attempts: AtomicU32,
    flags: AtomicU8,
}

/// The turn waits to retry.
const WAITS: u8 = 1;
/// Another turn was started while this one was running.
const HAS_RIVALS: u8 = 2;
/// Another turn has ended the call.
const IS_OVER: u8 = 4;
/// The turn is that of the last provider.
const IS_OF_LAST: u8 = 8;

impl Race {
    #[inline]
    pub(crate) fn new() -> Self {
        Self {
            attempts: AtomicU32::new(0),
            flags: AtomicU8::new(0),
        }
    }

    /// Notes that the turn begins an attempt.
    pub(crate) fn attempt_begins(&self) {
        self.attempts.fetch_add(1, Relaxed);
        self.flags.fetch_and(!WAITS, Relaxed);
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.attempts.load(Relaxed)
    }

    /// Notes that the turn waits to retry.
    pub(super) fn waits(&self) {
        self.flags.fetch_or(WAITS, Relaxed);
    }

    pub(crate) fn is_waiting(&self) -> bool {
        self.has(WAITS)
    }

    /// Notes that another turn was started.
    pub(crate) fn rival_begins(&self) {
        self.flags.fetch_or(HAS_RIVALS, Relaxed);
    }

    pub(crate) fn has_rivals(&self) -> bool {
        self.has(HAS_RIVALS)
    }

    /// Notes that another turn has ended the call.
    pub(crate) fn end(&self) {
        self.flags.fetch_or(IS_OVER, Relaxed);
    }

    pub(crate) fn is_over(&self) -> bool {
        self.has(IS_OVER)
    }

    /// Notes that no provider of the call comes after this one.
    pub(crate) fn of_last(&self) {
        self.flags.fetch_or(IS_OF_LAST, Relaxed);
    }

    pub(crate) fn is_of_last(&self) -> bool {
        self.has(IS_OF_LAST)
    }

    fn has(&self, flag: u8) -> bool {
        self.flags.load(Relaxed) & flag != 0
    }
}
