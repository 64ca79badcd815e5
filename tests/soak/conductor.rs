//! Moves the breakers' clock, round by round, and within a round window by window.
//!
//! A round lets all workers run at once. It begins with a storm, in which each call checks only itself. Then the
//! conductor opens circuits and publishes that. It moves the clock to just before the first of them is due, and then
//! to exactly that time. Further windows follow in the same way. At the end all workers rest. At this quiet point, the
//! heap is checked, and every circuit must be in order.

use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;
use std::time::Duration;

use failover_core::{CircuitState, Permit};
use tokio::runtime::Runtime;

use crate::call::mix;
use crate::operator;
use crate::post::{Post, Step};
use crate::tally::Fault;
use crate::witness::{Fate, Stage, Visitor};
use crate::workers::Worker;
use crate::world::{Circuit, LEASE, NAMES, World, name_of};

/// The number of tasks for each thread.
pub(crate) const TASKS: usize = 4;
/// The number of calls in each part of a round.
const CALLS: u64 = 150;
const WINDOWS: u32 = 4;
/// The number of tries to open a circuit that others close.
const TRIES: u32 = 100;
const TICK: Duration = Duration::from_nanos(1);

pub(crate) struct Conductor {
    world: Arc<World>,
    runtime: Runtime,
    threads: Vec<Worker>,
    tasks: Vec<Worker>,
    rng: fastrand::Rng,
    rounds: u64,
}

impl Conductor {
    /// The workers by number: threads first, then tasks.
    pub(crate) fn new(
        world: &Arc<World>,
        runtime: Runtime,
        threads: Vec<Worker>,
        tasks: Vec<Worker>,
    ) -> Self {
        Self {
            world: Arc::clone(world),
            runtime,
            threads,
            tasks,
            rng: fastrand::Rng::with_seed(mix(world.seed)),
            rounds: 0,
        }
    }

    pub(crate) fn rounds(&self) -> u64 {
        self.rounds
    }

    /// Runs one round, until all workers rest.
    pub(crate) fn round(&mut self) {
        self.rounds += 1;
        self.world.stop(false);
        let spawn = |worker: Worker| thread::spawn(|| worker.run());
        let threads: Vec<_> = self.threads.drain(..).map(spawn).collect();
        let spawn = |worker: Worker| self.runtime.spawn(worker.run_async());
        let tasks: Vec<_> = self.tasks.drain(..).map(spawn).collect();
        let operator = {
            let (world, seed) = (Arc::clone(&self.world), self.rng.u64(..));
            thread::spawn(move || operator::run(&world, seed))
        };

        self.storm();
        self.open_circuits();
        for window in 1..=WINDOWS {
            let gives_up = window == WINDOWS && self.rng.bool();
            self.window(gives_up);
        }

        self.world.stop(true);
        self.post().tell(Step::Joins, 0);
        for thread in threads {
            match thread.join() {
                Ok(worker) => self.threads.push(worker),
                Err(_) => self.world.breach("a thread of the soak itself panicked"),
            }
        }
        for task in tasks {
            match self.runtime.block_on(task) {
                Ok(worker) => self.tasks.push(worker),
                Err(error) => self
                    .world
                    .breach(&format!("a task of the soak itself ended: {error}")),
            }
        }
        if operator.join().is_err() {
            self.world.breach("the operator panicked");
        }
    }

    fn post(&self) -> &Post {
        self.world.conductor_post()
    }

    fn wait_for_calls(&self, calls: u64) {
        self.post().tell(Step::Waits, 0);
        self.world.wait_for_calls(calls);
    }

    /// Runs a storm: circuits open and close as the providers please, and the clock jumps.
    fn storm(&mut self) {
        for _ in 0..3 {
            self.wait_for_calls(CALLS / 2);
            self.world
                .time
                .advance(Duration::from_secs(self.rng.u64(..40)));
        }
    }

    /// Makes sure that some circuits are open, whatever opened them, and publishes it.
    fn open_circuits(&mut self) {
        let world = Arc::clone(&self.world);
        for circuit in &world.circuits {
            if self.rng.u8(..4) > 0 && !circuit.is_blameless() {
                self.post().tell(Step::Opens, circuit.number);
                self.open(circuit);
            }
        }
        self.wait_for_calls(CALLS);
    }

    fn open(&mut self, circuit: &Circuit) {
        // Not while the operator has it.
        let Ok(_control) = circuit.control.try_lock() else {
            return;
        };
        let breaker = self.world.breaker(circuit);
        for _ in 0..TRIES {
            if let CircuitState::Open { retry_in: Some(_) } = breaker.state(&circuit.name()) {
                // Only the clock could end this, or the holder of the control.
                circuit.witness.opened();
                self.world.own_tally().outages.add(1);
                return;
            }
            match breaker.permit(circuit.name()) {
                Err(_) => thread::yield_now(),
                Ok(permit) => {
                    self.world.own_tally().fault(Fault::OpenedByHand);
                    match self.rng.u8(..8) {
                        0 => permit.open_for(circuit.reset_after * 2),
                        _ => permit.failure(),
                    }
                }
            }
        }
    }

    /// Moves the clock to the end of the first outage.
    fn window(&mut self, gives_up: bool) {
        let world = Arc::clone(&self.world);
        self.post().tell(Step::MovesTheClock, 0);
        // The clock is about to move, so the knowledge of half-open circuits ends here.
        for circuit in &world.circuits {
            if circuit.witness.look().stage() != Stage::Open {
                circuit.witness.forget();
            }
        }
        let known: Vec<_> = world
            .circuits
            .iter()
            .filter_map(|circuit| Some((circuit, self.due_in(circuit)?)))
            .collect();
        let Some(first) = known.iter().map(|(_, due_in)| *due_in).min() else {
            return self.open_circuits();
        };
        // No call may enter until the last nanosecond.
        world.time.advance(first.saturating_sub(TICK));
        self.wait_for_calls(CALLS / 3);

        self.post().tell(Step::MovesTheClock, 0);
        world.window.fetch_add(1, SeqCst);
        let due: Vec<_> = known
            .into_iter()
            .filter(|(_, due_in)| *due_in == first)
            .collect();
        for (circuit, _) in &due {
            circuit.witness.ending();
        }
        world.time.advance(TICK);
        for (circuit, _) in &due {
            // Unless a provider has extended the outage in the meantime.
            if world.breaker(circuit).state(&circuit.name()) == CircuitState::HalfOpen {
                circuit.witness.half_open();
                world.own_tally().windows.add(1);
            }
        }
        let kept = gives_up && due.iter().any(|(circuit, _)| self.give_up_a_probe(circuit));
        if !kept {
            self.wait_for_calls(CALLS);
        }
    }

    /// Returns the time until a circuit that is known to be open is half-open.
    fn due_in(&self, circuit: &Circuit) -> Option<Duration> {
        let breaker = self.world.breaker(circuit);
        while circuit.witness.look().stage() == Stage::Open && !self.world.is_broken() {
            match breaker.state(&circuit.name()) {
                CircuitState::Open { retry_in } => return retry_in,
                // Its probe has failed, and the engine does not know yet.
                CircuitState::HalfOpen => thread::yield_now(),
                CircuitState::Closed | CircuitState::Unknown => {
                    if circuit.witness.look().stage() == Stage::Open {
                        self.breach(circuit, "is closed, though nothing ended its outage");
                    }
                }
            }
        }
        None
    }

    /// Takes the probe of a half-open circuit first, and keeps it beyond its lease. Its result is then ignored.
    fn give_up_a_probe(&self, circuit: &Circuit) -> bool {
        let before = circuit.witness.look();
        let Ok(permit) = self.world.breaker(circuit).permit(circuit.name()) else {
            return false;
        };
        match circuit.witness.enter(before) {
            Ok(visitor @ Visitor::Probe(_)) if permit.is_probe() => {
                self.keep(circuit, permit, visitor);
                return true;
            }
            Ok(Visitor::Probe(_)) => self.breach(circuit, "closed without a probe that succeeded"),
            Ok(visitor) => circuit.witness.leave(visitor, Fate::Neither),
            Err(_) => self.breach(circuit, "gave out a second probe"),
        }
        false
    }

    fn keep(&self, circuit: &Circuit, permit: Permit<'_>, visitor: Visitor) {
        let world = &self.world;
        world.own_tally().fault(Fault::StaleProbe);
        self.wait_for_calls(CALLS / 3);
        // The clock moves for all circuits, so the leases of other probes are over too.
        for other in &world.circuits {
            if other.number != circuit.number {
                other.witness.forget();
            }
        }
        circuit.witness.leave(visitor, Fate::Neither);
        world.time.advance(LEASE);
        self.wait_for_calls(CALLS);
        // If no call has entered, it is still the probe, and closes the circuit.
        circuit.witness.forget_half_open();
        permit.success();
        self.wait_for_calls(CALLS / 3);
    }

    fn breach(&self, circuit: &Circuit, what: &str) {
        let (name, breaker) = (name_of(circuit.number), circuit.number / NAMES);
        self.world
            .breach(&format!("circuit {name} of breaker {breaker} {what}"));
    }
}
