//! Replays a scenario through the library and writes down what it does.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, CircuitBreaker, CircuitState, Clock, ConfigError, Ended, FailoverClient,
    FailureKind, ItemProvider, ItemResult, Provider, Reason, Sleep, Turn,
};

use crate::schema::{
    Answer, BreakerState, Call, Config, Event, Failure, Items, Kind, Operation, Outcome, Outcomes,
    Scenario, Script, Valid, What,
};

/// The error of a scripted provider.
#[derive(Debug, Clone, PartialEq)]
struct Boom(i64);

/// What a call left, in the terms of the vectors.
#[derive(Debug, PartialEq)]
pub(crate) struct Left {
    pub(crate) outcome: Outcomes,
    /// Calls and sleeps in order.
    pub(crate) actions: Vec<Event>,
    /// Skips and ends of turns in order.
    pub(crate) turns: Vec<Event>,
    pub(crate) t_end: u64,
    pub(crate) breakers: Vec<BreakerState>,
}

/// Why a scenario's configuration cannot be used.
#[derive(Debug, PartialEq)]
pub(crate) enum Unusable {
    /// The library refuses it.
    Refused(ConfigError),
    /// It cannot even be written: a field takes no negative number.
    Unwritable,
}

impl From<ConfigError> for Unusable {
    fn from(error: ConfigError) -> Self {
        Self::Refused(error)
    }
}

/// The field that the library refuses, as the scenarios call it.
pub(crate) fn field(refused: ConfigError) -> &'static str {
    match refused {
        ConfigError::ZeroTimeout => "timeout",
        ConfigError::ZeroFailureThreshold => "failure_threshold",
        other => panic!("no scenario asks for this: {other}"),
    }
}

/// A client as the scenario configures it.
pub(crate) fn build(config: &Config) -> Result<Bench, Unusable> {
    let clock = ManualClock::new();
    let breaker = match &config.breaker {
        None => None,
        Some(breaker) => {
            let threshold = number(breaker.threshold)?;
            let reset_after = millis(breaker.reset_after_ms)?;
            let breaker = CircuitBreaker::try_new(threshold, reset_after)?;
            Some(Arc::new(breaker.clock(clock.clone())))
        }
    };
    let sleeps = Sleeps::default();
    let mut builder = FailoverClient::builder()
        .retries(number(config.retries)?)
        .retry_backoff(millis(config.backoff_ms)?)
        .clock(clock.clone())
        .sleep(Sleeper {
            clock: clock.clone(),
            sleeps: sleeps.clone(),
        });
    if let Some(timeout) = config.timeout_ms {
        builder = builder.timeout(millis(timeout)?);
    }
    if let Some(breaker) = &breaker {
        builder = builder.circuit_breaker(Arc::clone(breaker));
    }
    Ok(Bench {
        client: builder.build()?,
        breaker,
        clock,
        sleeps,
        valid: match config.valid {
            Valid::NotNull => |value| value.is_some(),
            Valid::Positive => |value| value.is_some_and(|value| value > 0),
            Valid::Any => |_| true,
            Valid::None => |_| false,
        },
        cursors: RefCell::default(),
    })
}

fn number(number: i64) -> Result<u32, Unusable> {
    u32::try_from(number).map_err(|_| Unusable::Unwritable)
}

fn millis(ms: i64) -> Result<Duration, Unusable> {
    let ms = u64::try_from(ms).map_err(|_| Unusable::Unwritable)?;
    Ok(Duration::from_millis(ms))
}

type Sleeps = Arc<Mutex<Vec<Event>>>;

/// Notes its sleeps among the calls.
struct Sleeper {
    clock: ManualClock,
    sleeps: Sleeps,
}

impl Sleep for Sleeper {
    fn sleep(&self, duration: Duration) {
        self.clock.advance(duration);
        let ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        note(&self.sleeps, Event::Sleep { ms });
    }
}

fn note(actions: &Sleeps, event: Event) {
    let mut actions = actions.lock().unwrap_or_else(PoisonError::into_inner);
    actions.push(event);
}

/// One client with its breaker, its clock and the scripts' cursors.
pub(crate) struct Bench {
    client: FailoverClient,
    breaker: Option<Arc<CircuitBreaker>>,
    clock: ManualClock,
    /// What happens, in order: the sleeps, and the calls between them.
    sleeps: Sleeps,
    valid: fn(&Option<i64>) -> bool,
    cursors: RefCell<HashMap<(usize, Operation), usize>>,
}

impl Bench {
    pub(crate) fn step(&self, scenario: &Scenario, call: &Call) -> Left {
        self.clock.advance(Duration::from_millis(call.pre_adv));
        let probes = RefCell::new(HashMap::new());
        let (outcome, turns) = match call.op {
            Operation::Fetch => self.fetch(scenario, call, &probes),
            Operation::Items => self.items(scenario, call, &probes),
        };
        let mut seen = Vec::new();
        let mut breakers = Vec::new();
        for provider in &scenario.providers {
            if let (Some(breaker), false) = (&self.breaker, seen.contains(&&provider.name)) {
                seen.push(&provider.name);
                breakers.push(BreakerState {
                    p: provider.name.clone(),
                    state: breaker.state(&provider.name).to_string(),
                });
            }
        }
        let mut actions = self.sleeps.lock().unwrap_or_else(PoisonError::into_inner);
        Left {
            outcome,
            actions: std::mem::take(&mut actions),
            turns,
            t_end: self.now(),
            breakers,
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.clock.now().as_millis()).unwrap_or(u64::MAX)
    }

    /// The next outcome of a provider's script, noted and timed.
    fn invoke(
        &self,
        scenario: &Scenario,
        i: usize,
        op: Operation,
        keys: &[String],
        probes: &Probes,
    ) -> What {
        let provider = &scenario.providers[i];
        let script = match op {
            Operation::Fetch => &provider.call,
            Operation::Items => &provider.item,
        };
        let n = {
            let mut cursors = self.cursors.borrow_mut();
            let cursor = cursors.entry((i, op)).or_insert(0);
            *cursor += 1;
            *cursor - 1
        };
        let half_open =
            |breaker: &Arc<CircuitBreaker>| breaker.state(&provider.name) == CircuitState::HalfOpen;
        let probing = self.breaker.as_ref().is_some_and(half_open);
        probes
            .borrow_mut()
            .entry(provider.name.clone())
            .or_insert(probing);
        let (at, keys) = (self.now(), keys.to_vec());
        note(&self.sleeps, Event::Call { i, n, at, keys });
        let outcome = script
            .as_ref()
            .map(|script: &Script| -> &Outcome { script.script.get(n).unwrap_or(&script.then) });
        let Some(outcome) = outcome else {
            panic!("provider {i} has no script for this operation");
        };
        self.clock.advance(Duration::from_millis(outcome.adv));
        outcome.what.clone()
    }

    fn fetch(&self, scenario: &Scenario, call: &Call, probes: &Probes) -> (Outcomes, Vec<Event>) {
        let provider = |&i: &usize| {
            Provider::new(&scenario.providers[i].name, move || {
                match self.invoke(scenario, i, Operation::Fetch, &[], probes) {
                    What::Ok { v } => Ok(v),
                    What::Err { code } => Err(Boom(code)),
                    What::Map { .. } => panic!("a map is no answer to a whole call"),
                }
            })
        };
        let providers: Vec<_> = call.providers.iter().map(provider).collect();
        match self.client.is_valid(self.valid).fetch(providers) {
            Ok(served) => {
                let turns = ended(served.turns(), probes);
                let provider = served.provider.to_string();
                let value = served.value;
                (Outcomes::Ok(Answer::Value { value, provider }), turns)
            }
            Err(failed) => all_failed(&failed, probes),
        }
    }

    fn items(&self, scenario: &Scenario, call: &Call, probes: &Probes) -> (Outcomes, Vec<Event>) {
        let provider = |&i: &usize| {
            ItemProvider::new(
                &scenario.providers[i].name,
                move |keys: &[String]| match self.invoke(
                    scenario,
                    i,
                    Operation::Items,
                    keys,
                    probes,
                ) {
                    What::Map { m } => Ok(m),
                    What::Err { code } => Err(Boom(code)),
                    What::Ok { .. } => panic!("a single value is no answer for items"),
                },
            )
        };
        let providers: Vec<_> = call.providers.iter().map(provider).collect();
        let judged = self.client.is_valid(self.valid);
        match judged.fetch_items(&call.keys, providers) {
            Ok(result) => {
                let turns = ended(result.turns(), probes);
                every_missing_key_has_a_reason_per_turn(&result);
                let outcome = match result.require_all() {
                    Ok(result) => Outcomes::Ok(Answer::Items(items(&result))),
                    Err(incomplete) if call.require_all => Outcomes::Incomplete {
                        items: items(incomplete.result()),
                    },
                    Err(incomplete) => Outcomes::Ok(Answer::Items(items(incomplete.result()))),
                };
                (outcome, turns)
            }
            Err(failed) => all_failed(&failed, probes),
        }
    }
}

/// By name: whether the turn began as a probe.
type Probes = RefCell<HashMap<String, bool>>;

fn all_failed(failed: &AllProvidersFailed<Boom>, probes: &Probes) -> (Outcomes, Vec<Event>) {
    if let Ended::Refused(_) = failed.ended() {
        assert!(failed.failures().is_empty(), "refused, but somebody failed");
        return (Outcomes::BadRequest {}, Vec::new());
    }
    let error = |failure: &failover_core::Failure<Boom>| Failure {
        p: failure.provider.to_string(),
        kind: kind(&failure.kind),
    };
    let errors = failed.failures().iter().map(error).collect();
    (Outcomes::Failed { errors }, ended(failed.turns(), probes))
}

fn ended<'a>(turns: impl Iterator<Item = Turn<'a, Boom>>, probes: &Probes) -> Vec<Event> {
    let event = |turn: Turn<'_, Boom>| {
        let p = turn.provider.to_string();
        if turn.tries == 0 {
            return Event::Skip { p };
        }
        let probe = Cell::new(false);
        if let Some(began_as_probe) = probes.borrow().get(&p) {
            probe.set(*began_as_probe);
        }
        Event::Done {
            p,
            ok: turn.failure.is_none(),
            tries: turn.tries,
            probe: probe.get(),
            kind: turn.failure.map(|failure| kind(&failure.kind)),
        }
    };
    turns.map(event).collect()
}

fn kind(kind: &FailureKind<Boom>) -> Kind {
    match kind {
        FailureKind::Error(Boom(code)) => Kind::Provider { code: *code },
        FailureKind::Rejected => Kind::Invalid,
        FailureKind::TimedOut => Kind::Timeout,
        FailureKind::CircuitOpen(_) => Kind::CircuitOpen,
        other => panic!("{other} is not a kind that a scenario can give"),
    }
}

fn items(result: &ItemResult<String, Option<i64>, Boom>) -> Items {
    let mut values: Vec<_> = result
        .iter()
        .map(|(key, value, _)| (key.clone(), *value))
        .collect();
    values.sort_by(|a, b| a.0.cmp(&b.0));
    let source = |(key, _): &(String, Option<i64>)| {
        let source = result.provenance(key).unwrap_or_default();
        (key.clone(), source.to_owned())
    };
    Items {
        provenance: values.iter().map(source).collect(),
        values,
        missing: result
            .missing()
            .map(|missing| missing.key.clone())
            .collect(),
    }
}

fn every_missing_key_has_a_reason_per_turn(result: &ItemResult<String, Option<i64>, Boom>) {
    let turns: Vec<_> = result.turns().collect();
    for missing in result.missing() {
        let reasons: Vec<_> = missing.reasons().collect();
        assert_eq!(reasons.len(), turns.len());
        for (turn, (name, reason)) in turns.iter().zip(reasons) {
            assert_eq!(turn.provider, name);
            match (turn.failure, reason) {
                (None, Reason::NotReturned | Reason::Rejected) => {}
                (Some(failure), Reason::Failed(same)) => assert_eq!(failure, same),
                (Some(failure), Reason::NotReturned | Reason::Rejected) => {
                    assert_eq!(failure.kind, FailureKind::Rejected);
                }
                (failure, reason) => panic!("{name}: {failure:?} does not go with {reason:?}"),
            }
        }
    }
}
