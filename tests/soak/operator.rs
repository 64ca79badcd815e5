//! An operator who resets and forces circuits during the calls, unless the conductor needs to know their states.

use std::thread;
use std::time::Duration;

use failover_core::CircuitState;

use crate::post::Step;
use crate::tally::Fault;
use crate::witness::Stage;
use crate::world::{Circuit, World, name_of};

/// The number of calls while a circuit is held.
const HELD: u64 = 30;

/// Operates until all are to rest. No circuit stays held.
pub(crate) fn run(world: &World, seed: u64) {
    let mut rng = fastrand::Rng::with_seed(seed);
    let post = world.operator_post();
    while !world.is_stopped() {
        let circuit = &world.circuits[rng.usize(..world.circuits.len())];
        post.tell(Step::Operates, circuit.number);
        match circuit.control.try_lock() {
            Ok(_control) if may_operate(circuit) => operate(world, circuit, &mut rng),
            _ => {}
        }
        post.tell(Step::Rests, 0);
        pause(world, HELD);
    }
    post.tell(Step::Rests, 0);
}

fn may_operate(circuit: &Circuit) -> bool {
    circuit.witness.look().stage() == Stage::Free && !circuit.is_blameless()
}

fn operate(world: &World, circuit: &Circuit, rng: &mut fastrand::Rng) {
    let (breaker, name) = (world.breaker(circuit), circuit.name());
    let tally = world.own_tally();
    match rng.u8(..3) {
        0 => {
            tally.fault(Fault::Reset);
            breaker.reset(&name);
        }
        1 => {
            tally.fault(Fault::ForceClose);
            breaker.force_close(name);
            pause(world, HELD);
            let state = breaker.state(&name);
            if state != CircuitState::Closed {
                let name = name_of(circuit.number);
                world.breach(&format!("circuit {name} is held closed, and is {state}"));
            }
            breaker.reset(&name);
        }
        _ => {
            tally.fault(Fault::ForceOpen);
            breaker.force_open(name);
            circuit.witness.opened();
            tally.outages.add(1);
            pause(world, HELD);
            circuit.witness.forget();
            breaker.reset(&name);
        }
    }
}

/// Waits until so many more calls were made, or until all are to rest.
fn pause(world: &World, calls: u64) {
    let target = world.calls() + calls;
    while world.calls() < target && !world.is_stopped() {
        thread::sleep(Duration::from_micros(50));
    }
}
