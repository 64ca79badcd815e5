//! Value calls: who is asked when, what counts as served, and what is said afterwards.

mod deadline;
mod order;
mod refused;
mod report;
mod robust;
mod timeout;
mod verdicts;

use std::error::Error;
use std::fmt;
use std::time::Duration;

use failover_core::testing::ManualClock;
use failover_core::{
    CircuitBreaker, CircuitState, FailoverClient, FailoverClientBuilder, Failure, FailureKind,
};

/// What a provider fails with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Down(u32);

impl fmt::Display for Down {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "down with {}", self.0)
    }
}

impl Error for Down {}

const NS: Duration = Duration::from_nanos(1);

const fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

/// The settings of a client that lives by `clock`.
fn on(clock: &ManualClock) -> FailoverClientBuilder {
    FailoverClient::builder()
        .clock(clock.clone())
        .sleep(clock.clone())
}

/// Who failed, how, and in how many attempts.
fn brief<E: Clone>(failures: &[Failure<E>]) -> Vec<(&'static str, FailureKind<E>, u32)> {
    let brief = |failure: &Failure<E>| {
        (
            failure.provider.as_str(),
            failure.kind.clone(),
            failure.attempts,
        )
    };
    failures.iter().map(brief).collect()
}

/// A client with a breaker that lets two failed turns pass, where `a` has failed once already.
fn failed_once(builder: FailoverClientBuilder) -> FailoverClient {
    let breaker = CircuitBreaker::new(3, secs(60)).clock(ManualClock::new());
    breaker.permit("a").unwrap().failure();
    builder.circuit_breaker(breaker).build().unwrap()
}

/// How many failed turns in a row the circuit of `a` has counted.
fn counted(client: &FailoverClient) -> u32 {
    let breaker = client.circuit_breaker().unwrap();
    assert_eq!(breaker.state("a"), CircuitState::Closed);
    let snapshot = breaker.snapshot();
    let a = snapshot.iter().find(|circuit| circuit.name == "a");
    a.map_or(0, |circuit| circuit.failures)
}
