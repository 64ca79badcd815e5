//! A clock, a client, a breaker, the providers, and the permits that are held.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, CircuitSnapshot, CircuitState, Clock, FailoverClient, ItemProvider, Permit,
    Provider, ScopedClient, Timer, Verdict,
};

use super::promises::{self, Came, Reply};
use super::{Attempt, Does, How, MOST_ATTEMPTS, MOST_PERMITS, Operator, Plan, Settle, Step};
use crate::draw::{Failed, NAMES, says_no_payload, with_own};

/// The way in which a world makes its calls.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum By {
    Blocking,
    Polled,
}

/// A value that knows its provider and key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Value {
    pub(super) provider: usize,
    pub(super) key: u8,
    pub(super) is_valid: bool,
    /// True if its key was requested, and no other value followed for it.
    pub(super) counts: bool,
}

/// An attempt that was begun: its provider and its keys.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub(super) provider: usize,
    pub(super) at: Duration,
    pub(super) keys: Vec<u8>,
    /// The part of its answer that counts: keys, and whether their values are valid.
    pub(super) gave: Vec<(u8, bool)>,
}

/// Everything that is visible after a step.
#[derive(Debug, PartialEq)]
pub(super) struct Seen {
    came: String,
    asked: Vec<Asked>,
    now: Duration,
    circuits: Vec<CircuitSnapshot>,
}

pub(super) struct World<'a> {
    plan: &'a Plan,
    by: By,
    clock: ManualClock,
    breaker: Option<&'a CircuitBreaker>,
    client: FailoverClient,
    permits: Vec<(usize, u64, Permit<'a>)>,
    /// The number of attempts of each provider.
    cursors: [Cell<usize>; NAMES.len()],
    attempts: Cell<usize>,
    asked: RefCell<Vec<Asked>>,
    /// The probe under way, as far as it is known.
    lent: [Cell<Option<Lent>>; NAMES.len()],
    last_lent: Cell<u64>,
}

#[derive(Debug, Clone, Copy)]
struct Lent {
    number: u64,
    since: Duration,
    lease: Duration,
}

impl<'a> World<'a> {
    /// Creates a world. Returns `None` if the settings are refused.
    pub(super) fn new(
        plan: &'a Plan,
        by: By,
        clock: ManualClock,
        breaker: Option<&'a Arc<CircuitBreaker>>,
    ) -> Option<Self> {
        let mut builder = plan.settings.builder(&clock);
        if let Some(breaker) = breaker {
            builder = builder.circuit_breaker(Arc::clone(breaker));
        }
        Some(Self {
            plan,
            by,
            clock,
            breaker: breaker.map(|breaker| &**breaker),
            client: builder.build().ok()?,
            permits: Vec::new(),
            cursors: Default::default(),
            attempts: Cell::default(),
            asked: RefCell::default(),
            lent: Default::default(),
            last_lent: Cell::default(),
        })
    }

    pub(super) fn take(&mut self, step: &Step) -> Seen {
        let mut came = String::new();
        match step {
            Step::Call(how, None) => came = self.whole(*how),
            Step::Call(how, Some(keys)) => came = self.items(*how, keys),
            Step::Advance(time) => self.clock.advance(time.0),
            Step::Set(time) => {
                if time.0 < self.clock.now() {
                    // The start of a lease is unknown now.
                    self.lent.iter().for_each(|lent| lent.set(None));
                }
                self.clock.set(time.0);
            }
            Step::Permit(who) => came = self.permit(who.0),
            Step::Settle(slot, settle) => self.settle(usize::from(*slot), *settle),
            Step::Operator(operator, who) => self.operate(*operator, who.0),
        }
        self.nothing_is_left_behind();
        Seen {
            came,
            asked: self.asked.take(),
            now: self.clock.now(),
            circuits: self.breaker.map_or_else(Vec::new, CircuitBreaker::snapshot),
        }
    }

    fn permit(&mut self, who: usize) -> String {
        let Some(breaker) = self.breaker.filter(|_| self.permits.len() < MOST_PERMITS) else {
            return String::new();
        };
        match breaker.permit(NAMES[who]) {
            Ok(permit) => {
                let number = if permit.is_probe() {
                    self.lend(who, None)
                } else {
                    0
                };
                let came = format!("{permit:?}");
                self.permits.push((who, number, permit));
                came
            }
            Err(open) => {
                says_no_payload(&open);
                format!("{open:?}")
            }
        }
    }

    fn settle(&mut self, slot: usize, settle: Settle) {
        if self.permits.is_empty() {
            return;
        }
        let (who, number, permit) = self.permits.swap_remove(slot % self.permits.len());
        match settle {
            Settle::Success => permit.success(),
            Settle::Failure => permit.failure(),
            Settle::StayAway(time) => permit.open_for(time.0),
            Settle::Drop => drop(permit),
        }
        self.give_back(who, number);
    }

    fn operate(&self, operator: Operator, who: usize) {
        let Some(breaker) = self.breaker else { return };
        let (name, state) = (NAMES[who], |who| breaker.state(NAMES[who]));
        match operator {
            Operator::ForceOpen => {
                breaker.force_open(name);
                assert_eq!(state(who), CircuitState::Open { retry_in: None });
            }
            Operator::ForceClose => {
                breaker.force_close(name);
                assert_eq!(state(who), CircuitState::Closed);
            }
            Operator::Reset => {
                let is_known = state(who) != CircuitState::Unknown;
                breaker.reset(name);
                assert_eq!(state(who) == CircuitState::Closed, is_known);
            }
            Operator::Look => {
                let _ = format!("{breaker:?} {:?} {}", self.client, state(who));
                return;
            }
        }
        self.lent[who].set(None);
    }

    /// Checks that no probe is lost: a call releases its probe, however it ended.
    fn nothing_is_left_behind(&self) {
        let Some(breaker) = self.breaker else { return };
        for (who, name) in NAMES.into_iter().enumerate() {
            let is_held =
                |(whose, _, permit): &(usize, u64, Permit<'_>)| *whose == who && permit.is_probe();
            if breaker.state(name) == CircuitState::HalfOpen && !self.permits.iter().any(is_held) {
                let permit = breaker.permit(name).expect("the probe's place is free");
                assert!(permit.is_probe());
            }
        }
    }

    /// Begins a probe. Until it ends, there must be no other one.
    fn lend(&self, who: usize, timeout: Option<Duration>) -> u64 {
        let (now, number) = (self.clock.now(), self.last_lent.get() + 1);
        if let Some(lent) = self.lent[who].get() {
            let since = now.saturating_sub(lent.since);
            assert!(
                since >= lent.lease,
                "two probes of {} in one window",
                NAMES[who]
            );
        }
        let settings = self.plan.breaker.as_ref();
        let reset_after = settings.map_or(Duration::ZERO, |breaker| breaker.reset_after.0);
        let lease = settings.and_then(crate::draw::Breaker::probe_lease);
        let lease = lease.unwrap_or_else(|| {
            let shortest =
                timeout.map_or(Duration::from_secs(30), |timeout| timeout.saturating_mul(2));
            reset_after.max(shortest)
        });
        self.last_lent.set(number);
        self.lent[who].set(Some(Lent {
            number,
            since: now,
            lease,
        }));
        number
    }

    fn give_back(&self, who: usize, number: u64) {
        if self.lent[who]
            .get()
            .is_some_and(|lent| lent.number == number)
        {
            self.lent[who].set(None);
        }
    }

    /// Begins an attempt. The circuit must not be open.
    fn begin(&self, provider: usize, keys: &[u8]) -> Begun<'_, 'a> {
        let state = self.breaker.map(|breaker| breaker.state(NAMES[provider]));
        assert!(
            !matches!(state, Some(CircuitState::Open { .. })),
            "called while open"
        );
        let timeout = self.plan.settings.timeout(provider);
        let number = match state {
            Some(CircuitState::HalfOpen) => self.lend(provider, timeout),
            _ => 0,
        };
        self.asked.borrow_mut().push(Asked {
            provider,
            at: self.clock.now(),
            keys: keys.to_vec(),
            gave: Vec::new(),
        });
        let entry = self.asked.borrow().len() - 1;
        let (script, cursor) = (&self.plan.feeds[provider].attempts, &self.cursors[provider]);
        let mut attempt = match script.len() {
            0 => Attempt::SERVES,
            length => script[cursor.get() % length],
        };
        cursor.set(cursor.get() + 1);
        self.attempts.set(self.attempts.get() + 1);
        if self.attempts.get() > MOST_ATTEMPTS {
            (attempt.takes.0, attempt.does) = (Duration::ZERO, Does::Fail(Verdict::STOP.into()));
        } else if let Does::Hang = attempt.does {
            attempt.takes.0 = Duration::MAX;
        }
        Begun {
            world: self,
            provider,
            number,
            entry,
            attempt,
        }
    }

    fn block(&self, provider: usize, keys: &[u8]) -> Result<Reply, Failed> {
        let begun = self.begin(provider, keys);
        self.clock.advance(begun.attempt.takes.0);
        begun.end(keys)
    }

    async fn wait(&self, provider: usize, keys: &[u8]) -> Result<Reply, Failed> {
        let begun = self.begin(provider, keys);
        Timer::sleep(&self.clock, begun.attempt.takes.0).await;
        begun.end(keys)
    }

    async fn attempt(&self, how: How, provider: usize, keys: &[u8]) -> Result<Reply, Failed> {
        match how {
            How::EachItsWay => self.block(provider, keys),
            _ => self.wait(provider, keys).await,
        }
    }

    fn judged(&self) -> ScopedClient<'_, impl Fn(&Value) -> bool, impl Fn(&Failed) -> Verdict> {
        self.client
            .is_valid(|value: &Value| value.is_valid)
            .classify(|error: &Failed| error.0)
    }

    fn whole(&self, how: How) -> String {
        let settings = &self.plan.settings;
        let all = 0..self.plan.feeds.len();
        if let (How::EachItsWay, By::Blocking) = (how, self.by) {
            let provider = |i| Provider::new(NAMES[i], move || Ok(self.block(i, &[0])?.whole(i)));
            let providers: Vec<_> = all.map(provider).collect();
            let result = with_own!(settings, providers, Provider::settings, {
                self.judged().fetch(providers)
            });
            return promises::whole(&result, &self.asked.borrow());
        }
        let provider = |i| {
            let call = move || async move { Ok(self.attempt(how, i, &[0]).await?.whole(i)) };
            Provider::new(NAMES[i], call)
        };
        let providers: Vec<_> = all.map(provider).collect();
        let result = if let How::Hedged(delay) = how {
            let mut hedged = self.judged().hedge(delay.0);
            if let Some(max_hedges) = settings.more.max_hedges {
                hedged = hedged.max_hedges(max_hedges);
            }
            with_own!(settings, providers, Provider::settings, {
                self.run(how, hedged.fetch_async(providers))
            })
        } else {
            with_own!(settings, providers, Provider::settings, {
                self.run(how, self.judged().fetch_async(providers))
            })
        };
        result.map_or_else(String::new, |result| {
            promises::whole(&result, &self.asked.borrow())
        })
    }

    fn items(&self, how: How, keys: &[u8]) -> String {
        let Plan {
            feeds, settings, ..
        } = self.plan;
        let max_keys = |i: usize| feeds[i].max_keys.map_or(usize::MAX, |few| few.0);
        let all = 0..feeds.len();
        let result = if let (How::EachItsWay, By::Blocking) = (how, self.by) {
            let provider = |i| {
                let ask = move |keys: &[u8]| self.block(i, keys);
                ItemProvider::new(NAMES[i], ask).max_keys(max_keys(i))
            };
            let providers: Vec<_> = all.map(provider).collect();
            with_own!(settings, providers, ItemProvider::settings, {
                Some(self.judged().fetch_items(keys, providers))
            })
        } else {
            let provider = |i| {
                let ask = move |keys: Vec<u8>| async move { self.attempt(how, i, &keys).await };
                let concurrency = match how {
                    How::EachItsWay => 1,
                    _ => feeds[i].concurrency.0,
                };
                ItemProvider::new_async(NAMES[i], ask)
                    .max_keys(max_keys(i))
                    .concurrency(concurrency)
            };
            let providers: Vec<_> = all.map(provider).collect();
            with_own!(settings, providers, ItemProvider::settings, {
                self.run(how, self.judged().fetch_items_async(keys, providers))
            })
        };
        let Some(result) = result else {
            return String::new();
        };
        let asked = self.asked.borrow();
        for Asked { provider, keys, .. } in &*asked {
            assert!(keys.len() <= max_keys(*provider), "more keys than its cap");
        }
        promises::items(
            &Came {
                keys,
                providers: feeds.len(),
                asked: &asked,
                keeps: settings.more.keep_attempts,
            },
            &result,
        )
    }

    /// Runs a call. Returns `None` if it was dropped before its end.
    fn run<F: Future>(&self, how: How, future: F) -> Option<F::Output> {
        let How::Dropped(polls, between) = how else {
            return Some(self.clock.block_on(future));
        };
        let (mut future, mut context) = (Box::pin(future), Context::from_waker(Waker::noop()));
        for _ in 0..polls % 8 {
            if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
                return Some(output);
            }
            self.clock.advance(between.0);
        }
        None
    }
}

/// An attempt under way, until it ends or is dropped.
struct Begun<'w, 'a> {
    world: &'w World<'a>,
    provider: usize,
    number: u64,
    /// Its place among the requests.
    entry: usize,
    attempt: Attempt,
}

impl Begun<'_, '_> {
    fn end(self, keys: &[u8]) -> Result<Reply, Failed> {
        let (world, attempt) = (self.world, &self.attempt);
        if let Some((operator, who)) = attempt.meddles {
            world.operate(operator, who.0);
        }
        match attempt.does {
            Does::Answer(answer) => {
                let reply = Reply::new(self.provider, keys, answer);
                world.asked.borrow_mut()[self.entry].gave = reply.what_counts();
                Ok(reply)
            }
            Does::Fail(means) => Err(Failed(means.verdict)),
            Does::Hang => Err(Failed(Verdict::NEXT)),
        }
    }
}

impl Drop for Begun<'_, '_> {
    fn drop(&mut self) {
        self.world.give_back(self.provider, self.number);
    }
}
