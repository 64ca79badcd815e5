//! The ledger of keys: which are served and by whom, and which are still open.
//!
//! Keys stay in the one list that they came in and are never cloned: first those that are served, turn by turn, then
//! those that are open, in the order asked. So each provider is handed a plain slice of what is missing, who served a
//! key is told by where it stands, and a turn moves nothing but what it left open.

use std::hash::{BuildHasher, Hash};

use super::MOST_KEYS;
use super::answer::Asked;
use super::index::{AT_ONCE, Index, hash, hash_into};
use crate::ConfigError;
use crate::run::Late;

#[derive(Debug, Clone)]
pub(crate) struct Ledger<K, V, S> {
    pub(super) hasher: S,
    pub(super) index: Index,
    pub(super) keys: Vec<K>,
    /// As `keys`: of an open key, what this turn has found.
    pub(super) values: Vec<Option<V>>,
    /// The turns that served keys.
    turns: Vec<Served>,
    /// How many values this turn has found.
    filled: usize,
}

/// A turn that served keys: those from where the one before it ends.
#[derive(Debug, Clone, Copy)]
struct Served {
    turn: u32,
    end: usize,
}

impl<K: Hash + Eq, V, S: BuildHasher> Ledger<K, V, S> {
    /// A ledger of these keys, each once, all open.
    pub(crate) fn new(mut keys: Vec<K>, hasher: S) -> Result<Self, ConfigError> {
        if keys.len() > MOST_KEYS {
            return Err(ConfigError::TooManyKeys(keys.len()));
        }
        let mut index = Index::for_keys(keys.len());
        let (mut count, mut several) = (0, [0; AT_ONCE]);
        for start in (0..keys.len()).step_by(AT_ONCE) {
            hash_into(&mut several, &hasher, &keys[start..]);
            for (position, &hash) in (start..keys.len()).zip(&several) {
                let key = &keys[position];
                if index.enter(hash, count, |known| keys[known] == *key) {
                    if count != position {
                        keys.swap(count, position);
                    }
                    count += 1;
                }
            }
        }
        keys.truncate(count);
        Ok(Self {
            values: std::iter::repeat_with(|| None).take(count).collect(),
            hasher,
            index,
            keys,
            turns: Vec::new(),
            filled: 0,
        })
    }

    /// Whether there are no keys at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// How many keys no turn has served, the one under way included.
    pub(crate) fn missing(&self) -> usize {
        self.values.len() - self.served() - self.filled
    }

    /// The `request`-th chunk of what was open when the turn began.
    pub(crate) fn chunk(&self, request: usize, max_keys: usize) -> Chunk {
        let (open, all) = (self.served(), self.values.len());
        let start = open.saturating_add(request.saturating_mul(max_keys));
        let start = start.min(all);
        let end = start.saturating_add(max_keys).min(all);
        Chunk { start, end }
    }

    /// The keys, for as long as somebody is asked for some of them.
    pub(crate) fn lend_keys(&mut self) -> Vec<K> {
        std::mem::take(&mut self.keys)
    }

    pub(crate) fn take_back(&mut self, keys: Vec<K>) {
        self.keys = keys;
    }

    /// What a provider is asked for, with room for its answer.
    pub(crate) fn ask<'a>(
        &'a mut self,
        chunk: Chunk,
        is_late: &'a dyn Fn() -> Option<Late>,
    ) -> Asked<'a, K, V, S> {
        Asked::new(
            &self.keys[chunk.start..chunk.end],
            &mut self.values[chunk.start..chunk.end],
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
            match &self.values[position] {
                None => {}
                Some(value) if is_valid(value) => valid += 1,
                Some(_) => {
                    self.values[position] = None;
                    rejected += 1;
                    reject(self.index.number(position));
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
        self.values[chunk.start..chunk.end].fill_with(|| None);
    }

    /// Enters what the turn found under its number, and closes those keys.
    pub(crate) fn close_turn(&mut self, turn: u32) {
        if self.filled == 0 {
            return;
        }
        let (first, missing) = (self.served(), self.missing());
        if missing > 0 {
            self.index.prepare_moves(self.keys.len());
        }
        // From the end, so that what is open keeps its order.
        let (mut position, mut end) = (self.keys.len(), self.keys.len());
        let is_missing = Option::is_none;
        while let Some(before) = self.values[first..position].iter().rposition(is_missing) {
            position = first + before;
            end -= 1;
            self.swap(position, end);
        }
        self.turns.push(Served { turn, end });
        self.filled = 0;
    }

    fn swap(&mut self, one: usize, other: usize) {
        if one != other {
            self.keys.swap(one, other);
            self.values.swap(one, other);
            self.index.swap(one, other);
        }
    }

    /// The numbers of a chunk's first key and of the first after it. A chunk that is asked for is not empty: no turn
    /// begins where nothing is missing, and none has more chunks than it needs.
    pub(crate) fn numbers(&self, chunk: Chunk) -> (u32, u32) {
        let number = |position: usize| self.index.number(position);
        (number(chunk.start), number(chunk.end - 1) + 1)
    }
}

impl<K, V, S> Ledger<K, V, S> {
    /// How many keys turns that are closed have served.
    pub(super) fn served(&self) -> usize {
        self.turns.last().map_or(0, |last| last.end)
    }

    /// The number of the turn that served the key at this position, if one did.
    pub(super) fn turn(&self, position: usize) -> Option<u32> {
        let turn = self.turns.partition_point(|turn| turn.end <= position);
        Some(self.turns.get(turn)?.turn)
    }

    /// The positions of the keys in the order asked.
    pub(super) fn in_order(&self) -> impl Iterator<Item = usize> {
        (0..self.keys.len()).map(|number| self.index.position(number))
    }

    /// The same with every key converted, and found again under its new form.
    pub(crate) fn map_keys<L: Hash + Eq>(self, convert: impl FnMut(K) -> L) -> Ledger<L, V, S>
    where
        S: BuildHasher,
    {
        let keys: Vec<L> = self.keys.into_iter().map(convert).collect();
        Ledger {
            index: self
                .index
                .renewed(keys.iter().map(|key| hash(&self.hasher, key))),
            hasher: self.hasher,
            keys,
            values: self.values,
            turns: self.turns,
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

/// A range of positions among the keys.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk {
    start: usize,
    end: usize,
}

impl Chunk {
    pub(crate) const NONE: Self = Self { start: 0, end: 0 };

    pub(crate) fn of<K>(self, keys: &[K]) -> &[K] {
        &keys[self.start..self.end]
    }
}
