//! [`Counters`]: an observer that counts.

use std::fmt;
use std::iter::successors;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Event, Interest, Observer, Outcome};
use crate::name::Name;

/// An observer that counts attempts by provider and outcome, and skips by provider.
///
/// It can be a `static`. A call that its first provider serves writes one relaxed atomic. Looking for a provider takes as long
/// as there are providers, so it is for programs with some dozens of them. Counts only grow, and wrap around at 2⁶⁴.
///
/// ```
/// use failover_core::{Counters, FailoverClient, Outcome, Provider};
///
/// static COUNTERS: Counters = Counters::new();
///
/// let client = FailoverClient::builder().observer(&COUNTERS).build()?;
/// let served = client.fetch((
///     Provider::new("primary", || Err("down")),
///     Provider::new("backup", || Ok(42)),
/// ));
/// assert_eq!(served.unwrap().value, 42);
/// assert_eq!(COUNTERS.attempts("primary", Outcome::Error), 1);
/// assert_eq!(COUNTERS.attempts("backup", Outcome::Served), 1);
/// # Ok::<(), failover_core::ConfigError>(())
/// ```
#[derive(Default)]
pub struct Counters {
    /// A list that only grows, so that it is read without a lock.
    first: OnceLock<Box<Node>>,
}

struct Node {
    provider: Name,
    attempts: [AtomicU64; OUTCOMES.len()],
    skips: AtomicU64,
    next: OnceLock<Box<Node>>,
}

/// Every outcome, in the order of the counts.
const OUTCOMES: [Outcome; 7] = [
    Outcome::Served,
    Outcome::Error,
    Outcome::Rejected,
    Outcome::TimedOut,
    Outcome::Cancelled,
    Outcome::WrongLength,
    Outcome::Absent,
];

fn place(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Served => 0,
        Outcome::Error => 1,
        Outcome::Rejected => 2,
        Outcome::TimedOut => 3,
        Outcome::Cancelled => 4,
        Outcome::WrongLength => 5,
        Outcome::Absent => 6,
    }
}

impl Counters {
    /// Creates counters without a provider.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            first: OnceLock::new(),
        }
    }

    /// Returns the number of attempts at this provider that ended so. Zero for a provider that was never called.
    pub fn attempts(&self, provider: &str, outcome: Outcome) -> u64 {
        let node = self.nodes().find(|node| node.provider == *provider);
        node.map_or(0, |node| {
            node.attempts[place(outcome)].load(Ordering::Relaxed)
        })
    }

    /// Returns how often this provider was skipped because its circuit was open.
    pub fn skips(&self, provider: &str) -> u64 {
        let node = self.nodes().find(|node| node.provider == *provider);
        node.map_or(0, |node| node.skips.load(Ordering::Relaxed))
    }

    /// Returns every provider that was called or skipped, in the order in which they first were.
    pub fn providers(&self) -> impl Iterator<Item = Name> {
        self.nodes().map(|node| node.provider)
    }

    fn nodes(&self) -> impl Iterator<Item = &Node> {
        let first = self.first.get();
        successors(first, |node| node.next.get()).map(|node| &**node)
    }

    /// Returns the counts of a provider, and makes them on the first use.
    fn node(&self, provider: Name) -> &Node {
        let mut place = &self.first;
        loop {
            let new = || {
                Box::new(Node {
                    provider,
                    attempts: [const { AtomicU64::new(0) }; OUTCOMES.len()],
                    skips: AtomicU64::new(0),
                    next: OnceLock::new(),
                })
            };
            let node = place.get_or_init(new);
            if node.provider == provider {
                return node;
            }
            place = &node.next;
        }
    }
}

impl Observer for Counters {
    fn interest(&self) -> Interest {
        Interest::ATTEMPTS | Interest::CALLS
    }

    fn event(&self, event: &Event<'_>) {
        let count = match event {
            Event::AttemptEnded(it) => &self.node(it.provider).attempts[place(it.outcome)],
            Event::Skipped(it) => &self.node(it.provider).skips,
            _ => return,
        };
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// Prints the counts that are not zero.
impl fmt::Debug for Counters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for node in self.nodes() {
            for outcome in OUTCOMES {
                match node.attempts[place(outcome)].load(Ordering::Relaxed) {
                    0 => {}
                    count => {
                        map.entry(&(node.provider, outcome), &count);
                    }
                }
            }
            match node.skips.load(Ordering::Relaxed) {
                0 => {}
                count => {
                    map.entry(&(node.provider, "Skipped"), &count);
                }
            }
        }
        map.finish()
    }
}
