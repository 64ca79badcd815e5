//! The real engine: two clients with one breaker, a clock moved by hand, and scripted providers.

use std::cell::{Cell, RefCell};
use std::future::{pending, poll_fn};
use std::hash::BuildHasher;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, Answer, AnswerSink as Keys, CircuitBreaker, CircuitState, Clock,
    FailoverClient, ItemProvider, ItemResult, Permit, Provider, Served, Timer, WhenAllOpen,
};
use tests::reference::{Does, Event, Outcome, Value, seen};

use crate::absent::{self, Calling};
use crate::machine::{
    Call, Deed, How, NAMES, SLOTS, Seen, Settings, Setup, Told, Transition, is_valid, meaning,
};
use crate::probes::Probes;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Engine {
    Blocking,
    Awaited,
}

impl Engine {
    pub(crate) const BOTH: [Self; 2] = [Self::Blocking, Self::Awaited];
}

pub(crate) type Whole = Result<Served<Value, i64>, AllProvidersFailed<i64>>;
pub(crate) type Items = Result<ItemResult<String, Value, i64>, AllProvidersFailed<i64>>;

pub(crate) struct Harness {
    pub(crate) engine: Engine,
    setup: Setup,
    clock: ManualClock,
    /// `'static`, so that permits can be kept next to it.
    breaker: &'static CircuitBreaker,
    clients: Vec<FailoverClient>,
    /// Permits that are held by hand. A probe has a number.
    permits: RefCell<[Option<(Permit<'static>, Option<u64>)>; SLOTS]>,
    told: RefCell<Vec<Told>>,
    calls: RefCell<Vec<Event>>,
    /// The next moves of the clock.
    moves: RefCell<Vec<Duration>>,
    probes: Probes,
    /// The first rule that was broken.
    breach: RefCell<Option<String>>,
}

impl Harness {
    pub(crate) fn new(setup: &Setup, engine: Engine) -> Self {
        let clock = ManualClock::new();
        let breaker = CircuitBreaker::new(setup.failure_threshold, setup.reset_after);
        let breaker = match setup.probe_lease {
            Some(lease) => breaker.probe_lease(lease),
            None => breaker,
        };
        let breaker: &'static CircuitBreaker = Box::leak(Box::new(breaker.clock(clock.clone())));
        let client = |settings: &Settings| {
            let mut builder = FailoverClient::builder()
                .retries(settings.retries)
                .retry_backoff(settings.retry_backoff)
                .on_timeout(seen::verdict(settings.on_timeout))
                .on_deadline(seen::verdict(settings.on_deadline))
                .on_rejected(seen::verdict(settings.on_rejected))
                .circuit_breaker(breaker)
                .clock(clock.clone())
                .sleep(clock.clone())
                .timer(clock.clone());
            if let Some(timeout) = settings.timeout {
                builder = builder.timeout(timeout);
            }
            if let Some(deadline) = settings.deadline {
                builder = builder.deadline(deadline);
            }
            if let Some(verdict) = settings.on_absent {
                builder = builder.on_absent(seen::verdict(verdict));
            }
            if settings.probe_earliest {
                builder = builder.when_all_open(WhenAllOpen::ProbeEarliest);
            }
            builder.build().expect("settings that make sense")
        };
        Self {
            engine,
            setup: setup.clone(),
            clients: setup.clients.iter().map(client).collect(),
            clock,
            breaker,
            permits: RefCell::default(),
            told: RefCell::default(),
            calls: RefCell::default(),
            moves: RefCell::default(),
            probes: Probes::default(),
            breach: RefCell::default(),
        }
    }

    /// Performs a step and returns what is visible afterwards. The clock follows the model's.
    pub(crate) fn act(&self, transition: &Transition, moves: &[Duration]) -> Result<Seen, String> {
        self.moves.replace(moves.to_vec());
        self.perform(transition);
        if let Some(breach) = self.breach.take() {
            return Err(breach);
        }
        Ok(Seen {
            told: self.told.take(),
            calls: self.calls.take(),
            states: seen::states(self.breaker, &NAMES),
            now: self.clock.now(),
        })
    }

    fn perform(&self, transition: &Transition) {
        match transition {
            Transition::Call(call) => {
                let outcome = catch_unwind(AssertUnwindSafe(|| self.call(call)));
                let outcome = outcome.ok().flatten().unwrap_or(Outcome::Gone);
                self.told.borrow_mut().push(Told::Call(outcome));
            }
            Transition::Forward(_) | Transition::Back(_) | Transition::To { .. } => self.follow(),
            Transition::Reset(name) => {
                self.breaker.reset(name);
                self.probes.forget(name);
            }
            Transition::ForceOpen(name) => {
                self.breaker.force_open(*name);
                self.probes.forget(name);
            }
            Transition::ForceClose(name) => {
                self.breaker.force_close(*name);
                self.probes.forget(name);
            }
            Transition::Take { slot, name } => self.take(*slot, name),
            Transition::Settle { slot, how } => {
                let held = self.permits.borrow_mut()[*slot].take();
                let Some((permit, probe)) = held else { return };
                match how {
                    How::Success => permit.success(),
                    How::Failure => permit.failure(),
                    How::StayAway(time) => permit.open_for(*time),
                    How::Drop => drop(permit),
                }
                self.ended(probe);
            }
        }
    }

    fn follow(&self) {
        let mut moves = self.moves.borrow_mut();
        if moves.is_empty() {
            // The model has moved its clock less often than the engine. The comparison will show it.
            return;
        }
        let to = moves.remove(0);
        if to < self.clock.now() {
            self.probes.forget_all();
        }
        self.clock.set(to);
    }

    fn take(&self, slot: usize, name: &'static str) {
        let held = self.permits.borrow_mut()[slot].take();
        if let Some((permit, probe)) = held {
            drop(permit);
            self.ended(probe);
        }
        let permit = self.breaker.permit(name);
        let told = match &permit {
            Ok(permit) => Ok(permit.is_probe()),
            Err(open) => Err(seen::circuit_open(open)),
        };
        self.told.borrow_mut().push(Told::Permit(told));
        if let Ok(permit) = permit {
            let probe = permit.is_probe();
            let probe = probe.then(|| self.probe(name, None)).flatten();
            self.permits.borrow_mut()[slot] = Some((permit, probe));
        }
    }

    /// Begins a probe. It must be the only one.
    fn probe(&self, name: &'static str, timeout: Option<Duration>) -> Option<u64> {
        let shortest = timeout.map_or(Duration::from_secs(30), |timeout| timeout * 2);
        let lease = self.setup.reset_after.max(shortest);
        let lease = self.setup.probe_lease.unwrap_or(lease);
        let number = self.probes.begin(name, self.clock.now(), lease);
        if number.is_none() {
            self.breach
                .replace(Some(format!("a second probe of {name} is under way")));
        }
        number
    }

    fn ended(&self, probe: Option<u64>) {
        if let Some(number) = probe {
            self.probes.end(number);
        }
    }

    /// Makes a call. Returns `None` if the caller dropped it.
    fn call(&self, call: &Call) -> Option<Outcome> {
        let client = &self.clients[call.client];
        let classify = |code: &i64| seen::verdict(meaning(*code));
        let judged = client.is_valid(is_valid).classify(classify);
        let asking: Vec<_> = call.providers.iter().map(|_| Cell::new(0)).collect();
        let attempt = |i: usize, keys: &[String]| Attempt::begin(self, call, i, &asking[i], keys);
        let keys: Option<Vec<String>> = call
            .keys
            .as_ref()
            .map(|keys| keys.iter().map(|key| (*key).to_owned()).collect());
        let dropped = Cell::new(false);
        let (attempt, dropped) = (&attempt, &dropped);
        if call.has_absent {
            let names: Vec<_> = call.providers.iter().map(|asked| asked.name).collect();
            let calling = Calling {
                client,
                attempt,
                dropped,
            };
            let keys = keys.as_deref();
            return absent::call(self, &names, keys, &calling);
        }
        let names = call.providers.iter().enumerate();
        match (self.engine, keys) {
            (Engine::Blocking, None) => {
                let provider = |(i, asked): (usize, &crate::machine::Asked)| {
                    Provider::new(asked.name, move || attempt(i, &[]).block().map(value))
                };
                Some(whole(
                    &judged.fetch(names.map(provider).collect::<Vec<_>>()),
                ))
            }
            (Engine::Awaited, None) => {
                let provider = |(i, asked): (usize, &crate::machine::Asked)| {
                    let call =
                        move || async move { attempt(i, &[]).wait(dropped).await.map(value) };
                    Provider::new(asked.name, call)
                };
                let providers: Vec<_> = names.map(provider).collect();
                let result = self.run(judged.fetch_async(providers), dropped)?;
                Some(whole(&result))
            }
            (Engine::Blocking, Some(keys)) => {
                let provider = |(i, asked): (usize, &crate::machine::Asked)| {
                    let ask = move |keys: &[String]| attempt(i, keys).block().map(Reply);
                    let most = asked.max_keys.unwrap_or(usize::MAX);
                    ItemProvider::new(asked.name, ask).max_keys(most)
                };
                Some(items(
                    &judged.fetch_items(&keys, names.map(provider).collect::<Vec<_>>()),
                ))
            }
            (Engine::Awaited, Some(keys)) => {
                let provider = |(i, asked): (usize, &crate::machine::Asked)| {
                    let ask = move |keys: Vec<String>| async move {
                        attempt(i, &keys).wait(dropped).await.map(Reply)
                    };
                    let most = asked.max_keys.unwrap_or(usize::MAX);
                    ItemProvider::new_async(asked.name, ask).max_keys(most)
                };
                let providers: Vec<_> = names.map(provider).collect();
                let result = self.run(judged.fetch_items_async(&keys, providers), dropped)?;
                Some(items(&result))
            }
        }
    }

    /// Runs a call by the clock, unless it is dropped.
    pub(crate) fn run<F: Future>(&self, call: F, dropped: &Cell<bool>) -> Option<F::Output> {
        let mut call = pin!(call);
        self.clock
            .block_on(poll_fn(|context| match call.as_mut().poll(context) {
                Poll::Ready(output) => Poll::Ready(Some(output)),
                Poll::Pending if dropped.get() => Poll::Ready(None),
                Poll::Pending => Poll::Pending,
            }))
    }
}

pub(crate) fn whole(result: &Whole) -> Outcome {
    let code = |code: &i64| *code;
    match result {
        Ok(served) => seen::served(served, code),
        Err(failed) => seen::all_failed(failed, code),
    }
}

pub(crate) fn items(result: &Items) -> Outcome {
    let code = |code: &i64| *code;
    match result {
        Ok(result) => seen::items(result, code),
        Err(failed) => seen::all_failed(failed, code),
    }
}

pub(crate) fn value(does: Does) -> Value {
    match does {
        Does::Value(value) => value,
        other => panic!("{other:?} is no answer to a value call"),
    }
}

/// An item provider's answer: by key, or by position.
pub(crate) struct Reply(pub(crate) Does);

impl Answer<String, Value> for Reply {
    fn fill<S: BuildHasher>(self, asked: &mut Keys<'_, String, Value, S>) {
        match self.0 {
            Does::Pairs(pairs) => {
                for (key, value) in pairs {
                    asked.put(&key, value);
                }
            }
            Does::InOrder(values) => asked.put_in_order(values),
            other => panic!("{other:?} is no answer for items"),
        }
    }
}

/// An attempt under way.
pub(crate) struct Attempt<'a> {
    harness: &'a Harness,
    deed: &'a Deed,
    /// Its number, if it is a probe.
    probe: Option<u64>,
}

impl<'a> Attempt<'a> {
    fn begin(
        harness: &'a Harness,
        call: &'a Call,
        i: usize,
        asked: &Cell<usize>,
        keys: &[String],
    ) -> Self {
        let name = call.providers[i].name;
        harness.calls.borrow_mut().push(Event::Call {
            provider: i,
            at: harness.clock.now(),
            keys: keys.to_vec(),
        });
        let probe = match harness.breaker.state(name) {
            CircuitState::Closed => None,
            CircuitState::HalfOpen => {
                harness.probe(name, harness.setup.clients[call.client].timeout)
            }
            state @ (CircuitState::Open { .. } | CircuitState::Unknown) => {
                let breach = format!("{name} is called while its circuit is {state:?}");
                harness.breach.replace(Some(breach));
                None
            }
        };
        let deeds = &call.providers[i].deeds;
        let deed = &deeds[asked.replace(asked.get() + 1) % deeds.len()];
        Self {
            harness,
            deed,
            probe,
        }
    }

    pub(crate) fn block(self) -> Result<Does, i64> {
        if let Some(meanwhile) = &self.deed.meanwhile {
            self.harness.perform(meanwhile);
        }
        self.harness.clock.advance(self.deed.attempt.takes);
        match self.deed.attempt.does.clone() {
            Does::Panics | Does::CallerLeaves => resume_unwind(Box::new("as told")),
            Does::Error(code) => Err(code),
            answer => Ok(answer),
        }
    }

    pub(crate) async fn wait(self, dropped: &Cell<bool>) -> Result<Does, i64> {
        if let Some(meanwhile) = &self.deed.meanwhile {
            self.harness.perform(meanwhile);
        }
        let takes = self.deed.attempt.takes;
        if !takes.is_zero() {
            Timer::sleep(&self.harness.clock, takes).await;
        }
        match self.deed.attempt.does.clone() {
            Does::Panics => resume_unwind(Box::new("as told")),
            Does::CallerLeaves => {
                dropped.set(true);
                let _leaving = Leaving(dropped);
                pending().await
            }
            Does::Error(code) => Err(code),
            answer => Ok(answer),
        }
    }
}

/// The caller drops the call, unless the attempt is cut off first.
struct Leaving<'a>(&'a Cell<bool>);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        self.harness.ended(self.probe);
    }
}
