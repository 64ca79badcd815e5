//! Item by item: rules about keys, answers, and the reason why one is missing.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::time::Duration;

use failover_core::testing::{ManualClock, Script};
use failover_core::{
    CircuitBreaker, CircuitState, EndReason, FailoverClient, FailureKind, ItemProvider, ItemResult,
    Name, Provider, Reason, Verdict,
};
use tests::support::Code;

type Key = &'static str;
type Pairs = Vec<(Key, i32)>;

/// Returns why a key is missing, with a line per provider.
fn reasons(result: &ItemResult<Key, i32, Code>, key: Key) -> Vec<String> {
    let missing = result.missing().find(|missing| *missing.key == key);
    let line = |(name, reason): (Name, Reason<'_, Code>)| match reason {
        Reason::Failed(failure) => match failure.error() {
            Some(Code(code)) => format!("{name}: {code}"),
            None => format!("{name}: {}", failure.kind),
        },
        other => format!("{name}: {other}"),
    };
    missing.map_or_else(Vec::new, |missing| missing.reasons().map(line).collect())
}

fn missing(result: &ItemResult<Key, i32, Code>) -> Vec<Key> {
    result.missing().map(|missing| *missing.key).collect()
}

/// Serves every asked key, with its length as the value.
fn lengths(keys: &[Key]) -> Result<Pairs, Code> {
    Ok(keys
        .iter()
        .map(|key| (*key, i32::try_from(key.len()).unwrap()))
        .collect())
}

fn nothing(_: &[Key]) -> Result<Pairs, Code> {
    Ok(Vec::new())
}

fn down(_: &[Key]) -> Result<Pairs, Code> {
    Err(Code(503))
}

#[test]
fn keys_are_asked_once_and_in_order() {
    let a = Script::<Pairs, Code, Key>::new().ok(vec![]);
    FailoverClient::new()
        .fetch_items(
            ["b", "a", "b", "c", "a"],
            [ItemProvider::new("a", |keys: &[Key]| a.ask(keys))],
        )
        .unwrap();
    assert_eq!(a.asked(), [["b", "a", "c"]]);
}

#[test]
fn without_keys_nobody_is_called() {
    let a = Script::<Pairs, Code, Key>::new().err(Code(500));
    let result = FailoverClient::new()
        .fetch_items([], [ItemProvider::new("a", |keys: &[Key]| a.ask(keys))])
        .unwrap();
    assert!(result.is_empty() && result.is_complete() && a.calls() == 0);
}

#[test]
fn a_key_that_was_not_asked_for_is_never_served() {
    // `b` was served by the first; the second names it again, and one that nobody asked for.
    let a = |_: &[Key]| Ok::<_, Code>([("b", 1)]);
    let b = |_: &[Key]| Ok([("b", 2), ("x", 3), ("a", 4)]);
    let result = FailoverClient::new()
        .fetch_items(
            ["a", "b"],
            (ItemProvider::new("a", a), ItemProvider::new("b", b)),
        )
        .unwrap();
    assert_eq!((result["a"], result["b"], result.get("x")), (4, 1, None));
    assert_eq!(
        (result.provenance("a"), result.provenance("b")),
        (Some("b"), Some("a"))
    );
    assert_eq!(result.provenance("x"), None);
    assert_eq!(result.len(), 2);
}

#[test]
fn of_a_key_given_twice_the_last_counts() {
    let a = |_: &[Key]| Ok::<_, Code>(vec![("a", 1), ("b", 1), ("a", 2), ("b", -1)]);
    let result = FailoverClient::new()
        .is_valid(|value: &i32| *value > 0)
        .fetch_items(["a", "b"], [ItemProvider::new("a", a)])
        .unwrap();
    assert_eq!(result["a"], 2);
    assert_eq!(reasons(&result, "b"), ["a: rejected"]);
}

#[test]
fn an_answer_may_come_in_any_order() {
    // In no order and with keys that nobody asked for; from the first key on, with gaps; and in no order once more.
    // Each value is a number of its own.
    let anyhow = (0..300).map(|number| number * 71 % 173);
    let with_gaps = (0..100).filter(|key| key % 7 != 0 && key % 40 < 25);
    let again = (0..40).map(|number| number * 37 % 101);
    let entries: Vec<(i32, i32)> = anyhow.chain(with_gaps).chain(again).zip(0..).collect();
    let mut expected: HashMap<i32, i32> = entries.iter().copied().collect();
    expected.retain(|key, _| *key < 100);

    let a = |_: &[i32]| Ok::<_, Code>(entries.clone());
    let keys: Vec<i32> = (0..100).collect();
    let result = FailoverClient::new()
        .fetch_items(keys, [ItemProvider::new("a", a)])
        .unwrap();
    assert_eq!(result.into_values(), expected);
}

#[test]
fn keys_keep_their_order_and_source_whoever_serves() {
    let asked: RefCell<Vec<Vec<u32>>> = RefCell::default();
    let every_third = |keys: &[u32]| {
        asked.borrow_mut().push(keys.to_vec());
        let served = keys.iter().step_by(3);
        Ok::<_, Code>(served.map(|key| (*key, ())).collect::<Vec<_>>())
    };
    let keys: Vec<u32> = (0..100).rev().collect();
    let providers = (
        ItemProvider::new("a", every_third),
        ItemProvider::new("b", every_third).max_keys(10),
        ItemProvider::new("c", every_third),
    );
    let result = FailoverClient::new()
        .fetch_items(&keys, &providers)
        .unwrap();

    let falling = |keys: &[u32]| keys.is_sorted_by(|one, next| one > next);
    assert!(asked.borrow().iter().all(|keys| falling(keys)));
    let served: Vec<(u32, &str)> = result.iter().map(|(key, (), name)| (*key, name)).collect();
    let missing: Vec<u32> = result.missing().map(|missing| *missing.key).collect();
    let of = |name: &str| served.iter().filter(|(_, by)| *by == name).count();
    assert_eq!([of("a"), of("b"), of("c"), missing.len()], [34, 26, 14, 26]);
    let served_keys: Vec<u32> = served.iter().map(|(key, _)| *key).collect();
    assert!(falling(&served_keys) && falling(&missing));

    // All is found again, under other keys too.
    let source = |key: &u32| result.provenance(key);
    assert!(served.iter().all(|(key, by)| source(key) == Some(by)));
    assert!(missing.iter().all(|key| source(key).is_none()));
    let renamed = result.map_keys(|key| key.to_string());
    let source = |key: &u32| renamed.provenance(key.to_string().as_str());
    assert!(served.iter().all(|(key, by)| source(key) == Some(by)));
    assert!(missing.iter().all(|key| source(key).is_none()));
}

#[test]
fn each_value_is_judged_once() {
    let judged = RefCell::new(Vec::new());
    let is_valid = |value: &i32| {
        judged.borrow_mut().push(*value);
        true
    };
    FailoverClient::new()
        .is_valid(is_valid)
        .fetch_items(
            ["x", "yy"],
            (
                ItemProvider::new("a", lengths),
                ItemProvider::new("b", lengths),
            ),
        )
        .unwrap();
    assert_eq!(*judged.borrow(), [1, 2]);
}

#[test]
fn an_honest_empty_answer_is_a_success() {
    let breaker = CircuitBreaker::new(1, Duration::MAX);
    let client = FailoverClient::builder()
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let providers = (
        ItemProvider::new("empty", nothing),
        ItemProvider::new("down", down),
    );
    let result = client.fetch_items(["a", "b"], &providers).unwrap();
    assert_eq!(missing(&result), ["a", "b"]);
    assert_eq!(reasons(&result, "a"), ["empty: not returned", "down: 503"]);
    assert_eq!(result.failures().count(), 1);
    let breaker = client.circuit_breaker().unwrap();
    assert_eq!(breaker.state("empty"), CircuitState::Closed);
}

#[test]
fn who_served_nothing_is_no_source() {
    let providers = (
        ItemProvider::new("empty", nothing),
        ItemProvider::new("down", down),
        ItemProvider::new("all", lengths),
    );
    let result = FailoverClient::new()
        .fetch_items(["a", "b"], &providers)
        .unwrap();
    assert!(result.iter().all(|(_, _, source)| source == "all"));
}

#[test]
fn no_turn_that_succeeded_is_an_error() {
    let providers = (ItemProvider::new("a", down), ItemProvider::new("b", down));
    let failed = FailoverClient::new()
        .fetch_items(["k"], &providers)
        .unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Exhausted);
    assert_eq!(failed.failures().len(), 2);
    assert_eq!(failed.failure("b").unwrap().error(), Some(&Code(503)));
}

#[test]
fn an_answer_whose_every_value_is_rejected_is_a_failed_attempt() {
    let script = Script::new()
        .ok(vec![("a", -1)])
        .ok(vec![("a", -2), ("other", 3)]);
    let client = FailoverClient::builder().retries(1).build().unwrap();
    let positive = client.is_valid(|value: &i32| *value > 0);
    let ask = |keys: &[Key]| script.ask(keys);
    let failed = positive
        .fetch_items(["a", "b"], [ItemProvider::new("a", ask)])
        .unwrap_err();
    let _: &failover_core::AllProvidersFailed<Code> = &failed;
    assert_eq!(failed.failures()[0].kind, FailureKind::Rejected);
    assert_eq!(failed.failures()[0].attempts, 2);
}

#[test]
fn of_a_rejected_answer_each_key_keeps_its_own_reason() {
    let a = |_: &[Key]| Ok([("a", -1)]);
    let b = |_: &[Key]| Ok([("c", 1)]);
    let result = FailoverClient::new()
        .is_valid(|value: &i32| *value > 0)
        .fetch_items(
            ["a", "b", "c"],
            (ItemProvider::new("a", a), ItemProvider::new("b", b)),
        )
        .unwrap();
    assert_eq!(reasons(&result, "a"), ["a: rejected", "b: not returned"]);
    assert_eq!(
        reasons(&result, "b"),
        ["a: not returned", "b: not returned"]
    );
    assert_eq!(
        result.failures().next().unwrap().kind,
        FailureKind::Rejected
    );
}

#[test]
fn an_answer_by_position_must_have_an_entry_for_each_key() {
    for wrong in [vec![], vec![Some(1)], vec![Some(1), None, Some(3)]] {
        let got = wrong.len();
        let short = move |_: &[Key]| Ok::<_, Code>(wrong.clone());
        let result = FailoverClient::new()
            .fetch_items(
                ["a", "b"],
                (
                    ItemProvider::new("short", short),
                    ItemProvider::new("all", lengths),
                ),
            )
            .unwrap();
        let failure = result.failures().next().unwrap();
        assert_eq!(failure.kind, FailureKind::WrongLength { expected: 2, got });
        assert!(result.iter().all(|(_, _, source)| source == "all"));
    }
}

#[test]
fn an_answer_by_position_is_taken_in_the_order_asked() {
    let a = |_: &[Key]| Ok::<_, Code>(vec![Some(1), None, Some(3)]);
    let b = |keys: &[Key]| {
        assert_eq!(keys, ["b"]);
        Ok(vec![Some(2)])
    };
    let result = FailoverClient::new()
        .fetch_items(
            ["a", "b", "c"],
            (ItemProvider::new("a", a), ItemProvider::new("b", b)),
        )
        .unwrap();
    let all: Vec<_> = result
        .iter()
        .map(|(key, value, name)| (*key, *value, name))
        .collect();
    assert_eq!(all, [("a", 1, "a"), ("b", 2, "b"), ("c", 3, "a")]);
}

#[test]
fn a_late_answer_is_timed_out_and_not_judged() {
    let clock = ManualClock::new();
    let client = FailoverClient::builder()
        .timeout(Duration::from_secs(1))
        .clock(clock.clone())
        .build()
        .unwrap();
    let judged = Cell::new(0);
    let takes = |seconds| {
        let clock = clock.clone();
        move |keys: &[Key]| {
            clock.advance(Duration::from_secs(seconds));
            lengths(keys)
        }
    };
    let result = client
        .is_valid(|_: &i32| judged.replace(judged.get() + 1) < 10)
        .fetch_items(
            ["k"],
            (
                ItemProvider::new("late", takes(2)),
                ItemProvider::new("in time", takes(1)),
            ),
        )
        .unwrap();
    assert_eq!(result.provenance("k"), Some("in time"));
    assert_eq!(
        result.failures().next().unwrap().kind,
        FailureKind::TimedOut
    );
    assert_eq!(judged.get(), 1);
}

#[test]
fn a_retry_asks_for_the_same_keys_and_keeps_nothing_of_the_failed_attempt() {
    let script = Script::new()
        .ok(vec![("a", -1), ("b", -1)])
        .ok(vec![("b", 2)]);
    let client = FailoverClient::builder().retries(1).build().unwrap();
    let result = client
        .is_valid(|value: &i32| *value > 0)
        .fetch_items(
            ["a", "b"],
            [ItemProvider::new("p", |keys: &[Key]| script.ask(keys))],
        )
        .unwrap();
    assert_eq!(script.asked(), [["a", "b"], ["a", "b"]]);
    assert_eq!(result["b"], 2);
    // The second answer did not hold it: that the first one's was rejected is over.
    assert_eq!(reasons(&result, "a"), ["p: not returned"]);
    assert_eq!(result.failures().count(), 0);
}

#[test]
fn a_stop_keeps_what_was_served_and_says_who_was_not_reached() {
    let a = |_: &[Key]| Ok([("a", 1)]);
    let client = FailoverClient::new();
    let result = client
        .classify(|_: &Code| Verdict::STOP)
        .fetch_items(
            ["a", "b"],
            (
                ItemProvider::new("some", a),
                ItemProvider::new("down", down),
                ItemProvider::new("never", lengths),
            ),
        )
        .unwrap();
    assert_eq!(result.end_reason(), EndReason::Stopped);
    assert_eq!(
        reasons(&result, "b"),
        ["some: not returned", "down: 503", "never: not reached"]
    );
}

#[test]
fn a_deadline_keeps_what_was_served_and_says_who_was_not_reached() {
    let clock = ManualClock::new();
    let client = FailoverClient::builder()
        .deadline(Duration::from_secs(1))
        .clock(clock.clone())
        .build()
        .unwrap();
    let slow = |_: &[Key]| {
        clock.advance(Duration::from_secs(1));
        Ok::<_, Code>([("a", 1)])
    };
    let result = client
        .fetch_items(
            ["a", "b"],
            (
                ItemProvider::new("slow", slow),
                ItemProvider::new("never", lengths),
            ),
        )
        .unwrap();
    assert_eq!(result["a"], 1); // exactly at the deadline is in time
    assert_eq!(result.end_reason(), EndReason::Deadline);
    assert_eq!(
        reasons(&result, "b"),
        ["slow: not returned", "never: not reached"]
    );
}

#[test]
fn a_skipped_provider_is_a_reason() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(1, Duration::from_secs(9)).clock(clock.clone());
    let client = FailoverClient::builder()
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let providers = (
        ItemProvider::new("down", down),
        ItemProvider::new("empty", nothing),
    );
    client.fetch_items(["a"], &providers).unwrap();
    let result = client.fetch_items(["a"], &providers).unwrap();
    let expected = [
        "down: circuit open, next probe in 9s",
        "empty: not returned",
    ];
    assert_eq!(reasons(&result, "a"), expected);
    assert_eq!(
        result.turns().map(|turn| turn.attempts).collect::<Vec<_>>(),
        [0, 1]
    );
}

#[test]
fn require_all_loses_nothing() {
    let a = |_: &[Key]| Ok::<_, Code>([("a", 1)]);
    let result = FailoverClient::new()
        .fetch_items(["a"], [ItemProvider::new("a", a)])
        .unwrap();
    assert!(result.require_all().is_ok());

    let providers = (
        ItemProvider::new("a", a),
        ItemProvider::new("secret-host", down),
    );
    let incomplete = FailoverClient::new()
        .fetch_items(["a", "b"], providers)
        .unwrap()
        .require_all()
        .unwrap_err();
    assert_eq!(
        incomplete.to_string(),
        "1 of 2 keys are missing; secret-host: error (1 attempt)"
    );
    let result = incomplete.into_result();
    assert_eq!((result["a"], missing(&result)), (1, vec!["b"]));
}

#[test]
fn borrowed_keys_can_be_made_to_last() {
    let result = {
        let text = String::from("a b c");
        let keys: Vec<&str> = text.split(' ').collect();
        let a = |keys: &[&str]| Ok::<_, Code>(vec![(keys[1].to_owned(), 2)]);
        let result = FailoverClient::new()
            .fetch_items(&keys, [ItemProvider::new("a", a)])
            .unwrap();
        result.map_keys(str::to_owned)
    };
    assert_eq!(result["b"], 2);
    assert_eq!(result.provenance("b"), Some("a"));
    let missing: Vec<_> = result
        .missing()
        .map(|missing| missing.key.clone())
        .collect();
    assert_eq!(missing, ["a", "c"]);
    assert_eq!(result.get("c"), None);
}

#[test]
fn a_panic_passes_through_and_the_client_stays_usable() {
    let breaker = CircuitBreaker::new(1, Duration::ZERO);
    let client = FailoverClient::builder()
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let providers = [ItemProvider::new("p", down)];
    client.fetch_items(["a"], &providers).unwrap_err(); // half-open from here on
    let panics = |_: &[Key]| -> Result<Pairs, Code> { panic!("in the provider") };
    let call = || client.fetch_items(["a"], [ItemProvider::new("p", panics)]);
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).is_err());
    let judge = |_: &i32| -> bool { panic!("in is_valid") };
    let call = || {
        client
            .is_valid(judge)
            .fetch_items(["a"], [ItemProvider::new("p", lengths)])
    };
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).is_err());
    let breaker = client.circuit_breaker().unwrap();
    assert_eq!(breaker.state("p"), CircuitState::HalfOpen);
    assert_eq!(
        client
            .fetch_items(["a"], [ItemProvider::new("p", lengths)])
            .unwrap()["a"],
        1
    );
    assert_eq!(breaker.state("p"), CircuitState::Closed);
}

#[test]
fn a_provider_may_call_the_same_client() {
    let client = FailoverClient::new();
    let nested = |keys: &[Key]| {
        let inner = client
            .fetch([Provider::new("inner", || Ok::<_, Code>(5))])
            .unwrap();
        Ok::<_, Code>(vec![(keys[0], inner.value)])
    };
    let result = client
        .fetch_items(["a"], [ItemProvider::new("outer", nested)])
        .unwrap();
    assert_eq!(result["a"], 5);
}

#[test]
fn debug_shows_values_sources_and_reasons() {
    let a = |_: &[Key]| Ok::<_, Code>([("a", 1)]);
    let result = FailoverClient::new()
        .fetch_items(["a", "b"], [ItemProvider::new("p", a)])
        .unwrap();
    let shown = format!("{result:?}");
    assert_eq!(
        shown,
        r#"ItemResult { values: {"a": (1, "p")}, missing: [Missing { key: "b", p: not returned }], end_reason: Exhausted, .. }"#
    );
}

#[test]
fn values_alone_are_a_map() {
    let result = FailoverClient::new()
        .fetch_items(["a", "bb"], [ItemProvider::new("p", lengths)])
        .unwrap();
    assert_eq!(result.into_values(), HashMap::from([("a", 1), ("bb", 2)]));
}

#[test]
fn nothing_of_an_answer_of_the_wrong_length_is_served_later() {
    let short = |_: &[Key]| Ok::<_, Code>(vec![Some(1)]);
    let providers = (
        ItemProvider::new("short", short),
        ItemProvider::new("empty", nothing),
    );
    let result = FailoverClient::new()
        .fetch_items(["a", "b"], &providers)
        .unwrap();
    assert!(result.is_empty());
    let expected = [
        "short: answered 1 entries for 2 keys",
        "empty: not returned",
    ];
    assert_eq!(reasons(&result, "a"), expected);
}

#[test]
fn errors_that_are_none_can_be_boxed_to_require_all() {
    fn all() -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
        let a = |_: &[Key]| Ok([("a", 1)]);
        let b = |_: &[Key]| Err::<Pairs, _>("down");
        let providers = (ItemProvider::new("a", a), ItemProvider::new("b", b));
        let result = FailoverClient::new().fetch_items(["a", "b"], providers);
        let result = result.map_err(failover_core::AllProvidersFailed::boxed)?;
        Ok(result
            .require_all()
            .map_err(failover_core::Incomplete::boxed)?
            .len())
    }
    let said = all().unwrap_err();
    assert_eq!(
        said.to_string(),
        "1 of 2 keys are missing; b: error (1 attempt)"
    );
    assert_eq!(said.source().unwrap().to_string(), "down");
}

#[test]
fn keys_that_are_missing_without_an_error_have_no_source() {
    let a = |_: &[Key]| Ok::<_, std::fmt::Error>(Pairs::new());
    let result = FailoverClient::new().fetch_items(["a"], [ItemProvider::new("a", a)]);
    let incomplete = result.unwrap().require_all().unwrap_err();
    assert_eq!(incomplete.to_string(), "1 of 1 keys are missing");
    assert!(std::error::Error::source(&incomplete).is_none());
}

#[test]
#[should_panic(expected = "no provider served this key: look it up with `get`")]
fn an_index_of_what_nobody_served_panics() {
    let result = FailoverClient::new().fetch_items(["a"], [ItemProvider::new("a", nothing)]);
    let _ = result.unwrap()["a"];
}

/// Keys that cannot decide what they are: nothing is promised of the result, but it is one.
#[test]
fn keys_that_contradict_themselves_are_survived() {
    #[derive(Debug, Clone)]
    struct Fickle(u32);
    thread_local!(static MOOD: Cell<u32> = const { Cell::new(0) });
    fn moody() -> u32 {
        MOOD.with(|mood| mood.replace(mood.get().wrapping_mul(5) + 3) >> 1)
    }
    impl PartialEq for Fickle {
        fn eq(&self, _: &Self) -> bool {
            moody().is_multiple_of(3)
        }
    }
    impl Eq for Fickle {}
    impl std::hash::Hash for Fickle {
        fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
            (moody() % 2).hash(state);
        }
    }
    for _ in 0..200 {
        let keys: Vec<Fickle> = (0..20).map(Fickle).collect();
        let half = |keys: &[Fickle]| {
            let half = keys.iter().step_by(2);
            Ok::<_, Code>(half.map(|key| (key.clone(), key.0)).collect::<Vec<_>>())
        };
        let a = ItemProvider::new("a", half).max_keys(3);
        let b = ItemProvider::new("b", half);
        let result = FailoverClient::new().fetch_items(keys, (a, b)).unwrap();
        assert!(result.len() + result.missing().len() <= 20);
        result.map_keys(|key| key.0);
    }
}

#[test]
fn either_way_to_fail_is_told_as_what_it_is() {
    type Failed = failover_core::ItemsError<Key, i32, std::fmt::Error>;
    let fails = |_: &[Key]| Err::<Pairs, _>(std::fmt::Error);
    let some = |_: &[Key]| Ok([("a", 1)]);
    let (p, q) = (ItemProvider::new("p", fails), ItemProvider::new("q", some));
    let client = FailoverClient::new();
    let failed = Failed::from(client.fetch_items(["a"], [&p]).unwrap_err());
    let partial = client.fetch_items(["a", "b"], (&p, &q)).unwrap();
    let incomplete = Failed::from(partial.require_all().unwrap_err());

    let said = [failed.to_string(), incomplete.to_string()];
    let expected = [
        "all providers failed: p: error (1 attempt)",
        "1 of 2 keys are missing; p: error (1 attempt)",
    ];
    assert_eq!(said, expected);
    for error in [&failed, &incomplete] {
        assert!(
            std::error::Error::source(error)
                .unwrap()
                .is::<std::fmt::Error>()
        );
    }
    assert_eq!(
        format!("{failed:?}"),
        r#"AllProvidersFailed { end_reason: Exhausted, failures: [Failure { provider: "p", kind: Error(Error), attempts: 1 }] }"#
    );
    assert_eq!(
        format!("{incomplete:?}"),
        "Incomplete { served: 1, missing: 1, .. }"
    );
}
