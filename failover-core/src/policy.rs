//! [`Policy`]: the settings of a client, as plain data.

use std::time::Duration;

use crate::backoff::Backoff;
use crate::error::ConfigError;
use crate::verdict::Verdict;

/// The settings of a client or of an annotated function. They are checked once: when built, or at compile time.
#[derive(Debug, Clone)]
#[allow(
    missing_docs,
    reason = "the builder documents each; an expansion alone names them"
)]
pub struct Policy {
    pub retries: u32,
    pub retry_backoff: Backoff,
    pub timeout: Option<Duration>,
    pub deadline: Option<Duration>,
    pub on_timeout: Verdict,
    pub on_deadline: Verdict,
    pub on_overtaken: Verdict,
    pub on_rejected: Verdict,
    /// `None` means as `on_rejected` says.
    pub on_absent: Option<Verdict>,
    pub when_all_open: WhenAllOpen,
    pub keep_attempts: bool,
}

impl Policy {
    /// The default settings.
    pub const DEFAULT: Self = Self {
        retries: 0,
        retry_backoff: Backoff::NONE,
        timeout: None,
        deadline: None,
        on_timeout: Verdict::RETRY,
        on_deadline: Verdict::NEXT,
        on_overtaken: Verdict::NEXT.uncounted(),
        on_rejected: Verdict::RETRY,
        on_absent: None,
        when_all_open: WhenAllOpen::Fail,
        keep_attempts: false,
    };

    /// Returns true if an async call might have to wait, which needs a timer.
    #[inline]
    pub(crate) fn needs_timer(&self) -> bool {
        self.has_limits() || (self.retries > 0 && self.waits_before_retries())
    }

    /// Returns true if a retry may have to wait. The verdicts of `classify` are not known yet.
    fn waits_before_retries(&self) -> bool {
        let waits = |verdict: Verdict| verdict.wait().is_some_and(|wait| !wait.is_zero());
        !self.retry_backoff.is_zero()
            || waits(self.on_rejected)
            || self.on_absent.is_some_and(waits)
    }

    /// Returns the verdict on an absent or a rejected value. Out of line, because every function has a copy of its caller.
    #[cold]
    #[inline(never)]
    pub(crate) fn on_no_value(&self, is_absent: bool) -> Verdict {
        match self.on_absent {
            Some(verdict) if is_absent => verdict,
            _ => self.on_rejected,
        }
    }

    /// Returns true if an attempt may have a limit.
    #[inline]
    pub(crate) fn has_limits(&self) -> bool {
        self.timeout.is_some() || self.deadline.is_some()
    }

    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        if self.timeout == Some(Duration::ZERO) {
            return Err(ConfigError::ZeroTimeout);
        }
        if self.deadline == Some(Duration::ZERO) {
            return Err(ConfigError::ZeroDeadline);
        }
        if let (Some(timeout), Some(deadline)) = (self.timeout, self.deadline) {
            if timeout > deadline {
                return Err(ConfigError::TimeoutOverDeadline { timeout, deadline });
            }
        }
        self.retry_backoff.check()
    }
}

/// The settings of a hedged call, as plain data.
///
/// Seconds and nanoseconds are separate fields: with `max_hedges` they take 16 bytes, which fit two registers.
#[derive(Debug, Clone, Copy)]
pub struct Hedging {
    seconds: u64,
    nanoseconds: u32,
    /// The most turns that run at the same time, besides the first, because an earlier one is slow.
    pub(crate) max_hedges: u32,
}

impl Hedging {
    /// Starts the next provider after this delay, without a cap.
    #[inline]
    #[must_use]
    pub const fn after(delay: Duration) -> Self {
        Self {
            seconds: delay.as_secs(),
            nanoseconds: delay.subsec_nanos(),
            max_hedges: u32::MAX,
        }
    }

    /// Sets the cap.
    #[must_use]
    pub const fn max_hedges(self, max_hedges: u32) -> Self {
        Self { max_hedges, ..self }
    }

    /// Returns the time from which on a turn is slow: the next one starts.
    pub(crate) fn delay(self) -> Duration {
        Duration::new(self.seconds, self.nanoseconds)
    }

    pub(crate) fn check(self) -> Result<(), ConfigError> {
        match self.max_hedges {
            0 => Err(ConfigError::ZeroMaxHedges),
            _ => Ok(()),
        }
    }
}

/// The reaction of a call that finds the circuit of every provider open.
///
/// ```
/// use std::time::Duration;
/// use failover_core::{CircuitBreaker, FailoverClient, Provider, WhenAllOpen};
///
/// let call = |when_all_open| {
///     let breaker = CircuitBreaker::new(1, Duration::from_secs(60));
///     let client = FailoverClient::builder().circuit_breaker(breaker).when_all_open(when_all_open);
///     let client = client.build().unwrap();
///     let _ = client.fetch([Provider::new("only", || Err::<u32, _>("down"))]); // opens the circuit
///     client.fetch([Provider::new("only", || Ok::<_, &str>(42))])
/// };
/// assert!(call(WhenAllOpen::Fail).unwrap_err().retry_in().is_some());
/// assert_eq!(call(WhenAllOpen::ProbeEarliest).unwrap().value, 42);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum WhenAllOpen {
    /// Fail at once. No provider is called, and the error has the time until the first probe.
    #[default]
    Fail,
    /// Probe early: make one attempt at the provider whose circuit would be half-open first.
    ///
    /// There is no early probe while another call is probing one of the providers, and none of a circuit that is held
    /// open. If the probe fails, its circuit is open for `reset_after` from then, or for the time that was left if that is
    /// longer.
    ProbeEarliest,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_before_a_retry_needs_a_timer() {
        let wait = Duration::from_secs(1);
        let waits = [
            Policy {
                retry_backoff: Backoff::exponential(wait),
                ..Policy::DEFAULT
            },
            Policy {
                on_rejected: Verdict::RETRY.after(wait),
                ..Policy::DEFAULT
            },
            Policy {
                on_absent: Some(Verdict::RETRY.after(wait)),
                ..Policy::DEFAULT
            },
        ];
        for policy in waits {
            assert!(!policy.needs_timer());
            assert!(
                Policy {
                    retries: 1,
                    ..policy
                }
                .needs_timer()
            );
        }
    }
}
