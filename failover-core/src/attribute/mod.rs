//! What `#[failover(...)]` expands to: not for use by hand, and no part of what is promised to stay.
//!
//! An annotated function finds out how its declared type wants to be answered ([`Declared`]), and hands the
//! same engine that drives a [`FailoverClient`] one closure that calls its providers by number.

mod declared;
mod items;
mod listing;
mod output;

use std::time::Duration;

pub use self::declared::{Declared, ReturnType, Rung, Wanted};
pub use self::items::{FromItems, KeysArgument};
pub use self::listing::{Listed, check};
pub use self::output::ProviderOutput;
use crate::context::Context;
pub use crate::policy::Policy;
use crate::policy::{ConfigError, is_zero};
use crate::time::{Clock, ClockHandle, Sleep, SleepHandle};
use crate::{CircuitBreaker, FailoverClient};

/// The time that an annotated function goes by: what `clock = EXPR` gave.
#[derive(Debug)]
pub struct Time {
    clock: ClockHandle,
    sleep: SleepHandle,
}

impl Time {
    const SYSTEM: Self = Self {
        clock: ClockHandle::System,
        sleep: SleepHandle::Thread,
    };

    pub fn by<C: Clock + Sleep + 'static>(clock: C) -> Self {
        let clock = std::sync::Arc::new(clock);
        Self {
            clock: ClockHandle::custom(std::sync::Arc::clone(&clock)),
            sleep: SleepHandle::custom(clock),
        }
    }

    /// A breaker by this clock.
    pub fn breaker(self, failure_threshold: u32, reset_after: Duration) -> CircuitBreaker {
        CircuitBreaker::new(failure_threshold, reset_after).clock_handle(self.clock)
    }
}

/// What a call of an annotated function goes by.
#[derive(Clone, Copy)]
pub struct Setup<'a>(pub(crate) Context<'a>);

impl<'a> Setup<'a> {
    #[inline]
    pub const fn new(policy: &'a Policy) -> Self {
        Self(Context {
            policy,
            breaker: None,
            clock: &Time::SYSTEM.clock,
            sleep: &Time::SYSTEM.sleep,
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
        self.0.clock = &time.clock;
        self.0.sleep = &time.sleep;
        self
    }
}

impl Policy {
    /// The same, for a constant: what a client would refuse does not compile.
    ///
    /// # Panics
    ///
    /// In a constant, where that is a compile error.
    #[must_use]
    pub const fn checked(self) -> Self {
        assert!(!is_zero(self.timeout), "{}", ConfigError::ZERO_TIMEOUT);
        assert!(!is_zero(self.deadline), "{}", ConfigError::ZERO_DEADLINE);
        self
    }
}

/// Calls a body, once.
#[inline]
pub fn body<R>(body: impl FnOnce() -> R) -> R {
    body()
}
