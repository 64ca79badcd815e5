//! The world of a call: a client's settings, providers, a clock and a breaker.

use std::time::Duration;

use super::Verdict;
use super::backoff::Backoff;
use super::circuit::{Breaker, Permit};
use super::outcome::Kind;

pub type Value = Option<i64>;

/// The settings of a client.
#[derive(Debug, Clone)]
pub struct Client {
    pub retries: u32,
    pub retry_backoff: Backoff,
    pub timeout: Option<Duration>,
    pub deadline: Option<Duration>,
    pub on_timeout: Verdict,
    /// The verdict on a call's first attempt, if it takes until the deadline.
    pub on_deadline: Verdict,
    pub on_rejected: Verdict,
    /// The verdict on a missing value. `None` means as `on_rejected` says.
    pub on_absent: Option<Verdict>,
    /// True if a call probes the earliest circuit when all are open.
    pub probe_earliest: bool,
    pub is_valid: fn(&Value) -> bool,
    /// The error that a rejected value fails with, if the rule returns one.
    pub rejects_with: Option<i64>,
    pub classify: fn(i64) -> Verdict,
    /// True if its calls are async: then an attempt is cut off at its limit.
    pub awaited: bool,
}

#[derive(Debug, Clone)]
pub struct Provider {
    pub name: String,
    /// The most keys in one request.
    pub max_keys: Option<usize>,
    pub own: Own,
}

/// The settings of one provider. They replace the client's.
#[derive(Debug, Clone, Copy, Default)]
pub struct Own {
    pub retries: Option<u32>,
    pub retry_backoff: Option<Backoff>,
    pub timeout: Option<Duration>,
}

/// The behavior of a provider in one attempt.
#[derive(Debug, Clone)]
pub struct Attempt {
    pub takes: Duration,
    pub does: Does,
}

#[derive(Debug, Clone)]
pub enum Does {
    Value(Value),
    /// Values by key.
    Pairs(Vec<(String, Value)>),
    /// A value for each requested key, or more or fewer of them.
    InOrder(Vec<Option<Value>>),
    Error(i64),
    /// Returns `None`: no value, or no answer for any key.
    Absent,
    Panics,
    /// Never answers. The caller drops the call at this time. A blocking call cannot be dropped, so there it is
    /// another panic.
    CallerLeaves,
}

/// An event of a call, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Skip {
        provider: String,
    },
    Call {
        provider: usize,
        at: Duration,
        keys: Vec<String>,
    },
    Sleep(Duration),
    Turn {
        provider: String,
        attempts: u32,
        probe: bool,
        failure: Option<Kind>,
    },
}

/// The world: a clock, a breaker, and the events so far.
#[derive(Debug, Clone)]
pub struct Model {
    pub now: Duration,
    pub breaker: Option<Breaker>,
    pub events: Vec<Event>,
}

/// Answers for the provider with this index. It may change the world before it takes its time.
pub type Ask<'a> = &'a mut dyn FnMut(&mut Model, usize, &[String]) -> Attempt;

impl Client {
    /// Returns true for a list that is refused before any provider is called.
    pub(super) fn refuses(providers: &[Provider]) -> bool {
        let twice = |i: usize| providers[..i].iter().any(|p| p.name == providers[i].name);
        let no_keys = |provider: &Provider| provider.max_keys == Some(0);
        providers.is_empty() || (0..providers.len()).any(twice) || providers.iter().any(no_keys)
    }
}

impl Model {
    pub fn new(breaker: Option<Breaker>) -> Self {
        Self {
            now: Duration::ZERO,
            breaker,
            events: Vec::new(),
        }
    }

    /// Returns true if the circuit is closed. Without a breaker it always is.
    pub(super) fn is_closed(&mut self, name: &str) -> bool {
        let breaker = self.breaker.as_mut();
        breaker.is_none_or(|breaker| breaker.is_closed(name))
    }

    /// Returns true if the circuit has not changed since the permit was issued.
    pub(super) fn is_current(&mut self, permit: Option<&Permit>) -> bool {
        match (&mut self.breaker, permit) {
            (Some(breaker), Some(permit)) => breaker.is_current(permit),
            _ => true,
        }
    }

    pub(super) fn success(&mut self, permit: Option<&Permit>) {
        if let (Some(breaker), Some(permit)) = (&mut self.breaker, permit) {
            breaker.success(permit);
        }
    }

    pub(super) fn failure(&mut self, permit: Option<&Permit>, verdict: Verdict) {
        if let (Some(breaker), Some(permit)) = (&mut self.breaker, permit) {
            breaker.failure(permit, verdict, self.now);
        }
    }

    /// Drops the permit.
    pub(super) fn drop(&mut self, permit: Option<&Permit>) {
        if let (Some(breaker), Some(permit)) = (&mut self.breaker, permit) {
            breaker.drop(permit);
        }
    }
}
