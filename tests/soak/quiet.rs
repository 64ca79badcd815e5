//! The quiet point at the end of a round. No call is under way, so every question has one right answer.

use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

use failover_core::{CircuitBreaker, CircuitState, Name};

use crate::post::Step;
use crate::world::{Circuit, NAMES, World, name_of};

/// Checks that every permit is back, and that every circuit can be probed, opened and closed. All are closed in the
/// end.
pub(crate) fn check(world: &World) {
    let window = world.window.load(SeqCst);
    let told = |circuit: &Circuit, checked: Result<(), String>| {
        if let Err(what) = checked {
            let (name, breaker) = (name_of(circuit.number), circuit.breaker);
            world.breach(&format!(
                "at rest, circuit {name} of breaker {breaker} {what}"
            ));
        }
    };
    for circuit in &world.circuits {
        world.conductor_post().tell(Step::Probes, circuit.number);
        let breaker = world.breaker(circuit);
        let was_closed_to_all = circuit.witness.admitted_none(window)
            && breaker.state(&circuit.name()) == CircuitState::HalfOpen;
        if was_closed_to_all {
            told(
                circuit,
                Err("was half-open, rejected calls, and admitted none".into()),
            );
        }
        if circuit.is_blameless() && breaker.state(&circuit.name()) != CircuitState::Closed {
            told(
                circuit,
                Err("is not closed, though its provider never fails".into()),
            );
        }
        circuit.witness.forget();
        told(circuit, probes_are_back(breaker, circuit.name()));
    }
    let longest = world.circuits.iter().filter_map(|circuit| {
        match world.breaker(circuit).state(&circuit.name()) {
            CircuitState::Open { retry_in } => retry_in,
            _ => None,
        }
    });
    world.time.advance(longest.max().unwrap_or_default());
    for circuit in &world.circuits {
        let breaker = world.breaker(circuit);
        told(
            circuit,
            is_probed_once(breaker, circuit.name(), circuit.reset_after),
        );
    }
    let longest = world
        .circuits
        .iter()
        .map(|circuit| circuit.reset_after)
        .max();
    world.time.advance(longest.unwrap_or_default());
    for circuit in &world.circuits {
        told(circuit, closes(world.breaker(circuit), circuit.name()));
    }
    for breaker in &world.breakers {
        let circuits = breaker.snapshot();
        let all_well = circuits
            .iter()
            .all(|circuit| circuit.state == CircuitState::Closed && circuit.failures == 0);
        if circuits.len() != NAMES || !all_well {
            world.breach(&format!(
                "at rest, not all circuits of a breaker are closed: {circuits:?}"
            ));
        }
    }
}

/// Checks that a half-open circuit admits a probe.
fn probes_are_back(breaker: &CircuitBreaker, name: Name) -> Result<(), String> {
    match breaker.state(&name) {
        CircuitState::HalfOpen => match breaker.permit(name) {
            Ok(_) => Ok(()),
            Err(open) => Err(format!(
                "is half-open, and its probe never came back: {open}"
            )),
        },
        CircuitState::Open { retry_in: None } => Err("is held open, but by no operator".into()),
        CircuitState::Open { .. } | CircuitState::Closed => Ok(()),
        CircuitState::Unknown => Err("is unknown, though it is registered".into()),
    }
}

/// Checks that a circuit which was open is half-open: one probe, which opens it again.
fn is_probed_once(
    breaker: &CircuitBreaker,
    name: Name,
    reset_after: Duration,
) -> Result<(), String> {
    if breaker.state(&name) == CircuitState::Closed {
        return Ok(());
    }
    let probe = breaker
        .permit(name)
        .map_err(|open| format!("is due, and lends no probe: {open}"))?;
    if !probe.is_probe() || breaker.permit(name).is_ok() {
        return Err("lends more than one probe".into());
    }
    drop(probe);
    let again = breaker
        .permit(name)
        .map_err(|open| format!("keeps a probe that was dropped: {open}"))?;
    again.failure();
    match breaker.state(&name) {
        CircuitState::Open {
            retry_in: Some(left),
        } if left == reset_after => Ok(()),
        state => Err(format!("is {state:?} after a failed probe")),
    }
}

fn closes(breaker: &CircuitBreaker, name: Name) -> Result<(), String> {
    let permit = breaker
        .permit(name)
        .map_err(|open| format!("is due, and lends no probe: {open}"))?;
    permit.success();
    match breaker.state(&name) {
        CircuitState::Closed => Ok(()),
        state => Err(format!("is {state} after a success")),
    }
}
