//! [`Verdict`]: what a failed attempt means.

use std::time::Duration;

/// What a failed attempt means for the call and for the provider's circuit.
///
/// | verdict | the provider | the call | the circuit |
/// |---|---|---|---|
/// | [`RETRY`](Self::RETRY) (the default) | is tried again while retries remain | then fails over | a turn that ends so counts |
/// | [`NEXT`](Self::NEXT) | is not tried again | fails over now | counts |
/// | [`STOP`](Self::STOP) | is not tried again | ends: nobody else is asked | does not count |
///
/// The same status code must stop in one program and fail over in another, so the caller decides, with
/// `classify`:
///
/// ```
/// use std::time::Duration;
/// use failover_core::{AllProvidersFailed, Ended, FailoverClient, Provider, Verdict};
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
///         ApiError::TooManyRequests { retry_after } => Verdict::NEXT.stay_away(*retry_after),
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
/// assert_eq!(failed.ended(), Ended::Stopped);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    next: Next,
    counted: bool,
    stay_away: Option<Duration>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    Retry,
    Provider,
    Stop,
}

impl Verdict {
    /// Try this provider again while retries remain, then the next one.
    pub const RETRY: Self = Self::from(Next::Retry, true);

    /// Go to the next provider now.
    pub const NEXT: Self = Self::from(Next::Provider, true);

    /// End the call: the mistake is the caller's own, or trying elsewhere would do harm. Not counted
    /// against the circuit.
    pub const STOP: Self = Self::from(Next::Stop, false);

    const fn from(next: Next, counted: bool) -> Self {
        Self {
            next,
            counted,
            stay_away: None,
        }
    }

    /// Leave the circuit as it is: a turn that ends so neither counts as a failure, nor resets the count,
    /// nor closes a half-open circuit.
    #[must_use]
    pub const fn uncounted(self) -> Self {
        Self {
            counted: false,
            ..self
        }
    }

    /// Do not ask this provider again for `duration`, as a `Retry-After` header asks: its circuit opens for
    /// that long (the later of two wins, also if it is open already), and is half-open afterwards. It
    /// implies [`NEXT`](Self::NEXT), unless the verdict is [`STOP`](Self::STOP).
    ///
    /// Without a breaker it holds for this call only. A zero `duration` is no time to stay away. Cap what a
    /// stranger's header says: there is no other cap, and from 584 years on the circuit is open until somebody
    /// resets it.
    #[must_use]
    pub const fn stay_away(self, duration: Duration) -> Self {
        Self {
            next: match self.next {
                Next::Retry | Next::Provider => Next::Provider,
                Next::Stop => Next::Stop,
            },
            stay_away: if duration.is_zero() {
                None
            } else {
                Some(duration)
            },
            ..self
        }
    }

    pub(crate) const fn next(self) -> Next {
        self.next
    }

    pub(crate) const fn is_counted(self) -> bool {
        self.counted
    }

    /// Whether it counts, and that is all that it says to the circuit.
    pub(crate) const fn is_counted_alone(self) -> bool {
        self.counted && self.stay_away.is_none()
    }

    pub(crate) const fn time_to_stay_away(self) -> Option<Duration> {
        self.stay_away
    }
}

impl Default for Verdict {
    /// [`Verdict::RETRY`].
    fn default() -> Self {
        Self::RETRY
    }
}
