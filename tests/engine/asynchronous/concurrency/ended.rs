//! The end of a turn of concurrent chunks, and its effect on those under way.

use std::cell::RefCell;
use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, CircuitState, Clock, EndReason, FailoverClient, ItemProvider, Reason, Verdict,
};
use tests::support::{Code, client_on, counted, secs, wait, yield_now};

use super::{Fail, Feed, Hang, Key, Panic, Serve, all, classify, fetch, served, why};

fn open_for(client: &FailoverClient) -> Option<Duration> {
    match client.circuit_breaker().unwrap().state("p") {
        CircuitState::Open { retry_in } => retry_in,
        _ => None,
    }
}

fn with_breaker(clock: &ManualClock) -> FailoverClient {
    let breaker = CircuitBreaker::new(9, secs(10)).clock(clock.clone());
    client_on(clock)
        .retries(1)
        .circuit_breaker(breaker)
        .build()
        .unwrap()
}

#[test]
fn next_ends_the_chunks_that_were_to_come_and_what_is_under_way_is_not_lost() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(1).retry_backoff(secs(50));
    let client = client.build().unwrap();
    let feed = Feed::of(&clock, |key| match key {
        1 => (secs(5), Serve),
        2 => (secs(2), Fail(404)),
        3 => (secs(4), Fail(500)),
        4 => (secs(1), Fail(503)),
        _ => (secs(1), Serve),
    });
    let result = fetch(&client, &feed, 6, 4).unwrap();
    // 3 is not tried again, 4, which is about to be, neither, and 5 is not begun.
    assert_eq!(feed.begun(), [(0, 1), (0, 2), (0, 3), (0, 4)]);
    assert_eq!(clock.now(), secs(5));
    assert_eq!(served(&result), [1]);
    let mut expected = all([2], "404");
    expected.extend(all([3], "500"));
    expected.extend(all([4], "503"));
    // By the failure that ended the turn.
    expected.extend(all([5, 6], "404"));
    assert_eq!(why(&result), expected);
    assert_eq!(result.end_reason(), EndReason::Exhausted);
    let told = result.failed_requests().map(|failure| failure.attempts);
    assert_eq!(told.collect::<Vec<_>>(), [2, 3, 4]);
}

#[test]
fn what_fails_after_the_turns_end_is_not_tried_again() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(9).build().unwrap();
    let feed = Feed::of(&clock, |key| match key {
        1 => (secs(2), Fail(500)),
        _ => (secs(1), Fail(404)),
    });
    let failed = fetch(&client, &feed, 2, 2).unwrap_err();
    assert_eq!(feed.begun(), [(0, 1), (0, 2)]);
    assert_eq!(failed.failures()[0].attempts, 2);
}

#[test]
fn next_goes_to_the_next_provider_when_those_under_way_are_over() {
    let clock = ManualClock::new();
    let first = Feed::of(&clock, |key| match key {
        1 => (secs(1), Fail(404)),
        _ => (secs(3), Serve),
    });
    let second = Feed::of(&clock, |_| (secs(1), Serve));
    let providers = (
        ItemProvider::new_async("p", |keys| first.ask(keys))
            .max_keys(1)
            .concurrency(2),
        ItemProvider::new_async("q", |keys| second.ask(keys)).max_keys(1),
    );
    let client = client_on(&clock).build().unwrap();
    let judged = client.classify(classify);
    let call = judged.fetch_items_async([1, 2, 3], providers);
    let result = clock.block_on(call).unwrap();
    assert_eq!(second.begun(), [(3, 1), (4, 3)]);
    assert_eq!(result.provenance(&2), Some("p"));
    assert!(result.is_complete());
}

#[test]
fn a_chunk_that_rests_before_its_retry_is_not_waited_for_once_the_turn_is_over() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(1).retry_backoff(secs(100));
    let feed = Feed::of(&clock, |key| match key {
        1 => (secs(1), Fail(500)),
        _ => (secs(2), Fail(404)),
    });
    let failed = fetch(&client.build().unwrap(), &feed, 2, 2).unwrap_err();
    assert_eq!(clock.now(), secs(2));
    assert_eq!(failed.failures()[0].error().unwrap().0, 404);
    assert_eq!(failed.failures()[0].attempts, 2);
}

#[test]
fn stop_ends_the_call_when_those_under_way_are_over() {
    // Whether or not it comes after a verdict that ends the turn alone.
    for first in [(secs(3), Serve), (secs(1), Fail(404))] {
        let clock = ManualClock::new();
        let feed = Feed::of(&clock, |key| match key {
            1 => first,
            2 => (secs(2), Fail(400)),
            _ => (secs(4), Serve),
        });
        let p = ItemProvider::new_async("p", |keys| feed.ask(keys));
        let p = p.max_keys(1).concurrency(3);
        let q = async |_| -> Result<[(Key, u32); 0], _> { panic!("q was asked") };
        let q = ItemProvider::new_async("q", q);
        let client = client_on(&clock).build().unwrap();
        let judged = client.classify(classify);
        let call = judged.fetch_items_async([1, 2, 3, 4, 5], (p, q));
        let result = clock.block_on(call).unwrap();
        assert_eq!(result.end_reason(), EndReason::Stopped);
        assert_eq!(clock.now(), secs(4));
        assert!(result.get(&3).is_some());
        let why = why(&result);
        assert!(why.ends_with(&all([4, 5], "not reached")), "{why:?}");
        assert!(why.contains(&(2, "400".to_owned())), "{why:?}");
        let last = result.missing().last().unwrap().reasons().last().unwrap();
        assert_eq!((last.0.as_str(), last.1), ("q", Reason::NotReached));
    }
}

#[test]
fn a_time_to_stay_away_is_told_the_circuit_when_it_is_heard() {
    for away in [1, 2] {
        let clock = ManualClock::new();
        let client = with_breaker(&clock);
        let seen = RefCell::new(Vec::new());
        let p = ItemProvider::new_async("p", async |keys: Vec<Key>| {
            if keys[0] == away {
                wait(&clock, secs(1)).await;
                return Err(Code(429));
            }
            // Until long after that, and with success.
            for _ in 0..3 {
                wait(&clock, secs(2)).await;
                seen.borrow_mut().push(open_for(&client));
            }
            Ok([(keys[0], 20)])
        });
        let p = p.max_keys(1).concurrency(2);
        let judged = client.classify(classify);
        let call = judged.fetch_items_async([1, 2, 3], [p]);
        let result = clock.block_on(call).unwrap();
        assert_eq!(served(&result), [3 - away]);
        assert_eq!(why(&result), all([away, 3], "429"));
        let left = |seconds| Some(secs(seconds));
        assert_eq!(*seen.borrow(), [left(29), left(27), left(25)]);
        // Not begun anew when the turn is over.
        assert_eq!(open_for(&client), left(25));
    }
}

#[test]
fn of_two_times_to_stay_away_the_later_wins() {
    // 429 says 30 seconds, 430 says 5.
    for codes in [[429, 430], [430, 429]] {
        let clock = ManualClock::new();
        let client = with_breaker(&clock);
        let feed = Feed::of(&clock, |key| {
            (secs(u64::from(key)), Fail(codes[key as usize - 1]))
        });
        fetch(&client, &feed, 5, 2).unwrap_err();
        assert_eq!(feed.begun().len(), 2);
        let heard = if codes[0] == 429 { 1 } else { 2 };
        assert_eq!(open_for(&client), Some(secs(heard + 30 - 2)), "{codes:?}");
    }
}

#[test]
fn without_a_breaker_a_time_to_stay_away_ends_the_chunks_of_this_call() {
    let clock = ManualClock::new();
    let feed = Feed::of(&clock, |key| match key {
        1 => (secs(1), Fail(429)),
        _ => (secs(2), Serve),
    });
    let result = fetch(&client_on(&clock).build().unwrap(), &feed, 4, 2).unwrap();
    assert_eq!(feed.begun(), [(0, 1), (0, 2)]);
    assert_eq!(why(&result), all([1, 3, 4], "429"));
}

#[test]
fn a_rejected_chunk_may_end_the_turn_too() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .on_rejected(Verdict::NEXT)
        .build()
        .unwrap();
    let feed = Feed::of(&clock, |key| (secs(u64::from(key)), Serve));
    let p = ItemProvider::new_async("p", |keys| feed.ask(keys));
    let p = p.max_keys(1).concurrency(2);
    let judged = client.is_valid(|value: &u32| *value > 10);
    let call = judged.fetch_items_async([1, 2, 3], [p]);
    let result = clock.block_on(call).unwrap();
    assert_eq!(served(&result), [2]);
    assert_eq!(why(&result), all([1, 3], "rejected"));
}

#[test]
fn the_deadline_drops_what_is_under_way_and_nothing_is_begun_after_it() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .retries(9)
        .deadline(secs(3))
        .build()
        .unwrap();
    let feed = Feed::of(&clock, |key| match key {
        1 => (secs(1), Serve),
        2 => (secs(2), Serve),
        _ => (secs(5), Serve),
    });
    let result = fetch(&client, &feed, 9, 2).unwrap();
    assert_eq!(clock.now(), secs(3));
    assert_eq!(feed.begun(), [(0, 1), (0, 2), (1, 3), (2, 4)]);
    assert_eq!(feed.under_way.get(), 0);
    assert_eq!(served(&result), [1, 2]);
    let mut expected = all([3, 4], "timed out");
    expected.extend(all(5..=9, "not reached"));
    assert_eq!(why(&result), expected);
    assert_eq!(result.end_reason(), EndReason::Deadline);
}

#[test]
fn a_deadline_that_the_timer_says_is_over_ends_the_call_though_the_clock_stands_still() {
    let timer = ManualClock::new();
    let client = FailoverClient::builder().clock(ManualClock::new());
    let client = client.timer(timer.clone()).deadline(secs(3));
    let client = client.build().unwrap();
    let feed = Feed::of(&timer, |key| match key {
        1 => (secs(1), Serve),
        _ => (secs(9), Serve),
    });
    let p = ItemProvider::new_async("p", |keys| feed.ask(keys));
    let p = p.max_keys(1).concurrency(2);
    let q = async |_| -> Result<[(Key, u32); 0], Code> { panic!("q was asked") };
    let q = ItemProvider::new_async("q", q);
    let call = client.fetch_items_async([1, 2, 3, 4], (p, q));
    let result = timer.block_on(call).unwrap();
    assert_eq!(feed.begun(), [(0, 1), (0, 2), (1, 3)]);
    assert_eq!(result.end_reason(), EndReason::Deadline);
    let mut expected = all([2, 3], "timed out");
    expected.extend(all([4], "not reached"));
    assert_eq!(why(&result), expected);
}

#[test]
fn an_attempt_that_is_cut_is_gone_before_the_next_is_asked_for() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .retries(1)
        .timeout(secs(2))
        .build()
        .unwrap();
    let alive = Rc::new(());
    let p = ItemProvider::new_async("p", |keys: Vec<Key>| {
        // One for each chunk that is under way, and this one.
        assert!(Rc::strong_count(&alive) <= 2);
        let alive = Rc::clone(&alive);
        async move {
            let never = pending::<Result<[(Key, u32); 1], Code>>().await;
            drop((alive, keys));
            never
        }
    });
    let p = p.max_keys(1).concurrency(2);
    let call = client.fetch_items_async([1, 2, 3], [p]);
    let failed = clock.block_on(call).unwrap_err();
    assert_eq!(failed.failures()[0].attempts, 6);
}

#[test]
fn a_backoff_that_cannot_end_in_time_ends_the_turn() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(9).retry_backoff(secs(100));
    let client = client.deadline(secs(10)).build().unwrap();
    let feed = Feed::of(&clock, |key| match key {
        1 => (secs(1), Fail(500)),
        _ => (secs(3), Serve),
    });
    let result = fetch(&client, &feed, 5, 2).unwrap();
    assert_eq!(feed.begun(), [(0, 1), (0, 2)]);
    assert_eq!(clock.now(), secs(3));
    assert_eq!(why(&result), all([1, 3, 4, 5], "500"));
}

#[test]
fn the_timeout_drops_one_attempt_and_leaves_the_others() {
    let clock = ManualClock::new();
    let client = client_on(&clock)
        .retries(1)
        .timeout(secs(2))
        .build()
        .unwrap();
    let feed = Feed::new(&clock, |key, attempt| match (key, attempt) {
        (1, 1) | (3, _) => (Duration::ZERO, Hang),
        (2, _) => (secs(2), Serve), // exactly at the limit
        _ => (secs(1), Serve),
    });
    let result = fetch(&client, &feed, 4, 2).unwrap();
    let begun = [(0, 1), (0, 2), (2, 1), (2, 3), (3, 4), (4, 3)];
    assert_eq!(feed.begun(), begun);
    assert_eq!(feed.most.get(), 2);
    assert_eq!(feed.under_way.get(), 0);
    assert_eq!((clock.now(), served(&result)), (secs(6), vec![1, 2, 4]));
    assert_eq!(why(&result), all([3], "timed out"));
}

#[test]
fn an_attempt_is_timed_from_when_it_is_begun() {
    let clock = ManualClock::new();
    let client = client_on(&clock).timeout(secs(2)).build().unwrap();
    // Each blocks the thread for a second: the third would be late if it were timed from when the first was begun.
    let p = ItemProvider::new_async("p", async |keys: Vec<Key>| {
        clock.advance(secs(1));
        Ok::<_, Code>([(keys[0], 1)])
    });
    let p = p.max_keys(1).concurrency(4);
    let call = client.fetch_items_async([1, 2, 3, 4], [p]);
    assert!(clock.block_on(call).unwrap().is_complete());
}

#[test]
fn a_value_that_comes_late_is_not_served() {
    let clock = ManualClock::new();
    let client = client_on(&clock).timeout(secs(2)).build().unwrap();
    let p = ItemProvider::new_async("p", async |keys: Vec<Key>| {
        yield_now().await;
        if keys[0] == 2 {
            clock.advance(secs(3));
        }
        Ok::<_, Code>([(keys[0], 1)])
    });
    let p = p.max_keys(1).concurrency(2);
    let call = client.fetch_items_async([1, 2], [p]);
    let result = clock.block_on(call).unwrap();
    assert_eq!(why(&result), all([2], "timed out"));
}

#[test]
fn a_panic_passes_through_and_leaves_client_and_circuit_usable() {
    let clock = ManualClock::new();
    let client = with_breaker(&clock);
    let feed = Feed::of(&clock, |key| match key {
        2 => (secs(1), Panic),
        _ => (secs(2), Serve),
    });
    let call = AssertUnwindSafe(|| fetch(&client, &feed, 4, 3).map(|_| ()));
    let panic = catch_unwind(call).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"a provider's bug"));
    assert_eq!(feed.under_way.get(), 0);
    assert_eq!(counted(&client, "p"), 0);
    let feed = Feed::of(&clock, |_| (secs(1), Serve));
    assert!(fetch(&client, &feed, 4, 3).unwrap().is_complete());
}

#[test]
fn the_call_of_a_probe_that_served_panics_later_and_leaves_the_circuit_closed() {
    let clock = ManualClock::new();
    let client = with_breaker(&clock);
    let breaker = client.circuit_breaker().unwrap();
    let away = Verdict::NEXT.open_for(secs(1));
    let down = ItemProvider::new("p", |_: &[Key]| Err::<[(Key, u32); 1], _>(Code(1)));
    let judged = client.classify(move |_: &Code| away);
    judged.fetch_items([1], [down]).unwrap_err();
    clock.advance(secs(1));
    assert_eq!(breaker.state("p"), CircuitState::HalfOpen);
    let feed = Feed::of(&clock, |key| match key {
        3 => (secs(1), Panic),
        _ => (secs(1), Serve),
    });
    let call = AssertUnwindSafe(|| fetch(&client, &feed, 4, 3).map(|_| ()));
    assert!(catch_unwind(call).is_err());
    assert_eq!(breaker.state("p"), CircuitState::Closed);
}
