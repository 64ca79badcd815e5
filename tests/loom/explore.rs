//! One model under every interleaving, or those within a bound.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

thread_local! {
    /// The model under way, for what is said of a panic.
    static UNDER_WAY: RefCell<String> = const { RefCell::new(String::new()) };
}

/// How often a thread may be interrupted that could go on: first as often as there are places for it, and then, if
/// there are too many interleavings, only so often.
pub(crate) type Bounds = &'static [Option<usize>];

pub(crate) const EACH_BOUND: Bounds = &[None, Some(3), Some(2), Some(1)];
/// For models of which there are many.
pub(crate) const NONE_OR_ONE: Bounds = &[None, Some(1)];

/// What was found.
#[derive(Default)]
pub(crate) struct Explored {
    pub(crate) models: usize,
    /// How many of them with each of the bounds.
    by_bound: [usize; EACH_BOUND.len()],
    pub(crate) interleavings: u64,
    /// Of the outcomes that the rules allow, so many were seen.
    pub(crate) outcomes: usize,
    pub(crate) seen: usize,
    pub(crate) failed: usize,
}

impl Explored {
    pub(crate) fn add(&mut self, other: &Self) {
        self.models += other.models;
        for (bound, more) in self.by_bound.iter_mut().zip(other.by_bound) {
            *bound += more;
        }
        self.interleavings += other.interleavings;
        self.outcomes += other.outcomes;
        self.seen += other.seen;
        self.failed += other.failed;
    }

    /// Returns how many models were tried without a bound.
    pub(crate) fn exhaustive(&self) -> usize {
        self.by_bound[0]
    }

    /// How many models were tried without a bound, and how many with each.
    pub(crate) fn bounds(&self) -> String {
        let mut said = Vec::new();
        for (bound, models) in EACH_BOUND.iter().zip(self.by_bound) {
            match bound {
                _ if models == 0 => {}
                None => said.push(format!("{models} without")),
                Some(bound) => said.push(format!("{models} at {bound}")),
            }
        }
        said.join(", ")
    }
}

/// Runs `model` under every interleaving; if there are more than `limit`, under those within a bound.
pub(crate) fn explore(
    name: String,
    limit: usize,
    bounds: Bounds,
    model: impl Fn() + Send + Sync + 'static,
) -> Explored {
    UNDER_WAY.set(name);
    let model = Arc::new(model);
    let mut explored = Explored {
        models: 1,
        ..Explored::default()
    };
    for bound in bounds {
        let is_last = bounds.last() == Some(bound);
        let mut builder = loom::model::Builder::new();
        builder.preemption_bound = *bound;
        builder.max_branches = 10_000;
        if !is_last {
            builder.max_permutations = Some(limit);
            builder.checkpoint_interval = limit;
        }
        let interleavings = Arc::new(AtomicUsize::new(0));
        let (count, model) = (Arc::clone(&interleavings), Arc::clone(&model));
        let passed = catch_unwind(AssertUnwindSafe(|| {
            builder.check(move || {
                count.fetch_add(1, Relaxed);
                model();
            });
        }));
        let interleavings = interleavings.load(Relaxed);
        if passed.is_err() || is_last || interleavings + 1 < limit {
            explored.failed = usize::from(passed.is_err());
            for (known, models) in EACH_BOUND.iter().zip(&mut explored.by_bound) {
                *models = usize::from(known == bound);
            }
            explored.interleavings = interleavings as u64;
            break;
        }
    }
    explored
}

/// Has every panic say which model it is of.
pub(crate) fn name_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        UNDER_WAY.with_borrow(|name| eprintln!("\nFAILED {name}"));
        usual(panic);
    }));
}
