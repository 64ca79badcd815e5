//! [`Timer`]: the waits of async calls.

use std::fmt;
use std::future::Future;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// The waits of async calls: for `retry_backoff`, for the limits of an attempt, for `hedge`.
///
/// The feature `tokio` adds tokio's timer and makes it the default. Like tokio's own sleep, it panics in a runtime that was
/// built without `enable_time`. Any other timer takes a few lines:
///
/// ```
/// use std::time::Duration;
/// use failover_core::{FailoverClient, Timer, TimerFuture};
///
/// struct FuturesTimer;
///
/// impl Timer for FuturesTimer {
///     fn sleep(&self, duration: Duration) -> TimerFuture {
///         Box::pin(futures_timer::Delay::new(duration))
///     }
/// }
///
/// let client = FailoverClient::builder()
///     .timeout(Duration::from_secs(2))
///     .timer(FuturesTimer)
///     .build()?;
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
///
/// A timer starts only when an attempt has to be waited for. An attempt that is ready at once costs none. The call keeps its
/// timer for the next attempt, so a call that goes on may be woken once when there is nothing to do. The timer should follow
/// the client's [`Clock`](crate::Clock): a limit is reached as soon as one of them says so.
pub trait Timer: Send + Sync {
    /// Returns a future that is ready after `duration`, counted from now. Dropping it ends the wait.
    fn sleep(&self, duration: Duration) -> TimerFuture;
}

/// The future of a [`Timer`].
pub type TimerFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

impl<T: Timer + ?Sized> Timer for Arc<T> {
    fn sleep(&self, duration: Duration) -> TimerFuture {
        (**self).sleep(duration)
    }
}

impl<T: Timer + ?Sized> Timer for &T {
    fn sleep(&self, duration: Duration) -> TimerFuture {
        (**self).sleep(duration)
    }
}

/// The timer of a client.
#[derive(Clone, Default)]
pub(crate) enum TimerHandle {
    /// Tokio's, or none.
    #[default]
    Default,
    Custom(Arc<dyn Timer>),
}

impl TimerHandle {
    pub(crate) fn custom(timer: impl Timer + 'static) -> Self {
        Self::Custom(Arc::new(timer))
    }

    /// Returns true if there is a timer.
    #[inline]
    pub(crate) fn is_there(&self) -> bool {
        cfg!(feature = "tokio") || matches!(self, Self::Custom(_))
    }

    /// Starts a wait. Returns `None` if there is no timer, or no runtime to run it.
    pub(crate) fn sleep(&self, duration: Duration) -> Option<TimerFuture> {
        match self {
            Self::Custom(timer) => Some(timer.sleep(duration)),
            #[cfg(feature = "tokio")]
            Self::Default => {
                tokio::runtime::Handle::try_current().ok()?;
                Some(Box::pin(tokio::time::sleep(duration)))
            }
            #[cfg(not(feature = "tokio"))]
            Self::Default => None,
        }
    }
}

// As for a clock.
impl UnwindSafe for TimerHandle {}
impl RefUnwindSafe for TimerHandle {}

impl fmt::Debug for TimerHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Default if self.is_there() => "tokio",
            Self::Default => "none",
            Self::Custom(_) => "custom",
        })
    }
}
