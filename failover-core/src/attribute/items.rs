//! Item by item: in what form an annotated function takes its keys, and hands over what was served.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash, RandomState};

use super::Setup;
use super::declared::Wanted;
use super::listing::{Listed, Listing};
use crate::items::{self, Asked, ItemResult};
use crate::judge::{Classify, Validate};
use crate::outcome::{AllProvidersFailed, FailureKind};

/// In what form the parameter that `keys` names hands on the keys that are still missing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hand on the keys that are still missing",
    label = "this parameter holds the keys",
    note = "take them as `&[{K}]`, `Vec<{K}>` or `&Vec<{K}>`"
)]
pub trait KeysArgument<'a, K>: Sized {
    /// The keys in this form; what it needs to live in is put into `held`.
    fn hand_on(keys: &'a [K], held: &'a mut Option<Vec<K>>) -> Self;
}

impl<'a, K> KeysArgument<'a, K> for &'a [K] {
    #[inline]
    fn hand_on(keys: &'a [K], _: &'a mut Option<Vec<K>>) -> Self {
        keys
    }
}

impl<'a, K: Clone> KeysArgument<'a, K> for Vec<K> {
    fn hand_on(keys: &'a [K], _: &'a mut Option<Vec<K>>) -> Self {
        keys.to_vec()
    }
}

impl<'a, K: Clone> KeysArgument<'a, K> for &'a Vec<K> {
    fn hand_on(keys: &'a [K], held: &'a mut Option<Vec<K>>) -> Self {
        held.insert(keys.to_vec())
    }
}

/// What an annotated function with `keys` may return: an [`ItemResult`], or the values alone, as a map or a
/// list of pairs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made from items with keys `{K}`",
    label = "an annotated function with `keys` returns its values here",
    note = "return `ItemResult<{K}, V, E>`, or the values alone as a `HashMap`, a `BTreeMap` or a \
            `Vec` of pairs"
)]
pub trait FromItems<K, E>: Sized {
    /// Of the values.
    type Value;
    /// Finds the keys again.
    type Hasher: BuildHasher + Default;

    /// What was served, in this form.
    fn from_items(items: ItemResult<K, Self::Value, E, Self::Hasher>) -> Self;
}

impl<K, V, E, S: BuildHasher + Default> FromItems<K, E> for ItemResult<K, V, E, S> {
    type Value = V;
    type Hasher = S;

    #[inline]
    fn from_items(items: Self) -> Self {
        items
    }
}

impl<K, L, V, E, S> FromItems<K, E> for HashMap<L, V, S>
where
    K: Hash + Eq + Into<L>,
    L: Hash + Eq,
    S: BuildHasher + Default,
{
    type Value = V;
    type Hasher = RandomState;

    fn from_items(items: ItemResult<K, V, E>) -> Self {
        let pairs = items.into_pairs();
        pairs.map(|(key, value)| (key.into(), value)).collect()
    }
}

impl<K: Into<L>, L: Ord, V, E> FromItems<K, E> for BTreeMap<L, V> {
    type Value = V;
    type Hasher = RandomState;

    fn from_items(items: ItemResult<K, V, E>) -> Self {
        let pairs = items.into_pairs();
        pairs.map(|(key, value)| (key.into(), value)).collect()
    }
}

/// In the order asked.
impl<K: Into<L>, L, V, E> FromItems<K, E> for Vec<(L, V)> {
    type Value = V;
    type Hasher = RandomState;

    fn from_items(items: ItemResult<K, V, E>) -> Self {
        let pairs = items.into_pairs_in_order();
        pairs.map(|(key, value)| (key.into(), value)).collect()
    }
}

impl<R, E, F> Wanted<R, E, F> {
    /// A judgement of single values, its type inferred from what is wanted.
    #[inline]
    pub fn is_valid_item<K, J>(&self, _: &[K], is_valid: J) -> J
    where
        R: FromItems<K, E>,
        J: Fn(&R::Value) -> bool,
    {
        is_valid
    }

    /// A call item by item.
    pub fn fetch_items<K: Hash + Eq>(
        &self,
        setup: Setup<'_>,
        is_valid: &impl Validate<R::Value>,
        classify: &impl Classify<E>,
        keys: Vec<K>,
        providers: &'static [Listed],
        call: impl FnMut(usize, &mut Asked<'_, K, R::Value, R::Hasher>) -> Result<(), FailureKind<E>>,
    ) -> Result<ItemResult<K, R::Value, E, R::Hasher>, AllProvidersFailed<E>>
    where
        R: FromItems<K, E>,
    {
        let listing = Listing { providers, call };
        let hasher = R::Hasher::default();
        items::fetch_items(setup.0, is_valid, classify, hasher, keys, listing)
    }
}
