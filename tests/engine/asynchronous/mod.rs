//! Calls whose providers are awaited.

mod cancel;
mod concurrency;
mod cooperation;
mod deadline;
mod equals_blocking;
mod hedge;
mod lists;
mod panics;
mod spawned;
mod timeout;
mod timers;

use std::future::pending;
use std::rc::Rc;
use std::time::Duration;

use failover_core::Clock;
use failover_core::testing::ManualClock;
use tests::support::Code;

type Answer = Result<u32, Code>;

/// A log of events, with their time.
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
