//! A call that finds every circuit open.

use std::cell::Cell;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;

use failover_core::testing::Script;
use failover_core::{Clock, EndReason, ItemProvider, Served, WhenAllOpen};

use super::*;

/// Providers `a`, `b` and `c`, each with how often it was called.
#[derive(Default)]
struct Three {
    calls: [Cell<u32>; 3],
}

impl Three {
    fn ask(
        &self,
        client: &FailoverClient,
        reply: impl Fn(&str) -> Reply,
    ) -> Result<Served<u32, u16>, AllProvidersFailed<u16>> {
        let call = |index: usize, name: &'static str| {
            let reply = &reply;
            Provider::new(name, move || {
                self.calls[index].set(self.calls[index].get() + 1);
                reply(name)
            })
        };
        client.fetch((call(0, "a"), call(1, "b"), call(2, "c")))
    }

    fn calls(&self) -> [u32; 3] {
        [0, 1, 2].map(|index| self.calls[index].get())
    }
}

/// A breaker whose circuits `a`, `b` and `c` are open for so many seconds (`None`: without end).
fn rig(open: [Option<u64>; 3]) -> Rig {
    let rig = Rig::new(1);
    for (name, seconds) in ["a", "b", "c"].into_iter().zip(open) {
        match seconds {
            Some(seconds) => {
                let permit = rig.breaker.permit(name).unwrap();
                permit.open_for(Duration::from_secs(seconds));
            }
            None => rig.breaker.force_open(name),
        }
    }
    rig
}

fn probing_client(rig: &Rig) -> FailoverClient {
    rig.builder()
        .retries(3)
        .when_all_open(WhenAllOpen::ProbeEarliest)
        .build()
        .unwrap()
}

fn kinds(failed: &AllProvidersFailed<u16>) -> Vec<(&str, u32, bool)> {
    let kind = |failure: &failover_core::Failure<u16>| {
        let is_open = matches!(failure.kind, FailureKind::CircuitOpen(_));
        (failure.provider.as_str(), failure.attempts, is_open)
    };
    failed.failures().iter().map(kind).collect()
}

// By default

#[test]
fn fails_at_once_and_says_when_the_earliest_is_due() {
    let rig = rig([Some(50), Some(20), Some(30)]);
    rig.clock.advance(SECOND);
    let three = Three::default();
    let failed = three.ask(&rig.client(), |_| Ok(1)).unwrap_err();
    assert_eq!(three.calls(), [0, 0, 0]);
    assert_eq!(failed.end_reason(), EndReason::Exhausted);
    assert_eq!(failed.retry_in(), Some(19 * SECOND));
    let skipped = [("a", 0, true), ("b", 0, true), ("c", 0, true)];
    assert_eq!(kinds(&failed), skipped);
}

#[test]
fn the_time_it_says_is_when_a_call_goes_through() {
    let rig = rig([Some(50), Some(20), None]);
    let three = Three::default();
    let failed = three.ask(&rig.client(), |_| Ok(1)).unwrap_err();
    rig.clock.advance(failed.retry_in().unwrap() - NS);
    three.ask(&rig.client(), |_| Ok(1)).unwrap_err();
    rig.clock.advance(NS);
    assert_eq!(three.ask(&rig.client(), |_| Ok(1)).unwrap().provider, "b");
    assert_eq!(three.calls(), [0, 1, 0]);
}

#[test]
fn a_probe_elsewhere_or_a_held_circuit_has_no_time_known() {
    let rig = rig([None, Some(20), None]);
    rig.clock.advance(20 * SECOND);
    let _probe = rig.breaker.permit("b").unwrap();
    let failed = Three::default().ask(&rig.client(), |_| Ok(1)).unwrap_err();
    assert_eq!(failed.retry_in(), None);
    assert_eq!(failed.failures().len(), 3);
}

#[test]
fn the_time_known_of_one_stands_beside_a_probe_elsewhere() {
    let rig = rig([Some(20), Some(50), None]);
    rig.clock.advance(20 * SECOND);
    let _probe = rig.breaker.permit("a").unwrap();
    let failed = Three::default().ask(&rig.client(), |_| Ok(1)).unwrap_err();
    assert_eq!(failed.retry_in(), Some(30 * SECOND));
}

#[test]
fn one_closed_circuit_is_enough() {
    let rig = rig([Some(50), Some(20), Some(30)]);
    rig.breaker.reset("c");
    let three = Three::default();
    let served = three.ask(&probing_client(&rig), |_| Ok(1)).unwrap();
    assert_eq!(served.provider, "c");
    assert_eq!(three.calls(), [0, 0, 1]);
    assert_eq!(served.failures().len(), 2);
}

#[test]
fn items_fail_at_once_too() {
    let rig = rig([Some(20), Some(50), None]);
    let a = ItemProvider::new("a", |_: &[u8]| Ok::<_, u16>([(1, 1)]));
    let failed = rig.client().fetch_items([1], [a]).unwrap_err();
    assert_eq!(failed.retry_in(), Some(20 * SECOND));
}

// The earliest as a last resort

#[test]
fn the_earliest_is_probed_and_closes() {
    let rig = rig([Some(50), Some(20), Some(30)]);
    let three = Three::default();
    let served = three
        .ask(&probing_client(&rig), |_| {
            assert!(rig.breaker.permit("b").unwrap_err().is_probing());
            Ok(7)
        })
        .unwrap();
    assert_eq!((served.value, served.provider.as_str()), (7, "b"));
    assert_eq!(three.calls(), [0, 1, 0]);
    let failures: Vec<_> = served.failures().iter().map(|f| f.provider).collect();
    assert_eq!(failures, ["a", "c"]); // b's skip is not one of them
    assert_eq!(rig.breaker.state("b"), CircuitState::Closed);
    assert_eq!(rig.state(), open_for(50 * SECOND));
    assert_eq!(rig.breaker.state("c"), open_for(30 * SECOND));
}

#[test]
fn of_two_that_are_due_together_the_first_is_probed() {
    let rig = rig([Some(50), Some(20), Some(20)]);
    let served = Three::default().ask(&probing_client(&rig), |_| Ok(7));
    assert_eq!(served.unwrap().provider, "b");
}

#[test]
fn the_last_resort_is_one_attempt_and_its_failure_replaces_the_skip() {
    let rig = rig([Some(50), Some(20), Some(30)]);
    let three = Three::default();
    let failed = three.ask(&probing_client(&rig), |_| failed()).unwrap_err();
    assert_eq!(three.calls(), [0, 1, 0]);
    let failures = [("a", 0, true), ("c", 0, true), ("b", 1, false)];
    assert_eq!(kinds(&failed), failures);
    assert_eq!(failed.failure("b").unwrap().error(), Some(&503));
    assert_eq!(rig.breaker.state("b"), open_for(MINUTE)); // for all of reset_after
    assert!(rig.clock.slept().is_empty());
}

#[test]
fn an_early_probe_that_fails_does_not_shorten_the_time_to_stay_away() {
    let rig = rig([Some(3600), Some(3600), Some(3600)]);
    rig.clock.advance(SECOND);
    let failed = Three::default().ask(&probing_client(&rig), |_| failed());
    assert_eq!(failed.unwrap_err().failures().len(), 3);
    assert_eq!(rig.breaker.state("a"), open_for(HOUR - SECOND));
}

#[test]
fn an_early_probe_that_comes_to_nothing_leaves_the_circuit_open_for_the_rest() {
    let rig = rig([Some(50), Some(20), Some(30)]);
    let client = probing_client(&rig);
    let uncounted = client.classify(|_: &u16| Verdict::NEXT.uncounted());
    let provider = |name| Provider::new(name, failed);
    let providers = [provider("a"), provider("b"), provider("c")];
    rig.clock.advance(SECOND);
    uncounted.fetch(&providers).unwrap_err();
    assert_eq!(rig.breaker.state("b"), open_for(19 * SECOND));
}

#[test]
fn nobody_is_probed_early_while_a_probe_is_under_way_at_any() {
    for name in ["a", "b", "c"] {
        let rig = rig([Some(20), Some(20), Some(20)]);
        rig.clock.advance(20 * SECOND);
        let _probe = rig.breaker.permit(name).unwrap();
        for other in ["a", "b", "c"] {
            if let Ok(probe) = rig.breaker.permit(other) {
                probe.failure();
            }
        }
        let three = Three::default();
        let failed = three.ask(&probing_client(&rig), |_| Ok(1)).unwrap_err();
        assert_eq!(three.calls(), [0, 0, 0], "{name} is being probed");
        assert_eq!(failed.failures().len(), 3);
    }
}

#[test]
fn the_probe_of_a_last_resort_is_alone_as_well() {
    let rig = rig([Some(50), Some(20), Some(30)]);
    let client = probing_client(&rig);
    let (outer, inner) = (Three::default(), Three::default());
    let served = outer.ask(&client, |_| {
        inner.ask(&client, |_| Ok(1)).unwrap_err();
        Ok(7)
    });
    assert_eq!(served.unwrap().value, 7);
    assert_eq!(inner.calls(), [0, 0, 0]);
}

#[test]
fn circuits_held_open_are_left_alone() {
    let one_is_not = rig([None, Some(50), None]);
    let three = Three::default();
    let served = three.ask(&probing_client(&one_is_not), |_| Ok(1)).unwrap();
    assert_eq!(served.provider, "b");

    let all_are = rig([None, None, None]);
    let three = Three::default();
    let failed = three.ask(&probing_client(&all_are), |_| Ok(1)).unwrap_err();
    assert_eq!(three.calls(), [0, 0, 0]);
    assert_eq!(failed.retry_in(), None);
}

#[test]
fn whoever_else_was_called_there_is_no_last_resort() {
    for (name, calls) in [("a", [1, 0, 0]), ("b", [0, 1, 0]), ("c", [0, 0, 1])] {
        let rig = rig([Some(50), Some(20), Some(30)]);
        rig.breaker.reset(name);
        let client = rig.builder().when_all_open(WhenAllOpen::ProbeEarliest);
        let three = Three::default();
        let client = client.build().unwrap();
        three.ask(&client, |_| failed()).unwrap_err();
        assert_eq!(three.calls(), calls);
    }
}

#[test]
fn a_circuit_that_is_held_open_meanwhile_is_left_alone() {
    /// Holds the circuit open as soon as the breaker has looked at its own clock to skip it.
    struct Holds(Arc<CircuitBreaker>, Arc<AtomicBool>);
    impl Clock for Holds {
        fn now(&self) -> Duration {
            if self.1.load(Relaxed) {
                self.0.force_open("a");
            }
            Duration::ZERO
        }
    }
    struct Looked(Arc<AtomicBool>);
    impl Clock for Looked {
        fn now(&self) -> Duration {
            self.0.store(true, Relaxed);
            Duration::ZERO
        }
    }

    let looked = Arc::new(AtomicBool::new(false));
    let breaker = CircuitBreaker::new(1, MINUTE).clock(Looked(Arc::clone(&looked)));
    let breaker = Arc::new(breaker);
    breaker.permit("a").unwrap().failure();
    looked.store(false, Relaxed);
    let client = FailoverClient::builder()
        .circuit_breaker(Arc::clone(&breaker))
        .clock(Holds(Arc::clone(&breaker), looked))
        .deadline(MINUTE) // so that the client's clock is read between two turns
        .when_all_open(WhenAllOpen::ProbeEarliest)
        .build()
        .unwrap();
    assert!(is_skipped(&ask(&client, || Ok(1))));
    assert_eq!(breaker.state("a"), HELD_OPEN);
}

#[test]
fn a_panic_in_the_last_resort_frees_its_place() {
    let rig = rig([Some(50), Some(20), Some(30)]);
    let client = probing_client(&rig);
    let bug = panic_message(|| {
        let _ = Three::default().ask(&client, |_| panic!("bug"));
    });
    assert_eq!(bug, "bug");
    let served = Three::default().ask(&client, |_| Ok(1)).unwrap();
    assert_eq!(served.provider, "b");
}

#[test]
fn items_have_a_last_resort_too() {
    let rig = rig([Some(20), Some(50), None]);
    let client = probing_client(&rig);
    let a = Script::<Vec<(u8, u8)>, u16, u8>::new()
        .err(503)
        .ok(vec![(1, 10)]);
    let ask = || {
        client.fetch_items(
            [1],
            (
                ItemProvider::new("a", |keys: &[u8]| a.ask(keys)),
                ItemProvider::new("b", |_: &[u8]| Ok([(1, 20)])),
            ),
        )
    };
    let failed = ask().unwrap_err();
    assert_eq!(kinds(&failed), [("b", 0, true), ("a", 1, false)]);
    assert_eq!(a.calls(), 1);

    rig.breaker.permit("c").unwrap_err();
    rig.clock.advance(MINUTE - NS); // b is half-open by now, and serves
    assert_eq!(ask().unwrap().provenance(&1), Some("b"));
}

#[test]
fn without_a_breaker_nothing_is_a_last_resort() {
    let client = FailoverClient::builder().when_all_open(WhenAllOpen::ProbeEarliest);
    let three = Three::default();
    let client = client.build().unwrap();
    three.ask(&client, |_| failed()).unwrap_err();
    assert_eq!(three.calls(), [1, 1, 1]);
}

#[test]
fn the_only_provider_is_a_last_resort_too() {
    let rig = Rig::new(1);
    rig.trip();
    let client = probing_client(&rig);
    let served = client
        .fetch([Provider::new("a", || Ok::<_, u16>(7))])
        .unwrap();
    assert!(served.failures().is_empty()); // its skip is not one of them
    rig.breaker.reset("a");
    rig.trip();
    let failed = client.fetch([Provider::new("a", failed)]).unwrap_err();
    assert_eq!(kinds(&failed), [("a", 1, false)]);
}
