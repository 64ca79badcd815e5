//! A reference model of the engine: the rules as plainly as possible. It is slow, and meant to be read next to the
//! guide.
//!
//! The tests compare the real engine with it, so it shares nothing with the library: no atomics, no state machine, no
//! types. A clock is a number, a circuit is an enum, and a call is a loop over the providers.
//!
//! | | |
//! |---|---|
//! | [`circuit`] | the breaker: what admits a call, what opens a circuit and what closes it |
//! | [`backoff`] | how long a call waits before a retry |
//! | `walk` | one call: which provider is called when, what is retried, when the call ends |
//! | `value`, `batch` | the request, and the effect of an answer |
//! | [`outcome`] | the result of a call |
//! | [`seen`] | the one part that knows the library: it translates the library's results into this model's words |
//!
//! It has no hedging and no concurrent chunks.

#![allow(
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "only the tests have it"
)]

pub mod backoff;
mod batch;
pub mod call;
pub mod circuit;
pub mod outcome;
pub mod seen;
mod value;
mod walk;

pub use self::backoff::{Backoff, Growth, Jitter};
pub use self::call::{Attempt, Client, Does, Event, Model, Own, Provider, Value};
pub use self::circuit::{Breaker, Permit, State};
pub use self::outcome::{EndReason, Failure, Kind, Open, Outcome, Reason, Turn};

use std::fmt;
use std::time::Duration;

/// The meaning of a failed attempt.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub next: Next,
    /// True if it counts as a failure of the circuit.
    pub counted: bool,
    /// True if it counts as a success of the circuit.
    pub healthy: bool,
    /// The wait before another attempt. It replaces the backoff.
    pub after: Option<Duration>,
    /// The time for which the circuit opens.
    pub open_for: Option<Duration>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Try the same provider again, while retries remain.
    Retry,
    /// Go to the next provider now.
    Provider,
    /// End the call.
    Stop,
}

impl Verdict {
    pub const RETRY: Self = Self {
        next: Next::Retry,
        counted: true,
        healthy: false,
        after: None,
        open_for: None,
    };
    pub const NEXT: Self = Self {
        next: Next::Provider,
        counted: true,
        healthy: false,
        after: None,
        open_for: None,
    };
    /// The caller's own mistake: it counts for no circuit.
    pub const STOP: Self = Self {
        next: Next::Stop,
        counted: false,
        healthy: false,
        after: None,
        open_for: None,
    };

    #[must_use]
    pub fn uncounted(self) -> Self {
        Self {
            counted: false,
            healthy: false,
            ..self
        }
    }

    /// The provider works, although it did not serve.
    #[must_use]
    pub fn healthy(self) -> Self {
        Self {
            counted: false,
            healthy: true,
            ..self
        }
    }

    /// Sets the wait. Only another attempt can wait.
    #[must_use]
    pub fn after(self, time: Duration) -> Self {
        Self {
            after: Some(time).filter(|_| self.next == Next::Retry),
            ..self
        }
    }

    /// Sets the time for which the circuit opens. The next provider follows, unless the call stops. Zero sets nothing.
    #[must_use]
    pub fn open_for(self, time: Duration) -> Self {
        let next = match self.next {
            Next::Stop => Next::Stop,
            Next::Retry | Next::Provider => Next::Provider,
        };
        Self {
            next,
            after: None,
            open_for: Some(time).filter(|time| !time.is_zero()),
            ..self
        }
    }
}

impl fmt::Debug for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.next.fmt(f)?;
        if self.healthy {
            f.write_str(", healthy")?;
        } else if !self.counted {
            f.write_str(", uncounted")?;
        }
        if let Some(time) = self.after {
            write!(f, ", after {time:?}")?;
        }
        match self.open_for {
            Some(time) => write!(f, ", open for {time:?}"),
            None => Ok(()),
        }
    }
}
