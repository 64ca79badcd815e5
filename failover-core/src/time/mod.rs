//! Where time comes from and how a wait is spent. All of it can be replaced, so that no test has to wait.

mod timer;

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

pub(crate) use self::timer::TimerHandle;
pub use self::timer::{Timer, TimerFuture};

/// A source of time: how long ago its own origin was.
///
/// Only differences are ever looked at, so the origin may be anything. A clock should not go backwards;
/// if it does, nothing panics, and a circuit that is open takes the step as the start of its outage.
///
/// [`SystemClock`] is the default; the `testing` feature has a `ManualClock`.
pub trait Clock: Send + Sync {
    /// Time since the clock's origin.
    fn now(&self) -> Duration;
}

/// How a blocking call waits between two attempts of one provider.
///
/// [`ThreadSleep`] is the default; the `testing` feature's `ManualClock` sleeps by moving itself on.
pub trait Sleep: Send + Sync {
    /// Comes back after `duration`.
    fn sleep(&self, duration: Duration);
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Duration {
        (**self).now()
    }
}

impl<C: Clock + ?Sized> Clock for &C {
    fn now(&self) -> Duration {
        (**self).now()
    }
}

impl<S: Sleep + ?Sized> Sleep for Arc<S> {
    fn sleep(&self, duration: Duration) {
        (**self).sleep(duration);
    }
}

impl<S: Sleep + ?Sized> Sleep for &S {
    fn sleep(&self, duration: Duration) {
        (**self).sleep(duration);
    }
}

/// The system's monotonic clock.
///
/// With the feature `tokio` it is read through tokio, which makes no difference but one: where a test has paused
/// tokio's time, this clock stands still with it.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[inline]
    fn now(&self) -> Duration {
        static ORIGIN: OnceLock<Instant> = OnceLock::new();
        let now = system_now();
        now.saturating_duration_since(*ORIGIN.get_or_init(origin))
    }
}

#[cfg(not(feature = "tokio"))]
#[inline]
fn system_now() -> Instant {
    Instant::now()
}

#[cfg(feature = "tokio")]
#[inline]
fn system_now() -> Instant {
    tokio::time::Instant::now().into_std()
}

/// Before any time that is looked at: a runtime whose time was paused earlier stands before now. Of the system's own
/// time, as one that is paused may be far ahead, and every other clock would stand still until it is there.
fn origin() -> Instant {
    const EARLIER: Duration = Duration::from_secs(3600);
    let now = Instant::now();
    now.checked_sub(EARLIER).unwrap_or(now)
}

/// Sleeps by [`std::thread::sleep`].
#[derive(Debug, Clone, Copy, Default)]
pub struct ThreadSleep;

impl Sleep for ThreadSleep {
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}

/// The clock that a client or a breaker holds. An enum and not a type parameter, so that both stay plain
/// types that fit a field or a `static`.
#[derive(Clone, Default)]
pub(crate) enum ClockHandle {
    #[default]
    System,
    Custom(Arc<dyn Clock>),
}

impl ClockHandle {
    pub(crate) fn custom(clock: impl Clock + 'static) -> Self {
        Self::Custom(Arc::new(clock))
    }

    /// Outlined: it is asked in many places, and seldom.
    #[inline(never)]
    pub(crate) fn now(&self) -> Duration {
        match self {
            Self::System => SystemClock.now(),
            Self::Custom(clock) => clock.now(),
        }
    }
}

// A call that a panic went through leaves its client usable, so a clock is asked for no more than that.
impl UnwindSafe for ClockHandle {}
impl RefUnwindSafe for ClockHandle {}

impl fmt::Debug for ClockHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "SystemClock",
            Self::Custom(_) => "custom",
        })
    }
}

/// The sleep that a client holds.
#[derive(Clone, Default)]
pub(crate) enum SleepHandle {
    #[default]
    Thread,
    Custom(Arc<dyn Sleep>),
}

impl SleepHandle {
    pub(crate) fn custom(sleep: impl Sleep + 'static) -> Self {
        Self::Custom(Arc::new(sleep))
    }

    pub(crate) fn sleep(&self, duration: Duration) {
        match self {
            Self::Thread => ThreadSleep.sleep(duration),
            Self::Custom(sleep) => sleep.sleep(duration),
        }
    }
}

impl UnwindSafe for SleepHandle {}
impl RefUnwindSafe for SleepHandle {}

impl fmt::Debug for SleepHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Thread => "ThreadSleep",
            Self::Custom(_) => "custom",
        })
    }
}

/// All that a client or an annotated function knows of time.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "only an expansion names it")]
pub struct TimeSources {
    pub(crate) clock: ClockHandle,
    pub(crate) sleep: SleepHandle,
    pub(crate) timer: TimerHandle,
}

impl TimeSources {
    pub(crate) const SYSTEM: Self = Self {
        clock: ClockHandle::System,
        sleep: SleepHandle::Thread,
        timer: TimerHandle::Default,
    };

    #[inline]
    pub(crate) fn now(&self) -> Duration {
        self.clock.now()
    }
}

/// Whole nanoseconds, `u64::MAX` (584 years) standing for all that is longer.
#[allow(
    clippy::cast_possible_truncation,
    reason = "compared first; `try_from` is not const"
)]
#[inline]
pub(crate) const fn nanos(duration: Duration) -> u64 {
    let nanos = duration.as_nanos();
    if nanos < u64::MAX as u128 {
        nanos as u64
    } else {
        u64::MAX
    }
}
