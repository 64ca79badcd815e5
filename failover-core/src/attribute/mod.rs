//! What `#[failover(...)]` expands to: not for use by hand, and no part of what is promised to stay.
//!
//! An annotated function finds out how its declared type wants to be answered ([`Declared`]), and hands the
//! same engine that drives a [`FailoverClient`] one closure that calls its providers by number. An `async fn` asks that
//! engine from its own text, or, hedged, hands it a turn for each provider.

pub mod arguments;
mod awaited;
mod declared;
mod editor;
mod hedged;
mod items;
mod listing;
mod output;
mod several;

use std::time::Duration;

pub use self::awaited::{
    Call, CallForItems, FirstAttempt, NotServed, RestOfCall, attempts, call, call_for_items,
    classify, declared, given, is_valid,
};
pub use self::declared::{FromFailures, ReturnType, Wanted, fetch, returned};
pub use self::hedged::{Turn, attempts_side_by_side, contenders};
pub use self::items::{FromIncomplete, FromItems, KeysArgument, Shape, fetch_items};
pub use self::listing::{Listed, check, nobody};
pub use self::output::ProviderOutput;
pub use self::several::ask;
use crate::context::Context;
pub use crate::items::Request;
pub use crate::limited::{Attempted, Limited};
pub use crate::policy::Policy;
pub use crate::time::Time;
use crate::time::{Clock, ClockHandle, Sleep, SleepHandle, Timer, TimerHandle};
pub use crate::whole::Contender;
use crate::{CircuitBreaker, FailoverClient};

/// What `clock` can be: it tells the time and sleeps by it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the `clock`",
    label = "this is no `Clock` that sleeps, too",
    note = "`clock` takes what has `Clock`, `Sleep` and `'static`, such as `&'static ManualClock`"
)]
pub trait AttributeClock {
    /// The time that the function goes by.
    #[doc(hidden)]
    fn time(self) -> Time;
}

#[diagnostic::do_not_recommend]
impl<C: Clock + Sleep + 'static> AttributeClock for C {
    fn time(self) -> Time {
        let clock = std::sync::Arc::new(self);
        Time {
            clock: ClockHandle::custom(std::sync::Arc::clone(&clock)),
            sleep: SleepHandle::custom(clock),
            timer: TimerHandle::Default,
        }
    }
}

/// What `clock` can be on an `async fn`: it tells the time and waits by it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the `clock` of an `async fn`",
    label = "this is no `Clock` that is a `Timer`, too",
    note = "on an `async fn`, `clock` takes what has `Clock`, `Timer` and `'static`, such as `&'static ManualClock`"
)]
pub trait AsyncAttributeClock {
    /// The time that the function goes by.
    #[doc(hidden)]
    fn time(self) -> Time;
}

#[diagnostic::do_not_recommend]
impl<C: Clock + Timer + 'static> AsyncAttributeClock for C {
    fn time(self) -> Time {
        let clock = std::sync::Arc::new(self);
        Time {
            clock: ClockHandle::custom(std::sync::Arc::clone(&clock)),
            sleep: SleepHandle::Thread,
            timer: TimerHandle::custom(clock),
        }
    }
}

/// What a parameter by value can be: each attempt gets a clone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be handed to each attempt",
    label = "each attempt gets a clone of this argument",
    note = "give `{Self}` a `Clone` (derive it, or add it to the bounds), or take the argument by reference"
)]
pub trait Argument {
    /// The same, for one attempt.
    #[must_use]
    fn again(&self) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> Argument for T {
    #[inline]
    fn again(&self) -> T {
        self.clone()
    }
}

impl Time {
    /// A breaker by this clock.
    pub fn breaker(self, failure_threshold: u32, reset_after: Duration) -> CircuitBreaker {
        CircuitBreaker::new(failure_threshold, reset_after).clock_handle(self.clock)
    }
}

/// What a call of an annotated function goes by.
#[derive(Clone, Copy)]
pub struct Setup<'a>(pub(crate) Context<'a>);

impl<'a> Setup<'a> {
    /// Where nothing is said.
    pub const DEFAULT: Self = Self::new(&Policy::DEFAULT);

    #[inline]
    pub const fn new(policy: &'a Policy) -> Self {
        Self(Context {
            policy,
            breaker: None,
            time: &Time::SYSTEM,
        })
    }

    #[inline]
    pub fn of(client: &'a FailoverClient) -> Self {
        Self(client.context())
    }

    #[inline]
    #[must_use]
    pub const fn breaker(mut self, breaker: &'a CircuitBreaker) -> Self {
        self.0.breaker = Some(breaker);
        self
    }

    #[inline]
    #[must_use]
    pub fn time(mut self, time: &'a Time) -> Self {
        self.0.time = time;
        self
    }
}

/// Calls a body, once.
#[inline]
pub fn body<R>(body: impl FnOnce() -> R) -> R {
    body()
}
