//! One call as the soak knows it: its providers, its keys, and what its providers did.

use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64};
use std::time::Duration;

use failover_core::{Clock, Verdict};

use crate::post::Post;
use crate::tally::{Fault, Kind, Tally};
use crate::time::OwnTime;
use crate::witness::Look;
use crate::world::{Circuit, World};

/// The limit of an attempt.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(2);
/// The longest time for which a provider asks to be left alone, in seconds.
const LONGEST_STAY: u64 = 100;

pub(crate) struct Call {
    pub(crate) world: Arc<World>,
    pub(crate) worker: usize,
    pub(crate) kind: Kind,
    /// Unique to this call. Values and errors carry it.
    pub(crate) id: u64,
    /// The seed of what its providers do. The number of the entry is the other input.
    pub(crate) seed: u64,
    pub(crate) time: OwnTime,
    /// The end of the deadline.
    pub(crate) end: Option<Duration>,
    /// The window in which it began.
    pub(crate) window: u64,
    pub(crate) list: Vec<Listed>,
    pub(crate) keys: Vec<Key>,
    /// The keys of the request, some of them twice.
    pub(crate) asked: Vec<u32>,
    pub(crate) entries: AtomicU32,
    /// Attempts that were successes.
    pub(crate) successes: AtomicU32,
    /// True once a provider failed in a way that stops the call.
    pub(crate) stopped: AtomicBool,
}

/// A provider of a call.
pub(crate) struct Listed {
    pub(crate) circuit: usize,
    /// The circuit's witness when the call began.
    pub(crate) at_first: Look,
    /// The same before the circuit was last asked.
    before: AtomicU64,
    pub(crate) entries: AtomicU32,
}

/// A key of a call, once.
pub(crate) struct Key {
    pub(crate) key: u32,
    /// True once a provider has given a good value for it, in time.
    pub(crate) given: AtomicBool,
}

/// A value that a provider serves: its provider, its key (zero in a value call), and its call. It is in a box, so that
/// a lost value shows on the heap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value(pub(crate) Box<Origin>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) circuit: usize,
    pub(crate) key: u32,
    pub(crate) call: u64,
    pub(crate) good: bool,
}

/// The error of a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble(pub(crate) Box<Blame>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Blame {
    pub(crate) circuit: usize,
    pub(crate) call: u64,
    pub(crate) fault: Fault,
    pub(crate) stay: Duration,
}

impl Value {
    pub(crate) fn is_good(&self) -> bool {
        self.0.good
    }
}

impl Trouble {
    pub(crate) fn verdict(&self) -> Verdict {
        match self.0.fault {
            Fault::NextError => Verdict::NEXT,
            Fault::UncountedError => Verdict::RETRY.uncounted(),
            Fault::Stop => Verdict::STOP,
            Fault::StayAway => Verdict::NEXT.open_for(self.0.stay),
            _ => Verdict::RETRY,
        }
    }
}

impl Call {
    /// The bits of an id that count a worker's calls.
    pub(crate) const NUMBER_BITS: u32 = 40;

    pub(crate) fn circuit(&self, place: usize) -> &Circuit {
        &self.world.circuits[self.list[place].circuit]
    }

    pub(crate) fn tally(&self) -> &Tally {
        &self.world.tallies[self.worker]
    }

    pub(crate) fn post(&self) -> &Post {
        &self.world.posts[self.worker]
    }

    /// Returns a number for an entry, from which its provider decides what to do.
    pub(crate) fn seed_of_entry(&self) -> u64 {
        let entry = u64::from(self.entries.fetch_add(1, SeqCst)) + 1;
        mix(self.seed ^ entry.wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    pub(crate) fn value(&self, place: usize, key: u32, good: bool) -> Value {
        let circuit = self.list[place].circuit;
        let call = self.id;
        Value(Box::new(Origin {
            circuit,
            key,
            call,
            good,
        }))
    }

    pub(crate) fn trouble(&self, place: usize, fault: Fault, rng: &mut fastrand::Rng) -> Trouble {
        Trouble(Box::new(Blame {
            circuit: self.list[place].circuit,
            call: self.id,
            fault,
            stay: Duration::from_secs(rng.u64(1..=LONGEST_STAY)),
        }))
    }

    pub(crate) fn is_late(&self, entered: Duration) -> bool {
        let now = self.time.now();
        now > entered + TIMEOUT || self.end.is_some_and(|end| now > end)
    }

    /// Looks at the circuits. The engine asks for the next permit after this.
    pub(crate) fn look(&self) {
        for (place, listed) in self.list.iter().enumerate() {
            let look = self.circuit(place).witness.look();
            listed.before.store(look.into_word(), SeqCst);
        }
    }

    pub(crate) fn breach(&self, what: &str) {
        let Self { kind, id, .. } = self;
        let (worker, number) = (id >> Self::NUMBER_BITS, id & ((1 << Self::NUMBER_BITS) - 1));
        let kind = kind.name();
        self.world.breach(&format!(
            "{what} ({kind}, call {number} of worker {worker})"
        ));
    }
}

impl Listed {
    pub(crate) fn new(circuit: &Circuit) -> Self {
        let look = circuit.witness.look();
        Self {
            circuit: circuit.number,
            at_first: look,
            before: AtomicU64::new(look.into_word()),
            entries: AtomicU32::default(),
        }
    }

    pub(crate) fn before(&self) -> Look {
        Look::from_word(self.before.load(SeqCst))
    }
}

/// Spreads a number over all bits (the finalizer of `SplitMix64`).
pub(crate) fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
