//! Helpers that the tests share.
//!
//! - [`errors`]: the errors that providers fail with.
//! - [`events`]: a recorder of events.
//! - [`time`]: durations, clients on a manual clock, and futures in its time.
//! - [`outcomes`]: short forms of what a call returned, and of a breaker's counts.
//!
//! Import a helper from here, so that each name means the same in every test.

#![allow(clippy::must_use_candidate, reason = "only the tests call these")]

mod errors;
mod events;
mod outcomes;
mod time;

pub use self::errors::{Code, Down, panic_message};
pub use self::events::{Recorder, line};
pub use self::outcomes::{
    BriefAttempt, brief, brief_attempt, counted, failures_in_a_row, kinds, turns,
};
pub use self::time::{HOUR, MINUTE, MS, NS, SECOND, client_on, poll, run, secs, wait, yield_now};
