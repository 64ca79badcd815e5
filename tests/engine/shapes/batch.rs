//! Every shape of keys, answers and item providers.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash, Hasher};
use std::iter;

use failover_core::traits::ItemProviders;
use failover_core::{Answer, AnswerSink, FailoverClient, ItemProvider, ItemResult, Keys, Name};
use tests::support::Down;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Symbol(u32);

/// Returns the answer of providers that never fail.
fn fetch<I: Keys, V>(
    keys: I,
    providers: impl ItemProviders<I::Key, V, Down, std::hash::RandomState>,
) -> ItemResult<I::Key, V, Down>
where
    I::Key: Hash + Eq,
{
    FailoverClient::new().fetch_items(keys, providers).unwrap()
}

/// A provider's answer that serves every key with its own text.
fn echo<K: ToString + Clone>(keys: &[K]) -> Result<Vec<(K, String)>, Down> {
    Ok(keys
        .iter()
        .map(|key| (key.clone(), key.to_string()))
        .collect())
}

fn down<K>(_: &[K]) -> Result<Vec<(K, String)>, Down> {
    Err(Down)
}

#[test]
fn keys_of_every_type() {
    assert_eq!(fetch(["a", "b"], [ItemProvider::new("p", echo)])["a"], "a");
    let owned = fetch(vec!["a".to_owned()], [ItemProvider::new("p", echo)]);
    assert_eq!(owned["a"], "a");
    assert_eq!(fetch([7_u64], [ItemProvider::new("p", echo)])[&7], "7");
    assert_eq!(fetch(['x'], [ItemProvider::new("p", echo)])[&'x'], "x");
    let names = [Name::new("kraken")];
    assert_eq!(
        fetch(names, [ItemProvider::new("p", echo)])["kraken"],
        "kraken"
    );
    let pairs =
        |keys: &[(u32, &'static str)]| Ok(keys.iter().map(|key| (*key, 1)).collect::<Vec<_>>());
    assert_eq!(
        fetch([(1, "x")], [ItemProvider::new("p", pairs)])[&(1, "x")],
        1
    );
}

#[test]
fn keys_in_every_collection() {
    let numbers = |symbols: &[Symbol]| {
        Ok(symbols
            .iter()
            .map(|symbol| (*symbol, symbol.0))
            .collect::<Vec<_>>())
    };
    let ask = |result: ItemResult<Symbol, u32, Down>| {
        assert_eq!((result[&Symbol(1)], result[&Symbol(2)]), (1, 2));
        assert_eq!(result.len(), 2);
        assert!(!result.is_empty());
    };
    let provider = || [ItemProvider::new("p", numbers)];
    let array = [Symbol(1), Symbol(2)];
    let vec = array.to_vec();
    let slice: &[Symbol] = &vec;
    ask(fetch(array, provider()));
    ask(fetch(&array, provider()));
    ask(fetch(&vec, provider()));
    ask(fetch(slice, provider()));
    ask(fetch(vec, provider()));
    let hashed = HashSet::from(array);
    ask(fetch(&hashed, provider()));
    ask(fetch(hashed, provider()));
    let sorted = BTreeSet::from(array);
    ask(fetch(&sorted, provider()));
    ask(fetch(sorted, provider()));
}

#[test]
fn keys_that_borrow_from_outside() {
    let text = "BTC ETH".to_owned();
    let symbols: Vec<&str> = text.split(' ').collect();
    let prices = fetch(&symbols, [ItemProvider::new("p", echo)]);
    assert_eq!(prices["ETH"], "ETH");
    // And keys that are references to what the caller owns.
    let symbols = [Symbol(1), Symbol(2)];
    let references: Vec<&Symbol> = symbols.iter().collect();
    let numbers = |asked: &[&Symbol]| {
        Ok(asked
            .iter()
            .map(|symbol| Some(symbol.0))
            .collect::<Vec<_>>())
    };
    assert_eq!(
        fetch(references, [ItemProvider::new("p", numbers)])[&&symbols[1]],
        2
    );
}

#[test]
fn keys_converted_outlive_what_they_were_borrowed_from() {
    let prices: ItemResult<String, String, Down> = {
        let text = "BTC ETH".to_owned();
        let symbols: Vec<&str> = text.split(' ').collect();
        fetch(symbols, [ItemProvider::new("p", echo)]).map_keys(str::to_owned)
    };
    assert_eq!(prices["BTC"], "BTC");
}

#[test]
fn a_key_is_looked_up_by_its_borrowed_form() {
    let keys = vec!["BTC".to_owned(), "ETH".to_owned()];
    let btc = |_: &[String]| Ok([("BTC".to_owned(), 1)]);
    let prices = fetch(&keys, [ItemProvider::new("p", btc)]);
    assert_eq!(prices["BTC"], 1);
    assert_eq!(prices[&keys[0]], 1);
    assert_eq!(prices.get("ETH"), None);
    assert_eq!(prices.provenance("BTC"), Some("p"));
    assert_eq!(prices.provenance("ETH"), None);
}

#[test]
fn answers_of_every_shape() {
    let keys = ["a", "b"];
    let check = |result: ItemResult<&'static str, u32, Down>| {
        assert_eq!((result["a"], result["b"]), (1, 2));
    };
    let pairs = [("a", 1), ("b", 2)];
    check(fetch(
        keys,
        [ItemProvider::new("p", |_: &[&str]| {
            Ok(HashMap::from(pairs))
        })],
    ));
    check(fetch(
        keys,
        [ItemProvider::new("p", |_: &[&str]| {
            Ok(BTreeMap::from(pairs))
        })],
    ));
    check(fetch(
        keys,
        [ItemProvider::new("p", |_: &[&str]| Ok(pairs.to_vec()))],
    ));
    check(fetch(
        keys,
        [ItemProvider::new("p", |_: &[&str]| Ok(pairs))],
    ));
    check(fetch(
        keys,
        [ItemProvider::new("p", |_: &[&str]| {
            Ok(vec![Some(1), Some(2)])
        })],
    ));
    check(fetch(
        keys,
        [ItemProvider::new("p", |_: &[&str]| Ok([Some(1), Some(2)]))],
    ));
    check(fetch(
        keys,
        [ItemProvider::new("p", |_: &[&str]| {
            Ok(pairs.into_iter().rev())
        })],
    ));
    check(fetch(
        keys,
        [ItemProvider::new("p", |_: &[&str]| Ok((1..3).map(Some)))],
    ));
    let owned = || pairs.map(|(key, value)| (key.to_owned(), value));
    check(fetch(
        keys,
        [ItemProvider::new("p", |_: &[&str]| {
            Ok(HashMap::from(owned()))
        })],
    ));
    check(fetch(
        keys,
        [ItemProvider::new("p", |_: &[&str]| {
            Ok(BTreeMap::from(owned()))
        })],
    ));
    check(fetch(
        keys,
        [ItemProvider::new("p", |_: &[&str]| Ok(owned().to_vec()))],
    ));
}

#[test]
fn an_answer_of_one_or_none() {
    let one = |_: &[u32]| Ok(iter::once((1, 'x')));
    let none = |_: &[u32]| Ok(iter::empty::<(u32, char)>());
    let maybe = |_: &[u32]| Ok(Some((2, 'y')));
    let result = fetch(
        [1, 2],
        (
            ItemProvider::new("none", none),
            ItemProvider::new("one", one),
            ItemProvider::new("maybe", maybe),
        ),
    );
    assert_eq!(
        (result.provenance(&1), result.provenance(&2)),
        (Some("one"), Some("maybe"))
    );
}

#[test]
fn an_answer_of_a_type_of_ones_own() {
    /// Two columns, as some services answer.
    struct Columns {
        symbols: Vec<String>,
        prices: Vec<f64>,
    }

    impl Answer<String, f64> for Columns {
        fn fill<S: BuildHasher>(self, asked: &mut AnswerSink<'_, String, f64, S>) {
            assert_eq!(asked.keys(), ["BTC", "ETH"]);
            assert_eq!(
                format!("{asked:?}"),
                r#"AnswerSink { keys: ["BTC", "ETH"], .. }"#
            );
            for (symbol, price) in iter::zip(self.symbols, self.prices) {
                asked.put(symbol.as_str(), price);
            }
        }
    }

    let columns = |_: &[String]| {
        Ok(Columns {
            symbols: ["ETH", "BTC", "DOGE"].map(String::from).to_vec(),
            prices: vec![2.0, 1.0, 3.0],
        })
    };
    let keys = ["BTC", "ETH"].map(String::from);
    let prices = fetch(keys, [ItemProvider::new("p", columns)]);
    assert_eq!((prices["BTC"], prices["ETH"]), (1.0, 2.0));
    assert_eq!(prices.get("DOGE"), None);
}

#[test]
fn an_answer_in_the_order_asked_takes_one_comparison_for_each_key() {
    thread_local!(static COMPARED: Cell<u32> = const { Cell::new(0) });
    #[derive(Clone, Copy, Eq)]
    struct Counted(u32);
    impl Hash for Counted {
        fn hash<H: Hasher>(&self, state: &mut H) {
            self.0.hash(state);
        }
    }
    impl PartialEq for Counted {
        fn eq(&self, other: &Self) -> bool {
            COMPARED.set(COMPARED.get() + 1);
            self.0 == other.0
        }
    }

    let numbers = |keys: &[Counted]| {
        COMPARED.set(0); // what the keys took before does not count
        Ok(keys.iter().map(|key| (*key, key.0)).collect::<Vec<_>>())
    };
    let keys: Vec<Counted> = (0..100).map(Counted).collect();
    let result = fetch(keys, [ItemProvider::new("p", numbers)]);
    assert_eq!((result.len(), COMPARED.get()), (100, 100));
}

#[test]
fn item_providers_in_every_shape() {
    type Pointer = fn(&[&'static str]) -> Result<Vec<(&'static str, String)>, Down>;

    let keys = ["a", "b"];
    let check = |result: ItemResult<&'static str, String, Down>| {
        assert_eq!(result["b"], "b");
        assert_eq!(result.provenance("b"), Some("up"));
        assert_eq!(result.failures().count(), 1);
    };
    let mut tuple = (
        ItemProvider::new("down", down),
        ItemProvider::new("up", echo),
    );
    check(fetch(keys, &tuple));
    check(fetch(keys, &mut tuple));
    check(fetch(keys, tuple));

    let mut array = [
        ItemProvider::new("down", down as Pointer),
        ItemProvider::new("up", echo as Pointer),
    ];
    check(fetch(keys, &array));
    check(fetch(keys, &mut array));
    check(fetch(keys, &array[..]));
    check(fetch(keys, &mut array[..]));
    check(fetch(keys, array));

    let mut vec = array.to_vec();
    check(fetch(keys, &vec));
    check(fetch(keys, &mut vec));
    check(fetch(keys, vec));

    let boxed: Vec<ItemProvider<Box<dyn Fn(&[&'static str]) -> Result<_, Down> + Send + Sync>>> = vec![
        ItemProvider::new("down", Box::new(down)),
        ItemProvider::new("up", Box::new(echo)),
    ];
    check(fetch(keys, &boxed));
}

#[test]
fn item_closures_that_change_what_they_capture() {
    let mut asked = Vec::new();
    let a = |keys: &[u32]| {
        asked.extend_from_slice(keys);
        Ok([(1, 'x')])
    };
    let b = |keys: &[u32]| Ok(keys.iter().map(|_| Some('y')).collect::<Vec<_>>());
    let result = fetch(
        vec![1, 2, 1],
        (ItemProvider::new("a", a), ItemProvider::new("b", b)),
    );
    assert_eq!((result[&1], result[&2]), ('x', 'y'));
    assert_eq!(asked, [1, 2]);
}

#[test]
fn item_providers_of_different_answers_mix() {
    let map = |_: &[u64]| Ok(HashMap::from([(1, "map")]));
    let pairs = |_: &[u64]| Ok(vec![(2, "pairs")]);
    let places = |_: &[u64]| Ok([Some("places")]);
    let result = fetch(
        [1, 2, 3],
        (
            ItemProvider::new("a", map),
            ItemProvider::new("b", pairs),
            ItemProvider::new("c", places),
        ),
    );
    assert_eq!(
        [1, 2, 3].map(|key| result[&key]),
        ["map", "pairs", "places"]
    );
}

#[test]
fn a_hasher_of_ones_own() {
    use std::hash::{BuildHasherDefault, DefaultHasher};

    let client = FailoverClient::new();
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let provider = ItemProvider::new("p", |_: &[u32]| Ok::<_, Down>([(1, 'x')]));
    let result = client
        .is_valid(|_: &char| true)
        .hasher(hasher)
        .fetch_items([1], [provider])
        .unwrap();
    assert_eq!(result[&1], 'x');
}

#[test]
fn string_keys_take_answers_by_str() {
    let keys = vec!["a".to_owned(), "b".to_owned()];
    let a = |_: &[String]| Ok::<_, Down>([("b", 2)]);
    let result = FailoverClient::new()
        .fetch_items(&keys, [ItemProvider::new("a", a)])
        .unwrap();
    assert_eq!((result.get("a"), result.get("b")), (None, Some(&2)));
}
