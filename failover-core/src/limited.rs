//! Waiting: for an attempt no longer than it may take, and between two attempts.

use std::borrow::Borrow;
use std::fmt;
use std::future::Future;
use std::ops::DerefMut;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::run::{Late, Limit};
use crate::time::{Time, TimerFuture};

/// An attempt that comes to its end, or to its limit. Whoever holds it drops it then: `P` is a reference to it, or
/// its box. So is `L` to its limit, or that itself.
///
/// The attempt is polled first: what is ready is never dropped, whenever that may be. A timer is started only when
/// the attempt has to be waited for.
#[must_use = "nothing is attempted until it is awaited"]
pub struct Limited<'a, P, L> {
    attempt: Pin<P>,
    limit: Option<L>,
    /// Started when the attempt has to be waited for.
    timer: Option<TimerFuture>,
    time: &'a Time,
}

/// Why an attempt did not come to its end.
#[derive(Debug, Clone, Copy)]
pub struct Cut(pub(crate) Why);

#[derive(Debug, Clone, Copy)]
pub(crate) enum Why {
    Late(Late),
    /// There is nothing to wait by.
    NoTimer,
}

impl<'a, P, L> Limited<'a, P, L> {
    #[inline]
    pub(crate) fn new(attempt: Pin<P>, limit: Option<L>, time: &'a Time) -> Self {
        Self {
            attempt,
            limit,
            timer: None,
            time,
        }
    }
}

impl<P, L> fmt::Debug for Limited<'_, P, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limited").finish_non_exhaustive()
    }
}

impl<P, L> Future for Limited<'_, P, L>
where
    P: DerefMut<Target: Future> + Unpin,
    L: Borrow<Limit> + Unpin,
{
    type Output = Result<<P::Target as Future>::Output, Cut>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let Poll::Ready(output) = self.attempt.as_mut().poll(context) {
            return Poll::Ready(Ok(output));
        }
        let Self {
            limit, timer, time, ..
        } = &mut *self;
        let Some(limit) = limit else {
            return Poll::Pending;
        };
        let limit: &Limit = (*limit).borrow();
        wait(limit.at, timer, time, context).map(|reached| {
            Err(match reached {
                Ok(()) => Cut(Why::Late(limit.late)),
                Err(NoTimer) => Cut(Why::NoTimer),
            })
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
