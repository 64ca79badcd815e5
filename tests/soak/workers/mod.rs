//! The workers: threads with the blocking client, tasks with the async one. The decisions of a worker follow only from
//! the seed, its number, and the number of its calls.

mod awaited;
mod blocking;
mod wired;

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;
use std::time::Duration;

use failover_core::{Clock, ConfigError, FailoverClient, Provider, ProviderList};

use self::wired::WIRED;
use crate::call::{Call, Key, Listed, TIMEOUT, Trouble, Value, mix};
use crate::chaos::Boom;
use crate::post::Step;
use crate::tally::Kind;
use crate::time::OwnTime;
use crate::world::{BREAKERS, NAMES, World};

const BACKOFF: Duration = Duration::from_millis(100);
const DEADLINE: Duration = Duration::from_secs(5);
const HEDGE: Duration = Duration::from_millis(300);
/// The cap of the second provider of a list, and of all providers that are called concurrently.
const MAX_KEYS: usize = 3;
const CONCURRENCY: usize = 3;
const MOST_KEYS: usize = 12;

pub(crate) struct Worker {
    world: Arc<World>,
    number: usize,
    calls: u64,
    rng: fastrand::Rng,
    time: OwnTime,
    clients: Vec<Client>,
    stored: Vec<Stored>,
}

/// A client of one of the breakers, and the facts that the checks need.
struct Client {
    failover: FailoverClient,
    breaker: usize,
    deadline: Option<Duration>,
}

/// A list that was made once, and its names.
struct Stored {
    names: Vec<usize>,
    list: ProviderList<Provider<StoredCall>>,
}

type StoredCall = Box<dyn Fn(&Call) -> Result<Value, Trouble> + Send>;

impl Worker {
    pub(crate) fn new(world: &Arc<World>, number: usize) -> Result<Self, ConfigError> {
        let time = OwnTime::default();
        let mut clients = Vec::new();
        for breaker in 0..BREAKERS {
            for (retries, deadline) in [(0, None), (2, None), (1, Some(DEADLINE))] {
                let mut builder = FailoverClient::builder()
                    .retries(retries)
                    .retry_backoff(BACKOFF)
                    .timeout(TIMEOUT)
                    .circuit_breaker(Arc::clone(&world.breakers[breaker]))
                    .clock(time.clone())
                    .sleep(time.clone())
                    .timer(time.clone());
                if let Some(deadline) = deadline {
                    builder = builder.deadline(deadline);
                }
                clients.push(Client {
                    failover: builder.build()?,
                    breaker,
                    deadline,
                });
            }
        }
        let mut rng = fastrand::Rng::with_seed(mix(world.seed ^ mix(number as u64)));
        let stored = (0..4).map(|_| stored(world, &mut rng));
        let stored = stored.collect::<Result<_, _>>()?;
        Ok(Self {
            world: Arc::clone(world),
            number,
            calls: 0,
            rng,
            time,
            clients,
            stored,
        })
    }

    fn one_of(&mut self, kinds: &[Kind]) -> Kind {
        kinds[self.rng.usize(..kinds.len())]
    }

    /// Returns true if the conductor keeps up. If not, lets others run.
    fn may_call(&self) -> bool {
        let may = !self.world.is_ahead();
        if !may {
            self.rest();
            thread::yield_now();
        }
        may
    }

    fn rest(&self) {
        self.world.posts[self.number].tell(Step::Rests, 0);
    }

    /// Returns the next call, its client, and its stored list if it is of that kind.
    fn begin(&mut self, kind: Kind) -> (usize, usize, Call) {
        let rng = &mut self.rng;
        let (client, stored) = (
            rng.usize(..self.clients.len()),
            rng.usize(..self.stored.len()),
        );
        let names = match kind {
            Kind::Stored => self.stored[stored].names.clone(),
            _ if kind.is_wired() => WIRED.to_vec(),
            _ => some_names(rng),
        };
        let Client {
            breaker, deadline, ..
        } = self.clients[client];
        let asked = if kind.is_of_items() {
            some_keys(rng)
        } else {
            Vec::new()
        };
        let mut keys = asked.clone();
        keys.sort_unstable();
        keys.dedup();
        let key = |key| Key {
            key,
            given: AtomicBool::new(false),
        };
        let circuits = &self.world.circuits[breaker * NAMES..];
        let window = self.world.window.load(SeqCst);
        let listed = |name: usize| Listed::new(&circuits[name]);
        self.calls += 1;
        let id = (self.number as u64) << Call::NUMBER_BITS | self.calls;
        let call = Call {
            world: Arc::clone(&self.world),
            worker: self.number,
            kind,
            id,
            seed: mix(self.world.seed ^ mix(id)),
            time: self.time.clone(),
            end: deadline.map(|deadline| self.time.now() + deadline),
            window,
            list: names.into_iter().map(listed).collect(),
            keys: keys.into_iter().map(key).collect(),
            asked,
            entries: AtomicU32::new(0),
            successes: AtomicU32::new(0),
            stopped: AtomicBool::new(false),
        };
        self.world.count_call();
        call.tally().calls[kind as usize].add(1);
        call.post().tell(Step::Calls, kind as usize);
        (client, stored, call)
    }

    /// A panic came out of a call: a provider's, or an unexpected one.
    fn panicked(call: &Call, panic: &(dyn Any + Send)) {
        if panic.is::<Boom>() {
            return;
        }
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        call.breach(&format!("it panicked: {}", text.unwrap_or("with no text")));
    }
}

/// Returns two to five circuits, in any order.
fn some_names(rng: &mut fastrand::Rng) -> Vec<usize> {
    let mut names: Vec<usize> = (0..NAMES).collect();
    rng.shuffle(&mut names);
    names.truncate(rng.usize(2..=5));
    names
}

/// Returns the keys in any order, some of them twice.
fn some_keys(rng: &mut fastrand::Rng) -> Vec<u32> {
    let count = rng.usize(1..=MOST_KEYS);
    (0..count).map(|_| rng.u32(..16)).collect()
}

fn stored(world: &World, rng: &mut fastrand::Rng) -> Result<Stored, ConfigError> {
    let names = some_names(rng);
    let provider = |(place, name): (usize, &usize)| {
        let call: StoredCall = Box::new(move |call| call.serve(place));
        Provider::new(world.circuits[*name].name(), call)
    };
    let list = ProviderList::new(names.iter().enumerate().map(provider).collect())?;
    Ok(Stored { names, list })
}
