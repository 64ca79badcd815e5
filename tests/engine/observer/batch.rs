//! The events of batch calls.

use std::collections::HashMap;

use failover_core::testing::ManualClock;
use failover_core::{FailoverClient, ItemProvider};
use tests::support::{Down, Recorder, client_on, secs, wait};

type Answer = Result<HashMap<u32, u32>, Down>;

/// A provider's answer: those of its keys that are asked for.
fn knows(known: &[u32], keys: &[u32]) -> Answer {
    let served = keys.iter().filter(|key| known.contains(key));
    Ok(served.map(|key| (*key, 10 * key)).collect())
}

fn observed(recorder: &Recorder) -> FailoverClient {
    let client = FailoverClient::builder().observer(recorder.clone());
    client.build().unwrap()
}

#[test]
fn a_batch_call_ends_with_the_keys_that_each_provider_served_and_left() {
    let recorder = Recorder::new();
    let keys = [1, 2, 3, 4];
    let providers = (
        ItemProvider::new("a", |keys: &[u32]| knows(&[1, 2], keys)),
        ItemProvider::new("b", |_: &[u32]| Answer::Err(Down)),
        ItemProvider::new("c", |keys: &[u32]| knows(&[3], keys)),
    );
    observed(&recorder).fetch_items(keys, providers).unwrap();
    let expected = [
        "a 1 First: Served",
        "b 1 First: Error",
        "b -> c",
        "c 1 First: Served",
        "finished: a 2/2, b 0/2, c 1/1; 1 missing",
    ];
    assert_eq!(recorder.take(), expected);
}

#[test]
fn a_batch_call_whose_every_turn_failed_is_not_served() {
    let recorder = Recorder::new();
    let providers = [ItemProvider::new("a", |_: &[u32]| Answer::Err(Down))];
    observed(&recorder).fetch_items([1], providers).unwrap_err();
    let expected = ["a 1 First: Error", "not served in 1: Some(Exhausted)"];
    assert_eq!(recorder.take(), expected);
}

#[test]
fn each_chunk_has_its_own_attempts() {
    let recorder = Recorder::new();
    let client = FailoverClient::builder()
        .retries(1)
        .observer(recorder.clone());
    let mut fails = true;
    let a = ItemProvider::new("a", |keys: &[u32]| {
        if keys.contains(&2) && std::mem::take(&mut fails) {
            return Err(Down);
        }
        knows(&[1, 2, 3], keys)
    });
    let client = client.build().unwrap();
    client.fetch_items([1, 2, 3], [a.max_keys(1)]).unwrap();
    let expected = [
        "a 1 First: Served",
        "a 1 First: Error",
        "a 2 Retry: Served",
        "a 1 First: Served",
        "finished: a 3/0; 0 missing",
    ];
    assert_eq!(recorder.take(), expected);
}

#[test]
fn concurrent_chunks_end_one_by_one() {
    let (clock, recorder) = (ManualClock::new(), Recorder::new());
    let client = client_on(&clock).retries(1).retry_backoff(secs(1));
    let client = client.observer(recorder.clone()).build().unwrap();
    let calls = std::sync::atomic::AtomicU32::new(0);
    let a = ItemProvider::new_async("a", |keys: Vec<u32>| {
        let call = calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let clock = &clock;
        async move {
            wait(clock, secs(3 - u64::from(keys[0]))).await;
            // The chunk of the key 2 is the last to begin, the first to end, and fails once.
            if keys == [2] && call < 2 {
                return Err(Down);
            }
            knows(&[1, 2], &keys)
        }
    });
    let call = client.fetch_items_async([1, 2], [a.max_keys(1).concurrency(2)]);
    clock.block_on(call).unwrap();
    let expected = [
        "a 1 First: Error",
        "a waits 1s",
        "a 1 First: Served",
        "a 2 Retry: Served",
        "finished: a 2/0; 0 missing",
    ];
    assert_eq!(recorder.take(), expected);
}

#[test]
fn a_batch_call_without_keys_is_finished() {
    let recorder = Recorder::new();
    let providers = [ItemProvider::new("a", |keys: &[u32]| knows(&[], keys))];
    observed(&recorder)
        .fetch_items([0_u32; 0], providers)
        .unwrap();
    assert_eq!(recorder.take(), ["finished: ; 0 missing"]);
}
