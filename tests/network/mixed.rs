//! Random faults, connection by connection. The seed determines the result of each call beforehand.

use std::env;
use std::time::Duration;

use fastrand::Rng;

use crate::fault::{Cause, Fault};
use crate::http::{Engine, PATIENCE};
use crate::lane::{FAILURE_THRESHOLD, Lane, Operation, RESET_AFTER, RETRIES};
use crate::proxy::Proxy;
use crate::service::{Service, Source};
use crate::tally::Tally;

/// The step of the breaker's clock from one call to the next.
const STEP: Duration = Duration::from_secs(15);

/// Returns a number from the environment.
pub(crate) fn setting(name: &str, default: u32) -> u32 {
    match env::var(name) {
        Ok(text) => text.parse().expect(name),
        Err(_) => default,
    }
}

/// Makes so many calls, and returns the counts.
pub(crate) fn mixed(seed: u32, calls: u32, engine: Engine, operation: Operation) -> Tally {
    let [primary, backup] = [Source::Primary, Source::Backup].map(Service::start);
    let mut weather = Weather::new(seed);
    let proxy = Proxy::planned(move || weather.next(), primary.address);
    let addresses = [proxy.address, backup.address];
    let lane = Lane::new(engine, operation, PATIENCE, addresses);
    let mut model = Model::new(engine, seed);
    let mut tally = Tally::default();
    for number in 0..calls {
        let call = lane.call(number);
        let place = format!("seed {seed}, {engine:?}, {operation:?}, call {number}: {call:?}");
        let (failure, attempts) = model.turn();
        assert_eq!(
            (call.failure, call.attempts[0]),
            (failure, attempts),
            "{place}"
        );
        let [keys, known] = lane.keys();
        let from_primary = if failure.is_some() { 0 } else { known };
        assert_eq!(call.served, [from_primary, keys - from_primary], "{place}");
        tally.add(&call);
        lane.clock.advance(STEP);
        model.now += STEP;
    }
    tally.see(&proxy, &backup);
    tally
}

/// Draws the fault of each connection.
struct Weather(Rng);

impl Weather {
    fn new(seed: u32) -> Self {
        Self(Rng::with_seed(seed.into()))
    }

    /// Half of the connections have none. No fault waits for a limit.
    fn next(&mut self) -> Option<Fault> {
        let quick = Fault::all().filter(|fault| fault.is_accepted() && !fault.is_slow());
        let quick: Vec<_> = quick.collect();
        if self.0.bool() {
            return None;
        }
        self.0.choice(quick)
    }
}

/// The primary and its circuit, in a few lines that do not use the engine.
struct Model {
    engine: Engine,
    weather: Weather,
    now: Duration,
    /// Failed turns in a row.
    failures: u32,
    open_until: Option<Duration>,
}

impl Model {
    fn new(engine: Engine, seed: u32) -> Self {
        Self {
            engine,
            weather: Weather::new(seed),
            now: Duration::ZERO,
            failures: 0,
            open_until: None,
        }
    }

    /// Returns the failure of the primary's turn, if it fails, and the number of its attempts.
    fn turn(&mut self) -> (Option<(Cause, u32)>, u32) {
        if self.open_until.is_some_and(|until| self.now < until) {
            return (Some((Cause::Skipped, 0)), 0);
        }
        let is_probe = self.open_until.is_some();
        let mut attempts = 0;
        let cause = loop {
            attempts += 1;
            let Some(fault) = self.weather.next() else {
                self.failures = 0;
                self.open_until = None;
                return (None, attempts);
            };
            let cause = fault.cause(self.engine);
            if is_probe || attempts == cause.attempts(RETRIES) || attempts > RETRIES {
                break cause;
            }
        };
        self.failures += 1;
        let outage = match cause {
            Cause::RateLimited(pause) => Some(pause.max(RESET_AFTER)),
            _ if is_probe || self.failures == FAILURE_THRESHOLD => Some(RESET_AFTER),
            _ => None,
        };
        if let Some(outage) = outage {
            self.failures = 0;
            self.open_until = Some(self.now + outage);
        }
        (Some((cause, attempts)), attempts)
    }
}
