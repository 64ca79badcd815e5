//! Explores one model under every interleaving, or under those within a bound.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

thread_local! {
    /// The name of the model under way, for the message of a panic.
    static UNDER_WAY: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Limits on how many times loom may preempt a thread that could continue. They are tried in order. `None` is no
/// limit. The others follow if there are too many interleavings.
pub(crate) type Bounds = &'static [Option<usize>];

pub(crate) const EACH_BOUND: Bounds = &[None, Some(3), Some(2), Some(1)];
/// For rows with many models.
pub(crate) const NONE_OR_ONE: Bounds = &[None, Some(1)];

/// The counts of an exploration.
#[derive(Default)]
pub(crate) struct Explored {
    pub(crate) models: usize,
    /// Models explored with each of the bounds.
    by_bound: [usize; EACH_BOUND.len()],
    pub(crate) interleavings: u64,
    /// The number of allowed outcomes that were seen.
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

    /// Returns the number of models that were explored without a bound.
    pub(crate) fn exhaustive(&self) -> usize {
        self.by_bound[0]
    }

    /// Returns the number of models without a bound, and with each bound.
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

/// Runs `model` under every interleaving, or under those within a bound if there are more than `limit`.
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

/// Makes every panic name its model.
pub(crate) fn name_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        UNDER_WAY.with_borrow(|name| eprintln!("\nFAILED {name}"));
        usual(panic);
    }));
}
