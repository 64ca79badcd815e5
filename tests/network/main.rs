//! The library's promises on a network that fails: HTTP over loopback, through a proxy that injects faults.
//!
//! The primary is behind the proxy, and the backup is healthy. A blocking client (ureq, with its own limit) and an
//! async one (reqwest, cut off by the engine) make value calls and batch calls. The time is real, but the breaker's
//! clock is moved by hand, so an outage of a minute takes no time.
//!
//! `cargo test -p tests-network -- --nocapture` prints the counts.

mod fault;
#[path = "../figures.rs"]
mod figures;
mod http;
mod lane;
mod mixed;
mod outage;
mod proxy;
mod service;
mod sleep;
mod tally;

use std::panic::resume_unwind;
use std::thread::{Scope, ScopedJoinHandle, scope};

use fault::Fault;
use http::Engine;
use lane::Operation;
use mixed::{mixed, setting};
use outage::outage;
use tally::Tally;

const EACH: [(Engine, Operation); 4] = [
    (Engine::Blocking, Operation::Whole),
    (Engine::Blocking, Operation::Items),
    (Engine::Awaited, Operation::Whole),
    (Engine::Awaited, Operation::Items),
];

/// Returns the results of all threads. Panics if one of them did.
fn join<T>(threads: Vec<ScopedJoinHandle<'_, T>>) -> Vec<T> {
    let joined = threads.into_iter().map(ScopedJoinHandle::join);
    joined
        .map(|result| result.unwrap_or_else(|payload| resume_unwind(payload)))
        .collect()
}

fn sum(tallies: impl IntoIterator<Item = Tally>) -> Tally {
    tallies.into_iter().fold(Tally::default(), Tally::merge)
}

fn write(name: &str, tally: &Tally) {
    let command = "cargo test -p tests-network -- --nocapture";
    figures::write(name, command, &tally.to_string());
}

#[test]
fn a_fault_that_ends_at_once_opens_the_circuit_and_loses_nothing() {
    let quick = Fault::all().filter(|fault| !fault.is_slow());
    let outages =
        quick.flat_map(|fault| EACH.map(|(engine, operation)| (fault, engine, operation)));
    let tally = sum(outages.map(|(fault, engine, operation)| outage(fault, engine, operation)));
    println!("Outages that clients notice at once:\n{tally}");
    write("network-at-once", &tally);
}

/// Runs all at the same time, because they only wait.
#[test]
fn a_fault_that_a_limit_ends_opens_the_circuit_and_loses_nothing() {
    let tallies = scope(|scope: &Scope<'_, '_>| {
        let slow = Fault::all().filter(|fault| fault.is_slow());
        let outages = slow.flat_map(|fault| {
            EACH.map(|(engine, operation)| scope.spawn(move || outage(fault, engine, operation)))
        });
        join(outages.collect())
    });
    let tally = sum(tallies);
    println!("Outages that clients notice at their limit:\n{tally}");
    write("network-at-limit", &tally);
}

/// `NETWORK_SEED` sets the seed, and `NETWORK_CALLS` the number of calls.
#[test]
fn random_faults_have_the_results_that_the_seed_determines() {
    let (seed, calls) = (setting("NETWORK_SEED", 1), setting("NETWORK_CALLS", 200));
    println!("NETWORK_SEED={seed} NETWORK_CALLS={calls}");
    let tallies = scope(|scope| {
        let lanes = EACH.iter().zip(seed..).map(|((engine, operation), seed)| {
            scope.spawn(move || mixed(seed, calls, *engine, *operation))
        });
        join(lanes.collect())
    });
    let tally = sum(tallies);
    println!("Faults at random:\n{tally}");
    if (seed, calls) == (1, 200) {
        write("network-at-random", &tally);
    }
}
