//! How an async call waits.

use std::fmt;
use std::future::Future;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// How an async call waits: for the end of `retry_backoff`, for the limits of an attempt, for `hedge`.
///
/// The feature `tokio` brings tokio's timer and makes it the default; as tokio's own sleep does, it panics in a runtime
/// that was built without `enable_time`. Any other is a few lines:
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
/// A timer is started only when somebody has to be waited for: an attempt that is ready at once costs none. Its
/// time should be the [`Clock`](crate::Clock)'s; of the two, whoever says first that a limit is reached is believed.
pub trait Timer: Send + Sync {
    /// A future that is ready after `duration`, counted from now. Dropping it ends the wait.
    fn sleep(&self, duration: Duration) -> TimerFuture;
}

/// What a [`Timer`] gives.
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

/// The timer that a client holds.
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

    /// Whether there is a timer at all.
    #[inline]
    pub(crate) fn is_there(&self) -> bool {
        cfg!(feature = "tokio") || matches!(self, Self::Custom(_))
    }

    /// A wait that begins now; `None` if there is no timer, or no runtime to run it.
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
