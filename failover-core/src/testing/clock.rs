//! [`ManualClock`]: a clock that tests advance by hand.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use crate::time::{Clock, Sleep, Timer, TimerFuture};

/// A clock that moves only when a test advances it. Clones share one time.
///
/// As a [`Sleep`], it advances itself by the duration and records it. As a [`Timer`], it wakes waiting tasks when it is
/// advanced, and [`block_on`](Self::block_on) advances it.
#[derive(Debug, Clone, Default)]
pub struct ManualClock(Arc<Mutex<ManualTime>>);

#[derive(Debug, Default)]
struct ManualTime {
    now: Duration,
    slept: Vec<Duration>,
    waiting: Vec<Sleeper>,
    /// The number of the next sleeper.
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
    /// Creates a clock at zero.
    pub fn new() -> Self {
        Self::default()
    }

    /// Advances the clock, at most to `Duration::MAX`.
    pub fn advance(&self, by: Duration) {
        let now = self.time().now.saturating_add(by);
        self.set(now);
    }

    /// Sets the clock. An earlier time makes it step back.
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

    /// Returns every sleep that has ended, in order.
    pub fn slept(&self) -> Vec<Duration> {
        self.time().slept.clone()
    }

    /// Runs a future on this thread. Whenever the future waits, the clock advances to the end of the first wait.
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
    /// If the future waits for something other than this clock, because nothing would wake it.
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

/// A sleep until a time of the clock.
struct ManualSleep {
    clock: ManualClock,
    number: u64,
    duration: Duration,
    until: Duration,
    /// True if the clock has the sleeper in its list and will record the sleep.
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

/// True if the future has to be polled.
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}
