//! The peers, each as its documentation shows it. None takes a list of providers: the second is asked by hand where
//! the first failed, and who served or why the first did not is not kept, which spares them that cost.
//!
//! A peer that has a breaker gets one for each provider. In W3 it is set so that it never opens, in W4 so that it
//! opens within some calls and stays open.

mod backon;
mod circuitbreaker_rs;
mod failsafe;
mod recloser;
mod tokio_retry2;
mod tower_resilience;

use std::hint::black_box;
use std::time::Duration;

use guard::{Kind, Row, Workload};

const LONG: Duration = Duration::from_secs(24 * 60 * 60);

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = failsafe::rows();
    rows.extend(recloser::rows());
    rows.extend(circuitbreaker_rs::rows());
    rows.extend(backon::rows());
    rows.extend(tokio_retry2::rows());
    rows.extend(tower_resilience::rows());
    // Those that look at more than one failure open after some calls.
    for row in rows.iter().filter(|row| row.workload == Workload::W4) {
        row.run(1_000);
    }
    rows
}

/// Uses the whole result, as the rows of the library and those by hand do.
fn value<E>(result: &Result<u64, E>) -> u64 {
    *black_box(result).as_ref().unwrap_or(&0)
}

fn breaker(
    workload: Workload,
    name: &'static str,
    run: impl Fn(u64) -> u64 + Send + Sync + 'static,
) -> Row {
    Row::new(workload, Kind::Breaker, name, run)
}

fn retry(
    workload: Workload,
    name: &'static str,
    run: impl Fn(u64) -> u64 + Send + Sync + 'static,
) -> Row {
    Row::new(workload, Kind::Retry, name, run)
}
