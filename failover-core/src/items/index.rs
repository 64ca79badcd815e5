//! From a key's hash to where the key stands.

/// A table of places by hash, with linear probing. It is made once for all the keys of a call and never
/// more than a quarter full, so a look-up ends after a step or two. It holds no keys: who looks up compares.
#[derive(Debug, Clone)]
pub(crate) struct Index {
    places: Box<[Place]>,
    shift: u32,
}

/// Where a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place(u32);

impl Place {
    const NOWHERE: Self = Self(u32::MAX);
    const OPEN: u32 = 1 << 31;

    /// Among the keys that are served.
    pub(crate) fn served(position: usize) -> Self {
        Self(low(position))
    }

    /// Among the keys that are still open.
    pub(crate) fn open(position: usize) -> Self {
        Self(low(position) | Self::OPEN)
    }

    pub(crate) fn as_served(self) -> Option<usize> {
        (self.0 & Self::OPEN == 0).then_some(self.0 as usize)
    }

    pub(crate) fn as_open(self) -> Option<usize> {
        (self.0 & Self::OPEN != 0).then_some((self.0 & !Self::OPEN) as usize)
    }
}

/// Positions stay below 2³¹ − 1, as no call takes more keys than that.
fn low(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

impl Index {
    pub(crate) fn for_keys(count: usize) -> Self {
        let size = count.saturating_mul(4).next_power_of_two().max(4);
        Self {
            places: vec![Place::NOWHERE; size].into_boxed_slice(),
            shift: u64::BITS - size.trailing_zeros(),
        }
    }

    /// The slot of the key with this hash that stands where `is_it` says so, or else the slot that it would
    /// get. The second is whether it was found.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the shift leaves as many bits as the table has slots"
    )]
    pub(crate) fn slot(&self, hash: u64, mut is_it: impl FnMut(Place) -> bool) -> (usize, bool) {
        // The factor spreads hashes that differ in few bits over the high ones.
        let hash = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut slot = (hash >> self.shift) as usize;
        loop {
            match self.places[slot] {
                Place::NOWHERE => return (slot, false),
                place if is_it(place) => return (slot, true),
                _ => slot = (slot + 1) & (self.places.len() - 1),
            }
        }
    }

    /// The place of the key with this hash for which `is_it` holds.
    #[inline]
    pub(crate) fn find(&self, hash: u64, is_it: impl FnMut(Place) -> bool) -> Option<Place> {
        let (slot, found) = self.slot(hash, is_it);
        found.then(|| self.places[slot])
    }

    #[inline]
    pub(crate) fn set(&mut self, slot: usize, place: Place) {
        self.places[slot] = place;
    }
}
