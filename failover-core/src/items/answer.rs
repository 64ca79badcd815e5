//! What an item provider may answer, and how an answer is taken.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{BuildHasher, Hash, RandomState};

use super::index::{AT_ONCE, Index, hash, hash_into};
use crate::run::Late;

/// The answer of an item provider: a value for whichever of the asked keys it can serve.
///
/// Anything that can be iterated over is one, if its items are
///
/// - `(K, V)`: a map or a list of pairs; keys that were not asked for are ignored, and of a key given twice
///   the last counts;
/// - `(String, V)` where the keys are `&str`, which is what a JSON object gives, and the other way round;
/// - `Option<V>`: by position, one for each key that was asked for, in that order. Another number of them is
///   a failed attempt of its own kind.
///
/// Implement it for a type of your own to fill the [`Asked`] yourself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an answer for keys `{K}` with values `{V}`",
    note = "answer with a map or a list of `({K}, {V})`, or with one `Option<{V}>` for each asked key"
)]
pub trait Answer<K, V> {
    /// Puts the answer's values where they belong.
    fn fill<S: BuildHasher>(self, asked: &mut Asked<'_, K, V, S>);
}

#[diagnostic::do_not_recommend]
impl<K, V, I> Answer<K, V> for I
where
    I: IntoIterator,
    I::Item: AnswerItem<K, V>,
{
    #[inline]
    fn fill<S: BuildHasher>(self, asked: &mut Asked<'_, K, V, S>) {
        I::Item::fill(self.into_iter(), asked);
    }
}

/// One item of an [`Answer`] that is iterated over.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an item of an answer for keys `{K}` with values `{V}`",
    note = "answer with a map or a list of `({K}, {V})`, or with one `Option<{V}>` for each asked key"
)]
pub trait AnswerItem<K, V>: Sized {
    /// Puts the values of all `items` where they belong.
    fn fill<S: BuildHasher>(items: impl Iterator<Item = Self>, asked: &mut Asked<'_, K, V, S>);
}

impl<K: Hash + Eq, V> AnswerItem<K, V> for (K, V) {
    #[inline]
    fn fill<S: BuildHasher>(items: impl Iterator<Item = Self>, asked: &mut Asked<'_, K, V, S>) {
        asked.put_all::<K, K>(items);
    }
}

impl<V> AnswerItem<&str, V> for (String, V) {
    #[inline]
    fn fill<S: BuildHasher>(items: impl Iterator<Item = Self>, asked: &mut Asked<'_, &str, V, S>) {
        asked.put_all::<String, str>(items);
    }
}

impl<V> AnswerItem<String, V> for (&str, V) {
    #[inline]
    fn fill<S: BuildHasher>(
        items: impl Iterator<Item = Self>,
        asked: &mut Asked<'_, String, V, S>,
    ) {
        asked.put_all::<&str, str>(items);
    }
}

impl<K, V> AnswerItem<K, V> for Option<V> {
    #[inline]
    fn fill<S: BuildHasher>(items: impl Iterator<Item = Self>, asked: &mut Asked<'_, K, V, S>) {
        asked.put_in_order(items);
    }
}

/// The keys that one request asks for, to be filled by its [`Answer`].
pub struct Asked<'a, K, V, S = RandomState> {
    keys: &'a [K],
    found: &'a mut [Option<V>],
    /// The position of the first key in the ledger.
    start: usize,
    index: &'a Index,
    hasher: &'a S,
    /// Where the next key of the answer is expected, as most answers keep the order asked.
    expected: usize,
    /// Whether the last entry stood there or a little further.
    keeps_order: bool,
    /// How many entries an answer by position had, if not one for each key.
    wrong_length: Option<usize>,
    is_late: &'a dyn Fn() -> Option<Late>,
    late: Option<Late>,
}

/// What is wrong with an answer as a whole.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    Late(Late),
    WrongLength { expected: usize, got: usize },
}

impl<'a, K, V, S> Asked<'a, K, V, S> {
    pub(super) fn new(
        keys: &'a [K],
        found: &'a mut [Option<V>],
        start: usize,
        index: &'a Index,
        hasher: &'a S,
        is_late: &'a dyn Fn() -> Option<Late>,
    ) -> Self {
        Self {
            keys,
            found,
            start,
            index,
            hasher,
            expected: 0,
            keeps_order: true,
            wrong_length: None,
            is_late,
            late: None,
        }
    }

    /// Takes an answer that has just come, unless it comes late.
    #[doc(hidden)]
    #[inline]
    pub fn take(&mut self, answer: impl Answer<K, V>)
    where
        S: BuildHasher,
    {
        self.late = (self.is_late)();
        if self.late.is_none() {
            answer.fill(self);
        }
    }

    /// The keys, in the order asked.
    pub fn keys(&self) -> &'a [K] {
        self.keys
    }

    /// The value of one key. A key that was not asked for is ignored; a later value replaces an earlier one.
    #[inline]
    pub fn put<Q>(&mut self, key: &Q, value: V)
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
        S: BuildHasher,
    {
        let position = self.near(key);
        let position = position.or_else(|| self.find(hash(self.hasher, key), key));
        self.fill(position, value);
    }

    /// As [`put`](Self::put) of one entry after another.
    #[inline]
    fn put_all<L, Q>(&mut self, mut entries: impl Iterator<Item = (L, V)>)
    where
        K: Borrow<Q>,
        L: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
        S: BuildHasher,
    {
        let mut strays: Vec<(L, V)> = Vec::new();
        let mut hashes = [0; AT_ONCE];
        while let Some((key, value)) = entries.next() {
            let kept_order = self.keeps_order;
            let position = self.near(key.borrow());
            if position.is_some() {
                self.fill(position, value);
                continue;
            }
            strays.push((key, value));
            // After one that strays the order asked may go on; after two it is an answer in another order.
            if !kept_order {
                strays.extend(entries.by_ref().take(AT_ONCE - 1));
            }
            let keys = strays.iter().map(|(key, _)| key.borrow());
            hash_into(&mut hashes, self.hasher, keys);
            for ((key, value), &hash) in strays.drain(..).zip(&hashes) {
                let position = self.find(hash, key.borrow());
                self.fill(position, value);
            }
        }
    }

    #[inline]
    fn fill(&mut self, position: Option<usize>, value: V) {
        if let Some(position) = position {
            self.found[position] = Some(value);
            self.expected = position + 1;
        }
    }

    /// The values of all keys, one entry for each, in the order asked; `None` where there is none.
    pub fn put_in_order(&mut self, values: impl IntoIterator<Item = Option<V>>) {
        let mut count = 0;
        let mut places = self.found.iter_mut();
        for value in values {
            count += 1;
            if let Some(place) = places.next() {
                *place = value;
            }
        }
        self.wrong_length = (count != self.keys.len()).then_some(count);
    }

    /// Looks where the next key is expected, and while the answer keeps the order asked a little further: that costs
    /// less than a hash.
    #[inline]
    fn near<Q>(&mut self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
        Q: Eq + ?Sized,
    {
        let is_it = |other: &K| other.borrow() == key;
        let (next, ahead) = self.keys.get(self.expected..)?.split_first()?;
        let further = if self.keeps_order { 7 } else { 0 };
        let steps = if is_it(next) {
            Some(0)
        } else {
            let steps = ahead.iter().take(further).position(is_it);
            steps.map(|steps| steps + 1)
        };
        self.keeps_order = steps.is_some();
        Some(self.expected + steps?)
    }

    fn find<Q>(&self, hash: u64, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
        S: BuildHasher,
    {
        let at = |position: usize| position.checked_sub(self.start);
        let is_it = |position| {
            let other = at(position).and_then(|at| self.keys.get(at));
            other.is_some_and(|other| other.borrow() == key)
        };
        at(self.index.find(hash, is_it)?)
    }

    pub(super) fn fault(&self) -> Option<Fault> {
        if let Some(late) = self.late {
            return Some(Fault::Late(late));
        }
        let (expected, got) = (self.keys.len(), self.wrong_length?);
        Some(Fault::WrongLength { expected, got })
    }
}

impl<K: fmt::Debug, V, S> fmt::Debug for Asked<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asked")
            .field("keys", &self.keys)
            .finish_non_exhaustive()
    }
}
