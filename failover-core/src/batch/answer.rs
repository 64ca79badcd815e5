//! The forms of an item provider's answer, and how its values are entered.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{BuildHasher, Hash, RandomState};

use super::index::{AT_ONCE, KeyIndex, hash, hash_into};
use crate::engine::LimitKind;
use crate::outcome::FailureKind;

/// An item provider's answer: a value for each asked key that it can serve.
///
/// Every iterable type is an answer if its items are
///
/// - `(K, V)`: a map or a list of pairs. Keys that were not asked for are ignored. If a key is given twice, the last
///   value counts.
/// - `(String, V)` if the keys are `&str`, as a JSON object has them, and the other way round.
/// - `Option<V>`: by position, one for each asked key, in that order. An answer of another length is a failed attempt of
///   kind [`WrongLength`](crate::FailureKind::WrongLength).
///
/// Implement it for your own type to fill the [`AnswerSink`] yourself:
///
/// ```
/// use std::hash::BuildHasher;
/// use failover_core::{Answer, AnswerSink, FailoverClient, ItemProvider};
///
/// /// Lines of `key=value`.
/// struct Lines(String);
///
/// impl Answer<String, String> for Lines {
///     fn fill<S: BuildHasher>(self, sink: &mut AnswerSink<'_, String, String, S>) {
///         for (key, value) in self.0.lines().filter_map(|line| line.split_once('=')) {
///             sink.put(key, value.to_owned());
///         }
///     }
/// }
///
/// let file = |_: &[String]| Ok::<_, std::io::Error>(Lines("host=example.com".to_owned()));
/// let settings = FailoverClient::new()
///     .fetch_items(["host".to_owned()], [ItemProvider::new("file", file)])?;
/// assert_eq!(settings["host"], "example.com");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an answer for keys `{K}` with values `{V}`",
    note = "answer with a map or a list of `({K}, {V})`, or with one `Option<{V}>` for each asked key"
)]
pub trait Answer<K, V> {
    /// Enters the answer's values into the sink.
    fn fill<S: BuildHasher>(self, sink: &mut AnswerSink<'_, K, V, S>);
}

#[diagnostic::do_not_recommend]
impl<K, V, I> Answer<K, V> for I
where
    I: IntoIterator,
    I::Item: AnswerItem<K, V>,
{
    #[inline]
    fn fill<S: BuildHasher>(self, sink: &mut AnswerSink<'_, K, V, S>) {
        I::Item::fill(self.into_iter(), sink);
    }
}

/// An item of an iterable [`Answer`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an item of an answer for keys `{K}` with values `{V}`",
    note = "answer with a map or a list of `({K}, {V})`, or with one `Option<{V}>` for each asked key"
)]
pub trait AnswerItem<K, V>: Sized {
    /// Enters the values of all `items` into the sink.
    fn fill<S: BuildHasher>(items: impl Iterator<Item = Self>, sink: &mut AnswerSink<'_, K, V, S>);
}

impl<K: Hash + Eq, V> AnswerItem<K, V> for (K, V) {
    #[inline]
    fn fill<S: BuildHasher>(items: impl Iterator<Item = Self>, sink: &mut AnswerSink<'_, K, V, S>) {
        sink.put_all::<K, K>(items);
    }
}

impl<V> AnswerItem<&str, V> for (String, V) {
    #[inline]
    fn fill<S: BuildHasher>(
        items: impl Iterator<Item = Self>,
        sink: &mut AnswerSink<'_, &str, V, S>,
    ) {
        sink.put_all::<String, str>(items);
    }
}

impl<V> AnswerItem<String, V> for (&str, V) {
    #[inline]
    fn fill<S: BuildHasher>(
        items: impl Iterator<Item = Self>,
        sink: &mut AnswerSink<'_, String, V, S>,
    ) {
        sink.put_all::<&str, str>(items);
    }
}

impl<K, V> AnswerItem<K, V> for Option<V> {
    #[inline]
    fn fill<S: BuildHasher>(items: impl Iterator<Item = Self>, sink: &mut AnswerSink<'_, K, V, S>) {
        sink.put_in_order(items);
    }
}

/// The output of an attempt: the provider's answer, or its failure.
pub(crate) trait AttemptOutput<K, V, E, S> {
    /// Enters the answer, unless it is late.
    fn enter(self, sink: &mut AnswerSink<'_, K, V, S>) -> Result<(), FailureKind<E>>;
}

impl<K, V, E, S: BuildHasher, A: Answer<K, V>> AttemptOutput<K, V, E, S> for Result<A, E> {
    fn enter(self, sink: &mut AnswerSink<'_, K, V, S>) -> Result<(), FailureKind<E>> {
        sink.take(self.map_err(FailureKind::Error)?);
        Ok(())
    }
}

/// The keys of a request, and the place for the values of its [`Answer`].
pub struct AnswerSink<'a, K, V, S = RandomState> {
    keys: &'a [K],
    found: &'a mut [Option<V>],
    /// The position of the first key in the table.
    start: usize,
    index: &'a KeyIndex,
    hasher: &'a S,
    /// The position of the key that is expected next, because most answers keep the order asked.
    expected: usize,
    /// True if the last entry was at that position or a little further.
    keeps_order: bool,
    /// The number of entries of a positional answer, if it is not the number of keys.
    wrong_length: Option<usize>,
    expired: &'a dyn Fn() -> Option<LimitKind>,
    exceeded: Option<LimitKind>,
}

/// A fault of a whole answer.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AnswerError {
    Expired(LimitKind),
    WrongLength { expected: usize, got: usize },
}

impl<'a, K, V, S> AnswerSink<'a, K, V, S> {
    pub(super) fn new(
        keys: &'a [K],
        found: &'a mut [Option<V>],
        start: usize,
        index: &'a KeyIndex,
        hasher: &'a S,
        expired: &'a dyn Fn() -> Option<LimitKind>,
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
            expired,
            exceeded: None,
        }
    }

    /// Enters an answer that has just arrived, unless it is late.
    #[doc(hidden)]
    #[inline]
    pub fn take(&mut self, answer: impl Answer<K, V>)
    where
        S: BuildHasher,
    {
        self.exceeded = (self.expired)();
        if self.exceeded.is_none() {
            answer.fill(self);
        }
    }

    /// Returns the keys, in the order asked.
    pub fn keys(&self) -> &'a [K] {
        self.keys
    }

    /// Enters the value of a key. A key that was not asked for is ignored. A later value replaces an earlier one.
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

    /// Enters one entry after another, as [`put`](Self::put) does.
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
            // After one stray key the order asked may go on. After two, the answer has another order, so hash ahead.
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

    /// Enters the values of all keys, one entry for each, in the order asked. `None` means that there is no value.
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

    /// Looks for the key at the expected position and, while the answer keeps the order asked, a little further. That
    /// costs less than a hash.
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

    pub(super) fn error(&self) -> Option<AnswerError> {
        if let Some(limit) = self.exceeded {
            return Some(AnswerError::Expired(limit));
        }
        let (expected, got) = (self.keys.len(), self.wrong_length?);
        Some(AnswerError::WrongLength { expected, got })
    }
}

impl<K: fmt::Debug, V, S> fmt::Debug for AnswerSink<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnswerSink")
            .field("keys", &self.keys)
            .finish_non_exhaustive()
    }
}
