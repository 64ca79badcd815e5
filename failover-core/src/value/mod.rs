//! Drivers of value calls: blocking, async and hedged.
//!
//! Each makes the first attempt in place, in code that is generic over the value. After anything but a success it goes on
//! with a [`FastAttempt`], then with a [`ValueCall`]. Their code is shared by all calls with the same error type.

mod async_call;
#[macro_use]
mod asynchronous;
mod blocking;
mod call;
mod fast_attempt;
mod hedged;
mod hedged_lists;
mod hedged_turns;
mod later_attempt;

pub(crate) use self::async_call::begin;
pub use self::async_call::{AsyncAttempt, AsyncCall, AsyncSleep, AsyncStep, AttemptEnd};
pub(crate) use self::asynchronous::fetch_async;
pub(crate) use self::blocking::fetch;
use self::call::{ValueAction, ValueCall};
use self::fast_attempt::{FastAction, FastAttempt};
pub use self::hedged::HedgedCall;
pub(crate) use self::hedged::hedge;
pub use self::hedged_lists::HedgedProviders;
pub(crate) use self::hedged_lists::{fetch_hedged, nones};
pub use self::hedged_turns::HedgeSlot;
pub(crate) use self::hedged_turns::{CallOutcome, TurnPlaces, TurnStart};
pub use self::later_attempt::AsyncSuccess;
