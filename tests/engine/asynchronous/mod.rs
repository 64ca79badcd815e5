//! Calls whose providers are awaited.

mod cancel;
mod concurrency;
mod deadline;
mod hedge;
mod limits;
mod panics;
mod same;
mod shapes;
mod spawned;
mod timers;

use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{Clock, FailoverClient, FailoverClientBuilder, Failure, FailureKind, Timer};

/// What a provider fails with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Down(u32);

type Answer = Result<u32, Down>;

const NS: Duration = Duration::from_nanos(1);

const fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

/// The settings of a client that lives by `clock`.
fn on(clock: &ManualClock) -> FailoverClientBuilder {
    FailoverClient::builder()
        .clock(clock.clone())
        .sleep(clock.clone())
        .timer(clock.clone())
}

/// Who failed, how, and in how many attempts.
fn brief<E: Clone>(failures: &[Failure<E>]) -> Vec<(&'static str, FailureKind<E>, u32)> {
    let brief = |failure: &Failure<E>| {
        let Failure { kind, attempts, .. } = failure;
        (failure.provider.as_str(), kind.clone(), *attempts)
    };
    failures.iter().map(brief).collect()
}

/// How many failed turns in a row the circuit of `name` has counted.
fn counted(client: &FailoverClient, name: &str) -> u32 {
    let snapshot = client.circuit_breaker().unwrap().snapshot();
    let circuit = snapshot.iter().find(|circuit| circuit.name == name);
    circuit.map_or(0, |circuit| circuit.failures)
}

/// Awaits so much of `clock`'s time.
async fn wait(clock: &ManualClock, duration: Duration) {
    Timer::sleep(clock, duration).await;
}

/// Is ready when it is polled for the second time, which it asks for at once.
async fn yield_now() {
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

/// Polls once, with a waker that does nothing.
fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// What happened when.
#[derive(Clone)]
struct Log {
    clock: ManualClock,
    notes: Rc<std::cell::RefCell<Vec<(&'static str, Duration)>>>,
}

impl Log {
    fn new(clock: &ManualClock) -> Self {
        Self {
            clock: clock.clone(),
            notes: Rc::default(),
        }
    }

    fn note(&self, what: &'static str) {
        self.notes.borrow_mut().push((what, self.clock.now()));
    }

    fn notes(&self) -> Vec<(&'static str, Duration)> {
        self.notes.borrow().clone()
    }

    /// An attempt that never ends, and notes when it is given up.
    async fn hang<T>(&self, given_up: &'static str) -> T {
        let _noted = NotedDrop(self, given_up);
        pending().await
    }
}

struct NotedDrop<'a>(&'a Log, &'static str);

impl Drop for NotedDrop<'_> {
    fn drop(&mut self) {
        self.0.note(self.1);
    }
}
