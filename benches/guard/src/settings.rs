//! The rows of "What costs more": calls of a client with one more setting, list, failure or wait.

use std::future::{pending, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use failover_core::{
    FailoverClient, FailoverClientBuilder, Provider, ProviderList, Timer, TimerFuture, Verdict,
};

use crate::hand::{BACKUP, NEVER, PRIMARY};
use crate::library::{fetch, fetch_async, guarded, used};
use crate::providers::{Down, bad, bad_async, good, good_async, hanging_async, late_async};
use crate::row::{Kind, Row, Workload, block_on, repeat};

/// A timer that is never over.
struct Never;

impl Timer for Never {
    fn sleep(&self, _duration: Duration) -> TimerFuture {
        Box::pin(pending())
    }
}

/// A timer that is over when it is first polled.
struct AtOnce;

impl Timer for AtOnce {
    fn sleep(&self, _duration: Duration) -> TimerFuture {
        Box::pin(ready(()))
    }
}

const LIMIT: Duration = Duration::from_secs(60);

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = vec![
        client("fetch", |builder| builder),
        client("fetch, retries = 3, unused", |builder| builder.retries(3)),
        client("fetch, timeout", |builder| builder.timeout(LIMIT)),
        client("fetch, deadline", |builder| builder.deadline(LIMIT)),
        client("fetch, timeout + deadline", |builder| {
            builder.timeout(LIMIT).deadline(LIMIT)
        }),
    ];
    rows.push(own_settings());
    rows.extend(judged());
    rows.extend(stored_lists());
    rows.extend(slices());
    rows.extend(failures());
    rows.extend(awaited());
    rows
}

fn row(name: &'static str, run: impl Fn(u64) -> u64 + Send + Sync + 'static) -> Row {
    Row::new(Workload::Settings, Kind::Fetch, name, run).telling(PRIMARY, 0)
}

fn built(set: impl FnOnce(FailoverClientBuilder) -> FailoverClientBuilder) -> FailoverClient {
    set(FailoverClient::builder()).build().unwrap_or_default()
}

fn client(name: &'static str, set: fn(FailoverClientBuilder) -> FailoverClientBuilder) -> Row {
    let client = built(set);
    row(name, move |count| {
        repeat(count, |i| used(&fetch!(client, good(i), good(i))))
    })
}

/// The first one serves, and has a setting of its own.
fn own_settings() -> Row {
    let client = FailoverClient::new();
    row("fetch, a provider with its own retries", move |count| {
        repeat(count, |i| {
            let primary = Provider::new(PRIMARY, || good(i)).retries(1);
            let backup = Provider::new(BACKUP, || good(i));
            used(&client.fetch((primary, backup)))
        })
    })
}

fn judged() -> [Row; 2] {
    let (valid, classified) = (FailoverClient::new(), FailoverClient::new());
    [
        row("fetch, is_valid", move |count| {
            let valid = valid.is_valid(|value: &u64| *value > 0);
            repeat(count, |i| used(&fetch!(valid, good(i), good(i))))
        }),
        row("fetch, classify, unused", move |count| {
            let classified = classified.classify(|_: &Down| Verdict::NEXT);
            repeat(count, |i| used(&fetch!(classified, good(i), good(i))))
        }),
    ]
}

type Source = Provider<Box<dyn Fn(&u64) -> Result<u64, Down> + Send + Sync>>;

/// Returns the given number of providers. All but the last are called with `call`.
fn sources(number: usize, call: fn(u64) -> Result<u64, Down>) -> Vec<Source> {
    let name = |place: usize| match place {
        0 => PRIMARY.to_owned(),
        _ if place == number - 1 => BACKUP.to_owned(),
        _ => format!("source {place}"),
    };
    let source = |place: usize| {
        let call = if place == number - 1 { good } else { call };
        Provider::new(name(place), Box::new(move |i: &u64| call(*i)) as Box<_>)
    };
    (0..number).map(source).collect()
}

/// The first of a list serves, in lists that are checked when they are made.
fn stored_lists() -> [Row; 3] {
    let stored = |name, number| {
        let client = FailoverClient::new();
        let sources = ProviderList::new(sources(number, good)).expect("every name is given once");
        row(name, move |count| {
            repeat(count, |i| used(&client.fetch(sources.with(&i))))
        })
    };
    [
        stored("fetch, a `ProviderList` of 2", 2),
        stored("fetch, a `ProviderList` of 12", 12),
        stored("fetch, a `ProviderList` of 1,000", 1_000),
    ]
}

/// The first of a list serves, in slices that every call checks.
fn slices() -> [Row; 5] {
    let slice = |name, number: usize| {
        let (client, argument) = (FailoverClient::new(), Arc::new(AtomicU64::new(0)));
        let providers: Vec<_> = (0..number)
            .map(|place| {
                let argument = Arc::clone(&argument);
                let name = match place {
                    0 => PRIMARY.to_owned(),
                    _ => format!("source {place}"),
                };
                Provider::new(name, move || good(argument.load(Ordering::Relaxed)))
            })
            .collect();
        row(name, move |count| {
            repeat(count, |i| {
                argument.store(i, Ordering::Relaxed);
                used(&client.fetch(&providers[..]))
            })
        })
    };
    [
        slice("fetch, a slice of 2", 2),
        slice("fetch, a slice of 4", 4),
        slice("fetch, a slice of 12", 12),
        slice("fetch, a slice of 100", 100),
        slice("fetch, a slice of 1,000", 1_000),
    ]
}

/// All providers but the last fail.
fn failures() -> Vec<Row> {
    let (once, twice) = (FailoverClient::new(), FailoverClient::new());
    let retried = |name, retries| {
        let client = built(|builder| builder.retries(retries));
        row(name, move |count| {
            repeat(count, |i| used(&fetch!(client, bad(i), good(i))))
        })
        .telling(BACKUP, 1)
    };
    let stored = |name, failures: u32| {
        let client = FailoverClient::new();
        let sources = sources(failures as usize + 1, bad);
        let sources = ProviderList::new(sources).expect("every name is given once");
        row(name, move |count| {
            repeat(count, |i| used(&client.fetch(sources.with(&i))))
        })
        .telling(BACKUP, failures.into())
    };
    vec![
        row("fetch, one fails", move |count| {
            repeat(count, |i| used(&fetch!(once, bad(i), good(i))))
        })
        .telling(BACKUP, 1),
        retried("fetch, one fails twice, as it is retried", 1),
        retried("fetch, one fails four times, as it is retried", 3),
        row("fetch, two fail", move |count| {
            repeat(count, |i| {
                used(&twice.fetch((
                    Provider::new(PRIMARY, || bad(i)),
                    Provider::new("second", || bad(i)),
                    Provider::new(BACKUP, || good(i)),
                )))
            })
        })
        .telling(BACKUP, 2),
        stored("fetch, a `ProviderList`, one fails", 1),
        stored("fetch, a `ProviderList`, three fail", 3),
        stored("fetch, a `ProviderList`, five fail", 5),
    ]
}

/// An awaited call. Each has a `fetch_async` of its own, as those of users have.
macro_rules! awaited {
    ($name:literal, $client:expr, $primary:ident, $provider:expr) => {{
        let client = $client;
        let size = size_of_val(&fetch_async!(client, $primary(0), good_async(0)));
        let failures = u64::from($provider == BACKUP);
        row($name, move |count| {
            repeat(count, |i| {
                used(&block_on(fetch_async!(client, $primary(i), good_async(i))))
            })
        })
        .telling($provider, failures)
        .future(size)
    }};
}

fn awaited() -> Vec<Row> {
    let timed = |set: fn(FailoverClientBuilder) -> FailoverClientBuilder| {
        built(|builder| set(builder.timer(Never)))
    };
    let (hedging, hedged_at_once) = (timed(|it| it), built(|it| it.timer(AtOnce)));
    vec![
        awaited!("fetch_async", FailoverClient::new(), good_async, PRIMARY),
        awaited!("fetch_async, breaker", guarded(NEVER), good_async, PRIMARY),
        awaited!(
            "fetch_async, timeout",
            timed(|it| it.timeout(LIMIT)),
            good_async,
            PRIMARY
        ),
        awaited!(
            "fetch_async, deadline",
            timed(|it| it.deadline(LIMIT)),
            good_async,
            PRIMARY
        ),
        awaited!(
            "fetch_async, one fails",
            FailoverClient::new(),
            bad_async,
            BACKUP
        ),
        awaited!(
            "fetch_async, waits",
            FailoverClient::new(),
            late_async,
            PRIMARY
        ),
        awaited!(
            "fetch_async, timeout, waits",
            timed(|it| it.timeout(LIMIT)),
            late_async,
            PRIMARY
        ),
        row("fetch_async, hedge, not needed", move |count| {
            let hedged = hedging.hedge(LIMIT);
            repeat(count, |i| {
                used(&block_on(fetch_async!(
                    hedged,
                    good_async(i),
                    good_async(i)
                )))
            })
        }),
        row("fetch_async, hedge, the second serves", move |count| {
            let hedged = hedged_at_once.hedge(LIMIT);
            repeat(count, |i| {
                used(&block_on(fetch_async!(
                    hedged,
                    hanging_async(i),
                    good_async(i)
                )))
            })
        })
        .telling(BACKUP, 1),
    ]
}
