//! Properties that hold for any keys and any answers.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use failover_core::{EndReason, FailoverClient, ItemProvider, Name, Reason};
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

/// The expected result of a call, computed as plainly as possible.
#[derive(Default)]
struct Model {
    /// The index of the provider, by key.
    served: BTreeMap<u8, usize>,
    any_turn_succeeded: bool,
    /// The reason by key and provider, for every key that was requested.
    reasons: BTreeMap<(u8, usize), Why>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Why {
    NotReturned,
    Rejected,
    Failed(u16),
}

impl Model {
    fn of(keys: &[u8], feeds: &[Feed]) -> Self {
        let mut missing: Vec<u8> = Vec::new();
        for key in keys {
            if !missing.contains(key) {
                missing.push(*key);
            }
        }
        let mut this = Self {
            any_turn_succeeded: missing.is_empty(),
            ..Self::default()
        };
        for (provider, feed) in feeds.iter().enumerate() {
            for (request, chunk) in missing.clone().chunks(feed.max_keys).enumerate() {
                let judged = |key: &u8| match feed.answer(request) {
                    Err(code) => Err(Why::Failed(*code)),
                    Ok(answer) => match answer.get(key) {
                        Some(true) => Ok(()),
                        Some(false) => Err(Why::Rejected),
                        None => Err(Why::NotReturned),
                    },
                };
                let judged: Vec<_> = chunk.iter().map(judged).collect();
                let any = |wanted| judged.contains(&wanted);
                let all_rejected = any(Err(Why::Rejected)) && !any(Ok(()));
                this.any_turn_succeeded |= feed.answer(request).is_ok() && !all_rejected;
                for (key, judged) in chunk.iter().zip(judged) {
                    if let Err(why) = judged {
                        this.reasons.insert((*key, provider), why);
                    } else {
                        this.served.insert(*key, provider);
                        missing.retain(|other| other != key);
                    }
                }
            }
        }
        this
    }
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

        let model = Model::of(&keys, &feeds);
        let Ok(result) = fetched else {
            prop_assert!(!model.any_turn_succeeded);
            return Ok(());
        };
        prop_assert!(model.any_turn_succeeded);
        prop_assert_eq!(result.end_reason(), EndReason::Exhausted);

        let served: Vec<u8> = result.iter().map(|(key, _, _)| *key).collect();
        let missing: Vec<u8> = result.missing().map(|missing| *missing.key).collect();
        let mut seen = HashSet::new();
        prop_assert!(served.iter().chain(&missing).all(|key| seen.insert(*key)), "a key twice");
        prop_assert_eq!(seen, keys.iter().copied().collect::<HashSet<_>>());

        for (key, found, source) in result.iter() {
            let provider = model.served[key];
            prop_assert_eq!(source, Name::from(format!("feed {provider}")));
            prop_assert_eq!(*found, value(provider, *key, true));
            prop_assert_eq!(result.get(key), Some(found));
            prop_assert_eq!(result.provenance(key), Some(source));
        }
        prop_assert_eq!(served.into_iter().collect::<BTreeSet<_>>(), model.served.into_keys().collect());
        for missing in result.missing() {
            prop_assert_eq!(missing.reasons().count(), feeds.len());
            for (provider, (_, reason)) in missing.reasons().enumerate() {
                let why = match reason {
                    Reason::NotReturned => Why::NotReturned,
                    Reason::Rejected => Why::Rejected,
                    Reason::Failed(failure) => Why::Failed(*failure.error().unwrap()),
                    other => panic!("{other}"),
                };
                prop_assert_eq!(why, model.reasons[&(*missing.key, provider)]);
            }
        }
    }
}
