//! Everything that all workers share: the breakers and their circuits, the counters, the breaches.

use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::Duration;

use failover_core::{CircuitBreaker, Name};

use crate::post::Post;
use crate::tally::Tally;
use crate::time::BreakerTime;
use crate::witness::Witness;

/// Names of providers. Each has a circuit in each breaker.
pub(crate) const NAMES: usize = TEXTS.len();
pub(crate) const BREAKERS: usize = 2;
const TEXTS: [&str; 9] = [
    "amber", "basalt", "cobalt", "dolomite", "feed-1", "feed-2", "feed-3", "feed-4", "feed-5",
];
/// Names from here on are made at run time, again for every call.
const MADE: usize = 4;
/// Its provider never fails, and no operator forces its circuits, so they are closed all the time.
const BLAMELESS: usize = 8;
/// Longer than all outages of a round together. A probe loses its permit only if the conductor wants it to.
pub(crate) const LEASE: Duration = Duration::from_secs(24 * 3600);

/// The number of calls by which the workers may be ahead of the conductor. Otherwise, on a busy machine, most calls
/// would be made while it waits for its turn.
const AHEAD: u64 = 50;

pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) time: BreakerTime,
    pub(crate) breakers: [Arc<CircuitBreaker>; BREAKERS],
    pub(crate) circuits: Vec<Circuit>,
    /// The counters of each worker. The last are the conductor's and the operator's.
    pub(crate) tallies: Vec<Tally>,
    /// The activity of each worker. The last two are the conductor's and the operator's.
    pub(crate) posts: Vec<Post>,
    /// The number of the present window: the time between two moves of the breakers' clock.
    pub(crate) window: AtomicU64,
    calls: AtomicU64,
    /// The number of calls that the conductor waits for.
    goal: AtomicU64,
    conductor: Thread,
    stop: AtomicBool,
    breaches: Mutex<Vec<String>>,
}

/// One provider of one breaker.
pub(crate) struct Circuit {
    pub(crate) number: usize,
    pub(crate) breaker: usize,
    pub(crate) reset_after: Duration,
    /// The share of attempts that misbehave, of 256.
    pub(crate) illness: u8,
    pub(crate) witness: Witness,
    /// Only its holder may reset or force the circuit.
    pub(crate) control: Mutex<()>,
}

impl World {
    /// Creates the world. The calling thread is the conductor's.
    pub(crate) fn new(seed: u64, workers: usize) -> Self {
        let time = BreakerTime::default();
        let settings = [(1, Duration::from_secs(10)), (3, Duration::from_secs(60))];
        let breaker = |(threshold, reset_after)| {
            let breaker = CircuitBreaker::new(threshold, reset_after);
            Arc::new(breaker.probe_lease(LEASE).clock(time.clone()))
        };
        let circuit = |number| Circuit {
            number,
            breaker: number / NAMES,
            reset_after: settings[number / NAMES].1,
            illness: [30, 60, 90, 120, 40, 70, 100, 150, 20][number % NAMES],
            witness: Witness::default(),
            control: Mutex::default(),
        };
        let breakers = settings.map(breaker);
        let circuits: Vec<Circuit> = (0..NAMES * BREAKERS).map(circuit).collect();
        for circuit in &circuits {
            breakers[circuit.breaker].register([circuit.name()]);
        }
        Self {
            seed,
            breakers,
            time,
            circuits,
            tallies: (0..=workers).map(|_| Tally::default()).collect(),
            posts: (0..workers + 2).map(|_| Post::default()).collect(),
            window: AtomicU64::new(0),
            calls: AtomicU64::new(0),
            goal: AtomicU64::new(0),
            conductor: thread::current(),
            stop: AtomicBool::new(false),
            breaches: Mutex::default(),
        }
    }

    /// Returns the counters of the conductor and the operator.
    pub(crate) fn own_tally(&self) -> &Tally {
        &self.tallies[self.tallies.len() - 1]
    }

    pub(crate) fn conductor_post(&self) -> &Post {
        &self.posts[self.posts.len() - 2]
    }

    pub(crate) fn operator_post(&self) -> &Post {
        &self.posts[self.posts.len() - 1]
    }

    pub(crate) fn breaker(&self, circuit: &Circuit) -> &CircuitBreaker {
        &self.breakers[circuit.breaker]
    }

    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(SeqCst)
    }

    pub(crate) fn faults(&self) -> u64 {
        self.tallies.iter().map(Tally::all_faults).sum()
    }

    pub(crate) fn sum(&self, count: impl Fn(&Tally) -> u64) -> u64 {
        self.tallies.iter().map(count).sum()
    }

    /// Counts a call that begins, and wakes the conductor if it waits for it.
    pub(crate) fn count_call(&self) {
        let calls = self.calls.fetch_add(1, SeqCst) + 1;
        if calls == self.goal.load(SeqCst) {
            self.conductor.unpark();
        }
    }

    /// Waits until so many more calls were begun, or something is wrong. Only for the conductor.
    pub(crate) fn wait_for_calls(&self, more: u64) {
        let goal = self.calls() + more;
        self.goal.store(goal, SeqCst);
        while self.calls() < goal && !self.is_broken() {
            // The wait has a limit, because the goal may have been reached before it was set.
            thread::park_timeout(Duration::from_millis(1));
        }
    }

    /// Returns true if more calls were begun than the conductor waits for.
    pub(crate) fn is_ahead(&self) -> bool {
        self.calls() > self.goal.load(SeqCst) + AHEAD
    }

    /// Returns true if the workers rest after their present call.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.load(Relaxed)
    }

    pub(crate) fn stop(&self, stop: bool) {
        self.stop.store(stop, SeqCst);
    }

    pub(crate) fn breach(&self, what: &str) {
        let line = format!("after {} faults: {what}", self.faults());
        self.breaches().push(line);
    }

    pub(crate) fn is_broken(&self) -> bool {
        !self.breaches().is_empty()
    }

    pub(crate) fn breaches(&self) -> MutexGuard<'_, Vec<String>> {
        self.breaches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Circuit {
    /// Returns true if nothing may ever open it.
    pub(crate) fn is_blameless(&self) -> bool {
        self.number % NAMES == BLAMELESS
    }

    /// Returns the name as a provider has it: a literal, or a text made at run time.
    pub(crate) fn name(&self) -> Name {
        let text = name_of(self.number);
        match self.number % NAMES {
            MADE.. => Name::from(text.to_owned()),
            _ => Name::new(text),
        }
    }
}

/// Returns the name of the circuit's provider.
pub(crate) fn name_of(circuit: usize) -> &'static str {
    TEXTS[circuit % NAMES]
}
