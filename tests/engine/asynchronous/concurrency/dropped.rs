//! A call that is dropped while several chunks are under way.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use failover_core::testing::ManualClock;
use failover_core::{CircuitBreaker, FailoverClient, ItemProvider};
use tests::support::{client_on, secs};

use super::{Fail, Feed, Key, Serve, classify};

/// The output, unless the future is dropped before its poll of that number.
async fn dropped_at<F: Future>(future: F, poll: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut polls = 0;
    poll_fn(|context| {
        polls += 1;
        if polls == poll {
            return Poll::Ready(None);
        }
        future.as_mut().poll(context).map(Some)
    })
    .await
}

struct World {
    clock: ManualClock,
    client: FailoverClient,
}

impl World {
    fn new(half_open: bool) -> Self {
        let clock = ManualClock::new();
        let breaker = CircuitBreaker::new(2, secs(10)).clock(clock.clone());
        let failures = if half_open { 2 } else { 1 };
        for _ in 0..failures {
            breaker.permit("p").unwrap().failure();
        }
        clock.advance(secs(10));
        let client = client_on(&clock).retries(1).retry_backoff(secs(2));
        let client = client.timeout(secs(5)).circuit_breaker(breaker);
        let client = client.build().unwrap();
        Self { clock, client }
    }

    fn breaker(&self) -> &CircuitBreaker {
        self.client.circuit_breaker().unwrap()
    }
}

/// Drops a call at each of its polls in turn; how many there are.
fn drop_at_each(half_open: bool, act: fn(Key, u32) -> (std::time::Duration, super::Then)) -> usize {
    for poll in 1.. {
        let world = World::new(half_open);
        let before = world.breaker().snapshot();
        let feed = Feed::new(&world.clock, act);
        let p = ItemProvider::new_async("p", |keys| feed.ask(keys));
        let p = p.max_keys(1).concurrency(3);
        let judged = world.client.classify(classify);
        let call = judged.fetch_items_async([1, 2, 3, 4, 5], [p]);
        let outcome = world.clock.block_on(dropped_at(call, poll));
        assert_eq!(feed.under_way.get(), 0, "dropped at poll {poll}");
        if outcome.is_some() {
            return poll - 1;
        }
        let place = format!("dropped at poll {poll}, after {:?}", feed.begun());
        let permit = world.breaker().permit("p");
        assert!(permit.is_ok(), "{place}");
        let is_probe = permit.unwrap().is_probe();
        if half_open && feed.begun().len() > 1 {
            // The probe had served.
            assert!(!is_probe, "{place}");
        } else {
            assert_eq!(is_probe, half_open, "{place}");
            assert_eq!(world.breaker().snapshot(), before, "{place}");
        }
    }
    unreachable!("every call comes to an end")
}

#[test]
fn whoever_fails_is_not_blamed_at_any_poll() {
    let polls = drop_at_each(false, |key, _| (secs(u64::from(key)), Fail(500)));
    // The last one is woken by a timer that a wait before it has left.
    assert_eq!(polls, 14);
}

#[test]
fn a_probe_is_given_back_and_what_it_closed_stays_closed() {
    let polls = drop_at_each(true, |key, attempt| match (key, attempt) {
        (2 | 4, 1) => (secs(1), Fail(500)),
        (3, 1) => (secs(9), Serve), // cut by the timeout
        _ => (secs(u64::from(key)), Serve),
    });
    // One is woken by a timer that a wait before it has left.
    assert_eq!(polls, 8);
}
