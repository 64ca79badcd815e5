//! One model under every interleaving.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

thread_local! {
    /// The model under way, for what is said of a panic.
    static UNDER_WAY: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What was found.
#[derive(Default)]
pub(crate) struct Explored {
    pub(crate) models: usize,
    pub(crate) interleavings: u64,
    /// Of the outcomes that the rules allow, so many were seen.
    pub(crate) outcomes: usize,
    pub(crate) seen: usize,
    pub(crate) failed: usize,
}

impl Explored {
    pub(crate) fn add(&mut self, other: &Self) {
        self.models += other.models;
        self.interleavings += other.interleavings;
        self.outcomes += other.outcomes;
        self.seen += other.seen;
        self.failed += other.failed;
    }
}

/// Runs `model` under every interleaving; with a bound, under those where no more often than that a thread is
/// interrupted that could go on.
pub(crate) fn explore(
    name: String,
    bound: Option<usize>,
    model: impl Fn() + Send + Sync + 'static,
) -> Explored {
    UNDER_WAY.set(name);
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = bound;
    builder.max_branches = 10_000;
    let interleavings = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&interleavings);
    let explored = catch_unwind(AssertUnwindSafe(|| {
        builder.check(move || {
            count.fetch_add(1, Relaxed);
            model();
        });
    }));
    Explored {
        models: 1,
        interleavings: interleavings.load(Relaxed),
        failed: usize::from(explored.is_err()),
        ..Explored::default()
    }
}

/// Has every panic say which model it is of.
pub(crate) fn name_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        UNDER_WAY.with_borrow(|name| eprintln!("\nFAILED {name}"));
        usual(panic);
    }));
}
