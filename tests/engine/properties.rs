//! What holds for any keys and any answers.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use failover_core::{Ended, FailoverClient, ItemProvider, Name, Reason};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

/// A provider: for each request an error, or values for some keys, asked for or not.
#[derive(Debug, Clone)]
struct Feed {
    max_keys: usize,
    answers: Vec<Result<BTreeMap<u8, bool>, u16>>,
}

fn feed() -> impl Strategy<Value = Feed> {
    // A key's flag says whether its value is valid.
    let answer = prop_oneof![
        4 => btree_map(0..24_u8, any::<bool>(), 0..20).prop_map(Ok),
        1 => (400..600_u16).prop_map(Err),
    ];
    (prop_oneof![Just(usize::MAX), 1..6_usize], vec(answer, 1..6))
        .prop_map(|(max_keys, answers)| Feed { max_keys, answers })
}

impl Feed {
    fn answer(&self, request: usize) -> &Result<BTreeMap<u8, bool>, u16> {
        &self.answers[request % self.answers.len()]
    }
}

/// Says where it was made; negative if it is not valid.
fn value(provider: usize, key: u8, valid: bool) -> i64 {
    let value = i64::try_from(provider).unwrap() * 1000 + i64::from(key) + 1;
    if valid { value } else { -value }
}

/// Who serves what, told as plainly as possible: key, and the provider's index.
fn model(keys: &[u8], feeds: &[Feed]) -> (BTreeMap<u8, usize>, bool) {
    let mut missing: Vec<u8> = Vec::new();
    for key in keys {
        if !missing.contains(key) {
            missing.push(*key);
        }
    }
    let (mut served, mut any_turn_succeeded) = (BTreeMap::new(), missing.is_empty());
    for (provider, feed) in feeds.iter().enumerate() {
        let asked = missing.clone();
        for (request, chunk) in asked.chunks(feed.max_keys).enumerate() {
            let Ok(answer) = feed.answer(request) else {
                continue;
            };
            let judged: Vec<_> = chunk
                .iter()
                .filter_map(|key| Some((*key, *answer.get(key)?)))
                .collect();
            let all_rejected = !judged.is_empty() && judged.iter().all(|(_, valid)| !valid);
            any_turn_succeeded |= !all_rejected;
            for (key, _) in judged.into_iter().filter(|(_, valid)| *valid) {
                served.insert(key, provider);
                missing.retain(|other| *other != key);
            }
        }
    }
    (served, any_turn_succeeded)
}

proptest! {
    #[test]
    fn keys_asked_are_served_or_missing_and_no_value_stands_under_a_wrong_name(
        keys in vec(0..20_u8, 0..40),
        feeds in vec(feed(), 1..5),
    ) {
        let requests: Vec<std::cell::Cell<usize>> = feeds.iter().map(|_| 0.into()).collect();
        let provider = |(index, feed): (usize, &Feed)| {
            let (feed, request) = (feed.clone(), &requests[index]);
            let call = move |asked: &[u8]| {
                assert!(asked.len() <= feed.max_keys);
                let answer = feed.answer(request.replace(request.get() + 1)).clone()?;
                let value = |(key, valid): (u8, bool)| (key, value(index, key, valid));
                Ok::<_, u16>(answer.into_iter().map(value).collect::<Vec<_>>())
            };
            ItemProvider::new(format!("feed {index}"), call).max_keys(feeds[index].max_keys)
        };
        let providers: Vec<_> = feeds.iter().enumerate().map(provider).collect();
        let fetched = FailoverClient::new()
            .is_valid(|value: &i64| *value > 0)
            .fetch_items(&keys, providers);

        let (expected, any_turn_succeeded) = model(&keys, &feeds);
        let Ok(result) = fetched else {
            prop_assert!(!any_turn_succeeded);
            return Ok(());
        };
        prop_assert!(any_turn_succeeded);
        prop_assert_eq!(result.ended(), Ended::Exhausted);

        let served: Vec<u8> = result.iter().map(|(key, _, _)| *key).collect();
        let missing: Vec<u8> = result.missing().map(|missing| *missing.key).collect();
        let mut seen = HashSet::new();
        prop_assert!(served.iter().chain(&missing).all(|key| seen.insert(*key)), "a key twice");
        prop_assert_eq!(seen, keys.iter().copied().collect::<HashSet<_>>());

        for (key, found, source) in result.iter() {
            let provider = expected[key];
            prop_assert_eq!(source, Name::from(format!("feed {provider}")));
            prop_assert_eq!(*found, value(provider, *key, true));
            prop_assert_eq!(result.get(key), Some(found));
            prop_assert_eq!(result.provenance(key), Some(source.as_str()));
        }
        prop_assert_eq!(served.into_iter().collect::<BTreeSet<_>>(), expected.into_keys().collect());
        for missing in result.missing() {
            prop_assert_eq!(missing.reasons().count(), feeds.len());
            for (index, (_, reason)) in missing.reasons().enumerate() {
                let says_so = feeds[index].answers.iter().any(|answer| match (answer, reason) {
                    (Err(code), Reason::Failed(failure)) => failure.error() == Some(code),
                    (Ok(answer), Reason::NotReturned) => !answer.contains_key(missing.key),
                    (Ok(answer), Reason::Rejected) => answer.get(missing.key) == Some(&false),
                    _ => false,
                });
                prop_assert!(says_so, "{reason:?} of feed {index} for {:?}", missing.key);
            }
        }
    }
}
