//! The three providers: futures that are ready at a simulated instant, and counters of what was asked of them.

use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock;
use crate::executor::sleep;
use crate::random::Random;
use crate::scenario::{PROVIDERS, Phase, Scenario, Trouble};

/// Microseconds until a provider that is dead, or refuses a request, has said so.
const REFUSAL: u64 = 5_000;
const SLOWER: u64 = 1_950_000;

/// The reason why a request failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The provider failed.
    Failed,
    /// Status 429, with the time of `Retry-After`.
    TooMany(Duration),
    /// The client gave up waiting, or did not ask.
    NotServed,
}

/// A key and the number of the provider that served it.
pub type Served = (u32, usize);

/// Counts of what a provider received.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    pub requests: u64,
    pub keys: u64,
    /// Requests to a provider in trouble.
    pub wasted: u64,
}

/// The providers of one run.
pub struct Providers {
    states: [Mutex<State>; PROVIDERS],
    under_way: [AtomicUsize; PROVIDERS],
}

struct State {
    phases: Vec<Phase>,
    random: Random,
    asked: Asked,
}

/// The reply to a request: a failure, or the chance (of 100) that a key is served.
struct Reply {
    after: Option<u64>,
    result: Result<u64, Failure>,
}

impl Providers {
    pub fn new(scenario: &Scenario, seed: u64) -> Arc<Self> {
        let state = |index: usize| {
            Mutex::new(State {
                phases: scenario.phases[index].clone(),
                random: Random::new(seed, 1 + index as u64),
                asked: Asked::default(),
            })
        };
        Arc::new(Self {
            states: std::array::from_fn(state),
            under_way: Default::default(),
        })
    }

    /// Makes a request for one value, which is the number of the provider.
    pub async fn ask(self: Arc<Self>, provider: usize) -> Result<usize, Failure> {
        let _under_way = UnderWay::new(&self, provider);
        let reply = self.state(provider).reply(1, self.under_way(provider));
        wait(reply.after).await;
        reply.result.map(|_| provider)
    }

    /// Makes a request for a batch of keys. The answer may lack some of them.
    pub async fn ask_batch(
        self: Arc<Self>,
        provider: usize,
        keys: Vec<u32>,
    ) -> Result<Vec<Served>, Failure> {
        let _under_way = UnderWay::new(&self, provider);
        let reply = {
            let under_way = self.under_way(provider);
            self.state(provider).reply(keys.len() as u64, under_way)
        };
        wait(reply.after).await;
        let chance = reply.result?;
        let mut state = self.state(provider);
        let mut has = |_: &u32| chance == 100 || state.random.chance(chance);
        let served = keys.into_iter().filter(|key| has(key));
        Ok(served.map(|key| (key, provider)).collect())
    }

    /// Returns the counts of the first provider, the second and the third.
    pub fn asked(&self) -> [Asked; PROVIDERS] {
        std::array::from_fn(|provider| self.state(provider).asked)
    }

    fn under_way(&self, provider: usize) -> usize {
        self.under_way[provider].load(Ordering::Relaxed)
    }

    fn state(&self, provider: usize) -> MutexGuard<'_, State> {
        self.states[provider]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Counts a request that begins now, and draws what happens to it.
    fn reply(&mut self, keys: u64, under_way: usize) -> Reply {
        let now = clock::now();
        let past = self.phases.partition_point(|phase| phase.until <= now);
        let phase = self.phases.get(past).filter(|phase| phase.from <= now);
        let latency = self.random.latency();
        let served = Reply {
            after: Some(latency),
            result: Ok(100),
        };
        let refused = |failure| Reply {
            after: Some(REFUSAL),
            result: Err(failure),
        };
        let mut wasted = true;
        let reply = match phase.map(|phase| phase.trouble) {
            Some(Trouble::Dead) => refused(Failure::Failed),
            Some(Trouble::Failing(chance)) => Reply {
                result: if self.random.chance(chance) {
                    Err(Failure::Failed)
                } else {
                    Ok(100)
                },
                ..served
            },
            Some(Trouble::Slow) => Reply {
                after: Some(latency + SLOWER),
                ..served
            },
            Some(Trouble::Hung) => Reply {
                after: None,
                ..served
            },
            Some(Trouble::Storm) => {
                // The header has whole seconds.
                let left = phase.map_or(0, |phase| phase.until - now);
                refused(Failure::TooMany(Duration::from_secs(
                    left.div_ceil(1_000_000),
                )))
            }
            Some(Trouble::Partial(chance)) => Reply {
                result: Ok(chance),
                ..served
            },
            Some(Trouble::Cold(room)) if under_way > room => refused(Failure::Failed),
            Some(Trouble::Cold(_)) | None => {
                wasted = false;
                served
            }
        };
        self.asked.requests += 1;
        self.asked.keys += keys;
        self.asked.wasted += u64::from(wasted);
        reply
    }
}

async fn wait(micros: Option<u64>) {
    match micros {
        Some(micros) => sleep(Duration::from_micros(micros)).await,
        None => pending().await,
    }
}

/// Counts a request until it ends or is dropped.
struct UnderWay<'a>(&'a AtomicUsize);

impl<'a> UnderWay<'a> {
    fn new(providers: &'a Providers, provider: usize) -> Self {
        let count = &providers.under_way[provider];
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
