//! A turn of concurrent chunks: its effect on the circuit, and its record.

use failover_core::testing::ManualClock;
use failover_core::{CircuitBreaker, CircuitState, Clock, FailoverClient, FailoverClientBuilder};
use tests::support::{client_on, counted, secs, wait};

use super::{Fail, Feed, Nothing, Serve, all, fetch, served, why};

fn with_breaker(clock: &ManualClock, threshold: u32) -> FailoverClientBuilder {
    let breaker = CircuitBreaker::new(threshold, secs(10)).clock(clock.clone());
    client_on(clock).circuit_breaker(breaker)
}

fn state(client: &FailoverClient) -> CircuitState {
    client.circuit_breaker().unwrap().state("p")
}

/// Opens the circuit, and lets its time pass.
fn half_open(clock: &ManualClock) -> FailoverClient {
    let client = with_breaker(clock, 1).retries(1).build().unwrap();
    let breaker = client.circuit_breaker().unwrap();
    breaker.permit("p").unwrap().failure();
    clock.advance(secs(10));
    assert_eq!(breaker.state("p"), CircuitState::HalfOpen);
    client
}

#[test]
fn failures_are_told_in_the_order_of_the_chunks_with_the_tries_until_then() {
    let clock = ManualClock::new();
    let client = client_on(&clock).retries(2).build().unwrap();
    // The later a chunk, the sooner it is over.
    let feed = Feed::new(&clock, |key, attempt| match (key, attempt) {
        (2, 2) | (4, 3) => (secs(1), Serve),
        _ => (secs(9 - u64::from(key)), Fail(500 + 10 * key + attempt)),
    });
    let result = fetch(&client, &feed, 4, 4).unwrap();
    assert_eq!(served(&result), [2, 4]);
    let told = result.failed_requests().map(|failure| {
        let code = failure.error().unwrap().0;
        (code, failure.attempts)
    });
    assert_eq!(told.collect::<Vec<_>>(), [(513, 3), (533, 8)]);
    assert_eq!(result.turns().next().unwrap().attempts, 11);
}

#[test]
fn the_last_chunk_says_how_a_turn_failed_whoever_was_the_last_to_fail() {
    let clock = ManualClock::new();
    for (concurrency, takes) in [(1, [1, 1, 1]), (3, [3, 2, 1]), (3, [1, 2, 3])] {
        let feed = Feed::of(&clock, |key| {
            (secs(takes[key as usize - 1]), Fail(500 + key))
        });
        let failed = fetch(&client_on(&clock).build().unwrap(), &feed, 3, concurrency).unwrap_err();
        let failure = &failed.failures()[0];
        assert_eq!((failure.error().unwrap().0, failure.attempts), (503, 3));
    }
}

#[test]
fn a_turn_counts_once_and_only_if_no_chunk_succeeded() {
    let clock = ManualClock::new();
    let client = with_breaker(&clock, 9).retries(1).build().unwrap();
    let down = Feed::of(&clock, |_| (secs(1), Fail(500)));
    for turns in 1..=2 {
        fetch(&client, &down, 4, 4).unwrap_err();
        assert_eq!(counted(&client, "p"), turns);
    }
    let partly = Feed::of(&clock, |key| match key {
        2 => (secs(1), Nothing),
        _ => (secs(2), Fail(500)),
    });
    fetch(&client, &partly, 4, 4).unwrap();
    assert_eq!(counted(&client, "p"), 0);
}

#[test]
fn the_verdict_of_the_last_chunk_says_whether_a_failed_turn_counts() {
    // 501 is not counted.
    for (codes, count) in [([500, 501], 0), ([501, 500], 1)] {
        for takes in [[1, 2], [2, 1]] {
            let clock = ManualClock::new();
            let client = with_breaker(&clock, 9).build().unwrap();
            let feed = Feed::of(&clock, |key| {
                let chunk = key as usize - 1;
                (secs(takes[chunk]), Fail(codes[chunk]))
            });
            fetch(&client, &feed, 2, 2).unwrap_err();
            assert_eq!(counted(&client, "p"), count, "{codes:?} {takes:?}");
        }
    }
}

#[test]
fn a_success_is_told_the_circuit_while_others_are_under_way() {
    let clock = ManualClock::new();
    let client = with_breaker(&clock, 9).build().unwrap();
    client
        .circuit_breaker()
        .unwrap()
        .permit("p")
        .unwrap()
        .failure();
    let seen = std::cell::Cell::new(None);
    let feed = Feed::of(&clock, |key| {
        if key == 3 {
            seen.set(Some(counted(&client, "p")));
        }
        (secs(if key == 1 { 5 } else { 1 }), Serve)
    });
    // 3 is begun when 2 has succeeded.
    fetch(&client, &feed, 3, 2).unwrap();
    assert_eq!(seen.get(), Some(0));
}

#[test]
fn a_probe_is_the_first_chunk_alone_and_the_others_follow_at_once() {
    let clock = ManualClock::new();
    let client = half_open(&clock);
    let begun = clock.now();
    let feed = Feed::of(&clock, |_| (secs(1), Serve));
    let result = fetch(&client, &feed, 4, 9).unwrap();
    assert_eq!(feed.begun(), [(10, 1), (11, 2), (11, 3), (11, 4)]);
    assert_eq!(clock.now() - begun, secs(2));
    assert!(result.is_complete());
    assert_eq!(state(&client), CircuitState::Closed);
    assert_eq!(result.turns().next().unwrap().attempts, 4);
}

#[test]
fn after_a_probe_the_others_are_retried_as_ever() {
    let clock = ManualClock::new();
    let client = half_open(&clock);
    let feed = Feed::new(&clock, |key, attempt| match (key, attempt) {
        (2, 1) | (3, _) => (secs(1), Fail(500)),
        _ => (secs(1), Serve),
    });
    let result = fetch(&client, &feed, 4, 9).unwrap();
    assert_eq!(served(&result), [1, 2, 4]);
    assert_eq!(result.turns().next().unwrap().attempts, 6);
    // The probe, two for 2 and two for 3.
    assert_eq!(result.failed_requests().next().unwrap().attempts, 5);
}

#[test]
fn a_probe_that_fails_is_the_only_attempt() {
    let clock = ManualClock::new();
    let client = half_open(&clock);
    let feed = Feed::of(&clock, |_| (secs(1), Fail(500)));
    fetch(&client, &feed, 4, 4).unwrap_err();
    assert_eq!(feed.begun(), [(10, 1)]);
    let retry_in = Some(secs(10));
    assert_eq!(state(&client), CircuitState::Open { retry_in });
}

#[test]
fn a_circuit_that_opens_meanwhile_ends_the_chunks_but_not_those_under_way() {
    let clock = ManualClock::new();
    let client = with_breaker(&clock, 9).retries(3).build().unwrap();
    let breaker = client.circuit_breaker().unwrap();
    let feed = Feed::of(&clock, |key| match key {
        1 => (secs(1), Serve),
        2 => {
            breaker.force_open("p"); // somebody else, just now
            (secs(2), Fail(500))
        }
        _ => (secs(3), Serve),
    });
    let result = fetch(&client, &feed, 6, 2).unwrap();
    // 2 is not tried again, and 3 is not begun.
    assert_eq!(feed.begun(), [(0, 1), (0, 2)]);
    assert_eq!(served(&result), [1]);
    assert_eq!(why(&result), all(2..=6, "500"));
}

#[test]
fn chunks_that_were_not_begun_as_the_circuit_had_opened_were_not_reached() {
    let clock = ManualClock::new();
    let client = with_breaker(&clock, 9).build().unwrap();
    let breaker = client.circuit_breaker().unwrap();
    let feed = Feed::of(&clock, |key| {
        if key == 1 {
            return (secs(1), Fail(500));
        }
        breaker.force_open("p");
        (secs(2), Serve)
    });
    let result = fetch(&client, &feed, 4, 2).unwrap();
    assert_eq!(served(&result), [2]);
    let mut expected = all([1], "500");
    expected.extend(all([3, 4], "not reached"));
    assert_eq!(why(&result), expected);
}

#[test]
fn a_chunk_is_not_tried_again_once_the_circuit_has_moved_on_though_others_are_begun() {
    let clock = ManualClock::new();
    let client = with_breaker(&clock, 9).retries(3).build().unwrap();
    let breaker = client.circuit_breaker().unwrap();
    let feed = Feed::new(&clock, |key, attempt| match (key, attempt) {
        (1, _) => (secs(2), Fail(500)),
        (2, _) => {
            breaker.reset("p"); // closed again, in a generation of its own
            (secs(1), Serve)
        }
        (3, 1) => (secs(1), Fail(500)),
        _ => (secs(1), Serve),
    });
    let result = fetch(&client, &feed, 4, 2).unwrap();
    // 3 began after that, and is tried again.
    assert_eq!(feed.begun(), [(0, 1), (0, 2), (1, 3), (2, 3), (2, 4)]);
    assert_eq!(why(&result), all([1], "500"));
}

#[test]
fn once_nobody_is_let_in_nobody_is_though_the_circuit_closes_again() {
    let clock = ManualClock::new();
    let client = with_breaker(&clock, 9).build().unwrap();
    let breaker = client.circuit_breaker().unwrap();
    let open = || breaker.force_open("p");
    let feed = Feed::of(&clock, |key| (secs(u64::from(key)), Serve));
    let wakes = async {
        wait(&clock, secs(1) / 2).await;
        open();
        // 3 was to follow after a second.
        wait(&clock, secs(1)).await;
        breaker.reset("p");
    };
    let p = failover_core::ItemProvider::new_async("p", |keys| feed.ask(keys));
    let p = p.max_keys(1).concurrency(2);
    let call = client.fetch_items_async([1, 2, 3, 4], [p]);
    let (mut call, mut wakes) = (Box::pin(call), Box::pin(wakes));
    let mut over = false;
    let result = clock.block_on(std::future::poll_fn(|context| {
        over = over || wakes.as_mut().poll(context).is_ready();
        call.as_mut().poll(context)
    }));
    assert!(over);
    let result: super::Outcome = result;
    assert_eq!(served(&result.unwrap()), [1, 2]);
    assert_eq!(feed.begun(), [(0, 1), (0, 2)]);
}
