//! [`CallContext`]: what a driver needs to know about a call.

use std::time::Duration;

use crate::breaker::CircuitBreaker;
use crate::engine::CallSettings;
use crate::error::ConfigError;
use crate::event::{Observer, ObserverHandle, is_any_observer, process_observer};
use crate::name::Name;
use crate::policy::Policy;
use crate::time::TimeSources;

/// Policy, breaker and clock of a call, borrowed from the client or from the annotated function.
#[derive(Clone, Copy)]
pub struct CallContext<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) breaker: Option<&'a CircuitBreaker>,
    pub(crate) time: &'a TimeSources,
    /// `None` if the call has neither a name nor an observer of its own.
    pub(crate) watch: Option<&'a Watch>,
}

/// The name and the observer of a client, for its events.
#[derive(Debug, Clone)]
pub struct Watch {
    pub(crate) name: Option<Name>,
    pub(crate) observer: Option<ObserverHandle>,
}

impl Watch {
    pub(crate) const NONE: Self = Self {
        name: None,
        observer: None,
    };

    /// The watch of an annotated function without an observer of its own.
    #[must_use]
    pub const fn named(name: &'static str) -> Self {
        Self {
            name: Some(Name::new(name)),
            observer: None,
        }
    }

    /// The watch of an annotated function with this observer.
    #[must_use]
    pub fn observed(name: &'static str, observer: &'static impl Observer) -> Self {
        Self {
            observer: Some(ObserverHandle::new(observer)),
            ..Self::named(name)
        }
    }
}

impl std::fmt::Debug for CallContext<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CallContext")
            .field("policy", self.policy)
            .field("time", self.time)
            .finish_non_exhaustive()
    }
}

impl<'a> CallContext<'a> {
    /// The context of a function that sets nothing.
    pub const DEFAULT: Self = Self::new(&Policy::DEFAULT);

    /// A context with this policy, without a breaker, by the system's clock.
    #[inline]
    pub const fn new(policy: &'a Policy) -> Self {
        Self {
            policy,
            breaker: None,
            time: &TimeSources::SYSTEM,
            watch: None,
        }
    }

    /// Sets the breaker.
    #[inline]
    #[must_use]
    pub const fn breaker(mut self, breaker: &'a CircuitBreaker) -> Self {
        self.breaker = Some(breaker);
        self
    }

    /// Sets the clock, the sleep and the timer.
    #[inline]
    #[must_use]
    pub const fn time(mut self, time: &'a TimeSources) -> Self {
        self.time = time;
        self
    }

    /// Sets the name and the observer.
    #[inline]
    #[must_use]
    pub const fn watch(mut self, watch: &'a Watch) -> Self {
        self.watch = Some(watch);
        self
    }

    /// Returns true if an observer hears the events of this call.
    pub(crate) fn is_observed(&self) -> bool {
        let has_own = || self.watch.is_some_and(|watch| watch.observer.is_some());
        is_any_observer() && (process_observer().is_some() || has_own())
    }

    /// Returns the settings of a call that begins now.
    #[inline]
    pub(crate) fn settings(&self) -> CallSettings<'a> {
        CallSettings::new(self.policy, self.breaker, self.time.reader())
    }

    /// Returns the settings of a call that began earlier and whose deadline ends at `end`.
    #[inline]
    pub(crate) fn settings_until(&self, end: Option<Duration>) -> CallSettings<'a> {
        let Self {
            policy, breaker, ..
        } = *self;
        CallSettings {
            policy,
            breaker,
            end,
        }
    }

    /// Refuses an async call that might have to wait if there is no timer. `needs_timer` is true if a provider of the call has
    /// settings of its own that need one.
    #[inline]
    pub(crate) fn check_timer(&self, needs_timer: bool) -> Result<(), ConfigError> {
        if (needs_timer || self.policy.needs_timer()) && !self.time.timer.is_there() {
            return Err(ConfigError::NoTimer);
        }
        Ok(())
    }
}

/// A source of a [`CallContext`].
///
/// A future stores the source (a closure without captures, a `&FailoverClient`) instead of the three references.
pub(crate) trait ContextSource<'a>: Copy {
    fn context(&self) -> CallContext<'a>;
}

impl<'a> ContextSource<'a> for CallContext<'a> {
    #[inline]
    fn context(&self) -> CallContext<'a> {
        *self
    }
}

impl<'a, F: Fn() -> CallContext<'a> + Copy> ContextSource<'a> for F {
    #[inline]
    fn context(&self) -> CallContext<'a> {
        self()
    }
}
