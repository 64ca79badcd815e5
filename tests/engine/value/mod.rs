//! Value calls: the order of providers, the end of a call, and its failures.

mod all_failed;
mod backoff;
mod deadline;
mod order;
mod refused;
mod robust;
mod timeout;
mod validator_errors;
mod verdict_after;
mod verdicts;

use failover_core::testing::ManualClock;
use failover_core::{CircuitBreaker, FailoverClient, FailoverClientBuilder};
use tests::support::secs;

/// A client with a breaker that lets two failed turns pass, where `a` has failed once already.
fn failed_once(builder: FailoverClientBuilder) -> FailoverClient {
    let breaker = CircuitBreaker::new(3, secs(60)).clock(ManualClock::new());
    breaker.permit("a").unwrap().failure();
    builder.circuit_breaker(breaker).build().unwrap()
}
