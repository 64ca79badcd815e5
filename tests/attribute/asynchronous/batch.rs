//! Item by item.
#![allow(
    clippy::ptr_arg,
    clippy::needless_pass_by_value,
    reason = "forms that a user's function may have"
)]

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use failover_core::{ItemResult, ItemsError, failover};
use tests::support::{Down, run};
use tokio::task::yield_now;

type Seen = RefCell<Vec<Vec<u8>>>;

/// Serves the even ones.
async fn even(keys: &[u8], seen: &Seen) -> Option<HashMap<u8, u8>> {
    seen.borrow_mut().push(keys.to_vec());
    yield_now().await;
    let even = keys.iter().filter(|key| *key % 2 == 0);
    Some(even.map(|key| (*key, 0)).collect())
}

/// Serves by position, except 9.
async fn most(keys: &[u8], seen: &Seen) -> Result<Vec<Option<u8>>, Down> {
    seen.borrow_mut().push(keys.to_vec());
    yield_now().await;
    Ok(keys.iter().map(|key| (*key != 9).then_some(1)).collect())
}

async fn silent(_: &[u8], _: &Seen) -> Result<Vec<(u8, u8)>, Down> {
    Err(Down)
}

#[failover(providers = [silent, even, most], keys = keys, retries = 1)]
async fn result(keys: &[u8], seen: &Seen) -> failover_core::Result<ItemResult<u8, u8, Down>, Down>;

#[test]
fn each_is_asked_for_what_is_missing() {
    let seen = Seen::default();
    let result = run(result(&[3, 2, 9], &seen)).unwrap();
    assert_eq!(seen.into_inner(), [vec![3, 2, 9], vec![3, 9]]);
    assert_eq!(result.provenance(&2), Some("even"));
    assert_eq!(result.provenance(&3), Some("most"));
    assert_eq!(result.missing().next().unwrap().key, &9);
    let failure = result.failures().next().unwrap();
    assert_eq!(failure.to_string(), "silent: error (2 attempts)");
}

#[failover(providers = [even, most], keys = keys, is_valid = |value| *value > 0)]
async fn valid(keys: &[u8], seen: &Seen) -> failover_core::Result<BTreeMap<u16, u8>, Down>;

#[test]
fn values_are_judged_one_by_one() {
    let valid = run(valid(&[2, 3], &Seen::default())).unwrap();
    assert_eq!(valid, BTreeMap::from([(2, 1), (3, 1)]));
    assert!(run(self::valid(&[], &Seen::default())).unwrap().is_empty());
}

#[failover(providers = [even, most], keys = keys, require_all, max_keys(even = 2, most = 1))]
async fn all(keys: &[u8], seen: &Seen) -> Result<Vec<(u8, u8)>, ItemsError<u8, u8, Down>>;

#[test]
fn chunks_are_asked_for_and_a_missing_key_may_be_an_error() {
    let seen = Seen::default();
    let pairs = run(all(&[1, 2, 3], &seen)).unwrap();
    assert_eq!(pairs, [(1, 1), (2, 0), (3, 1)]);
    assert_eq!(seen.into_inner(), [vec![1, 2], vec![3], vec![1], vec![3]]);
    let error = run(all(&[2, 9], &Seen::default())).unwrap_err();
    let ItemsError::Incomplete(incomplete) = error else {
        panic!("something was served: {error:?}");
    };
    assert_eq!(incomplete.into_result()[&2], 0);
}

mod owned {
    use super::*;

    async fn even(keys: Vec<String>) -> Option<HashMap<String, u8>> {
        yield_now().await;
        let even = keys.into_iter().filter(|key| key.len() % 2 == 0);
        Some(even.map(|key| (key, 0)).collect())
    }

    async fn borrowed(keys: &Vec<String>) -> Option<Vec<Option<u8>>> {
        yield_now().await;
        assert_eq!(*keys, ["a"]);
        Some(vec![Some(1)])
    }

    async fn every(keys: &[String]) -> Option<HashMap<&str, u8>> {
        yield_now().await;
        assert_eq!(keys, ["a"]);
        Some(keys.iter().map(|key| (key.as_str(), 2)).collect())
    }

    #[failover(providers = [even, as_slice = every(&keys)], keys = keys)]
    async fn vec(keys: Vec<String>) -> failover_core::Result<HashMap<String, u8>, Down>;

    #[failover(providers = [even = even(keys.clone()), borrowed], keys = keys)]
    async fn vec_by_reference(
        keys: &Vec<String>,
    ) -> failover_core::Result<HashMap<String, u8>, Down>;

    #[test]
    fn keys_are_handed_on_in_the_parameters_form() {
        let keys = vec!["a".to_owned(), "bb".to_owned()];
        let with = |value| HashMap::from([("a".to_owned(), value), ("bb".to_owned(), 0)]);
        assert_eq!(run(vec_by_reference(&keys)).unwrap(), with(1));
        assert_eq!(run(vec(keys)).unwrap(), with(2));
    }
}

mod body {
    use super::*;

    #[failover(providers = [most], keys = keys, max_keys(known = 2), error = Down)]
    async fn known(keys: &[u8], seen: &mut Vec<Vec<u8>>) -> Result<HashMap<u8, u8>, Down> {
        seen.push(keys.to_vec());
        yield_now().await;
        let mut values = HashMap::new();
        for key in keys {
            if *key > 9 {
                return Ok(values);
            }
            values.insert(*key, 5);
        }
        Ok(values)
    }

    async fn most(keys: &[u8], seen: &mut Vec<Vec<u8>>) -> Option<Vec<(u8, u8)>> {
        seen.push(keys.to_vec());
        Some(keys.iter().map(|key| (*key, 1)).collect())
    }

    #[test]
    fn is_asked_for_a_chunk_and_the_next_for_what_it_left() {
        let mut seen = Vec::new();
        let values = run(known(&[1, 20, 3, 30, 5], &mut seen)).unwrap();
        assert_eq!(seen, [vec![1, 20], vec![3, 30], vec![5], vec![20, 30]]);
        let expected = [(1, 5), (3, 5), (5, 5), (20, 1), (30, 1)];
        assert_eq!(values, HashMap::from(expected));
    }
}

/// Borrowed keys, and what is returned holds them.
#[failover(providers = [lengths, short = lengths(keys, 1)], keys = keys)]
async fn borrowed<'a>(
    keys: &[&'a str],
    least: usize,
) -> failover_core::Result<ItemResult<&'a str, usize, Down>, Down>;

async fn lengths(keys: &[&str], least: usize) -> Result<HashMap<String, usize>, Down> {
    yield_now().await;
    let long = keys.iter().filter(|key| key.len() >= least);
    Ok(long.map(|key| ((*key).to_owned(), key.len())).collect())
}

#[test]
fn keys_may_be_borrowed() {
    let text = String::from("a bb");
    let keys: Vec<&str> = text.split(' ').collect();
    let lengths = run(borrowed(&keys, 2)).unwrap();
    assert_eq!((lengths["a"], lengths["bb"]), (1, 2));
}

#[failover(providers = [#[cfg(any())] absent, #[cfg(not(any()))] even, most], keys = keys)]
async fn under_cfg(keys: &[u8], seen: &Seen) -> failover_core::Result<HashMap<u8, u8>, Down>;

#[failover(
    providers = [#[cfg(any())] absent, #[cfg(not(any()))] even, most],
    keys = keys,
    max_keys = 1,
    concurrency = 2,
)]
async fn chunks_under_cfg(keys: &[u8], seen: &Seen)
-> failover_core::Result<HashMap<u8, u8>, Down>;

#[test]
fn a_cfg_leaves_providers_out() {
    let expected = HashMap::from([(2, 0), (3, 1)]);
    assert_eq!(run(under_cfg(&[2, 3], &Seen::default())).unwrap(), expected);
    let values = run(chunks_under_cfg(&[2, 3], &Seen::default()));
    assert_eq!(values.unwrap(), expected);
}

/// Answers that borrow from an argument, of another type for each provider.
async fn named<'a>(keys: &[u8], names: &'a [String]) -> Result<HashMap<u8, &'a str>, Down> {
    yield_now().await;
    let known = keys.iter().filter_map(|key| {
        let name = names.get(usize::from(*key))?;
        Some((*key, name.as_str()))
    });
    Ok(known.collect())
}

async fn first_name<'a>(keys: &[u8], names: &'a [String]) -> Option<Vec<Option<&'a str>>> {
    yield_now().await;
    let name = names.first()?;
    Some(keys.iter().map(|_| Some(name.as_str())).collect())
}

#[failover(providers = [named, first_name], keys = keys)]
async fn borrowed_names<'a>(
    keys: &[u8],
    names: &'a [String],
) -> failover_core::Result<Vec<(u8, &'a str)>, Down>;

#[failover(providers = [named, first_name], keys = keys, max_keys = 1, concurrency = 2)]
async fn borrowed_names_in_chunks<'a>(
    keys: &[u8],
    names: &'a [String],
) -> failover_core::Result<Vec<(u8, &'a str)>, Down>;

#[test]
fn values_may_be_borrowed() {
    let names = ["a".to_owned(), "b".to_owned()];
    let expected = [(1, "b"), (7, "a"), (0, "a")];
    let keys = [1, 7, 0];
    assert_eq!(run(borrowed_names(&keys, &names)).unwrap(), expected);
    let values = run(borrowed_names_in_chunks(&keys, &names)).unwrap();
    assert_eq!(values, expected);
}
