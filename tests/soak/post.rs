//! The present activity of each worker, for the watchdog to print.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use crate::tally::Kind;
use crate::world::{NAMES, name_of};

/// The activity of one worker.
#[derive(Debug, Default)]
pub(crate) struct Post(AtomicU64);

#[derive(Debug, Clone, Copy)]
#[repr(u64)]
pub(crate) enum Step {
    Rests,
    /// A kind of call begins, or continues after a provider.
    Calls,
    /// A provider is entered.
    Visits,
    Checks,
    Waits,
    Opens,
    MovesTheClock,
    Joins,
    Probes,
    Operates,
}

impl Post {
    /// `what` is a kind of call, or a circuit.
    pub(crate) fn tell(&self, step: Step, what: usize) {
        self.0.store((step as u64) << 32 | what as u64, Relaxed);
    }

    pub(crate) fn step(&self) -> String {
        let word = self.0.load(Relaxed);
        let what = usize::try_from(word & 0xFFFF_FFFF).unwrap_or_default();
        let kind = || Kind::NAMES[what];
        match word >> 32 {
            0 => "rests".into(),
            1 => format!("is in the engine, {}", kind()),
            2 => format!(
                "is in provider {} of breaker {}",
                name_of(what),
                what / NAMES
            ),
            3 => format!("checks what came of a call, {}", kind()),
            4 => "waits for calls".into(),
            5 => format!(
                "opens circuit {} of breaker {}",
                name_of(what),
                what / NAMES
            ),
            6 => "moves the breakers' clock".into(),
            7 => "waits for the workers to rest".into(),
            8 => format!(
                "probes circuit {} of breaker {}",
                name_of(what),
                what / NAMES
            ),
            _ => format!(
                "operates circuit {} of breaker {}",
                name_of(what),
                what / NAMES
            ),
        }
    }
}
