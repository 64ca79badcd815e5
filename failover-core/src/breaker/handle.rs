//! [`BreakerHandle`]: a client's breaker.

use std::fmt;
use std::sync::Arc;

use super::CircuitBreaker;

/// A client's breaker: made from a `&'static CircuitBreaker`, an `Arc` of one, or a `CircuitBreaker`.
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
