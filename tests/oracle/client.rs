//! Asks the providers of a scenario through a [`FailoverClient`].

use std::sync::Arc;
use std::time::Duration;

use failover_core::{
    CircuitBreaker, ConfigError, FailoverClient, ItemProvider, Provider, WhenAllOpen,
};

use crate::bench::{BenchClock, Driver, Probes, Required, Value, Whole, ask, call};
use crate::knobs::{Further, by_code};
use crate::schema::{Call, Config, Operation, Scenario};
use crate::trace::{Parts, items, whole};

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
pub(crate) struct Client {
    failover: FailoverClient,
    valid: fn(&Value) -> bool,
    further: Further,
}

impl Client {
    pub(crate) fn build(config: &Config, further: Further) -> Result<Self, Unusable> {
        let mut builder = FailoverClient::builder()
            .retries(number(config.retries)?)
            .retry_backoff(millis(config.backoff_ms)?)
            .clock(BenchClock)
            .sleep(BenchClock);
        if let Some(breaker) = &config.breaker {
            let threshold = number(breaker.threshold)?;
            let reset_after = millis(breaker.reset_after_ms)?;
            let breaker = CircuitBreaker::try_new(threshold, reset_after)?;
            builder = builder.circuit_breaker(Arc::new(breaker.clock(BenchClock)));
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
        if let Some(verdict) = further.on_rejected {
            builder = builder.on_rejected(verdict.value);
        }
        if further.probe_earliest {
            builder = builder.when_all_open(WhenAllOpen::ProbeEarliest);
        }
        Ok(Self {
            failover: builder.build()?,
            valid: config
                .valid
                .judgement()
                .map_or(|_| true, |valid| valid.value),
            further,
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
        match call.op {
            Operation::Fetch => whole(&self.fetch(scenario, call), probes),
            Operation::Items => items(&self.fetch_items(scenario, call), probes),
        }
    }
}

impl Client {
    fn fetch(&self, scenario: &Scenario, asked: &Call) -> Whole {
        let provider = |&i: &usize| Provider::new(&scenario.providers[i].name, move || call(i));
        let providers: Vec<_> = asked.providers.iter().map(provider).collect();
        let judged = self.failover.is_valid(self.valid);
        if self.further.classify {
            judged.classify(by_code).fetch(providers)
        } else {
            judged.fetch(providers)
        }
    }

    fn fetch_items(&self, scenario: &Scenario, asked: &Call) -> Required {
        let provider = |&i: &usize| {
            let name = &scenario.providers[i].name;
            let provider = ItemProvider::new(name, move |keys: &[String]| ask(i, keys));
            match self.further.max_keys(i) {
                Some(most) => provider.max_keys(most),
                None => provider,
            }
        };
        let providers: Vec<_> = asked.providers.iter().map(provider).collect();
        let judged = self.failover.is_valid(self.valid);
        let result = if self.further.classify {
            judged
                .classify(by_code)
                .fetch_items(&asked.keys, providers)?
        } else {
            judged.fetch_items(&asked.keys, providers)?
        };
        if asked.require_all {
            return Ok(result.require_all()?);
        }
        Ok(result)
    }
}
