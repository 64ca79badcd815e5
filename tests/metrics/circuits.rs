//! The metrics of circuits.

use failover_core::{CircuitBreaker, MetricsObserver};
use tests::support::{MINUTE, secs};

use super::World;

fn breaker(world: &World) -> CircuitBreaker {
    let breaker = CircuitBreaker::new(1, MINUTE).clock(world.clock.clone());
    breaker.observer(world.observer.clone())
}

/// Changes the circuit `a` in every way.
pub(crate) fn change_circuits(world: &World) -> CircuitBreaker {
    let breaker = breaker(world);
    let permit = || breaker.permit("a").unwrap();
    world.recorder.during(|| {
        permit().failure();
        world.clock.advance(MINUTE);
        permit().failure();
        world.clock.advance(MINUTE);
        drop(permit());
        permit().success();
        permit().open_for(secs(9));
        breaker.reset("a");
        breaker.force_open("a");
    });
    breaker
}

#[test]
fn each_change_is_counted_by_its_cause() {
    let world = World::new();
    change_circuits(&world);
    let expected = [
        "circuit_changes_total{provider=a,to=closed,cause=operator} 1",
        "circuit_changes_total{provider=a,to=closed,cause=probe_succeeded} 1",
        "circuit_changes_total{provider=a,to=open,cause=failures} 1",
        "circuit_changes_total{provider=a,to=open,cause=open_for} 1",
        "circuit_changes_total{provider=a,to=open,cause=operator} 1",
        "circuit_changes_total{provider=a,to=open,cause=probe_failed} 1",
        "circuit_changes_total{provider=a,to=open,cause=probe_released} 1",
        "circuit_changes_total{provider=a,to=probing,cause=probe_started} 3",
    ];
    assert_eq!(world.lines(""), expected);
}

/// Returns the states whose gauge is 1, and checks that the others are 0.
fn states(world: &World, breaker: &CircuitBreaker) -> Vec<String> {
    let observe = || MetricsObserver::record_circuits(breaker);
    world.recorder.during(observe);
    let lines = world.lines("circuit_state");
    assert!(
        lines
            .iter()
            .all(|it| it.ends_with(" 0") || it.ends_with(" 1"))
    );
    let one = lines.iter().filter_map(|line| {
        let (_, labels) = line.strip_suffix(" 1")?.split_once('{')?;
        Some(labels.trim_end_matches('}').to_owned())
    });
    one.collect()
}

#[test]
fn the_state_is_read_when_it_is_asked_for() {
    let world = World::new();
    let breaker = breaker(&world);
    assert_eq!(states(&world, &breaker), [""; 0]);
    world.recorder.during(|| {
        breaker.permit("a").unwrap().failure();
        breaker.permit("b").unwrap().success();
    });
    let open = ["provider=a,state=open", "provider=b,state=closed"];
    assert_eq!(states(&world, &breaker), open);
    assert_eq!(world.lines("circuit_state").len(), 6);
    // No event says that a circuit is half-open.
    world.clock.advance(MINUTE);
    let half_open = ["provider=a,state=half_open", "provider=b,state=closed"];
    assert_eq!(states(&world, &breaker), half_open);
}
