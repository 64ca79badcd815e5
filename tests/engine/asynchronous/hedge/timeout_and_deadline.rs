//! Limits, and what there must be to keep them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use failover_core::ConfigError;

use super::*;

const TIMED_OUT: FailureKind<Status> = FailureKind::TimedOut;

#[test]
fn a_timeout_is_per_attempt() {
    let world = World::default();
    let client = world.builder().timeout(secs(12)).build().unwrap();
    let served = world.fetch(&client, 10, [&[ok(99)], &[ok(12)], &[ok(99)]]);
    // b began later, and exactly at its limit is in time.
    let served = served.unwrap();
    assert_eq!(
        brief(served.failures()),
        [("a", TIMED_OUT, 1), ("c", CANCELLED, 1)]
    );
    assert_eq!(
        world.log(),
        ["0 a", "10 b", "12 a dropped", "12 c", "22 c dropped"]
    );
    assert_eq!(served.provider, "b");
}

#[test]
fn a_timeout_may_stop_the_call() {
    let world = World::default();
    let client = world.builder().timeout(secs(12));
    let client = client.on_timeout(Verdict::STOP).build().unwrap();
    let outcome = world.fetch(&client, 10, [&[ok(99)], &[ok(99)], &[ok(1)]]);
    assert_eq!(
        failed(outcome, EndReason::Stopped),
        [("a", TIMED_OUT, 1), ("b", CANCELLED, 1)]
    );
    assert_eq!(world.clock.now(), secs(12));
}

#[test]
fn a_deadline_is_the_end_for_all_who_are_under_way() {
    let world = World::default();
    let client = world.builder().deadline(secs(25)).build().unwrap();
    let outcome = world.fetch(&client, 10, [&[ok(99)], &[ok(99)], &[ok(99)]]);
    assert_eq!(
        failed(outcome, EndReason::Deadline),
        [
            ("a", TIMED_OUT, 1),
            ("b", TIMED_OUT, 1),
            ("c", TIMED_OUT, 1)
        ]
    );
    assert_eq!(
        world.log(),
        [
            "0 a",
            "10 b",
            "20 c",
            "25 a dropped",
            "25 b dropped",
            "25 c dropped"
        ]
    );
}

#[test]
fn exactly_at_the_deadline_a_value_is_in_time() {
    let world = World::default();
    let client = world.builder().deadline(secs(25)).build().unwrap();
    let served = world.fetch(&client, 10, [&[ok(99)], &[ok(99)], &[ok(5)]]);
    assert_eq!(
        brief(served.unwrap().failures()),
        [("a", TIMED_OUT, 1), ("b", TIMED_OUT, 1)]
    );
}

#[test]
fn nobody_is_started_at_the_deadline() {
    // Neither by the delay ..
    let world = World::default();
    let client = world.builder().deadline(secs(10)).build().unwrap();
    let outcome = world.fetch(&client, 10, [&[ok(99)], &[ok(0)], &[ok(0)]]);
    assert_eq!(failed(outcome, EndReason::Deadline), [("a", TIMED_OUT, 1)]);
    assert_eq!(world.log(), ["0 a", "10 a dropped"]);

    // .. nor by a failure.
    let world = World::default();
    let client = world.builder().deadline(secs(15)).build().unwrap();
    let outcome = world.fetch(&client, 10, [&[err(15)], &[err(5)], &[ok(0)]]);
    assert_eq!(
        failed(outcome, EndReason::Deadline),
        [("a", DOWN, 1), ("b", DOWN, 1)]
    );
    assert_eq!(world.log(), ["0 a", "10 b"]);
}

#[test]
fn a_backoff_that_cannot_end_in_time_ends_the_turn_and_starts_the_next() {
    let world = World::default();
    let client = world.builder().deadline(secs(30)).retries(1);
    let client = client.retry_backoff(secs(18)).build().unwrap();
    let served = world.fetch(&client, 10, [&[err(12)], &[ok(99)], &[ok(1)]]);
    assert_eq!(
        brief(served.unwrap().failures()),
        [("a", DOWN, 1), ("b", CANCELLED, 1)]
    );
    assert_eq!(world.log()[..3], ["0 a", "10 b", "12 c"]);
}

/// Returns true if the default timer is tokio's: other members of the workspace may enable it.
fn is_tokio(client: &FailoverClient) -> bool {
    format!("{client:?}").contains("timer: tokio")
}

#[test]
fn without_a_timer_a_call_that_might_wait_is_refused() {
    let world = World::default();
    let client = FailoverClient::builder()
        .clock(world.clock.clone())
        .build()
        .unwrap();
    let outcome = world.fetch(&client, 10, [&[ok(1)], &[ok(1)], &[ok(1)]]);
    let failures = failed(outcome, EndReason::Refused(ConfigError::NoTimer));
    if is_tokio(&client) {
        // There is a timer, but no runtime: that is found out when it has to wait.
        assert_eq!(failures, [("a", CANCELLED, 1)]);
        assert_eq!(world.log(), ["0 a", "0 a dropped"]);
    } else {
        assert_eq!(failures, []);
        assert_eq!(world.log(), [""; 0]);
    }
}

#[test]
fn a_call_that_need_not_wait_needs_no_timer() {
    let world = World::default();
    let client = FailoverClient::builder()
        .clock(world.clock.clone())
        .build()
        .unwrap();
    // Without a delay ..
    let served = world.fetch(&client, 0, [&[ok(3)], &[ok(2)], &[ok(1)]]);
    assert_eq!(served.unwrap().provider, "c");
    // .. and with nobody to start.
    let [a] = &world.sources([&[ok(20)]]);
    let hedged = client.hedge(secs(10));
    let alone = hedged.fetch_async((Provider::new("a", || a.attempt()),));
    assert_eq!(turns(&world.clock.block_on(alone).unwrap()), [("a", 1)]);
}

#[test]
fn where_nobody_is_left_to_start_no_clock_is_read() {
    struct Unread;
    impl Clock for Unread {
        fn now(&self) -> Duration {
            panic!("a clock was read")
        }
    }

    let client = FailoverClient::builder().clock(Unread).build().unwrap();
    let alone = Provider::new("a", async || Ok::<_, Status>(1));
    let served = client.hedge(secs(10)).fetch_async((alone,));
    let served = ManualClock::new().block_on(served).unwrap();
    assert_eq!(served.provider, "a");
}

#[test]
fn limits_take_a_timer_also_where_the_delay_takes_none() {
    let world = World::default();
    let client = FailoverClient::builder().clock(world.clock.clone());
    let client = client.timeout(secs(50)).build().unwrap();
    let outcome = world.fetch(&client, 0, [&[err(0)], &[ok(5)], &[ok(5)]]);
    let failures = failed(outcome, EndReason::Refused(ConfigError::NoTimer));
    if is_tokio(&client) {
        // Found out in the middle of the call: whoever is under way is told.
        assert_eq!(failures, [("a", DOWN, 1), ("b", CANCELLED, 1)]);
    } else {
        assert_eq!(failures, []);
        assert_eq!(world.log(), [""; 0]);
    }
}

#[test]
fn a_list_that_is_refused_calls_nobody() {
    let world = World::default();
    let [a, b] = &world.sources([&[ok(1)], &[ok(1)]]);
    let client = world.client();
    let hedged = client.hedge(secs(1));
    let twice = hedged.fetch_async((
        Provider::new("a", || a.attempt()),
        Provider::new("a", || b.attempt()),
    ));
    let refused = world.clock.block_on(twice).unwrap_err().end_reason();
    assert!(matches!(
        refused,
        EndReason::Refused(ConfigError::DuplicateName(_))
    ));
    let mut none = vec![Provider::new("a", || a.attempt())];
    none.clear();
    let none = world.clock.block_on(hedged.fetch_async(&none));
    let refused = none.unwrap_err().end_reason();
    assert_eq!(refused, EndReason::Refused(ConfigError::NoProviders));
    assert_eq!(world.log(), [""; 0]);
}

#[test]
fn a_panic_passes_through_and_drops_the_others() {
    let world = World::default();
    let client = world.client();
    let [a, c] = &world.sources([&[ok(99)], &[ok(1)]]);
    let hedged = client.hedge(secs(10));
    let call = hedged.fetch_async((
        Provider::new("a", || a.attempt()),
        Provider::new("b", async || panic!("a bug in b")),
        Provider::new("c", || c.attempt()),
    ));
    let panicked = catch_unwind(AssertUnwindSafe(|| world.clock.block_on(call)));
    assert_eq!(panicked.unwrap_err().downcast_ref(), Some(&"a bug in b"));
    assert_eq!(world.log(), ["0 a", "10 a dropped"]);
    // The client is as good as ever.
    assert!(world.fetch(&client, 10, [&[ok(1)]; 3]).is_ok());
}

/// Hedges with a timer that runs while the clock does not. Returns the start and the drop of each attempt.
fn by_the_timer_alone(deadline: u64, plans: [Plan<'_>; 3]) -> Vec<String> {
    let world = World::default();
    let client = world.builder().clock(ManualClock::new());
    let client = client.deadline(secs(deadline)).build().unwrap();
    let outcome = world.fetch(&client, 10, plans);
    assert_eq!(outcome.unwrap_err().end_reason(), EndReason::Deadline);
    world.log()
}

#[test]
fn nobody_is_started_once_the_timer_passed_the_deadline_though_the_clock_has_not() {
    // While nobody else is under way ..
    let log = by_the_timer_alone(5, [&[ok(99)], &[ok(0)], &[ok(0)]]);
    assert_eq!(log, ["0 a", "5 a dropped"]);
    // .. and beside an attempt that began later, whose timer still runs.
    let log = by_the_timer_alone(15, [&[ok(99)], &[ok(99)], &[ok(0)]]);
    assert_eq!(log, ["0 a", "10 b", "15 a dropped", "25 b dropped"]);
}
