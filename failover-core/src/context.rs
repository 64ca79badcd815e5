//! What every call goes by.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::breaker::CircuitBreaker;
use crate::policy::Policy;
use crate::run::Rules;
use crate::time::Time;

/// What a call goes by, borrowed from the client, or from an annotated function's own.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) breaker: Option<&'a CircuitBreaker>,
    pub(crate) time: &'a Time,
}

impl<'a> Context<'a> {
    /// The rules of a call that begins now.
    #[inline]
    pub(crate) fn rules(&self) -> Rules<'a> {
        Rules::new(self.policy, self.breaker, || self.time.now())
    }

    /// The rules of one that began before, and whose deadline is over at `end`.
    #[inline]
    pub(crate) fn rules_until(&self, end: Option<Duration>) -> Rules<'a> {
        let Self {
            policy, breaker, ..
        } = *self;
        Rules {
            policy,
            breaker,
            end,
        }
    }
}

/// A source of the [`Context`]. A future keeps this (a closure of no size, a `&FailoverClient`) and not the references.
pub(crate) trait HasContext<'a>: Copy {
    fn context(&self) -> Context<'a>;
}

impl<'a> HasContext<'a> for Context<'a> {
    #[inline]
    fn context(&self) -> Context<'a> {
        *self
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
    #[inline]
    pub(crate) fn get(&self) -> &CircuitBreaker {
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
