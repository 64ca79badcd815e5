//! Faults at random, a connection at a time.

use std::env;
use std::time::Duration;

use fastrand::Rng;

use crate::fault::{Cause, Fault};
use crate::http::Engine;
use crate::lane::{Lane, Operation};
use crate::proxy::Proxy;
use crate::service::{Service, Source};
use crate::tally::Tally;

/// How much later by the breaker's clock each call is than the one before.
const STEP: Duration = Duration::from_secs(15);

/// A number from the environment.
pub(crate) fn setting(name: &str, default: u32) -> u32 {
    match env::var(name) {
        Ok(text) => text.parse().expect(name),
        Err(_) => default,
    }
}

/// What of a call is the same with the same seed: how many values came from the primary and from the backup, and why
/// the primary failed, in how many tries.
pub(crate) type Told = ([usize; 2], Option<(Cause, u32)>);

/// Makes so many calls; what was counted, and what each call told.
pub(crate) fn mixed(
    seed: u32,
    calls: u32,
    engine: Engine,
    operation: Operation,
) -> (Tally, Vec<Told>) {
    let [primary, backup] = [Source::Primary, Source::Backup].map(Service::start);
    let mut random = Rng::with_seed(seed.into());
    let proxy = Proxy::planned(move || next(&mut random), primary.address);
    let lane = Lane::new(engine, operation, proxy.address, backup.address);
    let mut tally = Tally::default();
    let told = (0..calls).map(|number| {
        let call = lane.call(number);
        tally.add(&call);
        lane.clock.advance(STEP);
        (call.served, call.failure)
    });
    let told = told.collect();
    tally.see(&proxy, &backup);
    (tally, told)
}

/// What becomes of a connection: half of them are left alone, and few are to wait for a limit.
fn next(random: &mut Rng) -> Option<Fault> {
    let is_it = |fault: &Fault| fault.is_accepted();
    let (slow, quick): (Vec<_>, Vec<_>) = Fault::all().filter(is_it).partition(|it| it.is_slow());
    match random.u32(0..200) {
        0..100 => None,
        100..197 => random.choice(quick),
        _ => random.choice(slow),
    }
}
