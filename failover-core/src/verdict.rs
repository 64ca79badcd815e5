//! [`Verdict`]: the meaning of a failed attempt.

use std::time::Duration;

/// The meaning of a failed attempt, for the call and for the provider's circuit.
///
/// | verdict | what happens next | what the circuit learns |
/// |---|---|---|
/// | [`RETRY`](Self::RETRY) (the default) | another attempt while retries remain, then the next provider | a failure |
/// | [`RETRY.after(d)`](Self::after) | the same after waiting `d`, within the deadline | a failure |
/// | [`NEXT`](Self::NEXT) | the next provider | a failure |
/// | [`STOP`](Self::STOP) | the call ends | nothing |
/// | [`.uncounted()`](Self::uncounted) | unchanged | nothing, not even while half-open |
/// | [`.healthy()`](Self::healthy) | unchanged | a success: resets the count, closes a half-open circuit |
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
    lesson: Lesson,
    /// The wait of `after` if `next` is `Retry`, and the time of `open_for` otherwise: each rules out the other.
    time: Option<Duration>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NextStep {
    Retry,
    Provider,
    Stop,
}

/// The outcome that the circuit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lesson {
    Failure,
    Nothing,
    Success,
}

impl Verdict {
    /// Retry this provider while retries remain, then go on to the next one.
    pub const RETRY: Self = Self::from(NextStep::Retry, Lesson::Failure);

    /// Go on to the next provider now.
    pub const NEXT: Self = Self::from(NextStep::Provider, Lesson::Failure);

    /// End the call: the mistake is the caller's own, or another provider would do harm. It does not count against the
    /// provider.
    pub const STOP: Self = Self::from(NextStep::Stop, Lesson::Nothing);

    const fn from(next: NextStep, lesson: Lesson) -> Self {
        Self {
            next,
            lesson,
            time: None,
        }
    }

    /// Waits for `duration` before the next attempt at this provider, in place of `retry_backoff`. Zero retries at once.
    ///
    /// Use it if the provider said when to come back, and you have no other provider that is as good. Like every retry, it
    /// needs [`retries`](crate::FailoverClientBuilder::retries). If the wait would pass the deadline, the turn ends and the
    /// next provider is called. On [`NEXT`](Self::NEXT) and [`STOP`](Self::STOP) it has no effect.
    ///
    /// An async call needs a timer to wait. Only the client knows in advance that it may wait, and `classify` decides later.
    /// So an async call without a timer ends when it has to wait: its
    /// [`end_reason`](crate::AllProvidersFailed::end_reason) is `Refused` with
    /// [`NoTimer`](crate::ConfigError::NoTimer), and its failures contain the attempt that failed.
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::{FailoverClient, Provider, Verdict};
    ///
    /// enum ApiError {
    ///     TooManyRequests { retry_after: Duration },
    /// }
    ///
    /// let mut answers = [
    ///     Err(ApiError::TooManyRequests { retry_after: Duration::from_millis(5) }),
    ///     Ok(42),
    /// ]
    /// .into_iter();
    /// let client = FailoverClient::builder().retries(3).build()?;
    /// let served = client
    ///     .classify(|ApiError::TooManyRequests { retry_after }: &ApiError| {
    ///         Verdict::RETRY.after((*retry_after).min(Duration::from_secs(10)))
    ///     })
    ///     .fetch([Provider::new("only", || answers.next().unwrap())]);
    /// assert_eq!(served.ok().unwrap().value, 42);
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    #[must_use]
    pub const fn after(self, duration: Duration) -> Self {
        match self.next {
            NextStep::Retry => Self {
                time: Some(duration),
                ..self
            },
            NextStep::Provider | NextStep::Stop => self,
        }
    }

    /// Leaves the circuit as it is. The turn neither counts as a failure, nor resets the count, nor closes a half-open
    /// circuit.
    #[must_use]
    pub const fn uncounted(self) -> Self {
        Self {
            lesson: Lesson::Nothing,
            ..self
        }
    }

    /// Reports a success to the circuit: the provider works, although it did not serve. It resets the count of failures and
    /// closes a half-open circuit.
    ///
    /// A cache that does not have the value is healthy, and so is a service that answers `404 Not Found`:
    ///
    /// ```
    /// use std::time::Duration;
    /// use failover_core::{CircuitBreaker, FailoverClient, Provider, Verdict};
    ///
    /// static BREAKER: CircuitBreaker = CircuitBreaker::new(1, Duration::from_secs(60));
    ///
    /// let client = FailoverClient::builder().circuit_breaker(&BREAKER).build()?;
    /// let served = client.classify(|_: &&str| Verdict::NEXT.healthy()).fetch((
    ///     Provider::new("cache", || Err("not cached")),
    ///     Provider::new("origin", || Ok(42)),
    /// ));
    /// assert_eq!(served.unwrap().value, 42);
    /// assert!(!BREAKER.is_open("cache"));
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    ///
    /// With [`open_for`](Self::open_for), the circuit opens all the same, and the turn counts as no failure.
    #[must_use]
    pub const fn healthy(self) -> Self {
        Self {
            lesson: Lesson::Success,
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
            time: if duration.is_zero() {
                None
            } else {
                Some(duration)
            },
            ..self
        }
    }

    /// Returns a verdict that teaches the circuit the same, for a call that is over in any case: it cannot stop it.
    pub(crate) const fn then_next(self) -> Self {
        Self {
            next: NextStep::Provider,
            // A wait would turn into a time for which the circuit opens.
            time: self.open_time(),
            ..self
        }
    }

    pub(crate) const fn next(self) -> NextStep {
        self.next
    }

    pub(crate) const fn is_counted(self) -> bool {
        matches!(self.lesson, Lesson::Failure)
    }

    /// Returns true if the circuit learns a failure and nothing else.
    pub(crate) const fn is_counted_alone(self) -> bool {
        self.is_counted() && self.open_time().is_none()
    }

    /// Returns true if the circuit learns nothing.
    pub(crate) const fn teaches_nothing(self) -> bool {
        matches!(self.lesson, Lesson::Nothing) && self.open_time().is_none()
    }

    /// Returns true if the circuit learns a success and nothing else.
    pub(crate) const fn is_success_alone(self) -> bool {
        matches!(self.lesson, Lesson::Success) && self.open_time().is_none()
    }

    /// Returns the wait that replaces the backoff.
    pub(crate) const fn wait(self) -> Option<Duration> {
        match self.next {
            NextStep::Retry => self.time,
            NextStep::Provider | NextStep::Stop => None,
        }
    }

    /// Returns the time for which the circuit opens.
    pub(crate) const fn open_time(self) -> Option<Duration> {
        match self.next {
            NextStep::Retry => None,
            NextStep::Provider | NextStep::Stop => self.time,
        }
    }
}

impl Default for Verdict {
    /// Returns [`Verdict::RETRY`].
    fn default() -> Self {
        Self::RETRY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_after_the_call_keeps_what_the_circuit_learns_and_nothing_else() {
        let time = Duration::from_secs(9);
        for (verdict, expected) in [
            (Verdict::RETRY.after(time), Verdict::NEXT),
            (Verdict::RETRY.healthy(), Verdict::NEXT.healthy()),
            (Verdict::NEXT.open_for(time), Verdict::NEXT.open_for(time)),
            (Verdict::STOP, Verdict::NEXT.uncounted()),
        ] {
            assert_eq!(verdict.then_next(), expected);
        }
    }
}
