//! W7: what a key costs that is filled item by item. Of a hundred keys, A serves 80, B 15 and C 3; 2 are missing.
//! Nobody else has this, so the base is what one writes by hand: one map of the standard library.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt;
use std::hash::{BuildHasher, Hash, RandomState};
use std::hint::black_box;

use failover_core::traits::AnswerItem;
use failover_core::{FailoverClient, ItemProvider};
use foldhash::fast;

use crate::budgets::{Budget, beside};
use crate::python;
use crate::table::{Table, figure};
use crate::time::{Effort, interleaved};

/// How many of a hundred keys are served by then.
const PROVIDERS: [(&str, u64); 3] = [("A", 80), ("B", 95), ("C", 98)];

/// The numbers of keys, and how the tables print them.
pub(crate) const SIZES: [(usize, &str); 3] = [(10, "10"), (1_000, "1,000"), (100_000, "100,000")];

/// The shape of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Pairs,
    Position,
    Map,
}

impl Shape {
    fn name(self) -> &'static str {
        match self {
            Self::Pairs => "pairs",
            Self::Position => "by position",
            Self::Map => "a map",
        }
    }
}

/// What one row gave.
#[derive(Debug, Clone)]
pub(crate) struct Items {
    pub(crate) name: String,
    /// If it is of this library: the shape of the answers, and whether the hasher is the fast one.
    pub(crate) ours: Option<(Shape, bool)>,
    pub(crate) strings: bool,
    /// Nanoseconds of each key, for each size.
    pub(crate) nanos: [f64; SIZES.len()],
    /// Of the base.
    pub(crate) shares: [f64; SIZES.len()],
}

impl Items {
    pub(crate) fn id(&self) -> String {
        let keys = if self.strings { "strings" } else { "u64" };
        format!("W7 {keys}, {}", self.name)
    }
}

/// A key as it is asked for, and as it stands in an answer.
trait Key: Hash + Eq + Copy + fmt::Debug + 'static {
    type Answered: Hash + Eq + Borrow<Self::Looked>;
    type Looked: Hash + Eq + ?Sized;

    fn numbered(number: usize) -> Self;
    fn answered(self) -> Self::Answered;
    fn looked(&self) -> &Self::Looked;
    /// Who serves it: below 80 A does, and so on.
    fn rank(self) -> u64;
}

impl Key for u64 {
    type Answered = u64;
    type Looked = u64;

    fn numbered(number: usize) -> Self {
        number as u64 * 1_000_003
    }

    fn answered(self) -> u64 {
        self
    }

    fn looked(&self) -> &u64 {
        self
    }

    fn rank(self) -> u64 {
        self % 100
    }
}

/// Asked for as `&str`, answered as `String`, which is what a service's JSON gives.
impl Key for &'static str {
    type Answered = String;
    type Looked = str;

    fn numbered(number: usize) -> Self {
        format!("symbol-{number:016}").leak()
    }

    fn answered(self) -> String {
        self.to_owned()
    }

    fn looked(&self) -> &str {
        self
    }

    fn rank(self) -> u64 {
        let digit = |byte: u8| u64::from(byte - b'0');
        match self.as_bytes() {
            [.., tens, ones] => digit(*tens) * 10 + digit(*ones),
            _ => 99,
        }
    }
}

fn keys<K: Key>(count: usize) -> Vec<K> {
    (0..count).map(K::numbered).collect()
}

fn in_pairs<K: Key>(keys: &[K], below: u64) -> Vec<(K::Answered, u64)> {
    let served = keys.iter().filter(|key| key.rank() < below);
    served.map(|key| (key.answered(), key.rank())).collect()
}

fn by_position<K: Key>(keys: &[K], below: u64) -> Vec<Option<u64>> {
    let value = |key: &K| Some(key.rank()).filter(|rank| *rank < below);
    keys.iter().map(value).collect()
}

fn in_a_map<K: Key, S: BuildHasher + Default>(
    keys: &[K],
    below: u64,
) -> HashMap<K::Answered, u64, S> {
    let mut map = HashMap::with_capacity_and_hasher(keys.len(), S::default());
    let served = keys.iter().filter(|key| key.rank() < below);
    map.extend(served.map(|key| (key.answered(), key.rank())));
    map
}

/// How many keys were served, and how many are missing.
type Counted = (usize, usize);

/// One map of values with who served them, and what is missing in the order asked.
fn by_hand<K: Key, A, S>(keys: &[K], answer: fn(&[K], u64) -> A) -> Counted
where
    A: IntoIterator<Item = (K::Answered, u64)>,
    S: BuildHasher + Default,
{
    let mut found = HashMap::with_capacity_and_hasher(keys.len(), S::default());
    let mut missing = keys.to_vec();
    for (provider, below) in PROVIDERS {
        for (key, value) in answer(&missing, below) {
            found.insert(key, (value, provider));
        }
        missing.retain(|key| !found.contains_key(key.looked()));
    }
    let (found, missing) = black_box((found, missing));
    (found.len(), missing.len())
}

/// The library, whose providers answer in one shape.
fn by_library<K: Key, A, I, S>(keys: &[K], hasher: S, answer: fn(&[K], u64) -> A) -> Counted
where
    A: IntoIterator<Item = I>,
    I: AnswerItem<K, u64>,
    S: BuildHasher + Clone,
{
    let provider = |(name, below)| {
        ItemProvider::new(name, move |keys: &[K]| {
            Ok::<_, Infallible>(answer(keys, below))
        })
    };
    let providers = PROVIDERS.map(provider);
    match FailoverClient::new()
        .hasher(hasher)
        .fetch_items(keys, providers)
    {
        Ok(result) => {
            let result = black_box(result);
            (result.len(), result.missing().len())
        }
        Err(_) => (0, 0),
    }
}

type Fill<K> = fn(&[K]) -> Counted;

/// A name, what it is of this library, and what fills.
type Contestant<K> = (&'static str, Option<(Shape, bool)>, Fill<K>);

fn contestants<K: Key>() -> Vec<Contestant<K>>
where
    (K::Answered, u64): AnswerItem<K, u64>,
{
    let ours = |shape, fast, fill: Fill<K>| ("", Some((shape, fast)), fill);
    vec![
        (BASE, None, |keys| {
            by_hand::<K, _, RandomState>(keys, in_a_map::<K, RandomState>)
        }),
        ("one map by hand, fast hasher", None, |keys| {
            by_hand::<K, _, fast::RandomState>(keys, in_a_map::<K, fast::RandomState>)
        }),
        ("one map by hand, given pairs", None, |keys| {
            by_hand::<K, _, RandomState>(keys, in_pairs)
        }),
        ours(Shape::Pairs, false, |keys| {
            by_library(keys, RandomState::new(), in_pairs)
        }),
        ours(Shape::Pairs, true, |keys| {
            by_library(keys, fast::RandomState::default(), in_pairs)
        }),
        ours(Shape::Position, false, |keys| {
            by_library(keys, RandomState::new(), by_position)
        }),
        ours(Shape::Position, true, |keys| {
            by_library(keys, fast::RandomState::default(), by_position)
        }),
        ours(Shape::Map, false, |keys| {
            by_library(keys, RandomState::new(), in_a_map::<K, RandomState>)
        }),
        ours(Shape::Map, true, |keys| {
            by_library(
                keys,
                fast::RandomState::default(),
                in_a_map::<K, fast::RandomState>,
            )
        }),
    ]
}

const BASE: &str = "one map by hand";

fn name((name, ours, _): &Contestant<impl Key>) -> String {
    match ours {
        Some((shape, true)) => format!("{}, fast hasher", shape.name()),
        Some((shape, false)) => shape.name().to_owned(),
        None => (*name).to_owned(),
    }
}

fn measure_keys<K: Key>(strings: bool, effort: Effort) -> Vec<Items>
where
    (K::Answered, u64): AnswerItem<K, u64>,
{
    let contestants = contestants::<K>();
    let nanos = SIZES.map(|(size, _)| {
        let keys = keys::<K>(size);
        let runs: Vec<_> = contestants
            .iter()
            .map(|(_, _, fill)| {
                let keys = &keys;
                move |count: u64| {
                    for _ in 0..count {
                        black_box(fill(black_box(keys)));
                    }
                }
            })
            .collect();
        let runs: Vec<&dyn Fn(u64)> = runs.iter().map(|run| run as &dyn Fn(u64)).collect();
        let times = interleaved(&runs, effort).into_iter();
        times
            .map(|times| times.best / size as f64)
            .collect::<Vec<_>>()
    });
    let of = |place: usize| std::array::from_fn(|size| nanos[size][place]);
    let base: [f64; SIZES.len()] = of(0);
    let items = |name, ours, nanos: [f64; SIZES.len()]| Items {
        name,
        ours,
        strings,
        nanos,
        shares: std::array::from_fn(|size| nanos[size] / base[size]),
    };
    let rows = contestants.iter().enumerate();
    let mut rows: Vec<_> = rows
        .map(|(place, contestant)| items(name(contestant), contestant.1, of(place)))
        .collect();
    if let Some(nanos) = python::items(strings, SIZES.map(|(size, _)| size)) {
        rows.push(items(python::NAME.to_owned(), None, nanos));
    }
    rows
}

pub(crate) fn measure(effort: Effort) -> Vec<Items> {
    let mut items = measure_keys::<u64>(false, effort);
    items.extend(measure_keys::<&'static str>(true, effort));
    items
}

pub(crate) fn tables(items: &[Items], budgets: &[Budget]) -> Vec<Table> {
    let of = |strings| {
        table(
            items.iter().filter(move |row| row.strings == strings),
            strings,
            budgets,
        )
    };
    vec![of(false), of(true)]
}

fn table<'a>(rows: impl Iterator<Item = &'a Items>, strings: bool, budgets: &[Budget]) -> Table {
    let keys = if strings { "strings" } else { "u64" };
    let mut table = Table::new(
        format!("W7. Item by item, keys are {keys}"),
        &[
            "ns of each key, best",
            "10 keys",
            "× base",
            "1,000 keys",
            "× base",
            "100,000 keys",
            "× base",
            "budget",
        ],
    );
    table.note("Every row includes the providers' own time. This library's rows are named by the shape of the \
        answers. It takes every entry of a map, rather than look up each key.");
    for row in rows {
        let name = match row.ours {
            Some(_) => format!("**this library, {}**", row.name),
            None if row.name == BASE => format!("{BASE} (base)"),
            None => row.name.clone(),
        };
        let mut cells = vec![name];
        for (nanos, share) in row.nanos.iter().zip(row.shares) {
            cells.extend([figure(Some(*nanos)), figure(Some(share))]);
        }
        cells.push(beside(budgets, &row.id()));
        table.row(cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use std::hash::RandomState;

    use failover_core::traits::AnswerItem;
    use failover_core::{FailoverClient, ItemProvider};

    use super::{Key, PROVIDERS, contestants, in_pairs, keys, name};

    fn all_fill<K: Key>()
    where
        (K::Answered, u64): AnswerItem<K, u64>,
    {
        let keys = keys::<K>(1_000);
        for contestant in contestants::<K>() {
            assert_eq!((contestant.2)(&keys), (980, 20), "{}", name(&contestant));
        }
    }

    #[test]
    fn every_row_fills_what_can_be_filled() {
        all_fill::<u64>();
        all_fill::<&'static str>();
    }

    #[test]
    fn each_provider_serves_its_part() {
        let provider = |(name, below)| {
            ItemProvider::new(name, move |keys: &[u64]| {
                Ok::<_, std::convert::Infallible>(in_pairs(keys, below))
            })
        };
        let keys = keys::<u64>(1_000);
        let result = FailoverClient::new()
            .hasher(RandomState::new())
            .fetch_items(&keys, PROVIDERS.map(provider))
            .unwrap();
        let by = |name| {
            result
                .iter()
                .filter(|(_, _, provider)| *provider == name)
                .count()
        };
        assert_eq!([by("A"), by("B"), by("C")], [800, 150, 30]);
        assert!(result.iter().all(|(key, value, _)| *value == key.rank()));
    }
}
