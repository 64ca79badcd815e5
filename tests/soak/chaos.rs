//! The providers. The call's seed and the number of the entry decide what a provider does.

use std::collections::HashMap;
use std::future::pending;
use std::hash::BuildHasher;
use std::panic::resume_unwind;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;
use std::time::Duration;

use failover_core::{Answer, AnswerSink, Clock, Timer};

use crate::call::{Call, TIMEOUT, Trouble, Value};
use crate::post::Step;
use crate::tally::Fault;
use crate::witness::{Breach, Fate, Stage, Visitor};
use crate::world::{NAMES, name_of};

/// The panic of a provider.
pub(crate) struct Boom;

const COMMON: [Fault; 13] = [
    Fault::Error,
    Fault::Error,
    Fault::Error,
    Fault::NextError,
    Fault::UncountedError,
    Fault::Stop,
    Fault::StayAway,
    Fault::LateError,
    Fault::Panic,
    Fault::Late,
    Fault::Straggler,
    Fault::Rejected,
    Fault::Rejected,
];
const UNBLAMED: [Fault; 3] = [Fault::UncountedError, Fault::Stop, Fault::Panic];
const OF_ITEMS: [Fault; 6] = [
    Fault::Empty,
    Fault::MissingKeys,
    Fault::MissingKeys,
    Fault::MissingKeys,
    Fault::ExtraKeys,
    Fault::WrongLength,
];
const OF_ASYNC: [Fault; 2] = [Fault::Hang, Fault::Hang];
/// The number of looks for an outage that an attempt is to outlast.
const PATIENCE: u32 = 40;
/// Keys from here on are never requested.
pub(crate) const EXTRA: u32 = 1000;

/// A provider at work, from its entry until it leaves, in whatever way.
struct Visit<'c> {
    call: &'c Call,
    place: usize,
    visitor: Visitor,
    entered: Duration,
    rng: fastrand::Rng,
    fault: Option<Fault>,
    gone: bool,
}

/// An answer for keys, in one of the forms that the engine accepts.
pub(crate) enum Items {
    Pairs(Vec<(u32, Value)>),
    Map(HashMap<u32, Value>),
    InOrder(Vec<Option<Value>>),
}

impl Answer<u32, Value> for Items {
    fn fill<S: BuildHasher>(self, asked: &mut AnswerSink<'_, u32, Value, S>) {
        match self {
            Self::Pairs(pairs) => pairs.fill(asked),
            Self::Map(map) => map.fill(asked),
            Self::InOrder(values) => values.fill(asked),
        }
    }
}

/// Enters the provider at `place` of the list.
impl Call {
    pub(crate) fn serve(&self, place: usize) -> Result<Value, Trouble> {
        let mut visit = Visit::enter(self, place, &[&COMMON]);
        visit.take_time();
        visit.serve()
    }

    pub(crate) async fn serve_async(&self, place: usize) -> Result<Value, Trouble> {
        let mut visit = Visit::enter(self, place, &[&COMMON, &OF_ASYNC]);
        visit.take_time_async().await;
        visit.serve()
    }

    pub(crate) fn answer(&self, place: usize, keys: &[u32]) -> Result<Items, Trouble> {
        let mut visit = Visit::enter(self, place, &[&COMMON, &OF_ITEMS]);
        visit.take_time();
        visit.answer(keys)
    }

    pub(crate) async fn answer_async(
        &self,
        place: usize,
        keys: Vec<u32>,
    ) -> Result<Items, Trouble> {
        let mut visit = Visit::enter(self, place, &[&COMMON, &OF_ITEMS, &OF_ASYNC]);
        visit.take_time_async().await;
        visit.answer(&keys)
    }
}

impl<'c> Visit<'c> {
    fn enter(call: &'c Call, place: usize, faults: &[&[Fault]]) -> Self {
        let listed = &call.list[place];
        let circuit = call.circuit(place);
        call.post().tell(Step::Visits, listed.circuit);
        listed.entries.fetch_add(1, SeqCst);
        let visitor = match circuit.witness.enter(listed.before()) {
            Ok(visitor) => visitor,
            Err(breach) => {
                let what = match breach {
                    Breach::CalledWhileOpen => "was called while its circuit was open",
                    Breach::SecondProbe => "was called during the probe of its half-open circuit",
                };
                let (name, breaker) = (name_of(circuit.number), circuit.number / NAMES);
                call.breach(&format!("{name} of breaker {breaker} {what}"));
                Visitor::Any
            }
        };
        if let Visitor::Probe(_) = visitor {
            call.tally().probes.add(1);
        }
        let mut rng = fastrand::Rng::with_seed(call.seed_of_entry());
        let is_ill = rng.u8(..) < circuit.illness;
        let faults = if circuit.is_blameless() {
            &[&UNBLAMED[..]][..]
        } else {
            faults
        };
        let fault = is_ill.then(|| {
            let all: usize = faults.iter().map(|some| some.len()).sum();
            let mut all = faults
                .iter()
                .flat_map(|some| some.iter())
                .skip(rng.usize(..all));
            all.next().copied().unwrap_or(Fault::Error)
        });
        if let Some(fault) = fault {
            call.tally().fault(fault);
        }
        Self {
            call,
            place,
            visitor,
            entered: call.time.now(),
            rng,
            fault,
            gone: false,
        }
    }

    /// Lets other threads run, and passes the time that the attempt takes.
    fn take_time(&mut self) {
        if self.rng.bool() || matches!(self.visitor, Visitor::Probe(_)) {
            thread::yield_now();
        }
        if let Some(Fault::Late | Fault::LateError) = self.fault {
            self.call.time.advance(TIMEOUT * 2);
        }
        if self.fault == Some(Fault::Straggler) {
            for _ in 0..PATIENCE {
                if self.sees_outage() {
                    break;
                }
                thread::yield_now();
            }
        }
    }

    async fn take_time_async(&mut self) {
        let time = &self.call.time;
        if self.rng.u8(..4) == 0 {
            thread::yield_now();
        }
        let wait = match self.rng.u8(..4) {
            0 => Duration::from_millis(self.rng.u64(1..1_900)),
            1 => Duration::from_nanos(1),
            _ => Duration::ZERO,
        };
        if !wait.is_zero() {
            Timer::sleep(time, wait).await;
        }
        match self.fault {
            // The attempts that run at the same time would be late too, without a fault.
            Some(Fault::Late) if self.call.kind.is_hedged() => pending().await,
            Some(Fault::LateError) if self.call.kind.is_hedged() => {}
            Some(Fault::Late | Fault::LateError) => time.advance(TIMEOUT * 2),
            Some(Fault::Hang) => pending().await,
            Some(Fault::Straggler) => {
                for _ in 0..PATIENCE {
                    if self.sees_outage() {
                        break;
                    }
                    Timer::sleep(time, Duration::from_nanos(1)).await;
                }
            }
            _ => {}
        }
    }

    /// Returns true if the circuit was opened since this entry.
    fn sees_outage(&self) -> bool {
        let now = self.call.circuit(self.place).witness.look();
        let before = self.call.list[self.place].before();
        now.stage() == Stage::Open && now.outage() != before.outage()
    }

    fn serve(mut self) -> Result<Value, Trouble> {
        self.fail()?;
        let good = self.fault != Some(Fault::Rejected);
        let value = self.call.value(self.place, 0, good);
        self.go_with(good);
        Ok(value)
    }

    fn answer(mut self, keys: &[u32]) -> Result<Items, Trouble> {
        self.check_keys(keys);
        self.fail()?;
        let Self { call, place, .. } = self;
        let fault = self.fault;
        let mut values: Vec<Option<Value>> = Vec::with_capacity(keys.len());
        for key in keys {
            let is_there = match fault {
                Some(Fault::Empty) => false,
                Some(Fault::MissingKeys) => self.rng.bool(),
                _ => true,
            };
            let good = fault != Some(Fault::Rejected) || self.rng.bool();
            values.push(is_there.then(|| call.value(place, *key, good)));
        }
        let found = || values.iter().flatten();
        let is_success = match fault {
            Some(Fault::WrongLength) => false,
            // An answer whose every value is rejected is a failure. An empty one is not.
            _ => found().next().is_none() || found().any(Value::is_good),
        };
        if is_success && !call.is_late(self.entered) {
            for value in found().filter(|value| value.is_good()) {
                self.give(value.0.key);
            }
        }
        self.go_with(is_success);
        Ok(match fault {
            Some(Fault::WrongLength) => {
                values.push(None);
                Items::InOrder(values)
            }
            Some(Fault::ExtraKeys) => {
                // These keys were not requested. The last of two values for a key counts.
                let extra = (0..3).map(|key| (EXTRA + key, call.value(place, EXTRA, true)));
                let wrong = keys
                    .iter()
                    .map(|key| (*key, call.value(place, EXTRA, true)));
                let right = keys.iter().copied().zip(values.into_iter().flatten());
                Items::Pairs(extra.chain(wrong).chain(right).collect())
            }
            _ => match call.id % 3 {
                0 => Items::InOrder(values),
                1 => Items::Pairs(in_pairs(values).collect()),
                _ => Items::Map(in_pairs(values).collect()),
            },
        })
    }

    /// Returns the faults without an answer.
    fn fail(&mut self) -> Result<(), Trouble> {
        let fate = match self.fault {
            Some(Fault::Panic) => resume_unwind(Box::new(Boom)),
            Some(Fault::Error | Fault::NextError | Fault::StayAway | Fault::LateError) => {
                Fate::Failure
            }
            Some(Fault::UncountedError) => Fate::Neither,
            Some(Fault::Stop) => {
                self.call.stopped.store(true, SeqCst);
                Fate::Neither
            }
            Some(Fault::Straggler) if self.rng.bool() => Fate::Failure,
            _ => return Ok(()),
        };
        let fault = self.fault.unwrap_or(Fault::Error);
        let trouble = self.call.trouble(self.place, fault, &mut self.rng);
        self.go(fate);
        Err(trouble)
    }

    /// Leaves with a value, or with one that is not valid.
    fn go_with(&mut self, is_success: bool) {
        let fate = match (is_success, self.call.is_late(self.entered)) {
            (true, false) => {
                self.call.successes.fetch_add(1, SeqCst);
                Fate::Success
            }
            // If the deadline is over, no circuit learns anything.
            (_, true) if self.call.end.is_some() => Fate::Neither,
            _ => Fate::Failure,
        };
        self.go(fate);
    }

    fn go(&mut self, fate: Fate) {
        self.gone = true;
        self.call
            .circuit(self.place)
            .witness
            .leave(self.visitor, fate);
        self.call.look();
        self.call.post().tell(Step::Calls, self.call.kind as usize);
    }

    fn give(&self, key: u32) {
        for known in self.call.keys.iter().filter(|known| known.key == key) {
            known.given.store(true, SeqCst);
        }
    }

    /// Checks that a provider gets only keys of its call, each once, and none that it has served.
    fn check_keys(&self, keys: &[u32]) {
        for (position, key) in keys.iter().enumerate() {
            let known = self.call.keys.iter().find(|known| known.key == *key);
            let what = match known {
                None => "which is none of the call's",
                Some(known) if known.given.load(SeqCst) => "which was served already",
                Some(_) if keys[..position].contains(key) => "twice in one request",
                Some(_) => continue,
            };
            let name = name_of(self.call.list[self.place].circuit);
            self.call
                .breach(&format!("{name} was asked for key {key}, {what}"));
        }
    }
}

/// Dropped by a panic, at a limit, by the caller, or because another provider won the race.
impl Drop for Visit<'_> {
    fn drop(&mut self) {
        if !self.gone {
            self.go(Fate::Neither);
        }
    }
}

fn in_pairs(values: Vec<Option<Value>>) -> impl Iterator<Item = (u32, Value)> {
    let values = values.into_iter().flatten();
    values.map(|value| (value.0.key, value))
}
