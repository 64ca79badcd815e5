//! The table of a call's keys: which are served, by which turn, and which are missing.
//!
//! Keys stay in the list that they came in and are never cloned. The list holds the served keys first, turn by turn, then
//! the missing keys in the order asked. So each provider gets a plain slice of the missing keys, a key's position tells
//! which turn served it, and a turn moves only the keys that it left missing.

use std::hash::{BuildHasher, Hash};

use super::answer::AnswerSink;
use super::index::{AT_ONCE, KeyIndex, hash, hash_into};
use crate::engine::LimitKind;
use crate::error::ConfigError;
use crate::outcome::FailureKind;

#[derive(Debug, Clone)]
pub(crate) struct KeyTable<K, V, S> {
    pub(super) hasher: S,
    pub(super) index: KeyIndex,
    pub(super) keys: Vec<K>,
    /// The value of each key. A missing key has the value that the turn under way has found.
    pub(super) values: Vec<Option<V>>,
    /// The turns that served keys.
    turns: Vec<ServedRange>,
    /// The number of values that the turn under way has found.
    filled: usize,
}

/// A turn that served keys, from the end of the range before it.
#[derive(Debug, Clone, Copy)]
struct ServedRange {
    turn: u32,
    end: usize,
}

/// Returns the most keys that a table can hold.
///
/// Numbers of keys stay below 2³¹. With 32-bit pointers, memory sets a lower limit: no allocation is larger than
/// `largest` bytes. That limits the values. It also limits the index, which has four 4-byte slots for each key, rounded up
/// to a power of two.
const fn most_keys(largest: u64, value_size: usize) -> usize {
    const MOST: u64 = (1 << 31) - 1;
    let slots = 1 << (largest / 4).ilog2();
    let (by_index, value_size) = (slots / 4, value_size as u64);
    let by_values = match largest.checked_div(value_size) {
        Some(by_values) => by_values,
        None => MOST,
    };
    let most = if by_index < by_values {
        by_index
    } else {
        by_values
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the limit of an allocation fits into a `usize`"
    )]
    if most < MOST {
        most as usize
    } else {
        MOST as usize
    }
}

impl<K: Hash + Eq, V, S: BuildHasher> KeyTable<K, V, S> {
    /// Creates a table of these keys, each once, all missing.
    pub(crate) fn new(mut keys: Vec<K>, hasher: S) -> Result<Self, ConfigError> {
        let (count, limit) = (
            keys.len(),
            most_keys(isize::MAX as u64, size_of::<Option<V>>()),
        );
        if count > limit {
            return Err(ConfigError::TooManyKeys { count, limit });
        }
        let mut index = KeyIndex::for_keys(keys.len());
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

    /// Returns true if there are no keys.
    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Returns the number of keys that no turn has served, including the turn under way.
    pub(crate) fn missing(&self) -> usize {
        self.values.len() - self.served() - self.filled
    }

    /// Returns the chunk of this request, out of the keys that were missing when the turn began.
    pub(crate) fn chunk(&self, request: usize, max_keys: usize) -> Chunk {
        let (open, all) = (self.served(), self.values.len());
        let start = open.saturating_add(request.saturating_mul(max_keys));
        let start = start.min(all);
        let end = start.saturating_add(max_keys).min(all);
        Chunk { start, end }
    }

    /// Lends the keys while an attempt is under way.
    pub(crate) fn lend_keys(&mut self) -> Vec<K> {
        std::mem::take(&mut self.keys)
    }

    pub(crate) fn take_back(&mut self, keys: Vec<K>) {
        self.keys = keys;
    }

    /// Returns the keys of a chunk, with room for the provider's answer.
    pub(crate) fn sink<'a>(
        &'a mut self,
        chunk: Chunk,
        expired: &'a dyn Fn() -> Option<LimitKind>,
    ) -> AnswerSink<'a, K, V, S> {
        AnswerSink::new(
            &self.keys[chunk.start..chunk.end],
            &mut self.values[chunk.start..chunk.end],
            chunk.start,
            &self.index,
            &self.hasher,
            expired,
        )
    }

    /// Keeps the valid values of an answer and drops the others. Each value is judged once. The number of each key whose
    /// value is rejected is passed to `reject`.
    ///
    /// # Errors
    ///
    /// The failure of the first value, if every value is rejected. An answer without values is valid.
    pub(crate) fn keep_valid<E>(
        &mut self,
        chunk: Chunk,
        validate: impl Fn(&V) -> Result<(), FailureKind<E>>,
        mut reject: impl FnMut(u32),
    ) -> Result<(), FailureKind<E>> {
        let (mut valid, mut first) = (0, None);
        for position in chunk.start..chunk.end {
            let Some(value) = &self.values[position] else {
                continue;
            };
            match validate(value) {
                Ok(()) => valid += 1,
                Err(kind) => {
                    self.values[position] = None;
                    first.get_or_insert(kind);
                    reject(self.index.number(position));
                }
            }
        }
        self.filled += valid;
        match first {
            Some(kind) if valid == 0 => Err(kind),
            _ => Ok(()),
        }
    }

    /// Drops the values of a failed attempt.
    pub(crate) fn discard(&mut self, chunk: Chunk) {
        self.values[chunk.start..chunk.end].fill_with(|| None);
    }

    /// Ends the turn of this number: the keys that it found are served.
    pub(crate) fn close_turn(&mut self, turn: u32) {
        if self.filled == 0 {
            return;
        }
        let (first, missing) = (self.served(), self.missing());
        if missing > 0 {
            self.index.prepare_moves(self.keys.len());
        }
        // Move missing keys behind the served ones. Start from the end, so that missing keys keep their order.
        let (mut position, mut end) = (self.keys.len(), self.keys.len());
        let is_missing = Option::is_none;
        while let Some(before) = self.values[first..position].iter().rposition(is_missing) {
            position = first + before;
            end -= 1;
            self.swap(position, end);
        }
        self.turns.push(ServedRange { turn, end });
        self.filled = 0;
    }

    fn swap(&mut self, one: usize, other: usize) {
        if one != other {
            self.keys.swap(one, other);
            self.values.swap(one, other);
            self.index.swap(one, other);
        }
    }

    /// Returns the numbers of a chunk's first key and of the first key after it.
    ///
    /// The chunk of a request is not empty: no turn begins if nothing is missing, and no turn has more requests than
    /// chunks.
    pub(crate) fn numbers(&self, chunk: Chunk) -> (u32, u32) {
        let number = |position: usize| self.index.number(position);
        (number(chunk.start), number(chunk.end - 1) + 1)
    }
}

impl<K, V, S> KeyTable<K, V, S> {
    /// Returns the number of keys that earlier turns have served.
    pub(super) fn served(&self) -> usize {
        self.turns.last().map_or(0, |last| last.end)
    }

    /// Returns the number of values that the turn of this number served.
    pub(super) fn served_by(&self, turn: u32) -> usize {
        let Some(place) = self.turns.iter().position(|range| range.turn == turn) else {
            return 0;
        };
        let before = place
            .checked_sub(1)
            .map_or(0, |before| self.turns[before].end);
        self.turns[place].end - before
    }

    /// Returns the number of the turn that served the key at this position.
    pub(super) fn turn(&self, position: usize) -> Option<u32> {
        let turn = self.turns.partition_point(|turn| turn.end <= position);
        Some(self.turns.get(turn)?.turn)
    }

    /// Returns the positions of the keys in the order asked.
    pub(super) fn in_order(&self) -> impl Iterator<Item = usize> {
        (0..self.keys.len()).map(|number| self.index.position(number))
    }

    /// Converts every key.
    pub(crate) fn map_keys<L: Hash + Eq>(self, convert: impl FnMut(K) -> L) -> KeyTable<L, V, S>
    where
        S: BuildHasher,
    {
        let keys: Vec<L> = self.keys.into_iter().map(convert).collect();
        KeyTable {
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

/// A range of positions among the keys.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk {
    start: usize,
    end: usize,
}

impl Chunk {
    pub(crate) fn of<K>(self, keys: &[K]) -> &[K] {
        &keys[self.start..self.end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Allocates as the table does: the slots of the index, and the values.
    fn fits(keys: u64, largest: u64, value_size: u64) -> bool {
        let slots = (keys * 4).next_power_of_two();
        slots * 4 <= largest && keys * value_size <= largest
    }

    #[test]
    fn no_call_takes_more_keys_than_memory_can_address() {
        let (narrow, wide) = (u64::from(u32::MAX / 2), u64::MAX / 2);
        for (largest, value_size, expected) in [
            (wide, 8, (1 << 31) - 1),
            (wide, 0, (1 << 31) - 1),
            (narrow, 0, 1 << 26),
            (narrow, 8, 1 << 26),
            (narrow, 16, 1 << 26),
            (narrow, 64, (1 << 25) - 1),
            (narrow, 100_000_000, 21),
        ] {
            let most = most_keys(largest, value_size) as u64;
            assert_eq!(most, expected, "{largest} {value_size}");
            assert!(fits(most, largest, value_size as u64));
        }
        // One key more would not fit.
        assert!(!fits((1 << 26) + 1, narrow, 8));
        assert!(!fits(1 << 25, narrow, 64));
    }
}
