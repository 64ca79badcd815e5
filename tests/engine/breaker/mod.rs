//! The circuit breaker, rule by rule, by a clock that is moved by hand.

mod all_open;
mod clocks;
mod control;
mod counting;
mod generations;
mod half_open;
mod healthy;
mod lease;
mod meanwhile;
mod open_for;
mod registered;
mod removed;
mod sharing;

use std::sync::Arc;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    AllProvidersFailed, CircuitBreaker, CircuitOpen, CircuitState, FailoverClient,
    FailoverClientBuilder, FailureKind, Permit, Provider, Verdict,
};
use tests::support::{HOUR, MINUTE, NS, SECOND, failures_in_a_row, panic_message};

/// The answer of a provider: a value, or the status code of an error.
type Reply = Result<u32, u16>;

/// A way for a permit to end.
type Settle = fn(Permit<'_>);

/// A breaker on a manual clock, with one provider under test: `a`.
struct Rig {
    clock: ManualClock,
    breaker: Arc<CircuitBreaker>,
}

impl Rig {
    /// Opens for a minute.
    fn new(threshold: u32) -> Self {
        Self::of(CircuitBreaker::new(threshold, MINUTE))
    }

    fn of(breaker: CircuitBreaker) -> Self {
        let clock = ManualClock::new();
        let breaker = Arc::new(breaker.clock(clock.clone()));
        Self { clock, breaker }
    }

    fn builder(&self) -> FailoverClientBuilder {
        FailoverClient::builder()
            .circuit_breaker(Arc::clone(&self.breaker))
            .clock(self.clock.clone())
            .sleep(self.clock.clone())
    }

    fn client(&self) -> FailoverClient {
        self.builder().build().unwrap()
    }

    /// One call of `a` alone.
    fn call(&self, reply: Reply) -> Result<u32, AllProvidersFailed<u16>> {
        ask(&self.client(), || reply)
    }

    /// One call of `a` whose error means `verdict`.
    fn call_judged(&self, verdict: Verdict) -> AllProvidersFailed<u16> {
        let client = self.client();
        let judged = client.classify(|_: &u16| verdict);
        judged.fetch([Provider::new("a", failed)]).unwrap_err()
    }

    fn permit(&self) -> Result<Permit<'_>, CircuitOpen> {
        self.breaker.permit("a")
    }

    /// A permit of a closed circuit.
    fn pass(&self) -> Permit<'_> {
        let permit = self.permit().unwrap();
        assert!(!permit.is_probe());
        permit
    }

    /// The permit of a half-open circuit.
    fn probe(&self) -> Permit<'_> {
        let permit = self.permit().unwrap();
        assert!(permit.is_probe());
        permit
    }

    /// Fails until the circuit is open.
    fn trip(&self) {
        while !self.breaker.is_open("a") {
            self.pass().failure();
        }
    }

    /// Fails until the circuit is open, and waits until it is half-open.
    fn trip_and_wait(&self) {
        self.trip();
        self.clock.advance(MINUTE);
        assert_eq!(self.state(), CircuitState::HalfOpen);
    }

    fn state(&self) -> CircuitState {
        self.breaker.state("a")
    }

    /// Failed turns in a row.
    fn failures(&self) -> u32 {
        failures_in_a_row(&self.breaker, "a")
    }
}

fn failed() -> Reply {
    Err(503)
}

/// One call of `a` alone.
fn ask(client: &FailoverClient, a: impl FnMut() -> Reply) -> Result<u32, AllProvidersFailed<u16>> {
    Ok(client.fetch([Provider::new("a", a)])?.value)
}

/// Returns true if the call was skipped because the circuit of `a` was open.
fn is_skipped(result: &Result<u32, AllProvidersFailed<u16>>) -> bool {
    let Err(failed) = result else { return false };
    let failure = failed.failure("a").unwrap();
    matches!(failure.kind, FailureKind::CircuitOpen(_)) && failure.attempts == 0
}

fn open_for(retry_in: Duration) -> CircuitState {
    let retry_in = Some(retry_in);
    CircuitState::Open { retry_in }
}

const HELD_OPEN: CircuitState = CircuitState::Open { retry_in: None };
