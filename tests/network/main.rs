//! What the library promises where a real network fails: HTTP over loopback, by a proxy that does harm.
//!
//! The primary stands behind the proxy, the backup is well. A blocking client (ureq, with a limit of its own) and an
//! async one (reqwest, cut by the engine) ask for a value and for items. Time is real here; but the breaker's is moved
//! by hand, so that an outage of a minute takes none.
//!
//! `cargo test -p tests-network -- --nocapture` prints what was counted.

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

/// What came of all threads; if one panicked, so does this.
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
fn faults_that_end_by_themselves() {
    let quick = Fault::all().filter(|fault| !fault.is_slow());
    let outages =
        quick.flat_map(|fault| EACH.map(|(engine, operation)| (fault, engine, operation)));
    let tally = sum(outages.map(|(fault, engine, operation)| outage(fault, engine, operation)));
    println!("Outages that clients notice at once:\n{tally}");
    write("network-at-once", &tally);
}

/// All at the same time, as they do nothing but wait.
#[test]
fn faults_that_a_limit_ends() {
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

/// `NETWORK_SEED` and `NETWORK_CALLS` make it another one, or a longer one.
#[test]
fn faults_at_random() {
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
