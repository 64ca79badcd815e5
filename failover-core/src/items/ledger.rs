//! The ledger of keys: which are served and by whom, and which are still open.
//!
//! Keys move once, from `open` to `served`; they are never cloned. What is open stays contiguous and in the
//! order asked, so that each provider is handed a plain slice of what is missing, and a turn costs one pass
//! over what it was asked for, however many keys the call began with.

use std::hash::{BuildHasher, Hash};

use super::MOST_KEYS;
use super::answer::Asked;
use super::index::{Index, Place};
use crate::ConfigError;
use crate::run::Late;

#[derive(Debug, Clone)]
pub(crate) struct Ledger<K, V, S> {
    pub(super) hasher: S,
    pub(super) index: Index,
    pub(super) served: Served<K, V>,
    pub(super) open: Vec<K>,
    /// As `open`.
    pub(super) origins: Vec<Origin>,
    /// As `open`: the value that this turn found for a key.
    found: Vec<Option<V>>,
    /// How many of `found` are something.
    filled: usize,
}

/// The keys that are served, column by column, in the order filled: turn by turn.
#[derive(Debug, Clone)]
pub(crate) struct Served<K, V> {
    pub(super) keys: Vec<K>,
    pub(super) values: Vec<V>,
    /// The number of the turn that served it.
    pub(super) sources: Vec<u32>,
    /// The key's number in the order asked.
    numbers: Vec<u32>,
}

/// Where an open key comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin {
    /// Its number in the order asked, which rises along `open`.
    pub(super) number: u32,
    /// Its slot in the index.
    slot: usize,
}

impl<K: Hash + Eq, V, S: BuildHasher> Ledger<K, V, S> {
    /// A ledger of these keys, each once, all open.
    pub(crate) fn new(keys: Vec<K>, hasher: S) -> Result<Self, ConfigError> {
        if keys.len() > MOST_KEYS {
            return Err(ConfigError::TooManyKeys(keys.len()));
        }
        let mut index = Index::for_keys(keys.len());
        let mut origins = Vec::with_capacity(keys.len());
        let mut open = Vec::with_capacity(keys.len());
        for key in keys {
            let is_it = |place: Place| place.as_open().is_some_and(|at| open[at] == key);
            let (slot, known) = index.slot(hasher.hash_one(&key), is_it);
            if !known {
                index.set(slot, Place::open(open.len()));
                let number = u32::try_from(open.len()).unwrap_or(u32::MAX);
                origins.push(Origin { number, slot });
                open.push(key);
            }
        }
        Ok(Self {
            found: std::iter::repeat_with(|| None).take(open.len()).collect(),
            hasher,
            index,
            served: Served {
                keys: Vec::new(),
                values: Vec::new(),
                sources: Vec::new(),
                numbers: Vec::new(),
            },
            open,
            origins,
            filled: 0,
        })
    }

    /// Whether there are no keys at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty() && self.served.keys.is_empty()
    }

    /// How many keys no turn has served, the one under way included.
    pub(crate) fn missing(&self) -> usize {
        self.open.len() - self.filled
    }

    /// The `request`-th chunk of what was open when the turn began.
    pub(crate) fn chunk(&self, request: usize, max_keys: usize) -> Chunk {
        let start = request.saturating_mul(max_keys).min(self.open.len());
        let end = start.saturating_add(max_keys).min(self.open.len());
        Chunk { start, end }
    }

    /// The open keys, for as long as somebody is asked for them.
    pub(crate) fn lend_open(&mut self) -> Vec<K> {
        std::mem::take(&mut self.open)
    }

    pub(crate) fn take_back(&mut self, open: Vec<K>) {
        self.open = open;
    }

    /// What a provider is asked for, with room for its answer.
    pub(crate) fn ask<'a>(
        &'a mut self,
        chunk: Chunk,
        is_late: &'a dyn Fn() -> Option<Late>,
    ) -> Asked<'a, K, V, S> {
        Asked::new(
            &self.open[chunk.start..chunk.end],
            &mut self.found[chunk.start..chunk.end],
            chunk.start,
            &self.index,
            &self.hasher,
            is_late,
        )
    }

    /// Judges the values that an answer brought, each once. Those that are rejected are dropped, and their
    /// keys' numbers told to `reject`.
    pub(crate) fn judge(
        &mut self,
        chunk: Chunk,
        is_valid: impl Fn(&V) -> bool,
        mut reject: impl FnMut(u32),
    ) -> Judgement {
        let (mut valid, mut rejected) = (0, 0);
        for position in chunk.start..chunk.end {
            match &self.found[position] {
                None => {}
                Some(value) if is_valid(value) => valid += 1,
                Some(_) => {
                    self.found[position] = None;
                    rejected += 1;
                    reject(self.origins[position].number);
                }
            }
        }
        self.filled += valid;
        if valid == 0 && rejected > 0 {
            Judgement::AllRejected
        } else {
            Judgement::Taken
        }
    }

    /// Drops what a failed attempt brought.
    pub(crate) fn discard(&mut self, chunk: Chunk) {
        self.found[chunk.start..chunk.end].fill_with(|| None);
    }

    /// Enters what the turn found under its number, and closes those keys.
    pub(crate) fn close_turn(&mut self, turn: u32) {
        if self.filled == 0 {
            return;
        }
        let missing = self.missing();
        let open = std::mem::replace(&mut self.open, Vec::with_capacity(missing));
        self.served.reserve(self.filled);
        for (position, key) in open.into_iter().enumerate() {
            let origin = self.origins[position];
            let place = match self.found[position].take() {
                Some(value) => self.served.push(key, value, turn, origin.number),
                None => {
                    self.origins[self.open.len()] = origin;
                    self.open.push(key);
                    Place::open(self.open.len() - 1)
                }
            };
            self.index.set(origin.slot, place);
        }
        self.origins.truncate(missing);
        self.found.truncate(missing);
        self.filled = 0;
    }

    /// The numbers of a chunk's first key and of the first after it. A chunk that is asked for is not empty: no turn
    /// begins where nothing is missing, and none has more chunks than it needs.
    pub(crate) fn numbers(&self, chunk: Chunk) -> (u32, u32) {
        let number = |position: usize| self.origins[position].number;
        (number(chunk.start), number(chunk.end - 1) + 1)
    }
}

impl<K, V, S: BuildHasher> Ledger<K, V, S> {
    /// The same with every key converted, and found again under its new form.
    pub(crate) fn map_keys<L: Hash + Eq>(self, convert: impl FnMut(K) -> L) -> Ledger<L, V, S> {
        let Served {
            keys,
            values,
            sources,
            numbers,
        } = self.served;
        let served = keys.len();
        let all = keys.into_iter().chain(self.open);
        let mut keys: Vec<L> = all.map(convert).collect();
        let mut index = Index::for_keys(keys.len());
        for (position, key) in keys.iter().enumerate() {
            let place = match position.checked_sub(served) {
                Some(open) => Place::open(open),
                None => Place::served(position),
            };
            let (slot, _) = index.slot(self.hasher.hash_one(key), |_| false);
            index.set(slot, place);
        }
        Ledger {
            hasher: self.hasher,
            index,
            open: keys.split_off(served),
            served: Served {
                keys,
                values,
                sources,
                numbers,
            },
            origins: self.origins,
            found: self.found,
            filled: self.filled,
        }
    }
}

/// What came of judging an answer's values.
pub(crate) enum Judgement {
    /// The valid ones are taken: some, or none because there were none to judge.
    Taken,
    AllRejected,
}

/// A range of positions in what is open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk {
    start: usize,
    end: usize,
}

impl Chunk {
    pub(crate) const NONE: Self = Self { start: 0, end: 0 };

    pub(crate) fn of<K>(self, open: &[K]) -> &[K] {
        &open[self.start..self.end]
    }
}

impl<K, V> Served<K, V> {
    fn reserve(&mut self, additional: usize) {
        self.keys.reserve(additional);
        self.values.reserve(additional);
        self.sources.reserve(additional);
        self.numbers.reserve(additional);
    }

    /// The positions in the order asked.
    pub(super) fn in_order(&self) -> impl Iterator<Item = usize> {
        const NONE: u32 = u32::MAX;

        let count = self
            .numbers
            .iter()
            .max()
            .map_or(0, |last| *last as usize + 1);
        let mut positions = vec![NONE; count];
        for (position, number) in (0..).zip(&self.numbers) {
            positions[*number as usize] = position;
        }
        let served = positions.into_iter().filter(|position| *position != NONE);
        served.map(|position| position as usize)
    }

    fn push(&mut self, key: K, value: V, turn: u32, number: u32) -> Place {
        self.keys.push(key);
        self.values.push(value);
        self.sources.push(turn);
        self.numbers.push(number);
        Place::served(self.keys.len() - 1)
    }
}
