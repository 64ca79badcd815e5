//! The clock of the models.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

/// A clock in whole seconds. Clones share one time.
#[derive(Clone)]
pub(crate) enum Clock {
    /// Moved by one thread while no other runs.
    Still(Arc<std::sync::atomic::AtomicU64>),
    /// Moved while others read it, so loom has to see it. It is always read by an exchange, which returns the latest
    /// value, as a real clock does. It orders nothing else, like a real clock.
    Moving(Arc<loom::sync::atomic::AtomicU64>),
}

impl Clock {
    pub(crate) fn new(now: u64, moves: bool) -> Self {
        if moves {
            Self::Moving(Arc::new(loom::sync::atomic::AtomicU64::new(now)))
        } else {
            Self::Still(Arc::new(std::sync::atomic::AtomicU64::new(now)))
        }
    }

    pub(crate) fn advance(&self, seconds: u64) {
        match self {
            Self::Still(now) => now.fetch_add(seconds, Relaxed),
            Self::Moving(now) => now.fetch_add(seconds, Relaxed),
        };
    }

    pub(crate) fn step_back(&self, seconds: u64) {
        match self {
            Self::Still(now) => now.fetch_sub(seconds, Relaxed),
            Self::Moving(now) => now.fetch_sub(seconds, Relaxed),
        };
    }
}

impl failover_on_loom::Clock for Clock {
    fn now(&self) -> Duration {
        Duration::from_secs(match self {
            Self::Still(now) => now.load(Relaxed),
            Self::Moving(now) => now.fetch_add(0, Relaxed),
        })
    }
}
