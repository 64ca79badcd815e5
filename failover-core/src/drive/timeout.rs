//! Waits of async calls: for an attempt, no longer than its limit, and between two attempts.

use std::fmt;
use std::future::Future;
use std::ops::DerefMut;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::engine::{AttemptLimit, LimitKind};
use crate::time::{TimeSources, TimerFuture};

/// The future of an attempt that ends at its limit. `P` is a reference to the attempt, or its box. The owner drops the
/// attempt.
///
/// The attempt is polled before the clock is read, so a value that is ready is never lost. A timer starts only when the
/// attempt has to be waited for.
#[must_use = "nothing is attempted until it is awaited"]
pub struct WithTimeout<'a, P> {
    attempt: Pin<P>,
    limit: Option<AttemptLimit>,
    /// Started when the attempt has to be waited for.
    timer: Option<TimerFuture>,
    time: &'a TimeSources,
}

/// The outcome of an attempt, and the limit that it had.
#[derive(Debug)]
pub struct AttemptOutcome<T> {
    pub(crate) outcome: Result<T, Aborted>,
    pub(crate) limit: Option<AttemptLimit>,
}

impl<T> AttemptOutcome<T> {
    pub(crate) fn map<U>(self, read: impl FnOnce(T) -> U) -> AttemptOutcome<U> {
        let Self { outcome, limit } = self;
        let outcome = outcome.map(read);
        AttemptOutcome { outcome, limit }
    }
}

/// The reason why an attempt did not complete.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Aborted {
    Expired(LimitKind),
    /// The attempt has to be waited for, and there is no timer.
    NoTimer,
}

impl<'a, P> WithTimeout<'a, P> {
    #[inline]
    pub(crate) fn new(attempt: Pin<P>, limit: Option<AttemptLimit>, time: &'a TimeSources) -> Self {
        Self {
            attempt,
            limit,
            timer: None,
            time,
        }
    }
}

impl<P> fmt::Debug for WithTimeout<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithTimeout").finish_non_exhaustive()
    }
}

impl<P> Future for WithTimeout<'_, P>
where
    P: DerefMut<Target: Future> + Unpin,
{
    type Output = AttemptOutcome<<P::Target as Future>::Output>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self {
            attempt,
            limit,
            timer,
            time,
        } = &mut *self;
        let limit = *limit;
        if let Poll::Ready(output) = attempt.as_mut().poll(context) {
            let outcome = Ok(output);
            return Poll::Ready(AttemptOutcome { outcome, limit });
        }
        let Some(until) = limit else {
            return Poll::Pending;
        };
        poll_sleep(until.at(), timer, time, context).map(|reached| {
            let outcome = Err(match reached {
                Ok(()) => Aborted::Expired(until.kind),
                Err(NoTimer) => Aborted::NoTimer,
            });
            AttemptOutcome { outcome, limit }
        })
    }
}

/// A sleep until a time on the client's clock.
pub(crate) struct SleepUntil {
    until: Duration,
    /// Started when the sleep is first polled.
    timer: Option<TimerFuture>,
}

/// The error of a wait without a timer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NoTimer;

impl SleepUntil {
    #[inline]
    pub(crate) fn new(until: Duration) -> Self {
        Self { until, timer: None }
    }

    pub(crate) fn poll(
        &mut self,
        time: &TimeSources,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), NoTimer>> {
        poll_sleep(self.until, &mut self.timer, time, context)
    }
}

/// Polls a sleep until `until`. It reads the clock first, so the sleep also ends if the timer fails and something else
/// wakes the task.
#[cold]
fn poll_sleep(
    until: Duration,
    timer: &mut Option<TimerFuture>,
    time: &TimeSources,
    context: &mut Context<'_>,
) -> Poll<Result<(), NoTimer>> {
    let left = until.saturating_sub(time.now());
    if left.is_zero() {
        return Poll::Ready(Ok(()));
    }
    if timer.is_none() {
        *timer = time.timer.sleep(left);
    }
    match timer {
        None => Poll::Ready(Err(NoTimer)),
        Some(timer) => timer.as_mut().poll(context).map(Ok),
    }
}
