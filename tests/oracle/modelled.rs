//! Plays a scenario on the reference model, which gives the expected result of each call.

use std::collections::HashMap;
use std::time::Duration;

use failover_core::ConfigError;
use tests::reference::{
    Attempt, Breaker, Client, Does, Kind as ModelKind, Model, Outcome as Told, Own, Provider,
    State, Verdict, outcome::Failure as ModelFailure,
};

use crate::client::Unusable;
use crate::schema::{
    Answer, BreakerState, Call, Config, Control, Event, Failure, Items, Kind, Operation, Outcomes,
    Scenario, Trace, Valid, What,
};
use crate::settings::Further;

/// The expected result of a call.
pub(crate) struct Modelled {
    pub(crate) trace: Trace,
    pub(crate) told: Told,
    /// The state of each circuit, by name.
    pub(crate) states: Vec<(String, State)>,
}

/// A scenario being played on the model.
pub(crate) struct Play {
    client: Client,
    pub(crate) model: Model,
    max_keys: Vec<Option<usize>>,
    own: Vec<Own>,
    /// Number of invocations of each provider.
    pub(crate) cursors: HashMap<(usize, Operation), usize>,
}

impl Play {
    pub(crate) fn begin(config: &Config, further: &Further) -> Result<Self, Unusable> {
        let number = |number: i64| u32::try_from(number).map_err(|_| Unusable::Unwritable);
        let millis = |ms: i64| match u64::try_from(ms) {
            Ok(ms) => Ok(Duration::from_millis(ms)),
            Err(_) => Err(Unusable::Unwritable),
        };
        let (retries, retry_backoff) = (number(config.retries)?, millis(config.backoff_ms)?);
        let mut breaker = None;
        if let Some(settings) = &config.breaker {
            let (threshold, reset_after) = (
                number(settings.threshold)?,
                millis(settings.reset_after_ms)?,
            );
            if threshold == 0 {
                return Err(ConfigError::ZeroFailureThreshold.into());
            }
            breaker = Some(Breaker::new(threshold, reset_after));
        }
        let timeout = config.timeout_ms.map(millis).transpose()?;
        if timeout == Some(Duration::ZERO) {
            return Err(ConfigError::ZeroTimeout.into());
        }
        let deadline = further.deadline_ms.map(Duration::from_millis);
        let limits = timeout.zip(deadline);
        if let Some((timeout, deadline)) = limits.filter(|(timeout, deadline)| timeout > deadline) {
            return Err(ConfigError::TimeoutOverDeadline { timeout, deadline }.into());
        }
        let client = Client {
            retries,
            retry_backoff: further.backoff.unwrap_or(retry_backoff.into()),
            timeout,
            deadline,
            on_timeout: further.modelled.on_timeout,
            on_deadline: further.modelled.on_deadline,
            on_rejected: further.modelled.on_rejected,
            on_absent: further.modelled.on_absent,
            probe_earliest: further.probe_earliest,
            is_valid: match config.valid {
                Valid::NotNull => |value| value.is_some(),
                Valid::Positive => |value| value.is_some_and(|value| value > 0),
                Valid::Any => |_| true,
                Valid::None => |_| false,
            },
            rejects_with: further.rejects_with,
            classify: if further.classify {
                meaning
            } else {
                |_| Verdict::RETRY
            },
            // The providers are ready at once, so no attempt is cut off.
            awaited: false,
        };
        Ok(Self {
            client,
            model: Model::new(breaker),
            max_keys: (0..64).map(|i| further.max_keys(i)).collect(),
            own: (0..64).map(|i| further.own(i)).collect(),
            cursors: HashMap::new(),
        })
    }

    pub(crate) fn step(&mut self, scenario: &Scenario, call: &Call) -> Modelled {
        let Self {
            client,
            model,
            max_keys,
            own,
            cursors,
        } = self;
        model.now += Duration::from_millis(call.pre_adv);
        model.now = model.now.saturating_sub(Duration::from_millis(call.back));
        control(model, call.control.as_ref());
        model.events.clear();
        let named = call.providers.iter().map(|i| Provider {
            name: scenario.providers[*i].name.clone(),
            max_keys: max_keys[*i].filter(|_| call.op == Operation::Items),
            own: own[*i],
        });
        let providers: Vec<_> = named.collect();
        let mut numbers = Vec::new();
        let mut ask = |model: &mut Model, at: usize, _: &[String]| {
            let i = call.providers[at];
            let cursor = cursors.entry((i, call.op)).or_insert(0);
            numbers.push(*cursor);
            let outcome = scenario.providers[i].outcome(call.op, *cursor);
            *cursor += 1;
            control(model, outcome.meanwhile.as_ref());
            Attempt {
                takes: Duration::from_millis(outcome.adv),
                does: match outcome.what.clone() {
                    What::Ok { v } => Does::Value(v),
                    What::Err { code } => Does::Error(code),
                    What::Map { m } => Does::Pairs(m),
                    What::Absent => Does::Absent,
                },
            }
        };
        let told = match call.op {
            Operation::Fetch => model.fetch(client, &providers, &mut ask),
            Operation::Items => model.fetch_items(client, &call.keys, &providers, &mut ask),
        };
        let mut numbers = numbers.into_iter();
        let events = model.events.drain(..).map(|event| {
            use tests::reference::Event as Done;
            match event {
                Done::Skip { provider } => Event::Skip { p: provider },
                Done::Call { provider, at, keys } => Event::Call {
                    i: call.providers[provider],
                    n: numbers.next().expect("a number for each call"),
                    at: millis(at),
                    keys,
                },
                Done::Sleep(time) => Event::Sleep { ms: millis(time) },
                Done::Turn {
                    provider,
                    attempts,
                    probe,
                    failure,
                } => Event::Done {
                    p: provider,
                    ok: failure.is_none(),
                    attempts,
                    probe,
                    kind: failure.as_ref().map(kind),
                },
            }
        });
        let events = events.collect();
        let states = self.states(scenario);
        let circuit = |(name, state): &(String, State)| BreakerState {
            p: name.clone(),
            state: word(*state).to_owned(),
        };
        Modelled {
            trace: Trace {
                outcome: outcome(&told, call),
                events,
                t_end: millis(self.model.now),
                breakers: states.iter().map(circuit).collect(),
            },
            told,
            states,
        }
    }

    fn states(&mut self, scenario: &Scenario) -> Vec<(String, State)> {
        let mut states: Vec<(String, State)> = Vec::new();
        let Model { now, breaker, .. } = &mut self.model;
        let Some(breaker) = breaker else {
            return states;
        };
        for provider in &scenario.providers {
            if states.iter().all(|(name, _)| *name != provider.name) {
                let state = breaker.state(&provider.name, *now);
                states.push((provider.name.clone(), state));
            }
        }
        states
    }
}

fn control(model: &mut Model, control: Option<&Control>) {
    let (Some(breaker), Some(control)) = (&mut model.breaker, control) else {
        return;
    };
    match control {
        Control::Reset(name) => breaker.reset(name),
        Control::ForceOpen(name) => breaker.force_open(name),
        Control::ForceClose(name) => breaker.force_close(name),
    }
}

/// Returns the verdict on an error code, in scenarios that classify.
fn meaning(code: i64) -> Verdict {
    match code % 9 {
        0 => Verdict::STOP,
        1 => Verdict::NEXT,
        2 => Verdict::NEXT.open_for(Duration::from_millis(250)),
        3 => Verdict::RETRY.uncounted(),
        4 => Verdict::RETRY.after(Duration::from_millis(375)),
        5 => Verdict::NEXT.healthy(),
        6 => Verdict::RETRY.healthy().after(Duration::ZERO),
        _ => Verdict::RETRY,
    }
}

fn outcome(told: &Told, call: &Call) -> Outcomes {
    match told {
        Told::Served {
            value, provider, ..
        } => Outcomes::Ok(Answer::Value {
            value: *value,
            provider: provider.clone(),
        }),
        Told::Items {
            served, missing, ..
        } => {
            let mut served = served.clone();
            served.sort();
            let items = Items {
                values: served
                    .iter()
                    .map(|(key, value, _)| (key.clone(), *value))
                    .collect(),
                provenance: served.into_iter().map(|(key, _, by)| (key, by)).collect(),
                missing: missing.iter().map(|(key, _)| key.clone()).collect(),
            };
            if call.require_all && !missing.is_empty() {
                Outcomes::Incomplete { items }
            } else {
                Outcomes::Ok(Answer::Items(items))
            }
        }
        Told::Failed { failures, .. } => {
            let error = |failure: &ModelFailure| Failure {
                p: failure.provider.clone(),
                kind: kind(&failure.kind),
            };
            Outcomes::Failed {
                errors: failures.iter().map(error).collect(),
            }
        }
        Told::Refused => Outcomes::BadRequest {},
        Told::Gone => panic!("no provider of a scenario panics"),
    }
}

fn kind(kind: &ModelKind) -> Kind {
    match kind {
        ModelKind::Error(code) => Kind::Provider { code: *code },
        ModelKind::Absent => Kind::Absent,
        ModelKind::Rejected => Kind::Invalid,
        ModelKind::TimedOut => Kind::Timeout,
        ModelKind::CircuitOpen(_) => Kind::CircuitOpen,
        ModelKind::WrongLength { .. } => panic!("no scenario answers by position"),
    }
}

fn word(state: State) -> &'static str {
    match state {
        State::Closed { .. } => "closed",
        State::Open { .. } => "open",
        State::HalfOpen => "half-open",
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
