//! [`Verdict`]: the meaning of a failed attempt.

use std::time::Duration;

/// The meaning of a failed attempt, for the call and for the provider's circuit.
///
/// | verdict | what happens next | what the circuit learns |
/// |---|---|---|
/// | [`RETRY`](Self::RETRY) (the default) | another attempt while retries remain, then the next provider | a failure |
/// | [`NEXT`](Self::NEXT) | the next provider | a failure |
/// | [`STOP`](Self::STOP) | the call ends | nothing |
/// | [`.uncounted()`](Self::uncounted) | unchanged | nothing, not even while half-open |
/// | [`.open_for(d)`](Self::open_for) | the next provider | opens for `d` |
///
/// Only the verdict on the last attempt of a turn counts for the circuit.
///
/// The same status code must stop one program and make another fail over. So the caller decides, with `classify`:
///
/// ```
/// use std::time::Duration;
/// use failover_core::{AllProvidersFailed, EndReason, FailoverClient, Provider, Verdict};
///
/// #[derive(Debug)]
/// enum ApiError {
///     BadRequest,
///     TooManyRequests { retry_after: Duration },
///     Unavailable,
/// }
/// # impl std::fmt::Display for ApiError {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("api") }
/// # }
/// # impl std::error::Error for ApiError {}
///
/// fn classify(error: &ApiError) -> Verdict {
///     match error {
///         // The request itself is wrong: no other provider will like it better.
///         ApiError::BadRequest => Verdict::STOP,
///         // The provider said when to come back.
///         ApiError::TooManyRequests { retry_after } => Verdict::NEXT.open_for(*retry_after),
///         ApiError::Unavailable => Verdict::RETRY,
///     }
/// }
///
/// let client = FailoverClient::new();
/// let failed: AllProvidersFailed<ApiError> = client
///     .classify(classify)
///     .fetch((
///         Provider::new("primary", || Err::<f64, _>(ApiError::BadRequest)),
///         Provider::new("backup", || Ok(1.0)),
///     ))
///     .unwrap_err();
/// assert_eq!(failed.end_reason(), EndReason::Stopped);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    next: NextStep,
    counted: bool,
    open_for: Option<Duration>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NextStep {
    Retry,
    Provider,
    Stop,
}

impl Verdict {
    /// Retry this provider while retries remain, then go on to the next one.
    pub const RETRY: Self = Self::from(NextStep::Retry, true);

    /// Go on to the next provider now.
    pub const NEXT: Self = Self::from(NextStep::Provider, true);

    /// End the call: the mistake is the caller's own, or another provider would do harm. It does not count against the
    /// provider.
    pub const STOP: Self = Self::from(NextStep::Stop, false);

    const fn from(next: NextStep, counted: bool) -> Self {
        Self {
            next,
            counted,
            open_for: None,
        }
    }

    /// Leaves the circuit as it is. The turn neither counts as a failure, nor resets the count, nor closes a half-open
    /// circuit.
    #[must_use]
    pub const fn uncounted(self) -> Self {
        Self {
            counted: false,
            ..self
        }
    }

    /// Opens the provider's circuit for `duration`, as a `Retry-After` header asks. Afterwards it is half-open.
    ///
    /// If the circuit is open already, the later end wins. It implies [`NEXT`](Self::NEXT), unless the verdict is
    /// [`STOP`](Self::STOP). Without a breaker it only ends the provider's turn in this call. A zero `duration` has no
    /// effect on the circuit.
    ///
    /// Cap a duration that comes from a stranger's header. There is no other cap: from 584 years on the circuit stays open
    /// until an operator resets it.
    #[must_use]
    pub const fn open_for(self, duration: Duration) -> Self {
        Self {
            next: match self.next {
                NextStep::Retry | NextStep::Provider => NextStep::Provider,
                NextStep::Stop => NextStep::Stop,
            },
            open_for: if duration.is_zero() {
                None
            } else {
                Some(duration)
            },
            ..self
        }
    }

    pub(crate) const fn next(self) -> NextStep {
        self.next
    }

    pub(crate) const fn is_counted(self) -> bool {
        self.counted
    }

    /// Returns true if the circuit learns a failure and nothing else.
    pub(crate) const fn is_counted_alone(self) -> bool {
        self.counted && self.open_for.is_none()
    }

    pub(crate) const fn open_time(self) -> Option<Duration> {
        self.open_for
    }
}

impl Default for Verdict {
    /// Returns [`Verdict::RETRY`].
    fn default() -> Self {
        Self::RETRY
    }
}
