//! The lines of circuits: one WARN per outage.

use std::sync::{Arc, Mutex};

use failover_core::testing::ManualClock;
use failover_core::{CircuitBreaker, CircuitChanged, Event, Observer, TracingObserver};
use tests::support::secs;

use super::lines_of;

fn breaker(clock: &ManualClock) -> CircuitBreaker {
    CircuitBreaker::new(2, secs(60)).clock(clock.clone())
}

/// Opens the circuit `a`, lets one probe fail, and lets the next one succeed.
fn outage(breaker: &CircuitBreaker, clock: &ManualClock) {
    breaker.permit("a").unwrap().failure();
    breaker.permit("a").unwrap().failure();
    clock.advance(secs(60));
    breaker.permit("a").unwrap().failure();
    clock.advance(secs(60));
    breaker.permit("a").unwrap().success();
}

/// Returns the lines without the number of the circuit, which differs from run to run.
fn without_number(lines: Vec<String>) -> Vec<String> {
    let lines = lines.into_iter();
    lines
        .map(|line| {
            let words = line.split(' ').filter(|word| !word.starts_with("circuit="));
            words.collect::<Vec<_>>().join(" ")
        })
        .collect()
}

#[test]
fn an_outage_has_one_warn_and_one_info() {
    let clock = ManualClock::new();
    let breaker = breaker(&clock).observer(TracingObserver::new());
    let lines = lines_of(|| outage(&breaker, &clock));
    let expected = [
        "WARN failover: circuit opened provider=a from=closed to=open cause=failures generation=1 \
         open_for_ms=60000",
        "DEBUG failover: probe started provider=a from=open to=probing cause=probe_started generation=2",
        "DEBUG failover: circuit stays open provider=a from=probing to=open cause=probe_failed \
         generation=3 open_for_ms=60000",
        "DEBUG failover: probe started provider=a from=open to=probing cause=probe_started generation=4",
        "INFO failover: circuit closed provider=a from=probing to=closed cause=probe_succeeded \
         generation=5",
    ];
    assert_eq!(without_number(lines), expected);
}

#[test]
fn every_outage_has_its_warn() {
    let clock = ManualClock::new();
    let breaker = breaker(&clock).observer(TracingObserver::new());
    let lines = lines_of(|| {
        outage(&breaker, &clock);
        outage(&breaker, &clock);
    });
    let warns = lines.iter().filter(|line| line.starts_with("WARN"));
    assert_eq!(warns.count(), 2);
}

#[test]
fn a_time_that_only_extends_the_outage_is_no_new_warn() {
    let clock = ManualClock::new();
    let breaker = breaker(&clock).observer(TracingObserver::new());
    let lines = lines_of(|| {
        let (one, other) = (breaker.permit("a").unwrap(), breaker.permit("a").unwrap());
        one.open_for(secs(5));
        other.open_for(secs(9));
    });
    let expected = [
        "WARN failover: circuit opened provider=a from=closed to=open cause=open_for generation=1 \
         open_for_ms=5000",
        "DEBUG failover: circuit stays open provider=a from=open to=open cause=open_for generation=2 \
         open_for_ms=9000",
    ];
    assert_eq!(without_number(lines), expected);
}

#[test]
fn an_operator_has_lines_too() {
    let clock = ManualClock::new();
    let breaker = breaker(&clock).observer(TracingObserver::new());
    let lines = lines_of(|| {
        breaker.force_open("a");
        breaker.reset("a");
        breaker.reset("a");
    });
    let expected = [
        "WARN failover: circuit opened provider=a from=closed to=open cause=operator generation=1",
        "INFO failover: circuit closed provider=a from=open to=closed cause=operator generation=2",
        "DEBUG failover: circuit stays closed provider=a from=closed to=closed cause=operator \
         generation=3",
    ];
    assert_eq!(without_number(lines), expected);
}

/// Returns the changes of a circuit through one outage.
fn changes() -> Vec<CircuitChanged> {
    let changes = Arc::new(Mutex::new(Vec::new()));
    let (clock, sink) = (ManualClock::new(), Arc::clone(&changes));
    let breaker = breaker(&clock).on_event(move |event| {
        if let Event::CircuitChanged(changed) = event {
            sink.lock().unwrap().push(*changed);
        }
    });
    outage(&breaker, &clock);
    let changes = changes.lock().unwrap();
    changes.clone()
}

/// Returns the level of the line for each of these changes.
fn levels(observer: &TracingObserver, changes: &[CircuitChanged]) -> Vec<String> {
    let lines = lines_of(|| {
        for changed in changes {
            observer.event(&Event::CircuitChanged(*changed));
        }
    });
    let levels = lines.iter().map(|line| line.split(' ').next().unwrap());
    levels.map(str::to_owned).collect()
}

#[test]
fn a_change_that_arrives_after_a_newer_one_is_no_warn() {
    let changes = changes();
    let [opened, .., closed] = changes[..] else {
        panic!("{changes:?}")
    };
    let levels = levels(&TracingObserver::new(), &[closed, opened]);
    assert_eq!(levels, ["INFO", "DEBUG"]);
}

#[test]
fn a_change_that_arrives_twice_is_one_warn() {
    let opened = changes()[0];
    let levels = levels(&TracingObserver::new(), &[opened, opened]);
    assert_eq!(levels, ["WARN", "DEBUG"]);
}

#[test]
fn the_generation_may_wrap_around() {
    let mut opened = changes()[0];
    let mut before = opened;
    before.generation = u32::MAX;
    opened.generation = 0;
    let observer = TracingObserver::new();
    assert_eq!(levels(&observer, &[before, opened]), ["WARN", "WARN"]);
}

#[test]
fn circuits_of_the_same_name_in_two_breakers_have_a_warn_each() {
    let (one, other) = (changes(), changes());
    let levels = levels(&TracingObserver::new(), &[one[4], other[0]]);
    assert_eq!(levels, ["INFO", "WARN"]);
}

#[test]
fn many_circuits_have_a_warn_each() {
    let clock = ManualClock::new();
    let breaker = breaker(&clock).observer(TracingObserver::new());
    let lines = lines_of(|| {
        for name in 0..200 {
            breaker.force_open(format!("host {name}"));
        }
    });
    assert_eq!(lines.len(), 200);
    assert!(lines.iter().all(|line| line.starts_with("WARN")));
}
