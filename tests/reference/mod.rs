//! The engine once more, as its rules tell it and as plainly as can be: slow, and meant to be read beside the README.
//!
//! It is what the real engine is held against, so it has nothing of it: no atomics, no machine that is driven, no
//! types of the library. A clock is a number, a circuit is an enum, a call is a loop over the providers.
//!
//! | | |
//! |---|---|
//! | [`circuit`] | the breaker: what lets a call in, what opens a circuit and what closes it |
//! | `walk` | one call: who is asked when, what is tried again, when it ends |
//! | `whole`, `items` | what is asked for, and what becomes of the answers |
//! | [`told`] | what a call tells afterwards |
//! | [`seen`] | the one part that knows the library: what it told, in the words of this model |
//!
//! What it leaves out: hedging, and chunks side by side.

#![allow(
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "nobody has it but the tests"
)]

pub mod call;
pub mod circuit;
mod items;
pub mod seen;
pub mod told;
mod walk;
mod whole;

pub use self::call::{Attempt, Client, Does, Event, Model, Provider, Value};
pub use self::circuit::{Breaker, Permit, State};
pub use self::told::{EndReason, Failure, Kind, Open, Outcome, Reason, Turn};

use std::fmt;
use std::time::Duration;

/// What a failed attempt means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub next: Next,
    /// Whether it counts against the circuit.
    pub counted: bool,
    /// For how long the provider is to be left alone, if it said so.
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
        open_for: None,
    };
    pub const NEXT: Self = Self {
        next: Next::Provider,
        counted: true,
        open_for: None,
    };
    /// The caller's own mistake: nobody is blamed.
    pub const STOP: Self = Self {
        next: Next::Stop,
        counted: false,
        open_for: None,
    };

    #[must_use]
    pub fn uncounted(self) -> Self {
        Self {
            counted: false,
            ..self
        }
    }

    /// To stay away means to go to the next provider, unless the call stops. No time is no time to stay away.
    #[must_use]
    pub fn open_for(self, time: Duration) -> Self {
        let next = match self.next {
            Next::Stop => Next::Stop,
            Next::Retry | Next::Provider => Next::Provider,
        };
        Self {
            next,
            open_for: Some(time).filter(|time| !time.is_zero()),
            ..self
        }
    }
}

impl fmt::Debug for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.next.fmt(f)?;
        if !self.counted {
            f.write_str(", uncounted")?;
        }
        match self.open_for {
            Some(time) => write!(f, ", stay away {time:?}"),
            None => Ok(()),
        }
    }
}
