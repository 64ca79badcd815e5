//! One fault for as long as it lasts, until the circuit is closed again.

use failover_core::CircuitState;

use crate::fault::{Cause, Fault};
use crate::http::Engine;
use crate::lane::{FAILURE_THRESHOLD, Lane, Operation, RESET_AFTER, RETRIES};
use crate::proxy::Proxy;
use crate::service::{Service, Source};
use crate::tally::Tally;

/// What is asked while the circuit is open.
const CALLS_WHILE_OPEN: u32 = 3;

/// Lives through an outage; what was counted.
pub(crate) fn outage(fault: Fault, engine: Engine, operation: Operation) -> Tally {
    let [primary, backup] = [Source::Primary, Source::Backup].map(Service::start);
    let proxy = Proxy::with(fault, primary.address);
    let lane = Lane::new(engine, operation, proxy.address, backup.address);
    let [keys, known] = lane.keys();
    let cause = fault.cause(engine);
    let mut numbers = 0..;
    let mut tally = Tally::default();
    let mut call = |expected: Option<(Cause, u32)>| {
        let call = lane.call(numbers.next().unwrap());
        let place = format!("{fault:?}, {engine:?}, {operation:?}: {call:?}");
        assert_eq!(call.failure, expected, "{place}");
        let from_primary = if expected.is_some() { 0 } else { known };
        assert_eq!(call.served, [from_primary, keys - from_primary], "{place}");
        tally.add(&call);
        tally.attempts
    };
    // What the proxy sees of so many attempts.
    let connections = |attempts: u32| if fault.is_accepted() { attempts } else { 0 };
    let open_for = |left| {
        let retry_in = Some(left);
        CircuitState::Open { retry_in }
    };

    // It opens at the threshold; at once, if the service says when to come back.
    let (turns, outage) = match cause {
        Cause::RateLimited(pause) => (1, pause),
        _ => (FAILURE_THRESHOLD, RESET_AFTER),
    };
    let mut attempts = 0;
    for _ in 0..turns {
        assert_eq!(lane.circuit(), CircuitState::Closed);
        attempts = call(Some((cause, cause.tries(RETRIES))));
    }
    assert_eq!(lane.circuit(), open_for(outage));
    assert_eq!(attempts, turns * cause.tries(RETRIES));
    assert_eq!(
        proxy.connections(connections(attempts)),
        connections(attempts)
    );

    // It is left alone while it is open.
    for _ in 0..CALLS_WHILE_OPEN {
        call(Some((Cause::Skipped, 0)));
    }
    assert_eq!(
        proxy.connections(connections(attempts)),
        connections(attempts)
    );

    // It is probed once, and open again.
    lane.clock.advance(outage);
    assert_eq!(lane.circuit(), CircuitState::HalfOpen);
    attempts = call(Some((cause, 1)));
    assert_eq!(
        proxy.connections(connections(attempts)),
        connections(attempts)
    );
    assert_eq!(lane.circuit(), open_for(outage));
    call(Some((Cause::Skipped, 0)));

    // It is well again: one more probe, and it is closed.
    proxy.lift();
    lane.clock.advance(outage);
    let seen = connections(attempts) + 1;
    call(None);
    assert_eq!(lane.circuit(), CircuitState::Closed);
    assert_eq!(proxy.connections(seen), seen);

    if !fault.is_accepted() {
        tally.not_accepted(fault, attempts);
    }
    tally.see(&proxy, &backup);
    tally
}
