//! Finds the position of a key by its hash, and by its number in the order asked.

use std::hash::{BuildHasher, Hash, Hasher};

/// A hash table of key numbers with linear probing, and the position of each number's key.
///
/// It is made once for all keys of a call and never more than a quarter full, so a look-up ends after a step or two. It
/// holds no keys: the caller compares them.
#[derive(Debug, Clone)]
pub(crate) struct KeyIndex {
    /// Key numbers, from one. Zero marks a free slot.
    slots: Box<[u32]>,
    shift: u32,
    /// Positions by number. Empty until a key moves: until then each position is the number.
    positions: Vec<u32>,
    /// Numbers by position. Empty until a key moves.
    numbers: Vec<u32>,
}

/// Converts a position. Positions and numbers stay below 2³¹, because no call takes more keys.
fn low(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Hashes a key as [`BuildHasher::hash_one`] does.
#[inline]
#[expect(
    clippy::manual_hash_one,
    reason = "in a program that hashes in several places that one is not inlined, and a hash takes half as long again"
)]
pub(crate) fn hash<K: Hash + ?Sized>(hasher: &impl BuildHasher, key: &K) -> u64 {
    let mut hasher = hasher.build_hasher();
    key.hash(&mut hasher);
    hasher.finish()
}

/// The number of keys that are hashed before the first of them is looked up, so that neither waits for the other.
pub(crate) const AT_ONCE: usize = 8;

/// Hashes these keys, as many as there is room for.
#[inline]
pub(crate) fn hash_into<'a, K: Hash + ?Sized + 'a>(
    several: &mut [u64; AT_ONCE],
    hasher: &impl BuildHasher,
    keys: impl IntoIterator<Item = &'a K>,
) {
    for (place, key) in several.iter_mut().zip(keys) {
        *place = hash(hasher, key);
    }
}

impl KeyIndex {
    pub(crate) fn for_keys(count: usize) -> Self {
        let size = count.saturating_mul(4).next_power_of_two().max(4);
        Self {
            slots: vec![0; size].into_boxed_slice(),
            shift: u64::BITS - size.trailing_zeros(),
            positions: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// Enters a key by its hash. Returns false if it is known: if `is_it` is true for the position of a key with this hash.
    #[inline]
    pub(crate) fn enter(
        &mut self,
        hash: u64,
        number: usize,
        is_it: impl FnMut(usize) -> bool,
    ) -> bool {
        match self.search(hash, is_it) {
            Ok(_) => false,
            Err(free) => {
                self.slots[free] = low(number + 1);
                true
            }
        }
    }

    /// Returns the position of the key with this hash for which `is_it` is true.
    #[inline]
    pub(crate) fn find(&self, hash: u64, is_it: impl FnMut(usize) -> bool) -> Option<usize> {
        self.search(hash, is_it).ok()
    }

    /// Returns the position of the key, or the free slot where the search ended.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the shift leaves as many bits as the table has slots"
    )]
    fn search(&self, hash: u64, mut is_it: impl FnMut(usize) -> bool) -> Result<usize, usize> {
        // The factor spreads hashes that differ in few bits over the high bits.
        let hash = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut slot = (hash >> self.shift) as usize;
        while let Some(number) = self.slots[slot].checked_sub(1) {
            let position = self.position(number as usize);
            if is_it(position) {
                return Ok(position);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        Err(slot)
    }

    /// Rebuilds the table for keys with other hashes, given by position.
    pub(crate) fn renewed(self, hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        let mut index = Self::for_keys(hashes.len());
        for (position, hash) in hashes.enumerate() {
            index.enter(hash, self.number(position) as usize, |_| false);
        }
        Self {
            positions: self.positions,
            numbers: self.numbers,
            ..index
        }
    }

    /// Returns the position of the key of this number.
    #[inline]
    pub(crate) fn position(&self, number: usize) -> usize {
        self.positions.get(number).map_or(number, |at| *at as usize)
    }

    /// Returns the number of the key at this position.
    #[inline]
    pub(crate) fn number(&self, position: usize) -> u32 {
        let moved = self.numbers.get(position);
        moved.map_or_else(|| low(position), |number| *number)
    }

    /// Prepares to move this many keys.
    pub(crate) fn prepare_moves(&mut self, count: usize) {
        if self.numbers.is_empty() {
            self.numbers = (0..low(count)).collect();
            self.positions = self.numbers.clone();
        }
    }

    /// Records that the keys at these positions have changed places.
    #[inline]
    pub(crate) fn swap(&mut self, one: usize, other: usize) {
        let number = |position: usize| self.numbers[position] as usize;
        self.positions.swap(number(one), number(other));
        self.numbers.swap(one, other);
    }
}
