//! What a circuit tells: of itself, and to a call that it does not let through.

use std::fmt;
use std::time::Duration;

/// A circuit does not let this call through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CircuitOpen(OpenUntil);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OpenUntil {
    /// Half-open in so many nanoseconds.
    HalfOpenIn(u64),
    ProbeEnds,
    Reset,
}

impl CircuitOpen {
    pub(super) const PROBING: Self = Self(OpenUntil::ProbeEnds);

    pub(super) fn with_left(left: u64) -> Self {
        Self(match left {
            u64::MAX => OpenUntil::Reset,
            left => OpenUntil::HalfOpenIn(left),
        })
    }

    /// The time until the circuit is half-open and lets a probe through. `None` if that is not known:
    /// a probe is under way elsewhere, or the circuit is held open until somebody resets it.
    pub fn retry_in(&self) -> Option<Duration> {
        match self.0 {
            OpenUntil::HalfOpenIn(nanos) => Some(Duration::from_nanos(nanos)),
            OpenUntil::ProbeEnds | OpenUntil::Reset => None,
        }
    }

    /// Whether a probe is under way elsewhere.
    pub fn is_probing(&self) -> bool {
        *self == Self::PROBING
    }
}

impl fmt::Display for CircuitOpen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            OpenUntil::HalfOpenIn(nanos) => {
                // Rounded up: after that time it is half-open.
                let wait = Duration::from_millis(nanos.div_ceil(1_000_000));
                write!(f, "circuit open, next probe in {wait:?}")
            }
            OpenUntil::ProbeEnds => f.write_str("circuit open, a probe is under way"),
            OpenUntil::Reset => f.write_str("circuit held open"),
        }
    }
}

impl std::error::Error for CircuitOpen {}

/// What a circuit is doing, as [`CircuitBreaker::state`](crate::CircuitBreaker::state) tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CircuitState {
    /// Calls go through.
    Closed,
    /// Calls are skipped.
    Open {
        /// Until it is half-open; `None` if it is held open until somebody resets it.
        retry_in: Option<Duration>,
    },
    /// The next call is let through as a probe, or a probe is under way and all others are skipped.
    HalfOpen,
}

impl fmt::Display for CircuitState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Closed => "closed",
            Self::Open { .. } => "open",
            Self::HalfOpen => "half-open",
        })
    }
}
