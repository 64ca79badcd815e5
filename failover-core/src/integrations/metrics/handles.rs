//! The handles of all series, found by the addresses of their labels.
//!
//! The values of labels are literals and names. Both live as long as the program, so their addresses identify them. The
//! handles are in a trie of nodes that are only added, each behind a `OnceLock`. So a look-up takes no lock and compares no
//! text. A text at two addresses has two handles, and the recorder adds them up.

use std::array;
use std::ptr;
use std::sync::OnceLock;

use metrics::Label;

use super::table::Metric;

/// The children of a node.
const BRANCHES: usize = 8;
const BRANCH_BITS: u32 = BRANCHES.trailing_zeros();

/// The value of a label that does not apply: `client` if the client has no name, `provider` if no provider served.
pub(super) static NONE: &str = "";

/// The most labels of a metric.
const LABELS: usize = 4;

/// A metric and the value of each of its labels, in their order.
#[derive(Clone, Copy)]
pub(super) struct Series {
    pub(super) metric: &'static Metric,
    values: [&'static str; LABELS],
}

impl Series {
    pub(super) fn new<const N: usize>(metric: &'static Metric, values: [&'static str; N]) -> Self {
        Self {
            metric,
            values: array::from_fn(|i| values.get(i).copied().unwrap_or(NONE)),
        }
    }

    pub(super) fn labels(&self) -> Vec<Label> {
        let labels = self.metric.labels.iter().zip(self.values);
        let labels = labels.map(|(name, value)| Label::from_static_parts(name, value));
        labels.collect()
    }

    fn is(&self, other: &Self) -> bool {
        let mut values = self.values.iter().zip(other.values);
        ptr::eq(self.metric, other.metric) && values.all(|(a, b)| ptr::eq(*a, b))
    }

    /// Hashes the addresses, with the most of it in the high bits.
    fn hash(&self) -> u64 {
        let metric = ptr::from_ref(self.metric).addr();
        let values = self.values.iter();
        let addresses = values.map(|value| value.as_ptr().addr() ^ value.len().rotate_right(8));
        addresses.fold(metric as u64, |hash, address| {
            (hash.rotate_left(29) ^ address as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        })
    }
}

type Branches<H> = [OnceLock<Box<Node<H>>>; BRANCHES];

struct Node<H> {
    series: Series,
    handle: H,
    children: Branches<H>,
}

pub(super) struct Handles<H>(Branches<H>);

impl<H> Handles<H> {
    pub(super) const fn new() -> Self {
        Self([const { OnceLock::new() }; BRANCHES])
    }

    /// Returns the handle of a series, and registers it on the first use.
    pub(super) fn get(&self, series: Series, register: impl Fn(&Series) -> H) -> &H {
        let mut hash = series.hash();
        let mut branches = &self.0;
        loop {
            let place = &branches[(hash >> (u64::BITS - BRANCH_BITS)) as usize];
            let node = match place.get() {
                Some(node) => node,
                None => {
                    // Register first: the recorder is the user's code, and `get_or_init` blocks other threads.
                    let new = Box::new(Node {
                        series,
                        handle: register(&series),
                        children: [const { OnceLock::new() }; BRANCHES],
                    });
                    // Another thread may have filled the place with another series. Then go on below it.
                    place.get_or_init(|| new)
                }
            };
            if node.series.is(&series) {
                return &node.handle;
            }
            branches = &node.children;
            hash = hash.rotate_left(BRANCH_BITS);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::integrations::metrics::table::{ATTEMPTS, CALLS, FAILOVERS, SKIPS};
    use crate::name::Name;

    #[test]
    fn each_series_is_registered_once() {
        let handles = Handles::new();
        let registered = Cell::new(0);
        let names: Vec<Name> = (0..30).map(|i| Name::from(format!("series-{i}"))).collect();
        for _ in 0..2 {
            for (i, client) in names.iter().enumerate() {
                for (j, provider) in names.iter().enumerate() {
                    for metric in [&SKIPS, &CALLS] {
                        let series = Series::new(metric, [client.as_str(), provider.as_str()]);
                        let handle = handles.get(series, |_| {
                            registered.set(registered.get() + 1);
                            (i, j, metric.name)
                        });
                        assert_eq!(*handle, (i, j, metric.name));
                    }
                }
            }
        }
        assert_eq!(registered.get(), 1800);
    }

    #[test]
    fn series_differ_by_metric_and_by_the_order_of_values() {
        let handles = Handles::new();
        let (a, b) = ("handles-a", "handles-b");
        for (number, series) in [
            Series::new(&FAILOVERS, [a, a, b]),
            Series::new(&FAILOVERS, [a, b, a]),
            Series::new(&ATTEMPTS, [a, a, b, ""]),
            Series::new(&SKIPS, [a, a]),
        ]
        .into_iter()
        .enumerate()
        {
            assert_eq!(*handles.get(series, |_| number), number);
        }
    }

    #[test]
    fn racing_first_uses_agree() {
        let names: Vec<Name> = (0..64).map(|i| Name::from(format!("racing-{i}"))).collect();
        for _ in 0..50 {
            let handles = Handles::new();
            let barrier = std::sync::Barrier::new(4);
            let look = || -> Vec<usize> {
                barrier.wait();
                let series = names
                    .iter()
                    .map(|name| Series::new(&SKIPS, ["", name.as_str()]));
                let found = series.map(|series| handles.get(series, |_| String::from("handle")));
                found.map(|handle| ptr::from_ref(handle).addr()).collect()
            };
            let seen: Vec<Vec<usize>> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..4).map(|_| scope.spawn(look)).collect();
                threads.into_iter().map(|it| it.join().unwrap()).collect()
            });
            assert!(seen.iter().all(|one| *one == seen[0]));
        }
    }
}
