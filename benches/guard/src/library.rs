//! The library's rows: a function that the attribute wires, and a client's call, for each workload.

use std::hint::black_box;

use failover_core::{CircuitBreaker, FailoverClient, Provider, Result, Served, failover};

use crate::hand::{BACKUP, LONG, NEVER, PRIMARY, SOON};
use crate::providers::{Down, bad, good, good_async};
use crate::row::{Kind, Row, Workload, block_on, repeat};

type Told = Served<u64, Down>;

static W2: CircuitBreaker = CircuitBreaker::new(NEVER, LONG);
static W3: CircuitBreaker = CircuitBreaker::new(NEVER, LONG);
static W4: CircuitBreaker = CircuitBreaker::new(SOON, LONG);
static W6: CircuitBreaker = CircuitBreaker::new(NEVER, LONG);

#[failover(providers = [primary = good, backup = good])]
fn w1(i: u64) -> Result<Told, Down>;

#[failover(providers = [primary = good, backup = good], circuit_breaker = W2)]
fn w2(i: u64) -> Result<Told, Down>;

#[failover(providers = [primary = bad, backup = good], circuit_breaker = W3)]
fn w3(i: u64) -> Result<Told, Down>;

// The first calls open the circuit.
#[failover(providers = [primary = bad, backup = good], circuit_breaker = W4)]
fn w4(i: u64) -> Result<Told, Down>;

#[failover(providers = [primary = good_async, backup = good_async])]
async fn w1_async(i: u64) -> Result<Told, Down>;

#[failover(providers = [primary = good_async, backup = good_async], circuit_breaker = W6)]
async fn w6(i: u64) -> Result<Told, Down>;

/// A call written in place, as users do: each has callables of its own types, and so a `fetch` of its own.
macro_rules! fetch {
    ($client:expr, $primary:expr, $backup:expr) => {
        $client.fetch((
            Provider::new(PRIMARY, || $primary),
            Provider::new(BACKUP, || $backup),
        ))
    };
}

/// The same, awaited.
macro_rules! fetch_async {
    ($client:expr, $primary:expr, $backup:expr) => {
        $client.fetch_async((
            Provider::new(PRIMARY, || $primary),
            Provider::new(BACKUP, || $backup),
        ))
    };
}

pub(crate) use {fetch, fetch_async};

/// Uses the whole result: the value, its provider and the failures.
pub(crate) fn used(result: &Result<Told, Down>) -> u64 {
    black_box(result).as_ref().map_or(0, |served| {
        let failures = served.failures().len() as u64;
        served.value + served.provider.as_str().len() as u64 + failures
    })
}

/// A client with a breaker of its own.
pub(crate) fn guarded(failure_threshold: u32) -> FailoverClient {
    let breaker = CircuitBreaker::new(failure_threshold, LONG);
    FailoverClient::builder()
        .circuit_breaker(breaker)
        .build()
        .unwrap_or_default()
}

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = blocking();
    rows.extend(awaited());
    rows
}

fn blocking() -> Vec<Row> {
    let expansion = |workload, run: fn(u64) -> u64| {
        Row::new(workload, Kind::Expansion, "expansion", run).telling(PRIMARY, 0)
    };
    let failed_over = |workload, run: fn(u64) -> u64| {
        Row::new(workload, Kind::Expansion, "expansion", run).telling(BACKUP, 1)
    };
    let plain = FailoverClient::new();
    let (closed, failing, open) = (guarded(NEVER), guarded(NEVER), guarded(SOON));
    vec![
        expansion(Workload::W1, |count| repeat(count, |i| used(&w1(i)))),
        Row::new(Workload::W1, Kind::Fetch, "fetch", move |count| {
            repeat(count, |i| used(&fetch!(plain, good(i), good(i))))
        })
        .telling(PRIMARY, 0),
        expansion(Workload::W2, |count| repeat(count, |i| used(&w2(i)))),
        Row::new(Workload::W2, Kind::Fetch, "fetch", move |count| {
            repeat(count, |i| used(&fetch!(closed, good(i), good(i))))
        })
        .telling(PRIMARY, 0),
        failed_over(Workload::W3, |count| repeat(count, |i| used(&w3(i)))),
        Row::new(Workload::W3, Kind::Fetch, "fetch", move |count| {
            repeat(count, |i| used(&fetch!(failing, bad(i), good(i))))
        })
        .telling(BACKUP, 1),
        failed_over(Workload::W4, |count| repeat(count, |i| used(&w4(i)))),
        Row::new(Workload::W4, Kind::Fetch, "fetch", move |count| {
            repeat(count, |i| used(&fetch!(open, bad(i), good(i))))
        })
        .telling(BACKUP, 1),
    ]
}

fn awaited() -> Vec<Row> {
    let plain = FailoverClient::new();
    let plain_size = size_of_val(&fetch_async!(plain, good_async(0), good_async(0)));
    let closed = guarded(NEVER);
    let size = size_of_val(&fetch_async!(closed, good_async(0), good_async(0)));
    vec![
        Row::new(Workload::W6, Kind::Expansion, "expansion", |count| {
            repeat(count, |i| used(&block_on(w6(i))))
        })
        .telling(PRIMARY, 0)
        .future(size_of_val(&w6(0))),
        Row::new(Workload::W6, Kind::Fetch, "fetch_async", move |count| {
            repeat(count, |i| {
                used(&block_on(fetch_async!(
                    closed,
                    good_async(i),
                    good_async(i)
                )))
            })
        })
        .telling(PRIMARY, 0)
        .future(size),
        Row::new(
            Workload::W6,
            Kind::Expansion,
            "expansion, no breaker",
            |count| repeat(count, |i| used(&block_on(w1_async(i)))),
        )
        .telling(PRIMARY, 0)
        .future(size_of_val(&w1_async(0))),
        Row::new(
            Workload::W6,
            Kind::Fetch,
            "fetch_async, no breaker",
            move |count| {
                repeat(count, |i| {
                    used(&block_on(fetch_async!(plain, good_async(i), good_async(i))))
                })
            },
        )
        .telling(PRIMARY, 0)
        .future(plain_size),
    ]
}

#[cfg(test)]
mod tests {
    use failover_core::CircuitState;

    use super::{W3, W4, rows};
    use crate::hand::PRIMARY;

    #[test]
    fn in_w3_the_circuit_stays_closed_and_in_w4_it_is_open() {
        for row in rows() {
            row.run(10);
        }
        assert_eq!(W3.state(PRIMARY), CircuitState::Closed);
        assert!(W3.snapshot()[1].failures >= 10);
        assert!(W4.is_open(PRIMARY));
    }
}
