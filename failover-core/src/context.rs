//! What a client is made of, and what every call takes from it.

use std::fmt;
use std::sync::Arc;

use crate::breaker::CircuitBreaker;
use crate::policy::Policy;
use crate::run::Rules;
use crate::time::{ClockHandle, SleepHandle};

#[derive(Debug, Clone)]
pub(crate) struct Context {
    pub(crate) policy: Policy,
    pub(crate) breaker: Option<BreakerHandle>,
    pub(crate) clock: ClockHandle,
    pub(crate) sleep: SleepHandle,
}

impl Context {
    pub(crate) const DEFAULT: Self = Self {
        policy: Policy::DEFAULT,
        breaker: None,
        clock: ClockHandle::System,
        sleep: SleepHandle::Thread,
    };

    #[inline]
    pub(crate) fn breaker(&self) -> Option<&CircuitBreaker> {
        self.breaker.as_ref().map(BreakerHandle::get)
    }

    /// The rules of a call that begins now.
    #[inline]
    pub(crate) fn rules(&self) -> Rules<'_> {
        Rules::begin(&self.policy, self.breaker(), || self.clock.now())
    }
}

/// How a client holds its breaker: from a `&'static CircuitBreaker`, an `Arc`, or a breaker of its own.
#[derive(Clone)]
pub struct BreakerHandle(Held);

#[derive(Clone)]
enum Held {
    Static(&'static CircuitBreaker),
    Shared(Arc<CircuitBreaker>),
}

impl BreakerHandle {
    fn get(&self) -> &CircuitBreaker {
        match &self.0 {
            Held::Static(breaker) => breaker,
            Held::Shared(breaker) => breaker,
        }
    }
}

impl fmt::Debug for BreakerHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CircuitBreaker { .. }")
    }
}

impl From<&'static CircuitBreaker> for BreakerHandle {
    fn from(breaker: &'static CircuitBreaker) -> Self {
        Self(Held::Static(breaker))
    }
}

impl From<Arc<CircuitBreaker>> for BreakerHandle {
    fn from(breaker: Arc<CircuitBreaker>) -> Self {
        Self(Held::Shared(breaker))
    }
}

impl From<CircuitBreaker> for BreakerHandle {
    fn from(breaker: CircuitBreaker) -> Self {
        Self::from(Arc::new(breaker))
    }
}
