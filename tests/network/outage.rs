//! One fault from its beginning until the circuit is closed again.

use failover_core::CircuitState;

use crate::fault::{Cause, Fault};
use crate::http::Engine;
use crate::lane::{FAILURE_THRESHOLD, Lane, Operation, RESET_AFTER, RETRIES};
use crate::proxy::Proxy;
use crate::service::{Service, Source};
use crate::tally::Tally;

/// The number of calls while the circuit is open.
const CALLS_WHILE_OPEN: u32 = 3;

/// Plays an outage, and returns the counts.
pub(crate) fn outage(fault: Fault, engine: Engine, operation: Operation) -> Tally {
    let [primary, backup] = [Source::Primary, Source::Backup].map(Service::start);
    let proxy = Proxy::with(fault, primary.address);
    let addresses = [proxy.address, backup.address];
    let lane = Lane::new(engine, operation, fault.limit(), addresses);
    let [keys, known] = lane.keys();
    let cause = fault.cause(engine);
    let place = format!("{fault:?}, {engine:?}, {operation:?}");
    let mut numbers = 0..;
    let mut tally = Tally::default();
    let mut call = |expected: Option<(Cause, u32)>| {
        let call = lane.call(numbers.next().unwrap());
        assert_eq!(call.failure, expected, "{place}: {call:?}");
        let from_primary = if expected.is_some() { 0 } else { known };
        let served = [from_primary, keys - from_primary];
        assert_eq!(call.served, served, "{place}: {call:?}");
        tally.add(&call);
        tally.attempts
    };
    // The connections that the proxy sees for so many attempts.
    let connections = |attempts: u32| if fault.is_accepted() { attempts } else { 0 };
    let saw = |connections| assert_eq!(proxy.connections(connections), connections, "{place}");
    let circuit_is = |state| assert_eq!(lane.circuit(), state, "{place}");
    let open_for = |left| {
        let retry_in = Some(left);
        CircuitState::Open { retry_in }
    };

    // The circuit opens at the threshold, or at once if the service sends a `Retry-After`.
    let (turns, outage) = match cause {
        Cause::RateLimited(pause) => (1, pause),
        _ => (FAILURE_THRESHOLD, RESET_AFTER),
    };
    let mut attempts = 0;
    for _ in 0..turns {
        circuit_is(CircuitState::Closed);
        attempts = call(Some((cause, cause.attempts(RETRIES))));
    }
    circuit_is(open_for(outage));
    assert_eq!(attempts, turns * cause.attempts(RETRIES), "{place}");
    saw(connections(attempts));

    // No call reaches it while the circuit is open.
    for _ in 0..CALLS_WHILE_OPEN {
        call(Some((Cause::Skipped, 0)));
    }
    saw(connections(attempts));

    // One probe fails, and the circuit is open again.
    lane.clock.advance(outage);
    circuit_is(CircuitState::HalfOpen);
    attempts = call(Some((cause, 1)));
    saw(connections(attempts));
    circuit_is(open_for(outage));
    call(Some((Cause::Skipped, 0)));

    // The primary is healthy again: one more probe closes the circuit.
    proxy.lift();
    lane.clock.advance(outage);
    call(None);
    circuit_is(CircuitState::Closed);
    saw(connections(attempts) + 1);

    if !fault.is_accepted() {
        tally.not_accepted(fault, attempts);
    }
    tally.see(&proxy, &backup);
    tally
}
