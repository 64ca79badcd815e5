//! The order in which hedged providers start, and the winner.

use std::future::{pending, poll_fn};
use std::sync::Arc;
use std::task::Poll;

use failover_core::TimerFuture;

use super::*;

#[test]
fn a_provider_that_serves_within_the_delay_is_the_only_one_that_is_asked() {
    let world = World::default();
    let served = world.fetch(&world.client(), 10, [&[ok(9)], &[ok(1)], &[ok(1)]]);
    let served = served.unwrap();
    assert_eq!(
        (served.provider.as_str(), served.failures()),
        ("a", &[][..])
    );
    assert_eq!(world.log(), ["0 a"]);
    assert_eq!(world.clock.now(), secs(9));
}

#[test]
fn exactly_at_the_delay_is_in_time() {
    let nanosecond = Duration::from_nanos(1);
    let world = World::default();
    let served = world.fetch(&world.client(), 10, [&[ok(10)], &[ok(1)], &[ok(1)]]);
    assert_eq!(turns(&served.unwrap()), [("a", 1)]);
    assert_eq!(world.log(), ["0 a"]);

    let world = World::default();
    let late = [(secs(10) + nanosecond, Ok(1))];
    let served = world.fetch(&world.client(), 10, [&late, &[ok(1)], &[ok(1)]]);
    assert_eq!(turns(&served.unwrap()), [("b", 1), ("a", 1)]);
    assert_eq!(world.log(), ["0 a", "10 b", "10.000000001 b dropped"]);
}

#[test]
fn a_hedge_that_serves_first_wins_and_the_slow_one_is_dropped() {
    let world = World::default();
    let served = world.fetch(&world.client(), 10, [&[ok(30)], &[ok(5)], &[ok(1)]]);
    let served = served.unwrap();
    assert_eq!(brief(served.failures()), [("a", CANCELLED, 1)]);
    assert_eq!(turns(&served), [("a", 1), ("b", 1)]);
    assert_eq!(world.log(), ["0 a", "10 b", "15 a dropped"]);
    assert_eq!(world.clock.now(), secs(15));
}

#[test]
fn the_first_may_still_win_when_it_was_hedged_and_is_told_last() {
    let world = World::default();
    let served = world.fetch(&world.client(), 10, [&[ok(22)], &[ok(30)], &[ok(30)]]);
    let served = served.unwrap();
    assert_eq!(
        brief(served.failures()),
        [("b", CANCELLED, 1), ("c", CANCELLED, 1)]
    );
    assert_eq!(turns(&served), [("b", 1), ("c", 1), ("a", 1)]);
    let dropped = &world.log()[3..];
    assert!(dropped.contains(&"22 b dropped".to_owned()));
    assert!(dropped.contains(&"22 c dropped".to_owned()));
}

#[test]
fn each_hedge_has_the_delay_for_itself() {
    let world = World::default();
    let served = world.fetch(&world.client(), 10, [&[ok(99)], &[ok(99)], &[ok(1)]]);
    assert_eq!(turns(&served.unwrap()), [("a", 1), ("b", 1), ("c", 1)]);
    assert_eq!(world.log()[..3], ["0 a", "10 b", "20 c"]);
    assert_eq!(world.clock.now(), secs(21));
}

#[test]
fn a_failure_before_the_delay_starts_the_next_at_once_which_has_the_whole_delay() {
    let world = World::default();
    let served = world.fetch(&world.client(), 10, [&[err(3)], &[ok(20)], &[ok(1)]]);
    assert_eq!(
        brief(served.unwrap().failures()),
        [("a", DOWN, 1), ("b", CANCELLED, 1)]
    );
    assert_eq!(world.log(), ["0 a", "3 b", "13 c", "14 b dropped"]);
}

#[test]
fn a_hedge_that_fails_starts_the_next_at_once() {
    let world = World::default();
    let served = world.fetch(&world.client(), 10, [&[ok(30)], &[err(2)], &[ok(5)]]);
    assert_eq!(
        brief(served.unwrap().failures()),
        [("a", CANCELLED, 1), ("b", DOWN, 1)]
    );
    assert_eq!(world.log(), ["0 a", "10 b", "12 c", "17 a dropped"]);
}

#[test]
fn the_first_to_fail_starts_the_next_although_a_hedge_is_under_way() {
    let world = World::default();
    let served = world.fetch(&world.client(), 10, [&[err(12)], &[ok(30)], &[ok(5)]]);
    assert_eq!(
        brief(served.unwrap().failures()),
        [("a", DOWN, 1), ("b", CANCELLED, 1)]
    );
    assert_eq!(world.log(), ["0 a", "10 b", "12 c", "17 b dropped"]);
}

#[test]
fn a_start_by_a_failure_sets_the_delay_anew() {
    let world = World::default();
    let plans: [Plan<'_>; 4] = [&[err(12)], &[ok(99)], &[ok(99)], &[ok(1)]];
    let sources = world.sources(plans);
    let list = sources.each_ref();
    let list = list.map(|source| Provider::new(source.name, || source.attempt()));
    let client = world.client();
    let hedged = client.hedge(secs(10));
    let served = world.clock.block_on(hedged.fetch_async(&list));
    assert_eq!(served.unwrap().provider, "d");
    assert_eq!(world.log()[..4], ["0 a", "10 b", "12 c", "22 d"]);
}

#[test]
fn failures_are_told_in_the_order_of_the_list_not_of_time() {
    let world = World::default();
    let outcome = world.fetch(&world.client(), 10, [&[err(30)], &[err(5)], &[err(1)]]);
    assert_eq!(
        failed(outcome, EndReason::Exhausted),
        [("a", DOWN, 1), ("b", DOWN, 1), ("c", DOWN, 1)]
    );
    assert_eq!(world.log(), ["0 a", "10 b", "15 c"]);
    assert_eq!(world.clock.now(), secs(30));
}

#[test]
fn of_two_that_serve_at_once_the_one_that_stands_first_wins() {
    let world = World::default();
    let served = world.fetch(&world.client(), 10, [&[ok(15)], &[ok(5)], &[ok(1)]]);
    assert_eq!(turns(&served.unwrap()), [("b", 1), ("a", 1)]);
}

#[test]
fn a_success_wins_over_a_failure_of_the_same_time_and_nobody_else_is_started() {
    let world = World::default();
    let served = world.fetch(&world.client(), 10, [&[err(15)], &[ok(5)], &[ok(1)]]);
    assert_eq!(brief(served.unwrap().failures()), [("a", DOWN, 1)]);
    assert_eq!(world.log(), ["0 a", "10 b"]);
}

#[test]
fn a_value_that_is_rejected_does_not_win() {
    let world = World::default();
    let list = world.sources([&[(secs(12), Ok(0))], &[ok(30)], &[ok(5)]]);
    let [a, b, c] = &list;
    let client = world.client();
    let hedged = client.is_valid(|value: &u32| *value > 0).hedge(secs(10));
    let served = world.clock.block_on(hedged.fetch_async((
        Provider::new("a", || a.attempt()),
        Provider::new("b", || b.attempt()),
        Provider::new("c", || c.attempt()),
    )));
    assert_eq!(
        brief(served.unwrap().failures()),
        [("a", FailureKind::Rejected, 1), ("b", CANCELLED, 1)]
    );
    assert_eq!(world.log()[..3], ["0 a", "10 b", "12 c"]);
}

#[test]
fn retries_and_their_backoff_are_part_of_a_turn() {
    let world = World::default();
    let client = world.builder().retries(1).retry_backoff(secs(4));
    let client = client.build().unwrap();
    let served = world.fetch(&client, 10, [&[err(3), ok(99)], &[err(1), ok(1)], &[ok(1)]]);
    assert_eq!(turns(&served.unwrap()), [("a", 2), ("b", 2)]);
    assert_eq!(world.log(), ["0 a", "7 a", "10 b", "15 b", "16 a dropped"]);

    // While it waits to retry, it has failed.
    let world = World::default();
    let client = world.builder().retries(1).retry_backoff(secs(40));
    let client = client.build().unwrap();
    let served = world.fetch(&client, 10, [&[err(3), ok(1)], &[ok(1)], &[ok(1)]]);
    assert_eq!(brief(served.unwrap().failures()), [("a", DOWN, 1)]);
    assert_eq!(world.log(), ["0 a", "10 b"]);
}

#[test]
fn without_a_delay_all_are_started_at_once_unless_one_serves_at_once() {
    let world = World::default();
    let served = world.fetch(&world.client(), 0, [&[ok(9)], &[ok(5)], &[ok(7)]]);
    assert_eq!(turns(&served.unwrap()), [("a", 1), ("c", 1), ("b", 1)]);
    assert_eq!(world.log()[..3], ["0 a", "0 b", "0 c"]);
    assert_eq!(world.clock.now(), secs(5));

    let world = World::default();
    let served = world.fetch(&world.client(), 0, [&[ok(9)], &[ok(0)], &[ok(0)]]);
    assert_eq!(turns(&served.unwrap()), [("a", 1), ("b", 1)]);
    assert_eq!(world.log(), ["0 a", "0 b", "0 a dropped"]);
}

#[test]
fn a_delay_without_end_makes_an_ordinary_call() {
    let world = World::default();
    let [a, b] = &world.sources([&[err(500)], &[ok(500)]]);
    let client = world.client();
    let hedged = client.hedge(Duration::MAX);
    let served = world.clock.block_on(hedged.fetch_async((
        Provider::new("a", || a.attempt()),
        Provider::new("b", || b.attempt()),
    )));
    assert_eq!(turns(&served.unwrap()), [("a", 1), ("b", 1)]);
    assert_eq!(world.log(), ["0 a", "500 b"]);
}

#[test]
fn a_verdict_that_stops_the_call_stops_it_for_all() {
    let stop_at_400 = |code: &Status| match code {
        400 => Verdict::STOP,
        _ => Verdict::RETRY,
    };
    let bad = |after| [(secs(after), Err(400))];

    let world = World::default();
    let plans: [Plan<'_>; 3] = [&bad(15), &[ok(30)], &[ok(1)]];
    let outcome = world.fetch_judged(&world.client(), 10, stop_at_400, plans);
    assert_eq!(
        failed(outcome, EndReason::Stopped),
        [("a", FailureKind::Error(400), 1), ("b", CANCELLED, 1)]
    );
    assert_eq!(world.log(), ["0 a", "10 b", "15 b dropped"]);

    let world = World::default();
    let plans: [Plan<'_>; 3] = [&[ok(30)], &bad(5), &[ok(1)]];
    let outcome = world.fetch_judged(&world.client(), 10, stop_at_400, plans);
    let failed = outcome.unwrap_err();
    assert_eq!(
        failed.map_err(|_| std::fmt::Error).to_string(),
        "stopped by verdict: a: cancelled (1 attempt); b: error (1 attempt)"
    );
    assert_eq!(world.log(), ["0 a", "10 b", "15 a dropped"]);

    // Of a stop and a value at the same time, whoever stands first.
    for (plans, serves) in [
        ([&bad(15), &[ok(5)], &[ok(1)]] as [Plan<'_>; 3], false),
        ([&[ok(15)], &bad(5), &[ok(1)]], true),
    ] {
        let world = World::default();
        let outcome = world.fetch_judged(&world.client(), 10, stop_at_400, plans);
        assert_eq!(outcome.is_ok(), serves);
    }
}

#[test]
fn a_verdict_that_goes_on_spares_the_retries() {
    let world = World::default();
    let client = world.builder().retries(5).build().unwrap();
    let plans: [Plan<'_>; 3] = [&[err(12)], &[ok(30)], &[ok(5)]];
    let served = world.fetch_judged(&client, 10, |_| Verdict::NEXT, plans);
    assert_eq!(turns(&served.unwrap()), [("a", 1), ("b", 1), ("c", 1)]);
}

#[test]
fn what_is_ready_is_taken_before_the_delay_is_looked_at() {
    // Polled late, as something else kept the thread.
    let clock = ManualClock::new();
    let world = World {
        clock: clock.clone(),
        ..World::default()
    };
    let [_, b] = &world.sources([&[ok(0)], &[ok(0)]]);
    let client = world.client();
    let hedged = client.hedge(secs(10));
    let mut polls = 0;
    let blocks = || {
        let clock = clock.clone();
        poll_fn(move |context| {
            polls += 1;
            if polls == 1 {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            clock.advance(secs(60));
            Poll::Ready(Ok(7))
        })
    };
    let served = world.clock.block_on(hedged.fetch_async((
        Provider::new("a", blocks),
        Provider::new("b", || b.attempt()),
    )));
    assert_eq!(turns(&served.unwrap()), [("a", 1)]);
    assert_eq!(world.log(), [""; 0]);
}

#[test]
fn a_provider_that_blocks_the_thread_and_goes_on_is_hedged_when_it_lets_go() {
    let world = World::default();
    let [_, b] = &world.sources([&[ok(0)], &[ok(4)]]);
    let client = world.client();
    let hedged = client.hedge(secs(10));
    let blocks = async || {
        world.clock.advance(secs(25));
        pending().await
    };
    let served = world.clock.block_on(hedged.fetch_async((
        Provider::new("a", blocks),
        Provider::new("b", || b.attempt()),
    )));
    assert_eq!(turns(&served.unwrap()), [("a", 1), ("b", 1)]);
    assert_eq!(world.log(), ["25 b"]);
}

#[test]
fn a_timer_is_started_for_a_delay_that_is_waited_for_unless_one_is_running() {
    struct Counting(ManualClock, AtomicUsize);

    impl Timer for Counting {
        fn sleep(&self, duration: Duration) -> TimerFuture {
            self.1.fetch_add(1, Ordering::Relaxed);
            Timer::sleep(&self.0, duration)
        }
    }

    let timers = |plans: [Plan<'_>; 3]| {
        let world = World::default();
        let timer = Arc::new(Counting(world.clock.clone(), AtomicUsize::new(0)));
        let client = world.builder().timer(Arc::clone(&timer)).build().unwrap();
        world.fetch(&client, 10, plans).unwrap();
        timer.1.load(Ordering::Relaxed)
    };
    assert_eq!(timers([&[ok(0)], &[ok(0)], &[ok(0)]]), 0);
    assert_eq!(timers([&[err(0)], &[ok(0)], &[ok(0)]]), 0);
    assert_eq!(timers([&[ok(9)], &[ok(0)], &[ok(0)]]), 1);
    assert_eq!(timers([&[err(1)], &[err(1)], &[ok(40)]]), 1);
    assert_eq!(timers([&[ok(99)], &[err(0)], &[ok(40)]]), 1);
    assert_eq!(timers([&[ok(99)], &[ok(99)], &[ok(40)]]), 2);
}
