//! A clock moved by hand.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use crate::time::{Clock, Sleep, Timer, TimerFuture};

/// A clock that stands still until it is moved. Clones share one time.
///
/// As a [`Sleep`] it moves itself on by what it is asked to sleep, and remembers it. As a [`Timer`] it wakes who
/// waits when it is moved, and [`block_on`](Self::block_on) moves it.
#[derive(Debug, Clone, Default)]
pub struct ManualClock(Arc<Mutex<ManualTime>>);

#[derive(Debug, Default)]
struct ManualTime {
    now: Duration,
    slept: Vec<Duration>,
    waiting: Vec<Sleeper>,
    /// Of the next who waits.
    number: u64,
}

#[derive(Debug)]
struct Sleeper {
    number: u64,
    duration: Duration,
    until: Duration,
    waker: Waker,
}

impl ManualClock {
    /// A clock at zero.
    pub fn new() -> Self {
        Self::default()
    }

    /// Moves it on; at most to `Duration::MAX`.
    pub fn advance(&self, by: Duration) {
        let now = self.time().now.saturating_add(by);
        self.set(now);
    }

    /// Sets it, to an earlier time too: a clock that steps back.
    pub fn set(&self, now: Duration) {
        let due = {
            let mut time = self.time();
            time.now = now;
            let is_due = |waiting: &Sleeper| waiting.until <= now;
            let (due, waiting) = time.waiting.drain(..).partition(is_due);
            time.waiting = waiting;
            let mut due: Vec<Sleeper> = due;
            due.sort_by_key(|waiting| waiting.until);
            time.slept
                .extend(due.iter().map(|waiting| waiting.duration));
            due
        };
        for waiting in due {
            waiting.waker.wake();
        }
    }

    /// Every sleep that came to its end so far, in order.
    pub fn slept(&self) -> Vec<Duration> {
        self.time().slept.clone()
    }

    /// Runs a future on this thread, by this clock's time: whenever it waits, the clock is moved on to when the
    /// first of those waits is over.
    ///
    /// ```
    /// use std::future::pending;
    /// use std::time::Duration;
    /// use failover_core::testing::ManualClock;
    /// use failover_core::{AllProvidersFailed, Clock, FailoverClient, Provider};
    ///
    /// let clock = ManualClock::new();
    /// let client = FailoverClient::builder()
    ///     .timeout(Duration::from_secs(2))
    ///     .clock(clock.clone())
    ///     .timer(clock.clone())
    ///     .build()?;
    ///
    /// let served = clock.block_on(client.fetch_async((
    ///     Provider::new("hangs", || pending::<Result<u32, &str>>()),
    ///     Provider::new("backup", async || Ok(42)),
    /// ))).unwrap();
    /// assert_eq!(served.provider, "backup");
    /// assert_eq!(clock.now(), Duration::from_secs(2));
    /// # Ok::<(), failover_core::ConfigError>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If the future waits for something that is not this clock: nothing would wake it.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        let woken = Arc::new(Woken(AtomicBool::new(true)));
        let waker = Waker::from(Arc::clone(&woken));
        loop {
            if woken.0.swap(false, Ordering::Relaxed) {
                if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker))
                {
                    return output;
                }
                continue;
            }
            let first = self
                .time()
                .waiting
                .iter()
                .map(|waiting| waiting.until)
                .min();
            #[expect(clippy::panic, reason = "a test that would hang")]
            match first {
                Some(until) => self.set(until),
                None => panic!(
                    "the future waits for something else than this clock: run it by an executor"
                ),
            }
        }
    }

    fn time(&self) -> MutexGuard<'_, ManualTime> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Duration {
        self.time().now
    }
}

impl Sleep for ManualClock {
    fn sleep(&self, duration: Duration) {
        self.time().slept.push(duration);
        self.advance(duration);
    }
}

impl Timer for ManualClock {
    fn sleep(&self, duration: Duration) -> TimerFuture {
        let mut time = self.time();
        time.number += 1;
        Box::pin(ManualSleep {
            clock: self.clone(),
            number: time.number,
            duration,
            until: time.now.saturating_add(duration),
            known: false,
        })
    }
}

/// Until the clock has come so far.
struct ManualSleep {
    clock: ManualClock,
    number: u64,
    duration: Duration,
    until: Duration,
    /// Whether the clock knows of it, and remembers it when it is over.
    known: bool,
}

impl Future for ManualSleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        let mut time = this.clock.time();
        time.waiting.retain(|waiting| waiting.number != this.number);
        if time.now >= this.until {
            if !this.known {
                time.slept.push(this.duration);
            }
            return Poll::Ready(());
        }
        time.waiting.push(Sleeper {
            number: this.number,
            duration: this.duration,
            until: this.until,
            waker: context.waker().clone(),
        });
        this.known = true;
        Poll::Pending
    }
}

impl Drop for ManualSleep {
    fn drop(&mut self) {
        let mut time = self.clock.time();
        time.waiting.retain(|waiting| waiting.number != self.number);
    }
}

/// Whether the future is to be polled.
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}
