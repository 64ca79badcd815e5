//! Batch calls: the forms of keys and values.
#![allow(
    clippy::ptr_arg,
    clippy::needless_pass_by_value,
    reason = "forms that a user's function may have"
)]

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;

use failover_core::{AllProvidersFailed, ItemResult, failover};
use tests::support::Down;

/// Serves the even ones.
fn even(keys: &[u8]) -> Option<HashMap<u8, u8>> {
    Some(
        keys.iter()
            .filter(|key| *key % 2 == 0)
            .map(|key| (*key, 0))
            .collect(),
    )
}

/// Serves all.
fn every(keys: &[u8]) -> Result<Vec<(u8, u8)>, Infallible> {
    Ok(keys.iter().map(|key| (*key, 1)).collect())
}

/// Has nothing to say.
fn silent(_: &[u8]) -> Option<HashMap<u8, u8>> {
    None
}

#[failover(providers = [silent, even, every], keys = keys)]
fn result(keys: &[u8]) -> failover_core::Result<ItemResult<u8, u8, Infallible>, Infallible>;

#[failover(providers = [even, every], keys = keys)]
fn map(keys: &[u8]) -> failover_core::Result<BTreeMap<u16, u8>, Infallible>;

#[failover(providers = [even, every], keys = keys)]
fn pairs(keys: &[u8]) -> failover_core::Result<Vec<(u8, u8)>, Infallible>;

#[test]
fn values_come_in_the_declared_form() {
    let all = result(&[3, 2, 1]).unwrap();
    assert_eq!(
        (all.provenance(&2), all.provenance(&1)),
        (Some("even"), Some("every"))
    );
    assert_eq!(
        all.failures().next().unwrap().to_string(),
        "silent: absent (1 attempt)"
    );
    assert_eq!(map(&[3, 2, 3]).unwrap(), BTreeMap::from([(2, 0), (3, 1)]));
    assert_eq!(
        pairs(&[3, 2, 1]).unwrap(),
        [(3, 1), (2, 0), (1, 1)],
        "in the order asked"
    );
}

mod owned {
    use super::*;

    fn even(keys: Vec<String>) -> Option<HashMap<String, u8>> {
        Some(
            keys.into_iter()
                .filter(|key| key.len() % 2 == 0)
                .map(|key| (key, 0))
                .collect(),
        )
    }

    fn borrowed(keys: &Vec<String>) -> Option<Vec<Option<u8>>> {
        assert_eq!(*keys, ["a"]);
        Some(vec![Some(1)])
    }

    #[failover(providers = [even, as_slice = every(&keys)], keys = keys)]
    fn vec(keys: Vec<String>) -> failover_core::Result<HashMap<String, u8>, Infallible>;

    fn every(keys: &[String]) -> Option<HashMap<&str, u8>> {
        assert_eq!(keys, ["a"]);
        Some(keys.iter().map(|key| (key.as_str(), 2)).collect())
    }

    #[failover(providers = [even = even(keys.clone()), borrowed], keys = keys)]
    fn vec_by_reference(
        keys: &Vec<String>,
    ) -> failover_core::Result<HashMap<String, u8>, Infallible>;

    #[test]
    fn keys_are_handed_on_in_the_parameters_form() {
        let keys = vec!["a".to_owned(), "bb".to_owned()];
        let with = |value| HashMap::from([("a".to_owned(), value), ("bb".to_owned(), 0)]);
        assert_eq!(vec_by_reference(&keys).unwrap(), with(1));
        assert_eq!(vec(keys).unwrap(), with(2));
    }
}

mod named {
    use super::*;

    fn price(keys: &[u8]) -> Option<Vec<(u8, usize)>> {
        Some(keys.iter().map(|key| (*key, keys.len())).collect())
    }

    #[failover(
        providers = ["eu-west" = price, self::price],
        keys = keys,
        is_valid = |asked: &usize| *asked < 2,
        max_keys("eu-west" = 2, "self::price" = 1),
    )]
    fn asked(keys: &[u8]) -> Result<ItemResult<u8, usize, ()>, AllProvidersFailed<()>>;

    #[test]
    fn a_name_that_is_no_word_is_capped_in_quotes() {
        let asked = asked(&[1, 2, 3]).unwrap();
        assert_eq!(asked.provenance(&3), Some("eu-west"));
        assert_eq!(asked.provenance(&1), Some("self::price"));
        assert_eq!(asked.into_values(), HashMap::from([(1, 1), (2, 1), (3, 1)]));
    }
}

mod body {
    use super::*;

    /// A client function as one may have had it all along.
    #[failover(providers = [every], keys = keys, max_keys(known = 2), retries = 1)]
    fn known(keys: &[u8], seen: &RefCell<Vec<Vec<u8>>>) -> Result<HashMap<u8, u8>, Down> {
        seen.borrow_mut().push(keys.to_vec());
        let mut values = HashMap::new();
        for key in keys {
            if *key > 9 {
                return Ok(values);
            }
            values.insert(*key, 5);
        }
        Ok(values)
    }

    fn every(keys: &[u8], seen: &RefCell<Vec<Vec<u8>>>) -> Option<Vec<(u8, u8)>> {
        seen.borrow_mut().push(keys.to_vec());
        super::every(keys).ok()
    }

    #[test]
    fn is_asked_for_a_chunk_and_the_next_for_what_it_left() {
        let seen = RefCell::default();
        let values = known(&[1, 20, 3, 30, 5], &seen).unwrap();
        assert_eq!(
            seen.into_inner(),
            [vec![1, 20], vec![3, 30], vec![5], vec![20, 30]]
        );
        assert_eq!(
            values,
            HashMap::from([(1, 5), (3, 5), (5, 5), (20, 1), (30, 1)])
        );
    }
}

#[test]
fn no_keys_are_an_empty_success() {
    assert!(map(&[]).unwrap().is_empty());
}
