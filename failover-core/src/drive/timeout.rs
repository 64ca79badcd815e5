//! Waits of async calls: for an attempt, no longer than its limit, and between two attempts.

use std::fmt;
use std::future::Future;
use std::mem::replace;
use std::ops::DerefMut;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::race::Race;
use super::scopes::Scopes;
use crate::engine::{AttemptLimit, LimitKind, Rest};
use crate::time::{TimeSources, TimerFuture};

/// The timer of a call. It is started when the call has to wait, and kept for the waits that follow.
#[derive(Default)]
pub struct CallTimer(Option<StartedTimer>);

struct StartedTimer {
    /// The time at which it is ready, on the client's clock.
    ready_at: Duration,
    future: TimerFuture,
}

/// The error of a wait without a timer.
#[derive(Debug, Clone, Copy)]
pub struct NoTimer;

impl fmt::Debug for CallTimer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallTimer").finish_non_exhaustive()
    }
}

impl CallTimer {
    /// Returns a timer that is not started.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Polls a wait until `until`.
    ///
    /// It reads the clock first, so the wait also ends if the timer fails and something else wakes the task.
    #[cold]
    pub(crate) fn poll_until(
        &mut self,
        until: Duration,
        time: &TimeSources,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), NoTimer>> {
        loop {
            let left = until.saturating_sub(time.now());
            if left.is_zero() {
                return Poll::Ready(Ok(()));
            }
            // A timer that an earlier wait has left will do if it is ready no later than this wait is over.
            let timer = match self.0.take() {
                Some(timer) if timer.ready_at <= until => timer,
                _ => match time.timer.sleep(left) {
                    Some(future) => StartedTimer {
                        ready_at: until,
                        future,
                    },
                    None => return Poll::Ready(Err(NoTimer)),
                },
            };
            let timer = self.0.insert(timer);
            if timer.future.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            let is_over = timer.ready_at == until;
            self.0 = None;
            if is_over {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

/// The future of an attempt that ends at its limit. `P` is a reference to the attempt, or its box. The owner drops the
/// attempt.
///
/// The attempt is polled before the clock is read, so a value that is ready is never lost. The timer starts only when the
/// attempt has to be waited for.
#[must_use = "nothing is attempted until it is awaited"]
pub struct WithTimeout<'t, 'a, P> {
    attempt: Pin<P>,
    limit: Option<AttemptLimit>,
    timer: &'t mut CallTimer,
    time: &'a TimeSources,
    /// In a box, to keep the future of a call small.
    scopes: Option<Box<Scopes>>,
}

/// The outcome of an attempt, and the limit that it had.
#[derive(Debug)]
pub struct AttemptOutcome<T> {
    pub(crate) outcome: Result<T, Aborted>,
    pub(crate) limit: Option<AttemptLimit>,
}

/// The reason why an attempt did not complete.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Aborted {
    Expired(LimitKind),
    /// The attempt has to be waited for, and there is no timer.
    NoTimer,
}

impl<'t, 'a, P> WithTimeout<'t, 'a, P> {
    #[inline]
    pub(crate) fn new(
        attempt: Pin<P>,
        limit: Option<AttemptLimit>,
        timer: &'t mut CallTimer,
        time: &'a TimeSources,
        scopes: Option<Box<Scopes>>,
    ) -> Self {
        Self {
            attempt,
            limit,
            timer,
            time,
            scopes,
        }
    }
}

impl<P> fmt::Debug for WithTimeout<'_, '_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithTimeout").finish_non_exhaustive()
    }
}

impl<P> Future for WithTimeout<'_, '_, P>
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
            scopes,
        } = &mut *self;
        let scopes = scopes.as_deref_mut();
        poll_attempt(attempt.as_mut(), *limit, timer, time, scopes, context)
    }
}

/// Polls an attempt, then its limit.
#[inline]
pub(crate) fn poll_attempt<F: Future + ?Sized>(
    attempt: Pin<&mut F>,
    limit: Option<AttemptLimit>,
    timer: &mut CallTimer,
    time: &TimeSources,
    mut scopes: Option<&mut Scopes>,
    context: &mut Context<'_>,
) -> Poll<AttemptOutcome<F::Output>> {
    if let Some(scopes) = &mut scopes {
        scopes.enter();
    }
    let outcome = match attempt.poll(context) {
        Poll::Ready(output) => Ok(output),
        Poll::Pending => {
            if let Some(scopes) = scopes {
                scopes.exit();
            }
            Err(ready!(poll_limit(limit, timer, time, context)))
        }
    };
    Poll::Ready(AttemptOutcome { outcome, limit })
}

/// Polls the limit of an attempt that is not ready.
#[inline]
pub(crate) fn poll_limit(
    limit: Option<AttemptLimit>,
    timer: &mut CallTimer,
    time: &TimeSources,
    context: &mut Context<'_>,
) -> Poll<Aborted> {
    let Some(limit) = limit else {
        return Poll::Pending;
    };
    Poll::Ready(match ready!(timer.poll_until(limit.at(), time, context)) {
        Ok(()) => Aborted::Expired(limit.kind),
        Err(NoTimer) => Aborted::NoTimer,
    })
}

/// A rest before a retry, in an async call.
///
/// Seconds and nanoseconds are separate fields: with `yields` they take 16 bytes, a [`Duration`] and `yields` take 24.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pause {
    /// The end of the wait, on the client's clock. Zero if there is nothing to wait for.
    seconds: u64,
    nanoseconds: u32,
    /// True until other tasks have had a chance to run.
    yields: bool,
}

impl Pause {
    /// No rest.
    pub(crate) const NONE: Self = Self {
        seconds: 0,
        nanoseconds: 0,
        yields: false,
    };

    /// Begins a rest now.
    #[cold]
    pub(crate) fn begin(Rest { wait, yields }: Rest, time: &TimeSources) -> Self {
        let until = if wait.is_zero() {
            Duration::ZERO
        } else {
            time.now().saturating_add(wait)
        };
        Self {
            seconds: until.as_secs(),
            nanoseconds: until.subsec_nanos(),
            yields,
        }
    }

    /// Polls the rest. It needs no timer to let other tasks run.
    pub(crate) fn poll(
        &mut self,
        timer: &mut CallTimer,
        time: &TimeSources,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), NoTimer>> {
        if replace(&mut self.yields, false) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let until = Duration::new(self.seconds, self.nanoseconds);
        if until.is_zero() {
            return Poll::Ready(Ok(()));
        }
        timer.poll_until(until, time, context)
    }
}

/// A future that is ready when a rest is over, or once another turn has ended the call.
#[derive(Debug)]
pub struct Resting<'t, 'a> {
    pub(crate) pause: &'t mut Pause,
    pub(crate) timer: &'t mut CallTimer,
    pub(crate) time: &'a TimeSources,
    /// The notes about the turn in a hedged call.
    pub(crate) race: Option<&'t Race>,
}

impl Future for Resting<'_, '_> {
    type Output = Result<(), NoTimer>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self {
            pause,
            timer,
            time,
            race,
        } = &mut *self;
        if race.is_some_and(Race::is_over) {
            return Poll::Ready(Ok(()));
        }
        let rested = pause.poll(timer, time, context);
        if let (Poll::Pending, Some(race)) = (&rested, race) {
            race.waits();
        }
        rested
    }
}
