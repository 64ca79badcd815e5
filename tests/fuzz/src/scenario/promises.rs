//! The replies of providers, and the checks of a call's result.

use std::collections::HashSet;
use std::hash::BuildHasher;

use failover_core::{
    AllProvidersFailed, Answer, AnswerSink as Asking, EndReason, Failure, ItemResult, Reason,
    Served, Turn,
};

use super::world::{Asked, Value};
use crate::draw::{Failed, NAMES, PAYLOAD, says_no_payload};

type Items = ItemResult<u8, Value, Failed>;

/// An answer in either form.
pub(super) enum Reply {
    Pairs(Vec<(u8, Value)>),
    ByPosition(Vec<Option<Value>>),
}

impl Answer<u8, Value> for Reply {
    fn fill<S: BuildHasher>(self, asked: &mut Asking<'_, u8, Value, S>) {
        let _ = format!("{asked:?}");
        match self {
            Self::Pairs(pairs) => pairs.fill(asked),
            Self::ByPosition(values) => values.fill(asked),
        }
    }
}

impl Reply {
    pub(super) fn new(provider: usize, keys: &[u8], answer: super::Answer) -> Self {
        let bit = |bits: u16, position: usize| bits >> (position % 16) & 1 == 1;
        let value = |position: usize, key: u8| Value {
            provider,
            key,
            is_valid: !bit(answer.junk, position),
            counts: true,
        };
        let known = |(position, key): (usize, &u8)| {
            bit(answer.known, position).then(|| value(position, *key))
        };
        let values = keys.iter().enumerate().map(known);
        if let Some(more) = answer.by_position {
            let length = keys.len().saturating_add_signed((more % 3).into());
            // An answer of the wrong length does not count.
            let of = |value: Value| Value {
                counts: length == keys.len(),
                ..value
            };
            let mut values: Vec<_> = values.map(|value| value.map(of)).collect();
            values.resize(length, None);
            return Self::ByPosition(values);
        }
        let mut pairs = Vec::new();
        if answer.unasked {
            let unasked = (0..20).filter(|key| !keys.contains(key));
            pairs.extend(unasked.map(|key| {
                (
                    key,
                    Value {
                        counts: false,
                        ..value(0, key)
                    },
                )
            }));
        }
        let values: Vec<Value> = values.flatten().collect();
        if answer.twice {
            let first = |value: &Value| Value {
                is_valid: !value.is_valid,
                counts: false,
                ..*value
            };
            pairs.extend(values.iter().map(|value| (value.key, first(value))));
        }
        pairs.extend(values.into_iter().map(|value| (value.key, value)));
        Self::Pairs(pairs)
    }

    /// Returns its keys whose values count, and whether the values are valid.
    pub(super) fn what_counts(&self) -> Vec<(u8, bool)> {
        let values: Vec<&Value> = match self {
            Self::Pairs(pairs) => pairs.iter().map(|(_, value)| value).collect(),
            Self::ByPosition(values) => values.iter().flatten().collect(),
        };
        let values = values.into_iter().filter(|value| value.counts);
        values.map(|value| (value.key, value.is_valid)).collect()
    }

    /// Returns the value for a value call.
    pub(super) fn whole(self, provider: usize) -> Value {
        let first = match self {
            Self::Pairs(pairs) => pairs.last().map(|(_, value)| *value),
            Self::ByPosition(values) => values.into_iter().flatten().next(),
        };
        first.unwrap_or(Value {
            provider,
            key: 0,
            is_valid: false,
            counts: true,
        })
    }
}

/// Checks a value call. Returns everything that is visible of it.
pub(super) fn whole(
    result: &Result<Served<Value, Failed>, AllProvidersFailed<Failed>>,
    asked: &[Asked],
) -> String {
    match result {
        Ok(served) => {
            let value = served.value;
            assert_eq!(served.provider, NAMES[value.provider], "under a wrong name");
            assert!(value.is_valid, "not valid");
            assert_eq!(
                served.turns().filter(|turn| turn.failure.is_none()).count(),
                1
            );
            told(served.failures());
            format!("{result:?} {:?}", turns(served.turns(), asked))
        }
        Err(failed) => {
            failure(failed);
            format!("{result:?} {:?}", turns(failed.turns(), asked))
        }
    }
}

/// The keys and providers of a batch call, and the requests that were made.
pub(super) struct Came<'a> {
    pub(super) keys: &'a [u8],
    pub(super) providers: usize,
    pub(super) asked: &'a [Asked],
    /// True if each failed attempt is kept.
    pub(super) keeps: bool,
}

/// Checks a batch call. Returns everything that is visible of it.
pub(super) fn items(came: &Came<'_>, result: &Result<Items, AllProvidersFailed<Failed>>) -> String {
    let result = match result {
        Ok(result) => result,
        Err(failed) => {
            failure(failed);
            return format!("{failed:?} {:?}", turns(failed.turns(), came.asked));
        }
    };
    let mut distinct = Vec::new();
    for key in came.keys {
        if !distinct.contains(key) {
            distinct.push(*key);
        }
    }
    let in_order = |keys: &[u8]| {
        let place = |key: &u8| {
            distinct
                .iter()
                .position(|other| other == key)
                .expect("asked for")
        };
        keys.windows(2).all(|two| place(&two[0]) < place(&two[1]))
    };
    let served: Vec<u8> = result.iter().map(|(key, ..)| *key).collect();
    let missing: Vec<u8> = result.missing().map(|missing| *missing.key).collect();
    assert_eq!(
        served.len() + missing.len(),
        distinct.len(),
        "a key is lost"
    );
    let all: HashSet<u8> = served.iter().chain(&missing).copied().collect();
    assert_eq!(all, distinct.iter().copied().collect(), "other keys");
    assert!(in_order(&served) && in_order(&missing), "another order");
    assert_eq!(
        (result.len(), result.is_complete()),
        (served.len(), missing.is_empty())
    );
    who_served(came, result);
    why_missing(came, result);
    result
        .failures()
        .chain(result.failed_requests())
        .for_each(says_nothing);
    let failed_turns = result.turns().filter(|turn| turn.failure.is_some()).count();
    let failures = result.failures().count();
    assert!(
        failures == failed_turns || (came.keeps && failures > failed_turns),
        "{failures} failures, {failed_turns} failed turns"
    );
    assert!(!matches!(result.end_reason(), EndReason::Refused(_)));
    let seen = format!(
        "{result:?} {:?} {:?}",
        turns(result.turns(), came.asked),
        result.failed_requests().collect::<Vec<_>>(),
    );
    let mapped = result
        .clone()
        .map_keys(u16::from)
        .map_err(|error| error.to_string());
    for (key, value, source) in result.iter() {
        let key = u16::from(*key);
        assert_eq!(
            (mapped.get(&key), mapped.provenance(&key)),
            (Some(value), Some(source))
        );
    }
    match result.clone().require_all() {
        Ok(_) => assert!(missing.is_empty()),
        Err(incomplete) => {
            says_no_payload(&incomplete);
            assert_eq!(
                incomplete.into_result().into_values().len(),
                served.len(),
                "lost"
            );
        }
    }
    seen
}

/// Checks that each value has the name of the provider that served it, and that no later provider was asked for it.
fn who_served(came: &Came<'_>, result: &Items) {
    for (key, value, source) in result.iter() {
        assert_eq!(
            (source, *key),
            (NAMES[value.provider], value.key),
            "under a wrong name"
        );
        assert!(
            value.is_valid && value.counts,
            "a value that must not be served: {value:?}"
        );
        assert_eq!(
            (result.get(key), result.provenance(key)),
            (Some(value), Some(source))
        );
        let asked = came.asked.iter().filter(|asked| asked.keys.contains(key));
        let last = asked.map(|asked| asked.provider).max();
        assert_eq!(last, Some(value.provider), "asked for again");
    }
}

/// Checks that each missing key has a true reason for each provider.
fn why_missing(came: &Came<'_>, result: &Items) {
    for missing in result.missing() {
        assert_eq!(result.get(missing.key), None);
        let reasons: Vec<_> = missing.reasons().collect();
        let names: HashSet<_> = reasons.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            (names.len(), reasons.len()),
            (came.providers, came.providers),
            "reasons: {reasons:?}"
        );
        for (name, reason) in &reasons {
            says_nothing(reason);
            let is_it =
                |asked: &&Asked| *name == NAMES[asked.provider] && asked.keys.contains(missing.key);
            let gave = |asked: &Asked, is_valid| asked.gave.contains(&(*missing.key, is_valid));
            match reason {
                Reason::NotReturned => {
                    let last = came.asked.iter().rfind(is_it).expect("asked for it");
                    assert!(
                        !gave(last, true) && !gave(last, false),
                        "{name} did return it"
                    );
                }
                Reason::Rejected => {
                    let mut asked = came.asked.iter().filter(is_it);
                    assert!(
                        asked.any(|asked| gave(asked, false)),
                        "{name} was not rejected"
                    );
                }
                _ => {}
            }
        }
        let _ = format!("{missing:?}");
    }
}

/// Checks that each provider has one turn, with as many attempts as were made.
fn turns<'a>(
    turns: impl Iterator<Item = Turn<'a, Failed>>,
    asked: &[Asked],
) -> Vec<Turn<'a, Failed>> {
    let turns: Vec<_> = turns.collect();
    let names: HashSet<_> = turns.iter().map(|turn| turn.provider).collect();
    assert_eq!(names.len(), turns.len(), "two turns of one");
    let attempts: usize = turns.iter().map(|turn| turn.attempts as usize).sum();
    assert_eq!(attempts, asked.len(), "attempts that no turn has");
    for turn in &turns {
        let made = |asked: &&Asked| turn.provider == NAMES[asked.provider];
        assert_eq!(asked.iter().filter(made).count(), turn.attempts as usize);
    }
    turns
}

fn failure(failed: &AllProvidersFailed<Failed>) {
    says_no_payload(failed);
    told(failed.failures());
    let boxed = failed.clone().boxed();
    says_no_payload(&boxed);
    let _ = failed.retry_in();
}

fn told(failures: &[Failure<Failed>]) {
    failures.iter().for_each(says_nothing);
}

/// Checks that its `{}` does not repeat a provider's text.
fn says_nothing(what: &(impl std::fmt::Display + std::fmt::Debug)) {
    let text = what.to_string();
    assert!(!text.contains(PAYLOAD), "{text}");
    let _ = format!("{what:?} {what:#}");
}
