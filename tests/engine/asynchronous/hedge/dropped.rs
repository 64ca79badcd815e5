//! A hedged call that is dropped leaves nothing behind.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use failover_core::{CircuitBreaker, CircuitState};

use super::*;

/// Polls a future at most so often, then drops it.
fn poll_times<F: Future>(clock: &ManualClock, times: usize, future: F) -> Option<F::Output> {
    clock.block_on(async {
        let mut future = pin!(future);
        let mut polls = 0;
        let polled = poll_fn(|context| {
            if polls == times {
                return Poll::Ready(None);
            }
            polls += 1;
            future.as_mut().poll(context).map(Some)
        });
        polled.await
    })
}

/// Drops a call at its nth poll, for every n. Each provider's circuit is in this state before it, and so it is
/// afterwards.
fn drop_at_each_poll(state: CircuitState, plans: [Plan<'_>; 3]) -> usize {
    let mut most_under_way = 0;
    for times in 0.. {
        let world = World::default();
        let breaker = Arc::new(CircuitBreaker::new(2, secs(60)).clock(world.clock.clone()));
        let names = ["a", "b", "c"];
        breaker.register(names);
        if state == CircuitState::HalfOpen {
            for name in names {
                breaker.permit(name).unwrap().open_for(secs(1));
            }
            world.clock.advance(secs(1));
        }
        let client = world.builder().circuit_breaker(Arc::clone(&breaker));
        let client = client.retries(1).retry_backoff(secs(3));
        let client = match state {
            // With a timeout, a probe would have no rival.
            CircuitState::HalfOpen => client,
            _ => client.timeout(secs(100)),
        };
        let client = client.build().unwrap();
        let [a, b, c] = &world.sources(plans);
        let hedged = client.hedge(secs(10));
        let call = hedged.fetch_async((
            Provider::new("a", || a.attempt()),
            Provider::new("b", || b.attempt()),
            Provider::new("c", || c.attempt()),
        ));
        let outcome = poll_times(&world.clock, times, call);
        if let Some(outcome) = outcome {
            assert_eq!(outcome.unwrap().provider, "c");
            assert_eq!(most_under_way, 3);
            return times;
        }

        let dropped = |line: &&String| line.ends_with("dropped");
        most_under_way = most_under_way.max(world.log().iter().filter(dropped).count());
        assert_eq!(world.under_way.load(Ordering::Relaxed), 0);
        for name in names {
            assert_eq!(breaker.state(name), state, "{name} at poll {times}");
            let permit = breaker.permit(name).unwrap();
            assert_eq!(permit.is_probe(), state == CircuitState::HalfOpen);
        }
        assert!(
            breaker
                .snapshot()
                .iter()
                .all(|circuit| circuit.failures == 0)
        );
    }
    unreachable!()
}

#[test]
fn closed_circuits_stay_as_they_are() {
    // a fails, rests, and is tried again; b and c are started beside it.
    let plans: [Plan<'_>; 3] = [&[err(2), ok(90)], &[ok(90)], &[ok(30)]];
    assert!(drop_at_each_poll(CircuitState::Closed, plans) >= 6);
}

#[test]
fn every_probe_is_given_back() {
    let plans: [Plan<'_>; 3] = [&[ok(90)], &[ok(90)], &[ok(30)]];
    assert!(drop_at_each_poll(CircuitState::HalfOpen, plans) >= 4);
}

#[test]
fn what_is_left_can_be_called_again() {
    let world = World::default();
    let list = world.sources([&[ok(90)], &[ok(90)], &[ok(1)]]);
    let list: Vec<_> = list
        .iter()
        .map(|a| Provider::new(a.name, || a.attempt()))
        .collect();
    let client = world.client();
    let hedged = client.hedge(secs(10));
    assert!(poll_times(&world.clock, 2, hedged.fetch_async(&list)).is_none());
    let served = world.clock.block_on(hedged.fetch_async(&list)).unwrap();
    assert_eq!(turns(&served), [("a", 1), ("b", 1), ("c", 1)]);
}
