//! [`ItemResult`]: each value with who served it, each missing key with the reasons.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher, Hash, RandomState};
use std::ops;

use super::index::hash;
use super::key_table::KeyTable;
use super::turn_log::{Reason, TurnLog};
use crate::event::EndReason;
use crate::name::Name;
use crate::outcome::{AllProvidersFailed, Failure, HasFailures, OnFailure, Turn};

/// The result of a batch call: each value with its provenance, and each missing key with a reason per provider.
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
    table: KeyTable<K, V, S>,
    log: TurnLog<E>,
    /// The providers that had no turn.
    unreached: Vec<Name>,
    end_reason: EndReason,
}

/// A key that no provider served: from [`ItemResult::missing`].
pub struct Missing<'a, K, E> {
    /// The key.
    pub key: &'a K,
    number: u32,
    log: &'a TurnLog<E>,
    unreached: &'a [Name],
}

impl<'a, K, E> Missing<'a, K, E> {
    /// Returns the reason of each provider, in order.
    pub fn reasons(&self) -> impl Iterator<Item = (Name, Reason<'a, E>)> + use<'a, K, E> {
        let unreached = self
            .unreached
            .iter()
            .map(|name| (*name, Reason::NotReached));
        self.log.reasons(self.number).chain(unreached)
    }
}

impl<K: fmt::Debug, E> fmt::Debug for Missing<'_, K, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Missing");
        debug.field("key", self.key);
        for (name, reason) in self.reasons() {
            // `Display` escapes the name.
            let name = format!("{name}");
            debug.field(&name, &format_args!("{reason}"));
        }
        debug.finish()
    }
}

impl<K, V, E, S> HasFailures<E> for Result<ItemResult<K, V, E, S>, AllProvidersFailed<E>> {
    fn report_to<O: OnFailure<E>>(&self, on_failure: &O) {
        if O::HEARS {
            let hear = |failure| on_failure.failed(failure);
            match self {
                Ok(items) => items.failures().for_each(hear),
                Err(failed) => failed.failures().iter().for_each(hear),
            }
        }
    }
}

impl<K, V, E, S> ItemResult<K, V, E, S> {
    pub(super) fn new(
        table: KeyTable<K, V, S>,
        log: TurnLog<E>,
        unreached: Vec<Name>,
        end_reason: EndReason,
    ) -> Self {
        Self {
            table,
            log,
            unreached,
            end_reason,
        }
    }

    /// Returns the value of a key, by any borrowed form of it.
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
        S: BuildHasher,
    {
        self.table.values[self.position(key)?].as_ref()
    }

    /// Returns the name of the provider that served a key. `None` if none did.
    pub fn provenance<Q>(&self, key: &Q) -> Option<&'static str>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
        S: BuildHasher,
    {
        let turn = self.table.turn(self.position(key)?)?;
        self.log.provider(turn).map(Name::as_str)
    }

    fn position<Q>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
        S: BuildHasher,
    {
        let is_it = |position: usize| self.table.keys[position].borrow() == key;
        let hash = hash(&self.table.hasher, key);
        self.table.index.find(hash, is_it)
    }

    /// Returns the number of keys that were served.
    pub fn len(&self) -> usize {
        self.table.served()
    }

    /// Returns true if no key was served.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns true if no key is missing.
    pub fn is_complete(&self) -> bool {
        self.len() == self.table.keys.len()
    }

    /// Returns each served key with its value and the name of the provider that served it, in the order asked.
    ///
    /// ```
    /// use failover_core::{FailoverClient, ItemProvider};
    ///
    /// let answer = |keys: &[u8]| Ok::<_, std::io::Error>(vec![Some('x'); keys.len()]);
    /// let result = FailoverClient::new().fetch_items([2, 1], [ItemProvider::new("a", answer)])?;
    /// let items: Vec<_> = result.iter().collect();
    /// assert_eq!(items, [(&2, &'x', "a"), (&1, &'x', "a")]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V, &'static str)> {
        self.table.in_order().filter_map(|position| {
            let value = self.table.values[position].as_ref()?;
            let name = self.log.provider(self.table.turn(position)?)?;
            Some((&self.table.keys[position], value, name.as_str()))
        })
    }

    /// Returns each key that no provider served, in the order asked, with the reasons.
    ///
    /// ```
    /// use failover_core::{FailoverClient, ItemProvider};
    ///
    /// fn primary(_symbols: &[&str]) -> Result<Vec<(&'static str, f64)>, String> {
    ///     Ok(vec![("BTC", 64_000.0)])
    /// }
    /// fn backup(_symbols: &[&str]) -> Result<Vec<(&'static str, f64)>, String> {
    ///     Err("down".to_owned())
    /// }
    ///
    /// let providers = (ItemProvider::new("primary", primary), ItemProvider::new("backup", backup));
    /// let prices = FailoverClient::new().fetch_items(["BTC", "DOGE"], providers).unwrap();
    /// let mut lines = Vec::new();
    /// for missing in prices.missing() {
    ///     for (provider, reason) in missing.reasons() {
    ///         lines.push(format!("{}: {provider}: {reason}", missing.key));
    ///     }
    /// }
    /// assert_eq!(lines, ["DOGE: primary: not returned", "DOGE: backup: error"]);
    /// ```
    pub fn missing(&self) -> impl ExactSizeIterator<Item = Missing<'_, K, E>> {
        let open = self.len()..self.table.keys.len();
        open.map(|position| Missing {
            key: &self.table.keys[position],
            number: self.table.index.number(position),
            log: &self.log,
            unreached: &self.unreached,
        })
    }

    /// Returns the failure of each turn that failed or was skipped, in order. With
    /// [`keep_attempts`](crate::FailoverClientBuilder::keep_attempts), returns one for each failed attempt, except the last
    /// one of a chunk that failed in a turn which served others.
    pub fn failures(&self) -> impl Iterator<Item = &Failure<E>> {
        self.log.failures()
    }

    /// Returns the failure of each request that failed or was skipped, in order. It includes failed chunks of a turn that
    /// succeeded with others.
    pub fn failed_requests(&self) -> impl Iterator<Item = &Failure<E>> {
        self.log.failed_requests()
    }

    /// Returns every turn in order, including skips.
    pub fn turns(&self) -> impl Iterator<Item = Turn<'_, E>> {
        self.log.turns()
    }

    /// Returns the reason why the call ended.
    pub fn end_reason(&self) -> EndReason {
        self.end_reason
    }

    /// Returns only the values.
    pub fn into_values(self) -> HashMap<K, V, S>
    where
        K: Hash + Eq,
        S: BuildHasher,
    {
        let mut values = HashMap::with_capacity_and_hasher(self.len(), self.table.hasher);
        let pairs = self.table.keys.into_iter().zip(self.table.values);
        values.extend(pairs.filter_map(|(key, value)| Some((key, value?))));
        values
    }

    /// Returns the values with converted keys, in any order.
    pub(crate) fn into_pairs<L>(self) -> impl Iterator<Item = (L, V)>
    where
        K: Into<L>,
    {
        let pairs = self.table.keys.into_iter().zip(self.table.values);
        pairs.filter_map(|(key, value)| Some((key.into(), value?)))
    }

    /// Returns the values with converted keys, in the order asked.
    pub(crate) fn into_pairs_in_order<L>(self) -> impl Iterator<Item = (L, V)>
    where
        K: Into<L>,
    {
        let order: Vec<usize> = self.table.in_order().collect();
        let mut pairs: Vec<Option<(L, V)>> = self.into_pairs().map(Some).collect();
        order
            .into_iter()
            .filter_map(move |position| pairs.get_mut(position)?.take())
    }

    /// Converts every error.
    pub fn map_err<F>(self, convert: impl FnMut(E) -> F) -> ItemResult<K, V, F, S> {
        ItemResult {
            table: self.table,
            log: self.log.map_err(convert),
            unreached: self.unreached,
            end_reason: self.end_reason,
        }
    }

    /// Converts every key, for example borrowed keys into owned ones. Two keys must not become equal.
    pub fn map_keys<L: Hash + Eq>(self, convert: impl FnMut(K) -> L) -> ItemResult<L, V, E, S>
    where
        S: BuildHasher,
    {
        ItemResult {
            table: self.table.map_keys(convert),
            log: self.log,
            unreached: self.unreached,
            end_reason: self.end_reason,
        }
    }
}

/// Returns the value of a served key.
///
/// # Panics
///
/// If no provider served it, like a `HashMap`. [`get`](ItemResult::get) does not panic.
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
            .field("end_reason", &self.end_reason)
            .finish_non_exhaustive()
    }
}
