//! What a client was told to do, as plain data, and what is refused.

use std::time::Duration;

use crate::error::ConfigError;
use crate::verdict::Verdict;

/// The knobs of a client or of an annotated function, checked once: when built, or at compile time.
#[derive(Debug, Clone)]
#[allow(
    missing_docs,
    reason = "the builder documents each; an expansion alone names them"
)]
pub struct Policy {
    pub retries: u32,
    pub retry_backoff: Duration,
    pub timeout: Option<Duration>,
    pub deadline: Option<Duration>,
    pub on_timeout: Verdict,
    pub on_rejected: Verdict,
    pub when_all_open: WhenAllOpen,
}

impl Policy {
    /// What goes where nothing is said.
    pub const DEFAULT: Self = Self {
        retries: 0,
        retry_backoff: Duration::ZERO,
        timeout: None,
        deadline: None,
        on_timeout: Verdict::RETRY,
        on_rejected: Verdict::RETRY,
        when_all_open: WhenAllOpen::Fail,
    };

    /// Returns true if an async call might have to wait, which needs a timer.
    #[inline]
    pub(crate) fn needs_timer(&self) -> bool {
        self.timeout.is_some()
            || self.deadline.is_some()
            || (self.retries > 0 && !self.retry_backoff.is_zero())
    }

    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        if self.timeout == Some(Duration::ZERO) {
            return Err(ConfigError::ZeroTimeout);
        }
        if self.deadline == Some(Duration::ZERO) {
            return Err(ConfigError::ZeroDeadline);
        }
        Ok(())
    }
}

/// What a call does when the circuit of every provider is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum WhenAllOpen {
    /// Fails at once, calling nobody; the error says when the earliest probe is due.
    #[default]
    Fail,
    /// Makes one attempt as the probe of the circuit that is due earliest, before its time, unless a probe
    /// is under way at any of them. A circuit that is held open is left alone. If the probe fails, the circuit
    /// is open for `reset_after` from then, or for what was left if that is longer.
    ProbeEarliest,
}
