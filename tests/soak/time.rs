//! Two times, both moved by hand: the breakers' time, which all share, and the time of each worker.

use std::any::Any;
use std::collections::BTreeMap;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use failover_core::{Clock, Sleep, Timer, TimerFuture};

/// The breakers' time. Only the conductor moves it, so it is known exactly when each circuit is half-open.
#[derive(Debug, Clone, Default)]
pub(crate) struct BreakerTime(Arc<AtomicU64>);

impl BreakerTime {
    pub(crate) fn advance(&self, by: Duration) {
        let nanos = u64::try_from(by.as_nanos()).unwrap_or(u64::MAX);
        self.0.fetch_add(nanos, SeqCst);
    }
}

impl Clock for BreakerTime {
    fn now(&self) -> Duration {
        Duration::from_nanos(self.0.load(SeqCst))
    }
}

/// The time of one worker's calls: limits, backoffs and hedges. It passes when the worker has nothing else to do: see
/// [`Attended`].
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnTime(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    now: Duration,
    /// The waiters, by the end of their wait. All belong to one task, so one waiter is enough for each time.
    waiting: BTreeMap<Duration, Waker>,
}

impl OwnTime {
    pub(crate) fn advance(&self, by: Duration) {
        self.inner().now += by;
    }

    /// Moves on to the first end of a wait, and wakes its task.
    fn pass(&self) {
        let first = {
            let mut inner = self.inner();
            let first = inner.waiting.pop_first();
            if let Some((until, _)) = &first {
                inner.now = inner.now.max(*until);
            }
            first
        };
        if let Some((_, waker)) = first {
            waker.wake();
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for OwnTime {
    fn now(&self) -> Duration {
        self.inner().now
    }
}

/// Sleeps in a blocking call: the time is over at once.
impl Sleep for OwnTime {
    fn sleep(&self, duration: Duration) {
        self.advance(duration);
    }
}

impl Timer for OwnTime {
    fn sleep(&self, duration: Duration) -> TimerFuture {
        let until = self.now() + duration;
        let time = self.clone();
        Box::pin(std::future::poll_fn(move |context| {
            let mut inner = time.inner();
            if inner.now >= until {
                return Poll::Ready(());
            }
            inner.waiting.insert(until, context.waker().clone());
            Poll::Pending
        }))
    }
}

/// The end of a call, as its caller sees it.
pub(crate) enum EndReason<T> {
    Returned(T),
    Panicked(Box<dyn Any + Send>),
    /// The caller dropped the call.
    Dropped,
}

/// A call and its caller. The caller passes the worker's time whenever the call waits, catches a panic, and may lose
/// patience and drop the call. Between two polls, the runtime runs other tasks.
pub(crate) struct Attended<F> {
    call: Option<Pin<Box<F>>>,
    time: OwnTime,
    /// The number of polls after which the caller drops the call.
    patience: Option<u32>,
}

impl<F: Future> Attended<F> {
    pub(crate) fn new(call: F, time: &OwnTime, patience: Option<u32>) -> Self {
        Self {
            call: Some(Box::pin(call)),
            time: time.clone(),
            patience,
        }
    }
}

impl<F: Future> Future for Attended<F> {
    type Output = EndReason<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(call) = &mut self.call else {
            return Poll::Pending;
        };
        let ended = match catch_unwind(AssertUnwindSafe(|| call.as_mut().poll(context))) {
            Ok(Poll::Ready(output)) => EndReason::Returned(output),
            Err(panic) => EndReason::Panicked(panic),
            Ok(Poll::Pending) => match &mut self.patience {
                Some(0) => EndReason::Dropped,
                patience => {
                    if let Some(polls) = patience {
                        *polls -= 1;
                    }
                    self.time.pass();
                    return Poll::Pending;
                }
            },
        };
        self.call = None;
        // A waiter that was dropped. Its waker still holds the task.
        self.time.inner().waiting.clear();
        Poll::Ready(ended)
    }
}
