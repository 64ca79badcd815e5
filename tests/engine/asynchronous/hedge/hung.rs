//! Providers that hang or are slow in hedged calls: what their circuits learn, and how many run at the same time.

use std::cell::RefCell;
use std::future::pending;
use std::sync::Arc;

use failover_core::{CircuitBreaker, CircuitState, ConfigError, HedgedClient};
use tests::support::{MINUTE, MS, failures_in_a_row, wait};

use super::*;

/// A provider that answers after so long. `None` hangs.
type Speed = Option<Duration>;

/// A breaker that three failures in a row open for a minute, and the providers that were called.
struct Rig {
    clock: ManualClock,
    breaker: Arc<CircuitBreaker>,
    called: RefCell<Vec<&'static str>>,
}

impl Rig {
    fn new() -> Self {
        let clock = ManualClock::new();
        let breaker = Arc::new(CircuitBreaker::new(3, MINUTE).clock(clock.clone()));
        Self {
            clock,
            breaker,
            called: RefCell::default(),
        }
    }

    fn builder(&self) -> FailoverClientBuilder {
        FailoverClient::builder()
            .circuit_breaker(Arc::clone(&self.breaker))
            .clock(self.clock.clone())
            .timer(self.clock.clone())
    }

    /// A hedged call of providers `a`, `b`, ..
    fn call<V, C>(&self, hedged: HedgedClient<'_, V, C>, speeds: &[Speed]) -> Outcome
    where
        V: failover_core::traits::Validate<u32, Status>,
        C: failover_core::traits::Classify<Status>,
    {
        let providers = speeds.iter().zip(NAMES).map(|(speed, name)| {
            Provider::new(name, async move || {
                self.called.borrow_mut().push(name);
                match speed {
                    Some(takes) => wait(&self.clock, *takes).await,
                    None => pending().await,
                }
                Ok::<_, Status>(1)
            })
        });
        let providers: Vec<_> = providers.collect();
        self.clock.block_on(hedged.fetch_async(&providers))
    }

    /// Returns how many attempts were made at this provider.
    fn attempts(&self, name: &str) -> usize {
        self.called
            .borrow()
            .iter()
            .filter(|it| **it == name)
            .count()
    }

    fn failures(&self, name: &str) -> u32 {
        failures_in_a_row(&self.breaker, name)
    }

    fn half_open(&self, name: &'static str) {
        self.breaker.permit(name).unwrap().open_for(MINUTE);
        self.clock.advance(MINUTE);
        assert_eq!(self.breaker.state(name), CircuitState::HalfOpen);
    }
}

const HEDGE: Duration = Duration::from_millis(50);
const TIMEOUT: Duration = Duration::from_secs(1);
const HANGS: Speed = None;
const FAST: Speed = Some(Duration::from_millis(10));
/// Answers well, but always after the hedge.
const SLOW: Speed = Some(Duration::from_millis(80));

// `on_overtaken`

#[test]
fn a_hung_provider_that_a_hedge_hides_is_skipped_if_lost_races_count() {
    for (on_overtaken, requests, takes) in [
        (None, 100, 100 * 60 * MS),
        (Some(Verdict::NEXT), 3, 3 * 60 * MS + 97 * 10 * MS),
        (Some(Verdict::RETRY), 3, 3 * 60 * MS + 97 * 10 * MS),
        (Some(Verdict::STOP), 100, 100 * 60 * MS),
    ] {
        let rig = Rig::new();
        let mut builder = rig.builder().timeout(TIMEOUT);
        if let Some(verdict) = on_overtaken {
            builder = builder.on_overtaken(verdict);
        }
        let client = builder.build().unwrap();
        for _ in 0..100 {
            let served = rig.call(client.hedge(HEDGE), &[HANGS, FAST]).unwrap();
            assert_eq!(served.provider, "b");
        }
        assert_eq!(rig.attempts("a"), requests, "{on_overtaken:?}");
        assert_eq!(rig.clock.now(), takes, "{on_overtaken:?}");
        let is_open = rig.breaker.is_open("a");
        assert_eq!(is_open, requests == 3, "{on_overtaken:?}");
        assert_eq!(rig.failures("b"), 0);
    }
}

#[test]
fn a_lost_race_is_reported_as_cancelled_whatever_the_circuit_learns() {
    let rig = Rig::new();
    let client = rig.builder().on_overtaken(Verdict::NEXT).build().unwrap();
    let served = rig.call(client.hedge(HEDGE), &[HANGS, FAST]).unwrap();
    assert_eq!(brief(served.failures()), [("a", CANCELLED, 1)]);
    assert_eq!(rig.failures("a"), 1);
}

#[test]
fn a_lost_race_may_open_the_circuit_at_once() {
    let rig = Rig::new();
    let away = Verdict::NEXT.uncounted().open_for(2 * MINUTE);
    let client = rig.builder().on_overtaken(away).build().unwrap();
    rig.call(client.hedge(HEDGE), &[HANGS, FAST]).unwrap();
    let retry_in = Some(2 * MINUTE);
    assert_eq!(rig.breaker.state("a"), CircuitState::Open { retry_in });
}

#[test]
fn whoever_was_started_before_the_winner_was_overtaken_and_nobody_else() {
    let rig = Rig::new();
    let client = rig.builder().on_overtaken(Verdict::NEXT).build().unwrap();
    // The first wins, but later than the hedges started: they have had less time.
    let speeds = [Some(120 * MS), HANGS, HANGS];
    rig.call(client.hedge(HEDGE), &speeds).unwrap();
    let failures = ["a", "b", "c"].map(|name| rig.failures(name));
    assert_eq!(failures, [0, 0, 0]);
    // The third wins.
    let speeds = [HANGS, HANGS, FAST, HANGS];
    rig.call(client.hedge(HEDGE), &speeds).unwrap();
    let failures = ["a", "b", "c"].map(|name| rig.failures(name));
    assert_eq!(failures, [1, 1, 0]);
}

#[test]
fn a_probe_that_was_overtaken_has_failed_if_lost_races_count() {
    for (on_overtaken, is_open) in [(Verdict::NEXT, true), (Verdict::NEXT.uncounted(), false)] {
        let rig = Rig::new();
        rig.half_open("a");
        // Without a timeout, a probe has a rival after the delay.
        let client = rig.builder().on_overtaken(on_overtaken).build().unwrap();
        rig.call(client.hedge(HEDGE), &[HANGS, FAST]).unwrap();
        assert_eq!(rig.breaker.is_open("a"), is_open);
        assert_eq!(rig.breaker.state("a") == CircuitState::HalfOpen, !is_open);
    }
}

#[test]
fn a_lost_race_after_the_circuit_changed_changes_nothing() {
    let rig = Rig::new();
    let client = rig.builder().on_overtaken(Verdict::NEXT).build().unwrap();
    let a = async || {
        wait(&rig.clock, MS).await;
        rig.breaker.reset("a");
        pending::<Result<u32, Status>>().await
    };
    let hedged = client.hedge(HEDGE);
    let call = hedged.fetch_async((Provider::new("a", a), Provider::new("b", async || Ok(2))));
    rig.clock.block_on(call).unwrap();
    assert_eq!(rig.failures("a"), 0);
}

#[test]
fn a_call_that_is_dropped_or_not_served_overtakes_nobody() {
    let rig = Rig::new();
    let builder = || rig.builder().on_overtaken(Verdict::NEXT);
    let client = builder().on_timeout(Verdict::STOP).timeout(TIMEOUT);
    let client = client.build().unwrap();
    // The first stops the call, while the second is running.
    rig.call(client.hedge(HEDGE), &[HANGS, HANGS]).unwrap_err();
    assert_eq!((rig.failures("a"), rig.failures("b")), (0, 0));
    // The caller leaves.
    let client = builder().build().unwrap();
    let a = Provider::new("a", pending::<Result<u32, Status>>);
    let b = Provider::new("b", pending);
    let mut call = Box::pin(client.hedge(Duration::ZERO).fetch_async((a, b)));
    assert!(tests::support::poll(call.as_mut()).is_pending());
    drop(call);
    assert_eq!((rig.failures("a"), rig.failures("b")), (0, 0));
}

// Probes

#[test]
fn a_half_open_provider_that_answers_after_each_hedge_closes() {
    for on_overtaken in [Verdict::NEXT, Verdict::NEXT.uncounted()] {
        let rig = Rig::new();
        rig.half_open("a");
        let client = rig.builder().timeout(TIMEOUT).on_overtaken(on_overtaken);
        let client = client.build().unwrap();
        // One slow call ..
        let served = rig.call(client.hedge(HEDGE), &[SLOW, FAST]).unwrap();
        assert_eq!((served.provider.as_str(), rig.attempts("b")), ("a", 0));
        assert_eq!(rig.breaker.state("a"), CircuitState::Closed);
        // .. and then it is hedged again.
        let served = rig.call(client.hedge(HEDGE), &[SLOW, FAST]).unwrap();
        assert_eq!(served.provider, "b");
    }
}

#[test]
fn a_half_open_provider_that_hangs_costs_its_timeout_once_for_each_time_that_it_was_open() {
    let rig = Rig::new();
    rig.half_open("a");
    let client = rig.builder().timeout(TIMEOUT).build().unwrap();
    let began = rig.clock.now();
    for _ in 0..10 {
        let served = rig.call(client.hedge(HEDGE), &[HANGS, FAST]).unwrap();
        assert_eq!(served.provider, "b");
    }
    assert_eq!(rig.attempts("a"), 1);
    assert_eq!(rig.clock.now() - began, TIMEOUT + 10 * 10 * MS);
}

#[test]
fn a_probe_that_fails_starts_the_next_provider_at_once() {
    let rig = Rig::new();
    rig.half_open("a");
    let client = rig.builder().timeout(TIMEOUT).build().unwrap();
    let hedged = client.hedge(HEDGE);
    let a = async || {
        wait(&rig.clock, 70 * MS).await;
        Err::<u32, Status>(503)
    };
    let began = rig.clock.now();
    let b = async || Ok(2);
    let call = hedged.fetch_async((Provider::new("a", a), Provider::new("b", b)));
    rig.clock.block_on(call).unwrap();
    assert_eq!(rig.clock.now() - began, 70 * MS);
}

#[test]
fn a_probe_has_a_rival_if_its_timeout_leaves_no_time_for_another_provider() {
    for (deadline, served_by) in [(TIMEOUT, "b"), (TIMEOUT + MS, "a")] {
        let rig = Rig::new();
        rig.half_open("a");
        let client = rig.builder().timeout(TIMEOUT).deadline(deadline);
        let client = client.build().unwrap();
        let served = rig.call(client.hedge(HEDGE), &[SLOW, FAST]).unwrap();
        assert_eq!(served.provider, served_by);
    }
}

// `max_hedges`

#[test]
fn max_hedges_caps_the_requests_of_a_call() {
    for (max_hedges, called) in [
        (None, &["a", "b", "c", "d"][..]),
        (Some(1), &["a", "b"]),
        (Some(2), &["a", "b", "c"]),
        (Some(3), &["a", "b", "c", "d"]),
    ] {
        for delay in [HEDGE, Duration::ZERO] {
            let rig = Rig::new();
            let client = rig.builder().deadline(TIMEOUT).build().unwrap();
            let hedged = client.hedge(delay);
            let hedged = max_hedges.map_or(hedged, |most| hedged.max_hedges(most));
            let failed = rig.call(hedged, &[HANGS; 4]).unwrap_err();
            assert_eq!(*rig.called.borrow(), called, "{max_hedges:?}");
            assert_eq!(failed.failures().len(), called.len());
            assert_eq!(rig.clock.now(), TIMEOUT);
        }
    }
}

#[test]
fn a_failover_is_no_hedge() {
    let rig = Rig::new();
    let client = rig.builder().timeout(TIMEOUT).build().unwrap();
    let hedged = client.hedge(HEDGE).max_hedges(1);
    // `a` and `b` time out, 50 ms apart. `c` and `d` take their places.
    let served = rig.call(hedged, &[HANGS, HANGS, HANGS, FAST]).unwrap();
    assert_eq!(served.provider, "d");
    assert_eq!(*rig.called.borrow(), ["a", "b", "c", "d"]);
    assert_eq!(rig.clock.now(), TIMEOUT + HEDGE + 10 * MS);
}

#[test]
fn a_skipped_provider_takes_no_place() {
    let rig = Rig::new();
    rig.breaker.force_open("b");
    let client = rig.builder().build().unwrap();
    let hedged = client.hedge(HEDGE).max_hedges(1);
    let served = rig.call(hedged, &[HANGS, FAST, FAST]).unwrap();
    assert_eq!(served.provider, "c");
}

#[test]
fn a_cap_of_zero_is_refused() {
    let rig = Rig::new();
    let client = rig.builder().build().unwrap();
    let failed = rig.call(client.hedge(HEDGE).max_hedges(0), &[FAST, FAST]);
    let failed = failed.unwrap_err();
    assert_eq!(
        failed.end_reason(),
        EndReason::Refused(ConfigError::ZeroMaxHedges)
    );
    assert!(rig.called.borrow().is_empty());
    assert_eq!(
        ConfigError::ZeroMaxHedges.to_string(),
        "max_hedges is 0: it must be at least 1; make the call without `hedge` to start no provider early"
    );
}

#[test]
fn a_call_of_three_that_hang_is_over_exactly_at_the_deadline() {
    let rig = Rig::new();
    let client = rig
        .builder()
        .deadline(2 * TIMEOUT)
        .retries(3)
        .build()
        .unwrap();
    let failed = rig.call(client.hedge(HEDGE), &[HANGS; 3]).unwrap_err();
    assert_eq!(rig.clock.now(), 2 * TIMEOUT);
    let timed_out = |name| (name, FailureKind::TimedOut, 1);
    assert_eq!(brief(failed.failures()), ["a", "b", "c"].map(timed_out));
}
