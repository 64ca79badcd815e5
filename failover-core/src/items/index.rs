//! Where each key stands: found by its hash, and by its number in the order asked.

use std::hash::{BuildHasher, Hash, Hasher};

/// A table of numbers by hash, with linear probing, and where the key of each number stands now. It is made once for
/// all the keys of a call and never more than a quarter full, so a look-up ends after a step or two. It holds no keys:
/// who looks up compares.
#[derive(Debug, Clone)]
pub(crate) struct Index {
    /// Numbers, from one; a slot that is free has zero, as fresh memory does.
    slots: Box<[u32]>,
    shift: u32,
    /// By number. Empty, as `numbers` is, until a key moves: each stands where its number says.
    positions: Vec<u32>,
    /// By position.
    numbers: Vec<u32>,
}

/// Positions and numbers stay below 2³¹, as no call takes more keys than that.
fn low(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// As [`BuildHasher::hash_one`].
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

/// So many keys are hashed before the first of them is looked up: no hash waits for a look-up then, nor a look-up for a
/// hash.
pub(crate) const AT_ONCE: usize = 8;

/// The hashes of these keys, as many as there is room for.
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

impl Index {
    pub(crate) fn for_keys(count: usize) -> Self {
        let size = count.saturating_mul(4).next_power_of_two().max(4);
        Self {
            slots: vec![0; size].into_boxed_slice(),
            shift: u64::BITS - size.trailing_zeros(),
            positions: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// Enters a key by its hash, unless there is one for which `is_it` holds at its position. Whether it is new.
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

    /// The position of the key with this hash for which `is_it` holds there.
    #[inline]
    pub(crate) fn find(&self, hash: u64, is_it: impl FnMut(usize) -> bool) -> Option<usize> {
        self.search(hash, is_it).ok()
    }

    /// The position that is searched for, or the free slot where the search ended.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the shift leaves as many bits as the table has slots"
    )]
    fn search(&self, hash: u64, mut is_it: impl FnMut(usize) -> bool) -> Result<usize, usize> {
        // The factor spreads hashes that differ in few bits over the high ones.
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

    /// The same for keys that have other hashes now, which come by position.
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

    /// Where the key of this number stands.
    #[inline]
    pub(crate) fn position(&self, number: usize) -> usize {
        self.positions.get(number).map_or(number, |at| *at as usize)
    }

    /// The number of the key that stands there.
    #[inline]
    pub(crate) fn number(&self, position: usize) -> u32 {
        let moved = self.numbers.get(position);
        moved.map_or_else(|| low(position), |number| *number)
    }

    /// Room for the moves of so many keys.
    pub(crate) fn prepare_moves(&mut self, count: usize) {
        if self.numbers.is_empty() {
            self.numbers = (0..low(count)).collect();
            self.positions = self.numbers.clone();
        }
    }

    /// The keys at these positions have changed places.
    #[inline]
    pub(crate) fn swap(&mut self, one: usize, other: usize) {
        let number = |position: usize| self.numbers[position] as usize;
        self.positions.swap(number(one), number(other));
        self.numbers.swap(one, other);
    }
}
