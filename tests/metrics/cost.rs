//! The cost of an event: registrations, allocations, and readings of the clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use failover_core::{Clock, Event, FailoverClient, Interest, MetricsObserver, Observer, Provider};
use tests::support::Down;

use super::World;

/// Counts the allocations of another observer.
#[derive(Default)]
struct Measured {
    observer: MetricsObserver,
    allocations: AtomicU64,
}

impl Observer for Measured {
    fn interest(&self) -> Interest {
        self.observer.interest()
    }

    fn event(&self, event: &Event<'_>) {
        let measured = allocation_counter::measure(|| self.observer.event(event));
        self.allocations
            .fetch_add(measured.count_total, Ordering::Relaxed);
    }
}

#[test]
fn only_the_first_event_of_a_series_registers_and_allocates() {
    let world = World::new();
    let measured = Arc::new(Measured::default());
    let client = FailoverClient::builder().observer(measured.clone());
    let client = client.build().unwrap();
    let allocations_and_registrations = || {
        world.recorder.during(|| {
            let a = Provider::new("a", || Err(Down));
            client.fetch((a, Provider::new("b", || Ok(1)))).unwrap();
        });
        let allocations = measured.allocations.swap(0, Ordering::Relaxed);
        (allocations, world.recorder.registrations())
    };
    let (first, registrations) = allocations_and_registrations();
    assert!(first > 0);
    assert_eq!(registrations, 4);
    assert_eq!(allocations_and_registrations(), (0, 4));
}

/// A clock that counts how often it is read.
#[derive(Clone, Default)]
struct CountingClock(Arc<AtomicU64>);

impl Clock for CountingClock {
    fn now(&self) -> Duration {
        Duration::from_secs(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

#[test]
fn the_clock_is_read_only_for_durations() {
    for (observer, expected) in [
        (MetricsObserver::new(), 0),
        (MetricsObserver::new().durations(), 4),
    ] {
        let world = World::with(observer);
        let clock = CountingClock::default();
        let client = world.client().clock(clock.clone()).build().unwrap();
        world.recorder.during(|| {
            let a = Provider::new("a", || Ok::<_, Down>(1));
            client.fetch([a]).unwrap();
        });
        assert_eq!(clock.0.load(Ordering::Relaxed), expected);
    }
}

#[test]
fn a_duration_that_another_observer_asked_for_is_not_recorded() {
    struct Both(Arc<MetricsObserver>);
    impl Observer for Both {
        fn interest(&self) -> Interest {
            Interest::ALL
        }
        fn event(&self, event: &Event<'_>) {
            self.0.event(event);
        }
    }
    let world = World::new();
    let client = world.client().observer(Both(world.observer.clone()));
    let client = client.build().unwrap();
    world.recorder.during(|| {
        let a = Provider::new("a", || Ok::<_, Down>(1));
        client.fetch([a]).unwrap();
    });
    assert_eq!(world.lines("call_duration"), [""; 0]);
    assert_eq!(
        world.lines("calls"),
        ["calls_total{client=c,outcome=served} 1"]
    );
}

#[test]
fn every_metric_is_described_with_its_unit() {
    let world = World::with(MetricsObserver::new().durations());
    super::calls::hedged(&world);
    let breaker = super::circuits::change_circuits(&world);
    world
        .recorder
        .during(|| MetricsObserver::record_circuits(&breaker));
    let described = world.recorder.described();
    assert_eq!(described.len(), 9);
    for (name, unit) in described {
        let is_time = name.ends_with("_seconds");
        let expected = if is_time { "s" } else { "" };
        assert_eq!(unit.unwrap().as_canonical_label(), expected, "{name}");
    }
}
