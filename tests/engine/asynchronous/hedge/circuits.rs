//! Hedged calls and the circuit breaker.

use std::sync::Arc;

use failover_core::{CircuitBreaker, CircuitState, WhenAllOpen};
use tests::support::failures_in_a_row;

use super::*;

/// A world with a breaker that opens for a minute.
struct Rig {
    world: World,
    breaker: Arc<CircuitBreaker>,
}

impl Rig {
    fn new(failure_threshold: u32) -> Self {
        let world = World::default();
        let breaker = CircuitBreaker::new(failure_threshold, secs(60));
        let breaker = Arc::new(breaker.clock(world.clock.clone()));
        Self { world, breaker }
    }

    fn builder(&self) -> FailoverClientBuilder {
        let builder = self.world.builder();
        builder.circuit_breaker(Arc::clone(&self.breaker))
    }

    fn fetch(&self, plans: [Plan<'_>; 3]) -> Outcome {
        let client = self.builder().build().unwrap();
        self.world.fetch(&client, 10, plans)
    }

    /// Opens the circuit of `name`, for so long.
    fn open(&self, name: &'static str, seconds: u64) {
        self.breaker.permit(name).unwrap().open_for(secs(seconds));
    }

    /// Makes the circuit of `name` half-open.
    fn half_open(&self, name: &'static str) {
        self.open(name, 1);
        self.world.clock.advance(secs(1));
        assert_eq!(self.breaker.state(name), CircuitState::HalfOpen);
    }

    fn is_closed(&self, name: &'static str) -> bool {
        self.breaker.state(name) == CircuitState::Closed
    }

    /// Failed turns in a row.
    fn failures(&self, name: &'static str) -> u32 {
        failures_in_a_row(&self.breaker, name)
    }

    /// Returns true if the circuit of `name` admits its one probe.
    fn has_probe(&self, name: &'static str) -> bool {
        self.breaker
            .permit(name)
            .is_ok_and(|permit| permit.is_probe())
    }
}

fn is_open(kind: &FailureKind<Status>) -> bool {
    matches!(kind, FailureKind::CircuitOpen(_))
}

#[test]
fn a_circuit_that_is_open_starts_the_next_at_once() {
    let rig = Rig::new(1);
    rig.open("a", 60);
    rig.open("c", 60);
    let served = rig.fetch([&[ok(0)], &[ok(20)], &[ok(0)]]).unwrap();
    assert_eq!(turns(&served), [("a", 0), ("c", 0), ("b", 1)]);
    assert!(
        served
            .failures()
            .iter()
            .all(|failure| is_open(&failure.kind))
    );
    assert_eq!(rig.world.log(), ["0 b"]);
}

#[test]
fn a_loser_is_not_blamed() {
    let rig = Rig::new(1);
    rig.fetch([&[ok(99)], &[ok(99)], &[ok(1)]]).unwrap();
    assert!(rig.is_closed("a") && rig.is_closed("b"));
    assert_eq!((rig.failures("a"), rig.failures("b")), (0, 0));

    // Not for the attempts either that had failed before.
    let client = rig.builder().retries(1).build().unwrap();
    let plans: [Plan<'_>; 3] = [&[err(1), ok(99)], &[ok(20)], &[ok(99)]];
    let served = rig.world.fetch(&client, 10, plans).unwrap();
    assert_eq!(turns(&served), [("a", 2), ("c", 1), ("b", 1)]);
    assert!(rig.is_closed("a"));

    // Nor do they forget what was counted before.
    let rig = Rig::new(3);
    rig.breaker.permit("a").unwrap().failure();
    rig.fetch([&[ok(99)], &[ok(1)], &[ok(1)]]).unwrap();
    assert_eq!(rig.failures("a"), 1);
}

#[test]
fn a_provider_that_waits_to_retry_has_failed_when_another_ends_the_call() {
    let waits: Plan<'_> = &[err(1), ok(0)];
    for (b, ended) in [(ok(5), "b serves"), ((secs(5), Err(400)), "b stops")] {
        let rig = Rig::new(3);
        let client = rig.builder().retries(1).retry_backoff(secs(60));
        let client = client.build().unwrap();
        let classify = |code: &Status| match code {
            400 => Verdict::STOP,
            _ => Verdict::RETRY,
        };
        let outcome = rig
            .world
            .fetch_judged(&client, 10, classify, [waits, &[b], &[ok(99)]]);
        let failures = match &outcome {
            Ok(served) => served.failures(),
            Err(failed) => failed.failures(),
        };
        assert_eq!(brief(failures)[0], ("a", DOWN, 1), "{ended}");
        assert_eq!(rig.failures("a"), 1, "{ended}");
        assert_eq!(rig.world.log(), ["0 a", "10 b"]);
    }
}

#[test]
fn the_verdict_on_a_provider_that_waits_to_retry_holds() {
    let rig = Rig::new(3);
    let client = rig.builder().retries(1).retry_backoff(secs(60));
    let client = client.build().unwrap();
    let uncounted = |_: &Status| Verdict::RETRY.uncounted();
    let plans: [Plan<'_>; 3] = [&[err(1)], &[ok(5)], &[ok(99)]];
    let served = rig.world.fetch_judged(&client, 10, uncounted, plans);
    assert_eq!(brief(served.unwrap().failures()), [("a", DOWN, 1)]);
    assert_eq!(rig.failures("a"), 0);
}

#[test]
fn whoever_fails_or_wins_counts() {
    let rig = Rig::new(2);
    for name in ["a", "b", "c"] {
        rig.breaker.permit(name).unwrap().failure();
    }
    let served = rig.fetch([&[ok(99)], &[err(1)], &[ok(1)]]).unwrap();
    assert_eq!(served.provider, "c");
    assert_eq!(rig.failures("a"), 1);
    assert!(rig.breaker.is_open("b"));
    assert_eq!(rig.failures("c"), 0);
}

#[test]
fn the_probe_of_a_loser_is_given_back() {
    let rig = Rig::new(1);
    rig.half_open("a");
    let served = rig.fetch([&[ok(99)], &[ok(1)], &[ok(1)]]).unwrap();
    assert_eq!(turns(&served), [("a", 1), ("b", 1)]);
    assert_eq!(rig.breaker.state("a"), CircuitState::HalfOpen);
    assert!(rig.has_probe("a"));
    // It is as good as any.
    rig.breaker.permit("a").unwrap().success();
    assert!(rig.is_closed("a"));
}

#[test]
fn a_probe_is_one_attempt_that_may_win_or_lose_its_circuit() {
    let rig = Rig::new(1);
    rig.half_open("a");
    rig.half_open("b");
    rig.open("b", 1);
    rig.world.clock.advance(secs(1));
    let client = rig.builder().retries(3).build().unwrap();
    let plans: [Plan<'_>; 3] = [&[ok(12)], &[err(1), ok(0)], &[ok(99)]];
    let served = rig.world.fetch(&client, 10, plans).unwrap();
    assert_eq!(
        brief(served.failures()),
        [("b", DOWN, 1), ("c", CANCELLED, 1)]
    );
    assert!(rig.is_closed("a"));
    assert!(rig.breaker.is_open("b"));
}

#[test]
fn a_probe_under_way_elsewhere_is_a_skip() {
    let rig = Rig::new(1);
    rig.half_open("a");
    let elsewhere = rig.breaker.permit("a").unwrap();
    let served = rig.fetch([&[ok(0)], &[ok(0)], &[ok(0)]]).unwrap();
    assert_eq!(turns(&served), [("a", 0), ("b", 1)]);
    drop(elsewhere);
}

#[test]
fn a_turn_of_a_generation_that_is_over_changes_nothing() {
    // While a was under way, its circuit was opened and closed again.
    for (reply, expected) in [(Ok(1), "a"), (Err(503), "b")] {
        let rig = Rig::new(2);
        let client = rig.builder().retries(3).build().unwrap();
        let [b] = &rig.world.sources([&[ok(30)]]);
        let a = async || {
            Timer::sleep(&rig.world.clock, secs(12)).await;
            rig.breaker.force_open("a");
            rig.breaker.reset("a");
            rig.breaker.permit("a").unwrap().failure();
            reply
        };
        let hedged = client.hedge(secs(10));
        let served = rig.world.clock.block_on(
            hedged.fetch_async((Provider::new("a", a), Provider::new("b", || b.attempt()))),
        );
        let served = served.unwrap();
        assert_eq!(served.provider, expected);
        // It was not tried again, and has neither forgotten nor added a failure.
        assert!(served.turns().all(|turn| turn.attempts == 1));
        assert_eq!(rig.failures("a"), 1);
    }
}

#[test]
fn a_time_to_stay_away_opens_the_circuit_while_others_are_under_way() {
    let rig = Rig::new(5);
    let client = rig.builder().build().unwrap();
    let away = |_: &Status| Verdict::NEXT.open_for(secs(300));
    let plans: [Plan<'_>; 3] = [&[ok(40)], &[err(1)], &[ok(99)]];
    rig.world.fetch_judged(&client, 10, away, plans).unwrap();
    let retry_in = Some(secs(300 - 29));
    assert_eq!(rig.breaker.state("b"), CircuitState::Open { retry_in });
    assert!(rig.is_closed("a") && rig.is_closed("c"));
}

#[test]
fn a_deadline_blames_nobody() {
    let rig = Rig::new(1);
    rig.half_open("b");
    let client = rig.builder().deadline(secs(25)).build().unwrap();
    let outcome = rig.world.fetch(&client, 10, [&[ok(99)]; 3]);
    assert_eq!(failed(outcome, EndReason::Deadline).len(), 3);
    assert!(rig.is_closed("a") && rig.is_closed("c"));
    assert!(rig.has_probe("b"));
}

#[test]
fn where_every_circuit_is_open_the_call_fails_at_once() {
    let rig = Rig::new(1);
    for (name, wait) in [("a", 30), ("b", 20), ("c", 40)] {
        rig.open(name, wait);
    }
    let failed = rig.fetch([&[ok(0)]; 3]).unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Exhausted);
    assert_eq!(failed.retry_in(), Some(secs(20)));
    let turns: Vec<_> = failed.turns().map(|turn| turn.attempts).collect();
    assert_eq!(turns, [0, 0, 0]);
    assert_eq!(rig.world.log(), [""; 0]);
}

#[test]
fn where_every_circuit_is_open_the_earliest_may_be_probed() {
    let rig = |reply: Plan<'_>| {
        let rig = Rig::new(1);
        for (name, wait) in [("a", 30), ("b", 20), ("c", 40)] {
            rig.open(name, wait);
        }
        let client = rig.builder().retries(3);
        let client = client.when_all_open(WhenAllOpen::ProbeEarliest);
        let client = client.build().unwrap();
        let outcome = rig.world.fetch(&client, 10, [&[ok(0)], reply, &[ok(0)]]);
        assert_eq!(rig.world.log(), ["0 b"]);
        (rig, outcome)
    };

    let (served, outcome) = rig(&[ok(15)]);
    assert_eq!(turns(&outcome.unwrap()), [("a", 0), ("c", 0), ("b", 1)]);
    assert!(served.is_closed("b"));

    let (probed, outcome) = rig(&[err(15)]);
    let failed = outcome.unwrap_err();
    assert_eq!(failed.end_reason(), EndReason::Exhausted);
    // Its turn came last, as it does without hedging.
    let turns = failed.turns();
    let turns: Vec<_> = turns
        .map(|turn| (turn.provider.as_str(), turn.attempts))
        .collect();
    assert_eq!(turns, [("a", 0), ("c", 0), ("b", 1)]);
    assert_eq!(failed.failures()[2].kind, DOWN);
    assert!(probed.breaker.is_open("b"));
}

#[test]
fn a_panic_gives_the_probe_back() {
    let rig = Rig::new(1);
    rig.half_open("a");
    rig.half_open("b");
    rig.open("b", 1);
    rig.world.clock.advance(secs(1));
    let client = rig.builder().build().unwrap();
    let [a] = &rig.world.sources([&[ok(99)]]);
    let hedged = client.hedge(secs(10));
    let call = hedged.fetch_async((
        Provider::new("a", || a.attempt()),
        Provider::new("b", async || panic!("a bug")),
    ));
    let run = std::panic::AssertUnwindSafe(|| rig.world.clock.block_on(call));
    assert!(std::panic::catch_unwind(run).is_err());
    assert!(rig.has_probe("a") && rig.has_probe("b"));
}
