//! Sources of time and ways to wait. All of them can be replaced, so that no test has to wait.

mod timer;

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

pub(crate) use self::timer::TimerHandle;
pub use self::timer::{Timer, TimerFuture};

/// A source of time, counted from an origin of the clock's choice.
///
/// Only differences matter, so the origin may be anything. A clock should not step back. If it does, nothing panics, and
/// an open circuit stays open no longer than from the step on.
///
/// [`SystemClock`] is the default. The `testing` feature has a `ManualClock`.
pub trait Clock: Send + Sync {
    /// Returns the time since the clock's origin.
    fn now(&self) -> Duration;
}

/// The wait of a blocking call between two attempts of one provider.
///
/// [`ThreadSleep`] is the default. The `ManualClock` of the `testing` feature sleeps by advancing itself.
pub trait Sleep: Send + Sync {
    /// Returns after `duration`.
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
/// With the feature `tokio` it is read through tokio. If a test pauses tokio's time, this clock pauses too.
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

/// Returns an origin before any time that the clock will show.
///
/// It is an hour ago, because a runtime that paused its time earlier is before now. It is the system's own time, because
/// paused time may be far ahead, and every other clock would not move until it catches up.
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

/// The clock of a client or a breaker. An enum instead of a type parameter, so that both are plain types that fit a field
/// or a `static`.
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

    // Outlined, because it is called in many places, and seldom.
    #[inline(never)]
    pub(crate) fn now(&self) -> Duration {
        match self {
            Self::System => SystemClock.now(),
            Self::Custom(clock) => clock.now(),
        }
    }
}

// A client stays usable after a panic, whatever its clock is.
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

/// The sleep of a client.
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

    /// Sleeps, unless there is nothing to wait for.
    pub(crate) fn sleep(&self, duration: Duration) {
        if duration.is_zero() {
            return;
        }
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

/// The clock, the sleep and the timer of a client or an annotated function.
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

    /// Returns the closure that reads the clock. Made here, it has one type. Made in a generic function, it would have
    /// another type in each instance, and each would add code.
    #[inline]
    pub(crate) fn reader(&self) -> impl Fn() -> Duration + '_ {
        || self.now()
    }
}

/// Converts into whole nanoseconds. `u64::MAX` (584 years) means that or longer.
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
