//! [`Keys`]: the shapes of a list of keys.

use std::collections::{BTreeSet, HashSet};

/// A list of keys: a slice, an array, a `Vec`, a set, or a reference to one.
///
/// Borrowed collections give keys of their own element type, cloned: a `&[Symbol]` asks for `Symbol`s, a
/// `&[&str]` or `["BTC", "ETH"]` for `&str`s.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of keys",
    note = "pass a slice, an array, a `Vec` or a set of keys; collect anything else into a `Vec`"
)]
pub trait Keys {
    /// The type of a key.
    type Key;

    /// Returns the keys in order. They may repeat.
    fn into_keys(self) -> Vec<Self::Key>;
}

impl<K> Keys for Vec<K> {
    type Key = K;

    fn into_keys(self) -> Vec<K> {
        self
    }
}

impl<K, const N: usize> Keys for [K; N] {
    type Key = K;

    fn into_keys(self) -> Vec<K> {
        self.into()
    }
}

impl<K, S> Keys for HashSet<K, S> {
    type Key = K;

    fn into_keys(self) -> Vec<K> {
        self.into_iter().collect()
    }
}

impl<K> Keys for BTreeSet<K> {
    type Key = K;

    fn into_keys(self) -> Vec<K> {
        self.into_iter().collect()
    }
}

impl<K: Clone> Keys for &[K] {
    type Key = K;

    fn into_keys(self) -> Vec<K> {
        self.to_vec()
    }
}

impl<K: Clone> Keys for &Vec<K> {
    type Key = K;

    fn into_keys(self) -> Vec<K> {
        self.clone()
    }
}

impl<K: Clone, const N: usize> Keys for &[K; N] {
    type Key = K;

    fn into_keys(self) -> Vec<K> {
        self.to_vec()
    }
}

impl<K: Clone, S> Keys for &HashSet<K, S> {
    type Key = K;

    fn into_keys(self) -> Vec<K> {
        self.iter().cloned().collect()
    }
}

impl<K: Clone> Keys for &BTreeSet<K> {
    type Key = K;

    fn into_keys(self) -> Vec<K> {
        self.iter().cloned().collect()
    }
}
