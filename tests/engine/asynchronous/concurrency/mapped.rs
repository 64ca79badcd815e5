//! Converting the errors or the keys of a result changes no reason.

use std::fmt::Debug;
use std::hash::Hash;

use failover_core::testing::ManualClock;
use failover_core::{CircuitBreaker, ItemProvider, ItemResult, Reason};
use tests::support::{Code, client_on, secs};

use super::{Fail, Feed, Hang, Key, Nothing, classify};

/// The reasons of each missing key in words. `code` reads the code of an error.
fn reasons<K, E>(result: &ItemResult<K, u32, E>, code: impl Fn(&E) -> u32) -> Vec<String>
where
    K: Debug + Hash + Eq,
{
    let word = |reason: Reason<'_, E>| match reason {
        Reason::Failed(failure) => match failure.error() {
            Some(error) => code(error).to_string(),
            None => failure.kind.to_string(),
        },
        other => other.to_string(),
    };
    let line = |missing: failover_core::Missing<'_, K, E>| {
        let reasons = missing.reasons();
        let words: Vec<_> = reasons
            .map(|(name, reason)| format!("{name}: {}", word(reason)))
            .collect();
        format!("{:?}: {}", missing.key, words.join(", "))
    };
    result.missing().map(line).collect()
}

/// A result in which each kind of reason occurs.
fn result_with_every_reason() -> ItemResult<Key, u32, Code> {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(9, secs(60)).clock(clock.clone());
    breaker.force_open("skipped");
    let client = client_on(&clock).circuit_breaker(breaker).deadline(secs(9));
    let client = client.build().unwrap();
    // Chunks of three. A value of 0 is rejected.
    let answers = async |keys: Vec<Key>| match keys[0] {
        1 => Ok(vec![(1, 10), (2, 0)]),
        4 => Err(Code(500)),
        7 => Ok(vec![(7, 0), (8, 0)]),
        _ => Ok(Vec::new()),
    };
    // 2 ends the turn, while 3 and 4 are under way. 3 fails with another error, and 4 serves nothing.
    let ends_early = Feed::of(&clock, |key| match key {
        2 => (secs(1), Fail(404)),
        3 => (secs(2), Fail(503)),
        _ => (secs(2), Nothing),
    });
    // 3 and 4 are dropped at the deadline. 5 and later keys are not asked for.
    let hangs = Feed::of(&clock, |key| match key {
        2 => (secs(1), Nothing),
        _ => (secs(0), Hang),
    });
    let providers = (
        ItemProvider::new_async("answers", answers).max_keys(3),
        ItemProvider::new_async("ends early", |keys| ends_early.ask(keys))
            .max_keys(1)
            .concurrency(3),
        ItemProvider::new_async("skipped", |keys| hangs.ask(keys)),
        ItemProvider::new_async("hangs", |keys| hangs.ask(keys))
            .max_keys(1)
            .concurrency(2),
        ItemProvider::new_async("unreached", |keys| hangs.ask(keys)),
    );
    let judged = client.classify(classify).is_valid(|value: &u32| *value > 0);
    let call = judged.fetch_items_async((1..=12).collect::<Vec<_>>(), providers);
    clock.block_on(call).unwrap()
}

#[test]
fn no_reason_changes_with_the_type_of_the_error_or_of_the_key() {
    let result = result_with_every_reason();
    let before = reasons(&result, |Code(code)| *code);
    for expected in [
        "2: answers: rejected, ends early: 404, skipped: circuit held open, hangs: not returned, unreached: not reached",
        "3: answers: not returned, ends early: 503, skipped: circuit held open, hangs: timed out, unreached: not reached",
        "4: answers: 500, ends early: not returned, skipped: circuit held open, hangs: timed out, unreached: not reached",
        "8: answers: rejected, ends early: 404, skipped: circuit held open, hangs: not reached, unreached: not reached",
    ] {
        assert!(before.contains(&expected.to_owned()), "{before:#?}");
    }
    let mapped = result.clone().map_err(|Code(code)| code + 1000);
    assert_eq!(reasons(&mapped, |code| code - 1000), before);
    let mapped = result.map_keys(u64::from);
    assert_eq!(reasons(&mapped, |Code(code)| *code), before);
}
