//! `max_keys`: a provider that takes so many keys at once.

use std::time::Duration;

use failover_core::testing::{ManualClock, Script};
use failover_core::{
    CircuitBreaker, CircuitState, EndReason, FailoverClient, ItemProvider, ItemResult, Reason,
    Verdict,
};

type Key = u32;
type Asks = Script<Vec<Option<u32>>, u16, Key>;

/// Calls one provider, `p`, with two keys per chunk.
fn fetch(
    client: &FailoverClient,
    keys: std::ops::Range<Key>,
    script: &Asks,
    classify: fn(&u16) -> Verdict,
) -> failover_core::Result<ItemResult<Key, u32, u16>, u16> {
    let keys: Vec<Key> = keys.collect();
    let p = ItemProvider::new("p", |keys: &[Key]| script.ask(keys)).max_keys(2);
    let rest = ItemProvider::new("rest", |keys: &[Key]| {
        Ok(keys.iter().map(|_| None).collect::<Vec<_>>())
    });
    client.classify(classify).fetch_items(keys, (p, rest))
}

fn retry(_: &u16) -> Verdict {
    Verdict::RETRY
}

/// Served keys with values, and missing ones with why `p` did not serve them: its error's code, 0 for "not
/// returned", -1 for "not reached".
fn summary(result: &ItemResult<Key, u32, u16>) -> (Vec<(Key, u32)>, Vec<(Key, i32)>) {
    let served = result
        .iter()
        .map(|(key, value, _)| (*key, *value))
        .collect();
    let why = |missing: failover_core::Missing<'_, Key, u16>| {
        let (_, reason) = missing.reasons().next().unwrap();
        let code = match reason {
            Reason::Failed(failure) => i32::from(*failure.error().unwrap()),
            Reason::NotReturned => 0,
            Reason::NotReached => -1,
            other => panic!("{other}"),
        };
        (*missing.key, code)
    };
    (served, result.missing().map(why).collect())
}

fn breaker_of(threshold: u32, clock: &ManualClock) -> FailoverClient {
    let breaker = CircuitBreaker::new(threshold, Duration::from_secs(10)).clock(clock.clone());
    FailoverClient::builder()
        .circuit_breaker(breaker)
        .build()
        .unwrap()
}

#[test]
fn keys_are_asked_in_chunks() {
    let script = Asks::new()
        .ok(vec![Some(10), None])
        .ok(vec![Some(12), Some(13)])
        .ok(vec![Some(14)]);
    let result = fetch(&FailoverClient::new(), 0..5, &script, retry).unwrap();
    assert_eq!(script.asked(), [vec![0, 1], vec![2, 3], vec![4]]);
    let served = vec![(0, 10), (2, 12), (3, 13), (4, 14)];
    assert_eq!(summary(&result), (served, vec![(1, 0)]));
    assert_eq!(result.turns().next().unwrap().attempts, 3);
}

#[test]
fn a_failing_middle_chunk_does_not_lose_the_others() {
    let client = FailoverClient::builder()
        .circuit_breaker(CircuitBreaker::new(1, Duration::MAX))
        .build()
        .unwrap();
    let script = Asks::new()
        .ok(vec![Some(10), Some(11)])
        .err(500)
        .ok(vec![Some(14), None]);
    let result = fetch(&client, 0..6, &script, retry).unwrap();
    let served = vec![(0, 10), (1, 11), (4, 14)];
    assert_eq!(summary(&result), (served, vec![(2, 500), (3, 500), (5, 0)]));
    // The turn as a whole succeeded.
    assert_eq!(result.failures().count(), 0);
    let breaker = client.circuit_breaker().unwrap();
    assert_eq!(breaker.state("p"), CircuitState::Closed);
}

#[test]
fn each_chunk_keeps_its_own_error() {
    let script = Asks::new().err(501).ok(vec![None, None]).err(502);
    let result = fetch(&FailoverClient::new(), 0..6, &script, retry).unwrap();
    let why = vec![(0, 501), (1, 501), (2, 0), (3, 0), (4, 502), (5, 502)];
    assert_eq!(summary(&result), (vec![], why));
}

#[test]
fn retries_are_per_chunk() {
    let client = FailoverClient::builder().retries(1).build().unwrap();
    let script = Asks::new()
        .err(500)
        .ok(vec![Some(10), Some(11)])
        .err(500)
        .ok(vec![Some(12), Some(13)]);
    let result = fetch(&client, 0..4, &script, retry).unwrap();
    assert_eq!(script.asked(), [[0, 1], [0, 1], [2, 3], [2, 3]]);
    assert!(result.is_complete());
    assert_eq!(result.turns().next().unwrap().attempts, 4);
}

#[test]
fn the_turn_failed_if_no_chunk_succeeded() {
    let clock = ManualClock::new();
    let client = breaker_of(2, &clock);
    let script = Asks::new().err(501).err(502);
    for _ in 0..2 {
        let result = fetch(&client, 0..4, &script, retry).unwrap();
        let failure = result.failures().next().unwrap();
        assert_eq!(failure.error(), Some(&502)); // the last attempt's
        assert_eq!(failure.attempts, 2); // of the turn
    }
    // Two failed turns of two chunks each: the circuit counts turns.
    assert_eq!(script.calls(), 4);
    assert!(client.circuit_breaker().unwrap().is_open("p"));
}

#[test]
fn a_stop_ends_the_chunks_and_the_call() {
    let script = Asks::new().ok(vec![Some(10), Some(11)]).err(400);
    let result = fetch(&FailoverClient::new(), 0..6, &script, |_| Verdict::STOP).unwrap();
    assert_eq!(script.calls(), 2);
    let why = vec![(2, 400), (3, 400), (4, -1), (5, -1)];
    assert_eq!(summary(&result), (vec![(0, 10), (1, 11)], why));
    assert_eq!(result.end_reason(), EndReason::Stopped);
    let last = result.missing().next().unwrap().reasons().last().unwrap();
    assert_eq!((last.0.as_str(), last.1), ("rest", Reason::NotReached));
}

#[test]
fn next_ends_the_chunks_and_asks_the_next_provider() {
    let script = Asks::new().ok(vec![Some(10), Some(11)]).err(500);
    let result = fetch(&FailoverClient::new(), 0..6, &script, |_| Verdict::NEXT).unwrap();
    assert_eq!(script.calls(), 2);
    assert_eq!(result.turns().count(), 2);
    assert_eq!(result.end_reason(), EndReason::Exhausted);
}

#[test]
fn stay_away_ends_the_chunks_and_opens_the_circuit_though_others_were_served() {
    let clock = ManualClock::new();
    let client = breaker_of(5, &clock);
    let script = Asks::new().ok(vec![Some(10), Some(11)]).err(429);
    let open_for = |_: &u16| Verdict::NEXT.open_for(Duration::from_secs(30));
    let result = fetch(&client, 0..6, &script, open_for).unwrap();
    assert_eq!((script.calls(), result.len()), (2, 2));
    let retry_in = Some(Duration::from_secs(30));
    assert_eq!(
        client.circuit_breaker().unwrap().state("p"),
        CircuitState::Open { retry_in }
    );
}

/// Opens the circuit of `p`, and lets its time pass.
fn half_open(clock: &ManualClock) -> FailoverClient {
    let client = breaker_of(1, clock);
    fetch(&client, 0..1, &Asks::new().err(500), retry).unwrap();
    assert!(client.circuit_breaker().unwrap().is_open("p"));
    clock.advance(Duration::from_secs(10));
    client
}

#[test]
fn a_probe_is_the_first_chunk_alone_and_its_success_lets_the_others_follow() {
    let clock = ManualClock::new();
    let client = half_open(&clock);
    let states = std::cell::RefCell::new(Vec::new());
    let breaker = client.circuit_breaker().unwrap();
    let p = ItemProvider::new("p", |keys: &[Key]| {
        states.borrow_mut().push(breaker.state("p"));
        Ok::<_, u16>(keys.iter().map(|key| (*key, *key)).collect::<Vec<_>>())
    });
    let result = client.fetch_items([0, 1, 2], [p.max_keys(1)]).unwrap();
    assert!(result.is_complete());
    let states = states.into_inner();
    assert_eq!(
        states,
        [
            CircuitState::HalfOpen,
            CircuitState::Closed,
            CircuitState::Closed
        ]
    );
}

#[test]
fn a_probe_that_fails_ends_the_chunks() {
    let clock = ManualClock::new();
    let client = half_open(&clock);
    let script = Asks::new().err(500);
    let result = fetch(&client, 0..6, &script, retry).unwrap();
    assert_eq!(script.asked(), [[0, 1]]);
    assert!(summary(&result).1.iter().all(|(_, code)| *code == 500));
    assert!(client.circuit_breaker().unwrap().is_open("p"));
}

#[test]
fn after_a_probe_the_other_chunks_are_retried_as_ever() {
    let clock = ManualClock::new();
    let breaker = CircuitBreaker::new(1, Duration::ZERO).clock(clock.clone());
    let client = FailoverClient::builder()
        .retries(1)
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    fetch(&client, 0..1, &Asks::new().err(500), retry).unwrap();
    let script = Asks::new()
        .ok(vec![Some(10), Some(11)])
        .err(500)
        .ok(vec![Some(12)]);
    let result = fetch(&client, 0..3, &script, retry).unwrap();
    assert_eq!(script.asked(), [vec![0, 1], vec![2], vec![2]]);
    assert!(result.is_complete());
}

#[test]
fn a_deadline_between_chunks_leaves_the_rest_not_reached() {
    let clock = ManualClock::new();
    let client = FailoverClient::builder()
        .deadline(Duration::from_secs(2))
        .clock(clock.clone())
        .build()
        .unwrap();
    let script = Asks::new()
        .ok(vec![Some(10), None])
        .taking(Duration::from_secs(1), &clock);
    let result = fetch(&client, 0..6, &script, retry).unwrap();
    assert_eq!(script.calls(), 2);
    let why = vec![(1, 0), (3, 0), (4, -1), (5, -1)];
    assert_eq!(summary(&result), (vec![(0, 10), (2, 10)], why));
    assert_eq!(result.end_reason(), EndReason::Deadline);
}

#[test]
fn a_circuit_that_opens_meanwhile_ends_the_chunks() {
    let clock = ManualClock::new();
    let client = breaker_of(1, &clock);
    let breaker = client.circuit_breaker().unwrap();
    let p = ItemProvider::new("p", |keys: &[Key]| {
        breaker.force_open("p"); // somebody else, while the first chunk is under way
        Ok::<_, u16>(vec![Some(keys[0])])
    });
    let result = client.fetch_items([0, 1, 2], [p.max_keys(1)]).unwrap();
    assert_eq!(summary(&result), (vec![(0, 0)], vec![(1, -1), (2, -1)]));
}

#[test]
fn the_next_provider_is_asked_for_what_all_chunks_left() {
    let first = ItemProvider::new("first", |keys: &[Key]| {
        Ok::<_, u16>(
            keys.iter()
                .filter(|key| *key % 2 == 0)
                .map(|key| (*key, 1))
                .collect::<Vec<_>>(),
        )
    });
    let second = Script::<Vec<Option<u32>>, u16, Key>::new()
        .ok(vec![Some(2); 2])
        .ok(vec![Some(2)]);
    let ask = ItemProvider::new("second", |keys: &[Key]| second.ask(keys));
    let result = FailoverClient::new()
        .fetch_items([0, 1, 2, 3, 4, 5], (first.max_keys(4), ask.max_keys(2)))
        .unwrap();
    assert_eq!(second.asked(), [vec![1, 3], vec![5]]);
    assert!(result.is_complete());
}

#[test]
fn a_provider_in_a_list_of_references_is_asked_in_chunks_too() {
    let asked = std::cell::RefCell::new(Vec::new());
    let call = |keys: &[Key]| {
        asked.borrow_mut().push(keys.len());
        Ok::<_, u16>(vec![Some(1); keys.len()])
    };
    let p = ItemProvider::new("p", call).max_keys(2);
    FailoverClient::new().fetch_items([0, 1, 2], [&p]).unwrap();
    assert_eq!(*asked.borrow(), [2, 1]);
}

/// Asks `p` for one key per chunk, rejects the value, then asks `q`.
fn reasons_after_a_rejected_chunk(client: &FailoverClient) -> Vec<String> {
    let p = ItemProvider::new("p", |keys: &[Key]| Ok::<_, u16>([(keys[0], 0)])).max_keys(1);
    let q = ItemProvider::new("q", |_: &[Key]| Ok([(9, 9)]));
    let judged = client.is_valid(|value: &Key| *value > 0);
    let result = judged.fetch_items([1, 2], (p, q)).unwrap();
    let reason = |missing: failover_core::Missing<'_, Key, u16>| {
        let (name, reason) = missing.reasons().next().unwrap();
        format!("{} {name}: {reason}", missing.key)
    };
    result.missing().map(reason).collect()
}

#[test]
fn a_rejected_chunk_that_ends_the_turn_is_the_reason_of_the_rest() {
    let expected = ["1 p: rejected", "2 p: rejected"];
    let client = FailoverClient::builder()
        .on_rejected(Verdict::NEXT)
        .build()
        .unwrap();
    assert_eq!(reasons_after_a_rejected_chunk(&client), expected);
    // The same where the chunk is a probe.
    let client = half_open(&ManualClock::new());
    assert_eq!(reasons_after_a_rejected_chunk(&client), expected);
}

#[test]
fn a_backoff_that_cannot_end_in_time_ends_the_turn_whatever_chunks_it_had() {
    let clock = ManualClock::new();
    let client = FailoverClient::builder()
        .retries(1)
        .retry_backoff(Duration::from_secs(100))
        .deadline(Duration::from_secs(10))
        .clock(clock.clone())
        .sleep(clock.clone())
        .build()
        .unwrap();
    let script = Asks::new().err(500);
    let result = fetch(&client, 0..6, &script, retry).unwrap();
    assert_eq!(script.asked(), [[0, 1]]);
    assert_eq!(result.turns().count(), 2); // the next provider was asked at once
    assert!(clock.slept().is_empty());
    let why = (0..6).map(|key| (key, 500)).collect();
    assert_eq!(summary(&result), (vec![], why));
}

#[test]
fn a_deadline_after_a_failed_chunk_leaves_the_rest_not_reached() {
    let clock = ManualClock::new();
    let client = FailoverClient::builder()
        .deadline(Duration::from_secs(2))
        .clock(clock.clone())
        .build()
        .unwrap();
    let script = Asks::new()
        .ok(vec![Some(10), Some(11)])
        .err(500)
        .taking(Duration::from_secs(2), &clock);
    let result = fetch(&client, 0..6, &script, retry).unwrap();
    let why = vec![(2, 500), (3, 500), (4, -1), (5, -1)];
    assert_eq!(summary(&result), (vec![(0, 10), (1, 11)], why));
}

#[test]
fn the_error_of_a_chunk_is_kept_though_its_turn_and_the_next_provider_served() {
    let script = Asks::new().ok(vec![Some(10), Some(11)]).err(500);
    let p = ItemProvider::new("p", |keys: &[Key]| script.ask(keys)).max_keys(2);
    let q = ItemProvider::new("q", |keys: &[Key]| Ok(vec![Some(1); keys.len()]));
    let result = FailoverClient::new()
        .fetch_items([0, 1, 2], (p, q))
        .unwrap();
    assert!(result.is_complete());
    assert_eq!(result.failures().count(), 0);
    let errors: Vec<_> = result
        .failed_requests()
        .map(failover_core::Failure::error)
        .collect();
    assert_eq!(errors, [Some(&500)]);
}
