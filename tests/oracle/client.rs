//! Calls the providers of a scenario through a [`FailoverClient`], blocking or async.

use std::convert::identity;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use failover_core::traits::Validity;
use failover_core::{
    CircuitBreaker, ConfigError, FailoverClient, ItemProvider, Observer, Provider,
    ProviderSettings, WhenAllOpen,
};

use tests::reference::seen;

use crate::absent;
use crate::harness::{
    Boom, Driver, HarnessClock, Items, Probes, Required, Value, Whole, ask, at_once, call,
    seen_actions, whole_millis,
};
use crate::schema::{Call, Config, Event, Operation, Scenario};
use crate::settings::{Further, by_code};
use crate::trace::{Parts, items, whole};

/// The reason why a scenario's configuration cannot be used.
#[derive(Debug, PartialEq)]
pub(crate) enum Unusable {
    /// The library refuses it.
    Refused(ConfigError),
    /// No Rust code can write it: a field takes no negative number.
    Unwritable,
}

impl From<ConfigError> for Unusable {
    fn from(error: ConfigError) -> Self {
        Self::Refused(error)
    }
}

/// Returns the name of a refused field, as in the scenarios.
pub(crate) fn field(refused: ConfigError) -> &'static str {
    match refused {
        ConfigError::ZeroTimeout => "timeout",
        ConfigError::ZeroFailureThreshold => "failure_threshold",
        other => panic!("no scenario asks for this: {other}"),
    }
}

/// The half of the library that calls the providers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Blocking,
    Awaited,
}

impl Engine {
    pub(crate) const BOTH: [Self; 2] = [Self::Blocking, Self::Awaited];
}

/// Events of one call, as an observer hears them.
#[derive(Debug, Clone, Default)]
struct Noted(Arc<Mutex<(Vec<Action>, usize)>>);

/// An attempt at a provider of this name, or a sleep of this many milliseconds.
#[derive(Debug, PartialEq)]
enum Action {
    Attempt(String),
    Sleep(u64),
}

impl Observer for Noted {
    fn event(&self, event: &failover_core::Event<'_>) {
        use failover_core::Event;

        let (actions, ends) = &mut *self.0.lock().unwrap();
        match event {
            Event::AttemptEnded(it) => actions.push(Action::Attempt(it.provider.to_string())),
            Event::Waiting(it) => actions.push(Action::Sleep(whole_millis(it.wait))),
            Event::Served(_) | Event::BatchFinished(_) | Event::NotServed(_) => *ends += 1,
            _ => {}
        }
    }
}

impl Noted {
    /// Checks that the events of a call match the harness's record one by one, and that the call ended once.
    fn check(&self, scenario: &Scenario) {
        let (actions, ends) = std::mem::take(&mut *self.0.lock().unwrap());
        let seen = seen_actions(|action| match action {
            Event::Call { i, .. } => Some(Action::Attempt(scenario.providers[*i].name.clone())),
            Event::Sleep { ms } => Some(Action::Sleep(*ms)),
            _ => None,
        });
        assert_eq!((actions, ends), (seen, 1));
    }
}

/// A client with the settings of a scenario.
pub(crate) struct Client {
    pub(crate) engine: Engine,
    pub(crate) failover: FailoverClient,
    pub(crate) valid: fn(&Value) -> bool,
    pub(crate) further: Further,
    /// The events of an observed client.
    noted: Option<Noted>,
}

impl Client {
    /// Builds a client whose events are compared with what the harness sees.
    pub(crate) fn observed(
        config: &Config,
        further: Further,
        engine: Engine,
    ) -> Result<Self, Unusable> {
        Self::build_with(config, further, engine, Some(Noted::default()))
    }

    pub(crate) fn build(
        config: &Config,
        further: Further,
        engine: Engine,
    ) -> Result<Self, Unusable> {
        Self::build_with(config, further, engine, None)
    }

    fn build_with(
        config: &Config,
        further: Further,
        engine: Engine,
        noted: Option<Noted>,
    ) -> Result<Self, Unusable> {
        let mut builder = FailoverClient::builder()
            .retries(number(config.retries)?)
            .retry_backoff(millis(config.backoff_ms)?)
            .clock(HarnessClock)
            .sleep(HarnessClock)
            .timer(HarnessClock);
        if let Some(backoff) = further.backoff {
            builder = builder.retry_backoff(seen::backoff(backoff));
        }
        if let Some(noted) = &noted {
            builder = builder.observer(noted.clone());
        }
        if let Some(breaker) = &config.breaker {
            let threshold = number(breaker.threshold)?;
            let reset_after = millis(breaker.reset_after_ms)?;
            let breaker = CircuitBreaker::try_new(threshold, reset_after)?;
            builder = builder.circuit_breaker(Arc::new(breaker.clock(HarnessClock)));
        }
        if let Some(timeout) = config.timeout_ms {
            builder = builder.timeout(millis(timeout)?);
        }
        if let Some(deadline) = further.deadline_ms {
            builder = builder.deadline(Duration::from_millis(deadline));
        }
        if let Some(verdict) = further.on_timeout {
            builder = builder.on_timeout(verdict.value);
        }
        if let Some(verdict) = further.on_deadline {
            builder = builder.on_deadline(verdict.value);
        }
        if let Some(verdict) = further.on_rejected {
            builder = builder.on_rejected(verdict.value);
        }
        if let Some(verdict) = further.on_absent {
            builder = builder.on_absent(verdict);
        }
        if further.probe_earliest {
            builder = builder.when_all_open(WhenAllOpen::ProbeEarliest);
        }
        Ok(Self {
            engine,
            failover: builder.build()?,
            valid: config
                .valid
                .judgement()
                .map_or(|_| true, |valid| valid.value),
            further,
            noted,
        })
    }
}

fn number(number: i64) -> Result<u32, Unusable> {
    u32::try_from(number).map_err(|_| Unusable::Unwritable)
}

fn millis(ms: i64) -> Result<Duration, Unusable> {
    let ms = u64::try_from(ms).map_err(|_| Unusable::Unwritable)?;
    Ok(Duration::from_millis(ms))
}

impl Driver for Client {
    fn breaker(&self) -> Option<&CircuitBreaker> {
        self.failover.circuit_breaker()
    }

    fn play(&self, scenario: &Scenario, call: &Call, probes: &Probes) -> Parts {
        let parts = match call.op {
            Operation::Fetch => whole(&self.fetch(scenario, call), probes),
            Operation::Items => items(&self.fetch_items(scenario, call), probes),
        };
        if let Some(noted) = &self.noted {
            noted.check(scenario);
        }
        parts
    }
}

/// Makes a call of a list, or of the same list with settings per provider, with a classifier or without one. The lists
/// have different types, so that calls without such settings take the fast path.
macro_rules! fetched {
    ($self:ident, $judged:ident, $list:expr, $own:expr, $fetch:ident, $end:ident $(, $keys:expr)?) => {
        match ($self.further.own.is_empty(), $self.further.classify) {
            (true, false) => $end($judged.$fetch($($keys,)? $list)),
            (true, true) => $end($judged.classify(by_code).$fetch($($keys,)? $list)),
            (false, false) => $end($judged.$fetch($($keys,)? $own)),
            (false, true) => $end($judged.classify(by_code).$fetch($($keys,)? $own)),
        }
    };
}

impl Client {
    /// Returns an `is_valid` that returns this error.
    fn rejecting(&self, code: i64) -> impl Fn(&Value) -> Result<(), Boom> {
        let valid = self.valid;
        move |value| valid(value).then_some(()).ok_or(Boom(code))
    }

    fn fetch(&self, scenario: &Scenario, asked: &Call) -> Whole {
        if self.further.has_absent {
            return absent::fetch(self, asked.providers.len());
        }
        match self.further.rejects_with {
            None => self.fetch_valid(scenario, asked, self.valid),
            Some(code) => self.fetch_valid(scenario, asked, self.rejecting(code)),
        }
    }

    fn fetch_valid<R: Validity<Boom>>(
        &self,
        scenario: &Scenario,
        asked: &Call,
        valid: impl Fn(&Value) -> R,
    ) -> Whole {
        let names = asked
            .providers
            .iter()
            .map(|i| (*i, &scenario.providers[*i].name));
        let blocking = |(i, name)| Provider::new(name, move || call(i));
        let awaited = |(i, name)| Provider::new(name, move || async move { call(i) });
        let judged = self.failover.is_valid(valid);
        match self.engine {
            Engine::Blocking => {
                let list: Vec<_> = names.map(blocking).collect();
                let own = |list| self.own(asked, list, Provider::settings);
                fetched!(self, judged, list, own(list), fetch, identity)
            }
            Engine::Awaited => {
                let list: Vec<_> = names.map(awaited).collect();
                let own = |list| self.own(asked, list, Provider::settings);
                fetched!(self, judged, list, own(list), fetch_async, at_once)
            }
        }
    }

    /// Gives each provider of a call its own settings, with `set`.
    fn own<P, Q>(&self, asked: &Call, list: Vec<P>, set: fn(P, ProviderSettings) -> Q) -> Vec<Q> {
        let settings = asked
            .providers
            .iter()
            .map(|i| seen::own(self.further.own(*i)));
        let list = list.into_iter().zip(settings);
        list.map(|(provider, settings)| set(provider, settings))
            .collect()
    }

    fn fetch_items(&self, scenario: &Scenario, asked: &Call) -> Required {
        let result = self.fetch_some(scenario, asked)?;
        if asked.require_all {
            return Ok(result.require_all()?);
        }
        Ok(result)
    }

    fn fetch_some(&self, scenario: &Scenario, asked: &Call) -> Items {
        if self.further.has_absent {
            return absent::fetch_items(self, asked.providers.len(), &asked.keys);
        }
        match self.further.rejects_with {
            None => self.fetch_some_valid(scenario, asked, self.valid),
            Some(code) => self.fetch_some_valid(scenario, asked, self.rejecting(code)),
        }
    }

    fn fetch_some_valid<R: Validity<Boom>>(
        &self,
        scenario: &Scenario,
        asked: &Call,
        valid: impl Fn(&Value) -> R,
    ) -> Items {
        let names = asked
            .providers
            .iter()
            .map(|i| (*i, &scenario.providers[*i].name));
        let most = |i| self.further.max_keys(i).unwrap_or(usize::MAX);
        let blocking = |(i, name)| {
            let ask = move |keys: &[String]| ask(i, keys);
            ItemProvider::new(name, ask).max_keys(most(i))
        };
        let awaited = |(i, name)| {
            let ask = move |keys: Vec<String>| async move { ask(i, &keys) };
            ItemProvider::new_async(name, ask).max_keys(most(i))
        };
        let (keys, judged) = (&asked.keys, self.failover.is_valid(valid));
        match self.engine {
            Engine::Blocking => {
                let list: Vec<_> = names.map(blocking).collect();
                let own = |list| self.own(asked, list, ItemProvider::settings);
                fetched!(self, judged, list, own(list), fetch_items, identity, keys)
            }
            Engine::Awaited => {
                let list: Vec<_> = names.map(awaited).collect();
                let own = |list| self.own(asked, list, ItemProvider::settings);
                fetched!(
                    self,
                    judged,
                    list,
                    own(list),
                    fetch_items_async,
                    at_once,
                    keys
                )
            }
        }
    }
}
