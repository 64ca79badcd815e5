//! Durations, clients on a manual clock, and futures in its time.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{FailoverClient, FailoverClientBuilder, Timer};

/// One nanosecond.
pub const NS: Duration = Duration::from_nanos(1);
/// One millisecond.
pub const MS: Duration = Duration::from_millis(1);
/// One second.
pub const SECOND: Duration = Duration::from_secs(1);
/// One minute.
pub const MINUTE: Duration = Duration::from_secs(60);
/// One hour.
pub const HOUR: Duration = Duration::from_secs(3600);

/// Returns this many seconds.
pub const fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

/// Starts to build a client whose clock, sleep and timer are `clock`.
pub fn client_on(clock: &ManualClock) -> FailoverClientBuilder {
    FailoverClient::builder()
        .clock(clock.clone())
        .sleep(clock.clone())
        .timer(clock.clone())
}

/// Runs a future that needs no time to pass.
pub fn run<F: Future>(future: F) -> F::Output {
    ManualClock::new().block_on(future)
}

/// Waits this long on `clock`.
pub async fn wait(clock: &ManualClock, duration: Duration) {
    Timer::sleep(clock, duration).await;
}

/// Returns at the second poll, and asks for it at once.
pub async fn yield_now() {
    let mut yielded = false;
    poll_fn(|context| {
        if std::mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Polls a future once, with a waker that does nothing.
pub fn poll<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}
