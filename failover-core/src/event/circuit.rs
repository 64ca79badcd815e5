//! The public state of a circuit, and its answer to a call that it does not admit.

use std::fmt;
use std::time::Duration;

/// The reason why a circuit does not admit a call: it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CircuitOpen(OpenUntil);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OpenUntil {
    /// The nanoseconds until it is half-open.
    HalfOpenIn(u64),
    ProbeEnds,
    Reset,
}

impl CircuitOpen {
    pub(crate) const PROBING: Self = Self(OpenUntil::ProbeEnds);

    pub(crate) fn with_left(left: u64) -> Self {
        Self(match left {
            u64::MAX => OpenUntil::Reset,
            left => OpenUntil::HalfOpenIn(left),
        })
    }

    /// Returns the time until the circuit is half-open and admits a probe.
    ///
    /// Returns `None` if that is not known: another call is probing, or an operator holds the circuit open.
    pub fn retry_in(&self) -> Option<Duration> {
        match self.0 {
            OpenUntil::HalfOpenIn(nanos) => Some(Duration::from_nanos(nanos)),
            OpenUntil::ProbeEnds | OpenUntil::Reset => None,
        }
    }

    /// Returns true if another call is probing.
    pub fn is_probing(&self) -> bool {
        *self == Self::PROBING
    }
}

impl fmt::Display for CircuitOpen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            OpenUntil::HalfOpenIn(nanos) => {
                // Round up, so that the circuit is half-open after the printed time.
                let wait = Duration::from_millis(nanos.div_ceil(1_000_000));
                write!(f, "circuit open, next probe in {wait:?}")
            }
            OpenUntil::ProbeEnds => f.write_str("circuit open, a probe is under way"),
            OpenUntil::Reset => f.write_str("circuit held open"),
        }
    }
}

impl std::error::Error for CircuitOpen {}

/// The state of a circuit: from [`CircuitBreaker::state`](crate::CircuitBreaker::state).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CircuitState {
    /// Calls are admitted.
    Closed,
    /// Calls are skipped.
    Open {
        /// The time until it is half-open. `None` if an operator holds it open.
        retry_in: Option<Duration>,
    },
    /// The next call is admitted as a probe, or a probe is under way and all other calls are skipped.
    HalfOpen,
    /// The breaker has no circuit of this name: no call has reached this provider, and it is not registered, or it was
    /// removed. A call would be admitted.
    Unknown,
}

impl fmt::Display for CircuitState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Closed => "closed",
            Self::Open { .. } => "open",
            Self::HalfOpen => "half-open",
            Self::Unknown => "unknown",
        })
    }
}
