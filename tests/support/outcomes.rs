//! Short forms of what a call returned, and of a breaker's counts.

use std::time::Duration;

use failover_core::{AttemptContext, CircuitBreaker, FailoverClient, Failure, FailureKind, Turn};

/// Returns provider, kind and attempts of each failure.
pub fn brief<E: Clone>(failures: &[Failure<E>]) -> Vec<(&'static str, FailureKind<E>, u32)> {
    let brief = |failure: &Failure<E>| {
        let Failure { kind, attempts, .. } = failure;
        (failure.provider.as_str(), kind.clone(), *attempts)
    };
    failures.iter().map(brief).collect()
}

/// Returns the kind of each failure.
pub fn kinds<E>(failures: &[Failure<E>]) -> Vec<&FailureKind<E>> {
    failures.iter().map(|failure| &failure.kind).collect()
}

/// An attempt in short: provider, number, last provider or not, and the time that is left.
pub type BriefAttempt = (&'static str, u32, bool, Option<Duration>);

/// Returns an attempt in short.
pub fn brief_attempt(attempt: AttemptContext) -> BriefAttempt {
    (
        attempt.provider().as_str(),
        attempt.number(),
        attempt.is_last_provider(),
        attempt.time_left(),
    )
}

/// Returns provider and attempts of each turn, and true for a turn that failed.
pub fn turns<'a, E: 'a>(
    turns: impl Iterator<Item = Turn<'a, E>>,
) -> Vec<(&'static str, u32, bool)> {
    let brief = |turn: Turn<'a, E>| {
        let Turn { attempts, .. } = turn;
        (turn.provider.as_str(), attempts, turn.failure.is_some())
    };
    turns.map(brief).collect()
}

/// Returns the failed turns in a row that the circuit of `name` has counted.
pub fn failures_in_a_row(breaker: &CircuitBreaker, name: &str) -> u32 {
    let snapshot = breaker.snapshot();
    let circuit = snapshot.iter().find(|circuit| circuit.name == name);
    circuit.map_or(0, |circuit| circuit.failures)
}

/// Returns the failed turns in a row that the breaker of this client has counted for `name`.
///
/// # Panics
///
/// If the client has no breaker.
pub fn counted(client: &FailoverClient, name: &str) -> u32 {
    let breaker = client.circuit_breaker().expect("a client with a breaker");
    failures_in_a_row(breaker, name)
}
