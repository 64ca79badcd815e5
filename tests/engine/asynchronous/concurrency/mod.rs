//! `concurrency`: several chunks of one provider at once.

mod dropped;
mod ended;
mod equals_one_by_one;
mod mapped;
mod turns;

use std::cell::{Cell, RefCell};
use std::future::pending;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, Clock, ConfigError, EndReason, FailoverClient, ItemProvider, ItemResult,
    Reason, Verdict,
};
use tests::support::{Code, client_on, secs, wait};

type Key = u32;
type Outcome = Result<ItemResult<Key, u32, Code>, AllProvidersFailed<Code>>;

/// The outcome of an attempt.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Then {
    /// Ten times each key.
    Serve,
    /// An honest empty answer.
    Nothing,
    Fail(u32),
    Hang,
    Panic,
}

use Then::{Fail, Hang, Nothing, Panic, Serve};

/// A provider of chunks: what an attempt for the chunk that begins with a key does, after how long.
struct Feed<'a> {
    clock: &'a ManualClock,
    act: Box<dyn Fn(Key, u32) -> (Duration, Then) + 'a>,
    /// Each attempt: when, and the first key of its chunk.
    begun: RefCell<Vec<(u64, Key)>>,
    under_way: Cell<usize>,
    most: Cell<usize>,
}

impl<'a> Feed<'a> {
    /// `act` gets the first key and the number of the attempt, from 1.
    fn new(clock: &'a ManualClock, act: impl Fn(Key, u32) -> (Duration, Then) + 'a) -> Self {
        Self {
            clock,
            act: Box::new(act),
            begun: RefCell::default(),
            under_way: Cell::new(0),
            most: Cell::new(0),
        }
    }

    /// `act` gets the first key alone.
    fn of(clock: &'a ManualClock, act: impl Fn(Key) -> (Duration, Then) + 'a) -> Self {
        Self::new(clock, move |first, _| act(first))
    }

    async fn ask(&self, keys: Vec<Key>) -> Result<Vec<(Key, u32)>, Code> {
        let first = keys[0];
        let attempt = self.begin(first);
        let _under_way = UnderWay::new(self);
        let (takes, then) = (self.act)(first, attempt);
        if !takes.is_zero() {
            wait(self.clock, takes).await;
        }
        match then {
            Serve => Ok(keys.into_iter().map(|key| (key, 10 * key)).collect()),
            Nothing => Ok(Vec::new()),
            Fail(code) => Err(Code(code)),
            Hang => pending().await,
            Panic => panic!("a provider's bug"),
        }
    }

    /// Notes an attempt; which it is.
    fn begin(&self, first: Key) -> u32 {
        let mut begun = self.begun.borrow_mut();
        begun.push((self.clock.now().as_secs(), first));
        let attempts = begun.iter().filter(|(_, key)| *key == first);
        attempts.count().try_into().unwrap()
    }

    /// Returns when each attempt began, and the first key of its chunk.
    fn begun(&self) -> Vec<(u64, Key)> {
        self.begun.borrow().clone()
    }
}

/// One attempt, until it is over or given up.
struct UnderWay<'f, 'a>(&'f Feed<'a>);

impl<'f, 'a> UnderWay<'f, 'a> {
    fn new(feed: &'f Feed<'a>) -> Self {
        feed.under_way.set(feed.under_way.get() + 1);
        feed.most.set(feed.most.get().max(feed.under_way.get()));
        Self(feed)
    }
}

impl Drop for UnderWay<'_, '_> {
    fn drop(&mut self) {
        self.0.under_way.set(self.0.under_way.get() - 1);
    }
}

/// Maps the codes of HTTP.
fn classify(error: &Code) -> Verdict {
    match error.0 {
        400 => Verdict::STOP,
        404 => Verdict::NEXT,
        429 => Verdict::NEXT.open_for(secs(30)),
        430 => Verdict::NEXT.open_for(secs(5)),
        501 => Verdict::RETRY.uncounted(),
        _ => Verdict::RETRY,
    }
}

/// Asks `p` for the keys from 1, one per chunk, this many at once. There is no other provider.
fn fetch(client: &FailoverClient, feed: &Feed<'_>, keys: Key, concurrency: usize) -> Outcome {
    let p = ItemProvider::new_async("p", |keys| feed.ask(keys));
    let p = p.max_keys(1).concurrency(concurrency);
    let keys: Vec<Key> = (1..=keys).collect();
    let judged = client.classify(classify);
    feed.clock.block_on(judged.fetch_items_async(keys, [p]))
}

/// Returns why `p` did not serve each missing key: the code of its error, or a word.
fn why(result: &ItemResult<Key, u32, Code>) -> Vec<(Key, String)> {
    let why = |missing: failover_core::Missing<'_, Key, Code>| {
        let (_, reason) = missing.reasons().next().unwrap();
        let why = match reason {
            Reason::Failed(failure) => match failure.error() {
                Some(Code(code)) => code.to_string(),
                None => failure.kind.to_string(),
            },
            other => other.to_string(),
        };
        (*missing.key, why)
    };
    result.missing().map(why).collect()
}

/// The same of keys that all have one reason.
fn all(keys: impl IntoIterator<Item = Key>, why: &str) -> Vec<(Key, String)> {
    keys.into_iter().map(|key| (key, why.to_owned())).collect()
}

fn served(result: &ItemResult<Key, u32, Code>) -> Vec<Key> {
    result.iter().map(|(key, _, _)| *key).collect()
}

#[test]
fn chunks_are_under_way_at_once() {
    let clock = ManualClock::new();
    let feed = Feed::of(&clock, |_| (secs(1), Serve));
    let result = fetch(&client_on(&clock).build().unwrap(), &feed, 6, 3).unwrap();
    assert_eq!(clock.now(), secs(2));
    assert_eq!(feed.most.get(), 3);
    let begun = [(0, 1), (0, 2), (0, 3), (1, 4), (1, 5), (1, 6)];
    assert_eq!(feed.begun(), begun);
    assert!(result.is_complete());
    assert_eq!(result[&4], 40);
    assert_eq!(result.turns().next().unwrap().attempts, 6);
}

#[test]
fn one_at_a_time_is_the_default() {
    let clock = ManualClock::new();
    let feed = Feed::of(&clock, |_| (secs(1), Serve));
    let p = ItemProvider::new_async("p", |keys| feed.ask(keys)).max_keys(1);
    let client = client_on(&clock).build().unwrap();
    let call = client.fetch_items_async([1, 2, 3], [p]);
    assert!(clock.block_on(call).unwrap().is_complete());
    assert_eq!((clock.now(), feed.most.get()), (secs(3), 1));
}

#[test]
fn the_next_chunk_is_begun_as_soon_as_any_is_over() {
    let clock = ManualClock::new();
    // 2 and 3 are over long before 1.
    let feed = Feed::of(&clock, |key| (secs(if key == 1 { 5 } else { 1 }), Serve));
    let result = fetch(&client_on(&clock).build().unwrap(), &feed, 5, 2).unwrap();
    assert_eq!(feed.begun(), [(0, 1), (0, 2), (1, 3), (2, 4), (3, 5)]);
    assert_eq!((clock.now(), feed.most.get()), (secs(5), 2));
    assert!(result.is_complete());
}

#[test]
fn what_is_served_is_in_the_order_asked_whoever_answers_first() {
    let clock = ManualClock::new();
    let feed = Feed::of(&clock, |key| (secs(9 - u64::from(key)), Serve));
    let result = fetch(&client_on(&clock).build().unwrap(), &feed, 5, 5).unwrap();
    assert_eq!(clock.now(), secs(8));
    assert_eq!(served(&result), [1, 2, 3, 4, 5]);
    assert!(result.iter().all(|(key, value, _)| *value == 10 * key));
}

#[test]
fn chunks_are_as_large_as_max_keys_says() {
    let clock = ManualClock::new();
    let asked = RefCell::new(Vec::new());
    let p = ItemProvider::new_async("p", |keys: Vec<Key>| {
        asked.borrow_mut().push(keys.clone());
        let first = keys[0];
        let clock = &clock;
        async move {
            wait(clock, secs(u64::from(9 - first))).await;
            Ok::<_, Code>(keys.iter().map(|key| Some(*key)).collect::<Vec<_>>())
        }
    });
    let client = client_on(&clock).build().unwrap();
    let call = client.fetch_items_async([1, 2, 3, 4, 5], [p.max_keys(2).concurrency(2)]);
    let result = clock.block_on(call).unwrap();
    assert_eq!(asked.into_inner(), [vec![1, 2], vec![3, 4], vec![5]]);
    // By position, each answer in its own place.
    assert!(result.iter().all(|(key, value, _)| key == value));
    assert!(result.is_complete());
}

#[test]
fn there_is_nothing_to_do_at_once_without_max_keys_or_without_keys() {
    let clock = ManualClock::new();
    let client = client_on(&clock).build().unwrap();
    for keys in [vec![], vec![1, 2, 3]] {
        let feed = Feed::of(&clock, |_| (secs(1), Serve));
        let p = ItemProvider::new_async("p", |keys| feed.ask(keys)).concurrency(usize::MAX);
        let call = client.fetch_items_async(&keys, [p]);
        assert_eq!(clock.block_on(call).unwrap().len(), keys.len());
        assert_eq!(feed.begun().len(), usize::from(!keys.is_empty()));
    }
}

#[test]
fn more_at_once_than_there_are_chunks_is_all_of_them() {
    let clock = ManualClock::new();
    let feed = Feed::of(&clock, |_| (secs(1), Serve));
    let result = fetch(&client_on(&clock).build().unwrap(), &feed, 50, usize::MAX).unwrap();
    assert_eq!((result.len(), feed.most.get()), (50, 50));
    assert_eq!(clock.now(), secs(1));
}

#[test]
fn chunks_that_are_ready_at_once_need_neither_time_nor_timer() {
    let clock = ManualClock::new();
    let feed = Feed::of(&clock, |_| (Duration::ZERO, Serve));
    let result = fetch(&FailoverClient::new(), &feed, 1000, 4).unwrap();
    assert!(result.is_complete());
    assert_eq!(feed.most.get(), 1);
}

#[test]
fn retries_and_their_backoff_run_beside_other_chunks() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(2).retry_backoff(secs(1));
    let client = client.build().unwrap();
    // 1 fails twice, each time after a second; 2 takes six.
    let feed = Feed::new(&clock, |key, attempt| match (key, attempt) {
        (1, 1 | 2) => (secs(1), Fail(500)),
        (1, _) => (secs(1), Serve),
        _ => (secs(6), Serve),
    });
    let result = fetch(&client, &feed, 3, 2).unwrap();
    // Once its backoff of one second, then of two, is slept; 3 has to wait for one of them.
    assert_eq!(feed.begun(), [(0, 1), (0, 2), (2, 1), (5, 1), (6, 3)]);
    assert_eq!(clock.now(), secs(12));
    assert!(result.is_complete());
    assert_eq!(result.turns().next().unwrap().attempts, 5);
}

#[test]
fn each_chunk_has_retries_of_its_own() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(1).build().unwrap();
    let feed = Feed::new(&clock, |key, attempt| match attempt {
        1 => (secs(u64::from(key)), Fail(500)),
        _ => (secs(1), Serve),
    });
    let result = fetch(&client, &feed, 4, 4).unwrap();
    assert!(result.is_complete());
    assert_eq!(result.turns().next().unwrap().attempts, 8);
    assert_eq!(clock.now(), secs(5));
}

#[test]
fn a_chunk_that_fails_does_not_lose_the_others() {
    let clock = ManualClock::new();
    let feed = Feed::of(&clock, |key| match key {
        2 => (secs(1), Fail(500)),
        4 => (secs(1), Nothing),
        _ => (secs(2), Serve),
    });
    let result = fetch(&client_on(&clock).build().unwrap(), &feed, 5, 3).unwrap();
    assert_eq!(served(&result), [1, 3, 5]);
    let expected = [(2, "500".to_owned()), (4, "not returned".to_owned())];
    assert_eq!(why(&result), expected);
    assert_eq!(result.failures().count(), 0);
    assert_eq!(result.end_reason(), EndReason::Exhausted);
}

#[test]
fn the_next_provider_is_asked_for_what_all_chunks_left() {
    let clock = ManualClock::new();
    let first = Feed::of(&clock, |key| match key % 2 {
        0 => (secs(1), Serve),
        _ => (secs(2), Fail(500)),
    });
    let second = Feed::of(&clock, |_| (secs(1), Serve));
    let p = ItemProvider::new_async("p", |keys| first.ask(keys));
    let q = ItemProvider::new_async("q", |keys| second.ask(keys));
    let client = client_on(&clock).build().unwrap();
    let providers = (p.max_keys(1).concurrency(3), q.max_keys(1).concurrency(2));
    let call = client.fetch_items_async([1, 2, 3, 4, 5], providers);
    let result = clock.block_on(call).unwrap();
    assert!(result.is_complete());
    let begun: Vec<_> = second.begun().into_iter().map(|(_, key)| key).collect();
    assert_eq!(begun, [1, 3, 5]);
    assert_eq!(result.provenance(&2), Some("p"));
    assert_eq!(result.provenance(&3), Some("q"));
}

#[test]
fn zero_is_refused_before_anybody_is_called() {
    let clock = ManualClock::new();
    let feed = Feed::of(&clock, |_| (Duration::ZERO, Serve));
    let call = |keys| feed.ask(keys);
    let provider = |name, concurrency| ItemProvider::new_async(name, call).concurrency(concurrency);
    let client = FailoverClient::new();
    let refused = |outcome: Outcome| outcome.unwrap_err().end_reason();
    let expected = EndReason::Refused(ConfigError::ZeroConcurrency("b".into()));
    macro_rules! refused {
        ($($list:expr),* $(,)?) => {$(
            let outcome = clock.block_on(client.fetch_items_async([1], $list));
            assert_eq!(refused(outcome), expected, stringify!($list));
        )*};
    }
    let (a, b) = (provider("a", 1), provider("b", 0));
    let vec = vec![a, b];
    refused!(
        (a, b),
        (b,),
        &(a, b),
        &mut (a, b),
        (&a, &b),
        [a, b],
        &[a, b],
        &mut [a, b],
        [&a, &b],
        &[a, b][..],
        &vec,
        vec.clone(),
        vec![&a, &b],
    );
    assert_eq!(feed.begun(), []);
}

#[test]
fn a_blocking_call_asks_for_one_chunk_after_the_other_whatever_this_says() {
    for concurrency in [0, 7] {
        let p = ItemProvider::new("p", |keys: &[Key]| Ok::<_, Code>(vec![Some(keys[0])]));
        let p = p.max_keys(1).concurrency(concurrency);
        let result = FailoverClient::new().fetch_items([1, 2, 3], [p]).unwrap();
        assert_eq!(served(&result), [1, 2, 3]);
    }
}

#[test]
fn a_list_of_any_shape_is_asked_at_once() {
    let clock = ManualClock::new();
    let feed = Feed::of(&clock, |_| (secs(1), Serve));
    let call = |keys| feed.ask(keys);
    let p = ItemProvider::new_async("p", call)
        .max_keys(1)
        .concurrency(2);
    let client = client_on(&clock).build().unwrap();
    macro_rules! at_once {
        ($($list:expr),* $(,)?) => {$(
            feed.most.set(0);
            let result: Outcome = clock.block_on(client.fetch_items_async([1, 2, 3], $list));
            assert!(result.unwrap().is_complete());
            assert_eq!(feed.most.get(), 2, stringify!($list));
        )*};
    }
    let vec = vec![p];
    at_once!(
        (p,),
        &(p,),
        &mut (p,),
        (&p,),
        [p],
        &[p],
        &mut [p],
        [&p],
        &[p][..],
        vec![p],
        &vec,
        &mut vec.clone(),
        vec![&p],
    );
}
