//! Hedged calls, in virtual time: which provider starts when, which wins, and what happens to the others.

mod circuits;
mod dropped;
mod hung;
mod lists;
mod model;
mod rules;
mod timeout_and_deadline;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, Clock, EndReason, FailoverClient, FailoverClientBuilder, Failure,
    FailureKind, Provider, Served, Timer, Verdict,
};
use tests::support::{brief, secs};

/// The error of a provider: a status code.
type Status = u16;

type Outcome = Result<Served<u32, Status>, AllProvidersFailed<Status>>;

/// The time that an attempt takes, and its outcome.
type Reply = (Duration, Result<u32, Status>);

/// A provider's attempts. The last repeats.
type Plan<'p> = &'p [Reply];

const NAMES: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

const fn ok(after: u64) -> Reply {
    (secs(after), Ok(1))
}

const fn err(after: u64) -> Reply {
    (secs(after), Err(503))
}

/// A clock, and what happened by it.
#[derive(Default)]
struct World {
    clock: ManualClock,
    log: Mutex<Vec<String>>,
    under_way: AtomicUsize,
}

impl World {
    fn builder(&self) -> FailoverClientBuilder {
        FailoverClient::builder()
            .clock(self.clock.clone())
            .timer(self.clock.clone())
    }

    fn client(&self) -> FailoverClient {
        self.builder().build().unwrap()
    }

    fn note(&self, what: &str) {
        let now = self.clock.now().as_secs_f64();
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.push(format!("{now} {what}"));
    }

    /// Returns when each attempt began, and which attempts were dropped before their end.
    fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    fn sources<'w, const N: usize>(&'w self, plans: [Plan<'_>; N]) -> [Source<'w>; N] {
        let mut index = 0;
        plans.map(|plan| {
            index += 1;
            Source {
                world: self,
                name: NAMES[index - 1],
                plan: plan.to_vec(),
                calls: AtomicUsize::new(0),
            }
        })
    }

    /// A hedged call of three.
    fn fetch(&self, client: &FailoverClient, delay: u64, plans: [Plan<'_>; 3]) -> Outcome {
        self.fetch_judged(client, delay, |_| Verdict::RETRY, plans)
    }

    fn fetch_judged(
        &self,
        client: &FailoverClient,
        delay: u64,
        classify: impl Fn(&Status) -> Verdict,
        plans: [Plan<'_>; 3],
    ) -> Outcome {
        let [a, b, c] = self.sources(plans);
        let hedged = client.classify(classify).hedge(secs(delay));
        self.clock.block_on(hedged.fetch_async((
            Provider::new("a", || a.attempt()),
            Provider::new("b", || b.attempt()),
            Provider::new("c", || c.attempt()),
        )))
    }
}

/// A provider that does as planned, and notes what it does.
struct Source<'w> {
    world: &'w World,
    name: &'static str,
    plan: Vec<Reply>,
    calls: AtomicUsize,
}

impl Source<'_> {
    async fn attempt(&self) -> Result<u32, Status> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        let (after, result) = self.plan[call.min(self.plan.len() - 1)];
        self.world.note(self.name);
        self.world.under_way.fetch_add(1, Ordering::Relaxed);
        let mut attempt = Attempt {
            source: self,
            is_over: false,
        };
        if !after.is_zero() {
            Timer::sleep(&self.world.clock, after).await;
        }
        attempt.is_over = true;
        result
    }
}

struct Attempt<'s> {
    source: &'s Source<'s>,
    is_over: bool,
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        self.source.world.under_way.fetch_sub(1, Ordering::Relaxed);
        if !self.is_over {
            self.source
                .world
                .note(&format!("{} dropped", self.source.name));
        }
    }
}

/// Returns provider and attempts of each turn, in order.
fn turns(served: &Served<u32, Status>) -> Vec<(&'static str, u32)> {
    let turns = served.turns();
    turns
        .map(|turn| (turn.provider.as_str(), turn.attempts))
        .collect()
}

/// The failures of a call that ended so.
#[track_caller]
fn failed(outcome: Outcome, ended: EndReason) -> Vec<(&'static str, FailureKind<Status>, u32)> {
    let failed = outcome.unwrap_err();
    assert_eq!(failed.end_reason(), ended);
    brief(failed.failures())
}

const CANCELLED: FailureKind<Status> = FailureKind::Cancelled;
const DOWN: FailureKind<Status> = FailureKind::Error(503);
