//! [`ItemResult`]: each value with who served it, each missing key with the reasons.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::hash::{BuildHasher, Hash, RandomState};
use std::ops;

use super::history::{History, Reason};
use super::index::hash;
use super::ledger::Ledger;
use crate::Name;
use crate::outcome::{AllProvidersFailed, BoxError, Ended, Failure, Turn};

/// What a call for items brought: each value with who served it, each missing key with the reason per
/// provider.
///
/// ```
/// use std::collections::HashMap;
/// use failover_core::{FailoverClient, ItemProvider};
///
/// fn primary(_keys: &[&str]) -> Result<HashMap<String, f64>, std::io::Error> {
///     Ok(HashMap::from([("BTC".to_owned(), 64_000.0), ("ETH".to_owned(), 3_100.0)]))
/// }
/// fn backup(keys: &[&str]) -> Result<HashMap<String, f64>, std::io::Error> {
///     assert_eq!(keys, ["AVAX", "NOPE"]); // only what is still missing
///     Ok(HashMap::from([("AVAX".to_owned(), 38.2)]))
/// }
///
/// let prices = FailoverClient::new().fetch_items(
///     ["BTC", "ETH", "AVAX", "NOPE"],
///     (ItemProvider::new("primary", primary), ItemProvider::new("backup", backup)),
/// )?;
/// assert_eq!(prices["AVAX"], 38.2);
/// assert_eq!(prices.provenance("AVAX"), Some("backup"));
/// for missing in prices.missing() {
///     assert_eq!(*missing.key, "NOPE");
///     let reasons: Vec<String> = missing.reasons().map(|(who, why)| format!("{who}: {why}")).collect();
///     assert_eq!(reasons, ["primary: not returned", "backup: not returned"]);
/// }
/// let values: HashMap<&str, f64> = prices.into_values();
/// # assert_eq!(values.len(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct ItemResult<K, V, E, S = RandomState> {
    ledger: Ledger<K, V, S>,
    history: History<E>,
    /// The providers that had no turn.
    unreached: Vec<Name>,
    ended: Ended,
}

/// A key that nobody served: from [`ItemResult::missing`].
pub struct Missing<'a, K, E> {
    /// The key.
    pub key: &'a K,
    number: u32,
    history: &'a History<E>,
    unreached: &'a [Name],
}

impl<'a, K, E> Missing<'a, K, E> {
    /// Why each provider did not serve it, in order.
    pub fn reasons(&self) -> impl Iterator<Item = (Name, Reason<'a, E>)> + use<'a, K, E> {
        let unreached = self
            .unreached
            .iter()
            .map(|name| (*name, Reason::NotReached));
        self.history.reasons(self.number).chain(unreached)
    }
}

impl<K: fmt::Debug, E> fmt::Debug for Missing<'_, K, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Missing");
        debug.field("key", self.key);
        for (name, reason) in self.reasons() {
            debug.field(name.as_str(), &format_args!("{reason}"));
        }
        debug.finish()
    }
}

impl<K, V, E, S> ItemResult<K, V, E, S> {
    pub(super) fn new(
        ledger: Ledger<K, V, S>,
        history: History<E>,
        unreached: Vec<Name>,
        ended: Ended,
    ) -> Self {
        Self {
            ledger,
            history,
            unreached,
            ended,
        }
    }

    /// The value of a key, by any borrowed form of it.
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
        S: BuildHasher,
    {
        self.ledger.values[self.position(key)?].as_ref()
    }

    /// Who served a key; `None` if nobody did.
    pub fn provenance<Q>(&self, key: &Q) -> Option<&'static str>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
        S: BuildHasher,
    {
        let turn = self.ledger.turn(self.position(key)?)?;
        self.history.provider(turn).map(Name::as_str)
    }

    fn position<Q>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
        S: BuildHasher,
    {
        let is_it = |position: usize| self.ledger.keys[position].borrow() == key;
        let hash = hash(&self.ledger.hasher, key);
        self.ledger.index.find(hash, is_it)
    }

    /// How many keys were served.
    pub fn len(&self) -> usize {
        self.ledger.served()
    }

    /// Whether no key was served.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether no key is missing.
    pub fn is_complete(&self) -> bool {
        self.len() == self.ledger.keys.len()
    }

    /// Each key that was served with its value and who served it, in the order asked.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V, Name)> {
        self.ledger.in_order().filter_map(|position| {
            let value = self.ledger.values[position].as_ref()?;
            let name = self.history.provider(self.ledger.turn(position)?)?;
            Some((&self.ledger.keys[position], value, name))
        })
    }

    /// Each key that nobody served, in the order asked, with the reasons.
    pub fn missing(&self) -> impl ExactSizeIterator<Item = Missing<'_, K, E>> {
        let open = self.len()..self.ledger.keys.len();
        open.map(|position| Missing {
            key: &self.ledger.keys[position],
            number: self.ledger.index.number(position),
            history: &self.history,
            unreached: &self.unreached,
        })
    }

    /// Why each turn that failed or was skipped did so, in order.
    pub fn failures(&self) -> impl Iterator<Item = &Failure<E>> {
        self.history.failures()
    }

    /// Every request that failed or was skipped, in order: also those of a turn that was asked in chunks and
    /// succeeded with others.
    pub fn failed_requests(&self) -> impl Iterator<Item = &Failure<E>> {
        self.history.failed_requests()
    }

    /// Every turn in order, skips included.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_, E>> {
        self.history.turns()
    }

    /// Why no more providers were asked.
    pub fn ended(&self) -> Ended {
        self.ended
    }

    /// The values alone.
    pub fn into_values(self) -> HashMap<K, V, S>
    where
        K: Hash + Eq,
        S: BuildHasher,
    {
        let mut values = HashMap::with_capacity_and_hasher(self.len(), self.ledger.hasher);
        let pairs = self.ledger.keys.into_iter().zip(self.ledger.values);
        values.extend(pairs.filter_map(|(key, value)| Some((key, value?))));
        values
    }

    /// The values with their keys in another form, in no order.
    pub(crate) fn into_pairs<L>(self) -> impl Iterator<Item = (L, V)>
    where
        K: Into<L>,
    {
        let pairs = self.ledger.keys.into_iter().zip(self.ledger.values);
        pairs.filter_map(|(key, value)| Some((key.into(), value?)))
    }

    /// As [`into_pairs`](Self::into_pairs), in the order asked.
    pub(crate) fn into_pairs_in_order<L>(self) -> impl Iterator<Item = (L, V)>
    where
        K: Into<L>,
    {
        let order: Vec<usize> = self.ledger.in_order().collect();
        let mut pairs: Vec<Option<(L, V)>> = self.into_pairs().map(Some).collect();
        order
            .into_iter()
            .filter_map(move |position| pairs.get_mut(position)?.take())
    }

    /// Makes missing keys an error, which holds this result: nothing that was served is lost.
    ///
    /// # Errors
    ///
    /// [`Incomplete`] if a key is missing.
    pub fn require_all(self) -> Result<Self, Incomplete<K, V, E, S>> {
        if self.is_complete() {
            Ok(self)
        } else {
            Err(Incomplete(Box::new(self)))
        }
    }

    /// The same with every error converted.
    pub fn map_error<F>(self, convert: impl FnMut(E) -> F) -> ItemResult<K, V, F, S> {
        ItemResult {
            ledger: self.ledger,
            history: self.history.map_error(convert),
            unreached: self.unreached,
            ended: self.ended,
        }
    }

    /// The same with every key converted: for borrowed keys that the result must outlive. Two keys must not
    /// become one.
    pub fn map_keys<L: Hash + Eq>(self, convert: impl FnMut(K) -> L) -> ItemResult<L, V, E, S>
    where
        S: BuildHasher,
    {
        ItemResult {
            ledger: self.ledger.map_keys(convert),
            history: self.history,
            unreached: self.unreached,
            ended: self.ended,
        }
    }
}

/// The value of a key that was served.
///
/// # Panics
///
/// If nobody served it, as a `HashMap` does; [`get`](ItemResult::get) does not.
impl<K, V, E, S, Q> ops::Index<&Q> for ItemResult<K, V, E, S>
where
    K: Borrow<Q>,
    Q: Hash + Eq + ?Sized,
    S: BuildHasher,
{
    type Output = V;

    #[expect(
        clippy::panic,
        reason = "an index has no other way to say that nothing is there"
    )]
    fn index(&self, key: &Q) -> &V {
        match self.get(key) {
            Some(value) => value,
            None => panic!("no provider served this key: look it up with `get`"),
        }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, E, S> fmt::Debug for ItemResult<K, V, E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// The served keys as a map.
        struct Values<'a, K, V, E, S>(&'a ItemResult<K, V, E, S>);

        impl<K: fmt::Debug, V: fmt::Debug, E, S> fmt::Debug for Values<'_, K, V, E, S> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let entry = |(key, value, name)| (key, (value, name));
                f.debug_map().entries(self.0.iter().map(entry)).finish()
            }
        }

        f.debug_struct("ItemResult")
            .field("values", &Values(self))
            .field("missing", &self.missing().collect::<Vec<_>>())
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

/// Keys are missing where all were required: from [`ItemResult::require_all`]. It holds the result, with all
/// that was served.
///
/// `Display` counts keys and names none.
pub struct Incomplete<K, V, E, S = RandomState>(Box<ItemResult<K, V, E, S>>);

impl<K, V, E, S> Incomplete<K, V, E, S> {
    /// What was served, and why the rest is missing.
    pub fn result(&self) -> &ItemResult<K, V, E, S> {
        &self.0
    }

    /// As [`result`](Self::result), to keep.
    pub fn into_result(self) -> ItemResult<K, V, E, S> {
        *self.0
    }

    /// The same with every error converted.
    pub fn map_error<F>(self, convert: impl FnMut(E) -> F) -> Incomplete<K, V, F, S> {
        Incomplete(Box::new(self.0.map_error(convert)))
    }
}

impl<K, V, E, S> Incomplete<K, V, E, S>
where
    E: Into<Box<dyn Error + Send + Sync>>,
{
    /// As [`AllProvidersFailed::boxed`].
    pub fn boxed(self) -> Incomplete<K, V, BoxError, S> {
        self.map_error(|error| BoxError::new(error.into()))
    }
}

impl<K, V, E, S> fmt::Debug for Incomplete<K, V, E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incomplete")
            .field("served", &self.0.len())
            .field("missing", &self.0.missing().len())
            .finish_non_exhaustive()
    }
}

impl<K, V, E, S> fmt::Display for Incomplete<K, V, E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let missing = self.0.missing().len();
        write!(
            f,
            "{missing} of {} keys are missing",
            self.0.len() + missing
        )?;
        for failure in self.0.failures() {
            write!(f, "; {failure}")?;
        }
        Ok(())
    }
}

impl<K, V, E: Error + 'static, S> Error for Incomplete<K, V, E, S> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let error = self.0.failures().find_map(Failure::error)?;
        Some(error)
    }
}

/// Either way in which a call that requires all keys can fail.
pub enum ItemsError<K, V, E, S = RandomState> {
    /// No provider answered.
    Failed(AllProvidersFailed<E>),
    /// Keys are missing.
    Incomplete(Incomplete<K, V, E, S>),
}

impl<K, V, E, S> ItemsError<K, V, E, S>
where
    E: Into<Box<dyn Error + Send + Sync>>,
{
    /// As [`AllProvidersFailed::boxed`].
    pub fn boxed(self) -> ItemsError<K, V, BoxError, S> {
        match self {
            Self::Failed(error) => ItemsError::Failed(error.boxed()),
            Self::Incomplete(error) => ItemsError::Incomplete(error.boxed()),
        }
    }
}

impl<K, V, E, S> From<AllProvidersFailed<E>> for ItemsError<K, V, E, S> {
    fn from(error: AllProvidersFailed<E>) -> Self {
        Self::Failed(error)
    }
}

impl<K, V, E, S> From<Incomplete<K, V, E, S>> for ItemsError<K, V, E, S> {
    fn from(error: Incomplete<K, V, E, S>) -> Self {
        Self::Incomplete(error)
    }
}

impl<K, V, E: fmt::Debug, S> fmt::Debug for ItemsError<K, V, E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => fmt::Debug::fmt(error, f),
            Self::Incomplete(error) => fmt::Debug::fmt(error, f),
        }
    }
}

impl<K, V, E: Error, S> fmt::Display for ItemsError<K, V, E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => fmt::Display::fmt(error, f),
            Self::Incomplete(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl<K, V, E: Error + 'static, S> Error for ItemsError<K, V, E, S> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failed(error) => error.source(),
            Self::Incomplete(error) => error.source(),
        }
    }
}
