//! What a client was told to do, as plain data, and what is refused.

use std::fmt;
use std::time::Duration;

use crate::time::Time;
use crate::{Name, Verdict};

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

    /// Whether an async call might have to wait by a timer.
    #[inline]
    fn waits(&self) -> bool {
        self.timeout.is_some()
            || self.deadline.is_some()
            || (self.retries > 0 && !self.retry_backoff.is_zero())
    }

    /// Refuses an async call that might have to wait, if there is nothing to wait by.
    #[inline]
    pub(crate) fn check_timer(&self, time: &Time) -> Result<(), ConfigError> {
        if self.waits() && !time.timer.is_there() {
            return Err(ConfigError::NoTimer);
        }
        Ok(())
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

/// A configuration that is refused: when a client or breaker is built, or, for providers handed to a call,
/// before any of them is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigError {
    /// `timeout` is zero.
    ZeroTimeout,
    /// `deadline` is zero.
    ZeroDeadline,
    /// `failure_threshold` is zero.
    ZeroFailureThreshold,
    /// A provider's `max_keys` is zero.
    ZeroMaxKeys(Name),
    /// A provider's `concurrency` is zero, and it is awaited.
    ZeroConcurrency(Name),
    /// The list of providers is empty.
    NoProviders,
    /// Two providers of one list have this name.
    DuplicateName(Name),
    /// More keys than one call takes: this many.
    TooManyKeys(usize),
    /// An async call has to wait, or may have to, and there is nothing to wait by: no timer, or a tokio timer outside
    /// of a tokio runtime.
    NoTimer,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ZeroTimeout => f.write_str(
                "timeout is 0ns: it must be longer than zero; leave it out to set no limit",
            ),
            Self::ZeroDeadline => f.write_str(
                "deadline is 0ns: it must be longer than zero; leave it out to set no limit",
            ),
            Self::ZeroFailureThreshold => {
                f.write_str("failure_threshold is 0: it must be at least 1")
            }
            Self::ZeroMaxKeys(name) => write!(
                f,
                "max_keys of provider `{name}` is 0: it must be at least 1; leave it out to set no cap"
            ),
            Self::ZeroConcurrency(name) => write!(
                f,
                "concurrency of provider `{name}` is 0: it must be at least 1; leave it out to ask one request at a time"
            ),
            Self::NoProviders => f.write_str("providers has 0 entries: it must have at least 1"),
            Self::DuplicateName(name) => write!(
                f,
                "provider name `{name}` is given twice: each provider needs a name of its own"
            ),
            Self::TooManyKeys(count) => write!(
                f,
                "keys has {count} entries: one call takes at most {}; split it",
                crate::items::MOST_KEYS
            ),
            Self::NoTimer => f.write_str(
                "there is no timer: enable the feature `tokio` and call from within its runtime, or give the client \
                 a `timer`",
            ),
        }
    }
}

impl std::error::Error for ConfigError {}
