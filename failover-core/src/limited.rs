//! Waiting: for an attempt no longer than it may take, and between two attempts.

use std::fmt;
use std::future::Future;
use std::ops::DerefMut;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::run::{Late, Limit};
use crate::time::{Time, TimerFuture};

/// An attempt that comes to its end, or to its limit. Whoever holds it drops it then: `P` is a reference to it, or
/// its box.
///
/// The attempt is polled first: what is ready is never dropped, whenever that may be. A timer is started only when
/// the attempt has to be waited for.
#[must_use = "nothing is attempted until it is awaited"]
pub struct Limited<'a, P> {
    attempt: Pin<P>,
    limit: Option<Limit>,
    /// Started when the attempt has to be waited for.
    timer: Option<TimerFuture>,
    time: &'a Time,
}

/// What came of an attempt, and by when it had to be over.
#[derive(Debug)]
pub struct Attempted<T> {
    pub(crate) outcome: Result<T, Cut>,
    pub(crate) limit: Option<Limit>,
}

impl<T> Attempted<T> {
    pub(crate) fn map<U>(self, read: impl FnOnce(T) -> U) -> Attempted<U> {
        let Self { outcome, limit } = self;
        let outcome = outcome.map(read);
        Attempted { outcome, limit }
    }
}

/// Why an attempt did not come to its end.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cut {
    Late(Late),
    /// There is nothing to wait by.
    NoTimer,
}

impl<'a, P> Limited<'a, P> {
    #[inline]
    pub(crate) fn new(attempt: Pin<P>, limit: Option<Limit>, time: &'a Time) -> Self {
        Self {
            attempt,
            limit,
            timer: None,
            time,
        }
    }
}

impl<P> fmt::Debug for Limited<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limited").finish_non_exhaustive()
    }
}

impl<P> Future for Limited<'_, P>
where
    P: DerefMut<Target: Future> + Unpin,
{
    type Output = Attempted<<P::Target as Future>::Output>;

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
            return Poll::Ready(Attempted { outcome, limit });
        }
        let Some(until) = limit else {
            return Poll::Pending;
        };
        wait(until.at(), timer, time, context).map(|reached| {
            let outcome = Err(match reached {
                Ok(()) => Cut::Late(until.late),
                Err(NoTimer) => Cut::NoTimer,
            });
            Attempted { outcome, limit }
        })
    }
}

/// A wait until a time.
pub(crate) struct Wait {
    until: Duration,
    /// Started when the wait is first polled.
    timer: Option<TimerFuture>,
}

/// There is nothing to wait by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NoTimer;

impl Wait {
    #[inline]
    pub(crate) fn until(until: Duration) -> Self {
        Self { until, timer: None }
    }

    /// Whether it is over.
    pub(crate) fn poll(
        &mut self,
        time: &Time,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), NoTimer>> {
        wait(self.until, &mut self.timer, time, context)
    }
}

/// Whether it is `until` that time. The clock is asked too, so that a wait also ends if the timer fails and anything
/// else wakes the task.
#[cold]
fn wait(
    until: Duration,
    timer: &mut Option<TimerFuture>,
    time: &Time,
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
