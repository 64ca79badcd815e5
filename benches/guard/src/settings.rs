//! What costs more: a client's call with one more thing asked of it.

use std::future::pending;
use std::time::Duration;

use failover_core::{
    FailoverClient, FailoverClientBuilder, Provider, ProviderList, Timer, TimerFuture, Verdict,
};

use crate::hand::{BACKUP, NEVER, PRIMARY};
use crate::library::{fetch, fetch_async, guarded, told, told_all};
use crate::providers::{Down, bad, good, good_async};
use crate::row::{Kind, Row, Workload, now, repeat};

/// Nobody is waited for here.
struct Never;

impl Timer for Never {
    fn sleep(&self, _duration: Duration) -> TimerFuture {
        Box::pin(pending())
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
    rows.extend(judged());
    rows.extend(lists());
    rows.extend(failures());
    rows.extend(awaited());
    rows
}

fn row(name: &'static str, run: impl Fn(u64) -> u64 + Send + Sync + 'static) -> Row {
    Row::new(Workload::Settings, Kind::Fetch, name, run).telling(PRIMARY, 0)
}

fn built(set: fn(FailoverClientBuilder) -> FailoverClientBuilder) -> FailoverClient {
    set(FailoverClient::builder()).build().unwrap_or_default()
}

fn client(name: &'static str, set: fn(FailoverClientBuilder) -> FailoverClientBuilder) -> Row {
    let client = built(set);
    row(name, move |count| {
        repeat(count, |i| told(&fetch!(client, good(i), good(i))))
    })
}

fn judged() -> [Row; 2] {
    let (valid, classified) = (FailoverClient::new(), FailoverClient::new());
    [
        row("fetch, is_valid", move |count| {
            let valid = valid.is_valid(|value: &u64| *value > 0);
            repeat(count, |i| told(&fetch!(valid, good(i), good(i))))
        }),
        row("fetch, classify, unused", move |count| {
            let classified = classified.classify(|_: &Down| Verdict::NEXT);
            repeat(count, |i| told(&fetch!(classified, good(i), good(i))))
        }),
    ]
}

fn lists() -> [Row; 1] {
    type Source = Provider<Box<dyn Fn(&u64) -> Result<u64, Down> + Send + Sync>>;

    let client = FailoverClient::new();
    let source = |name| -> Source { Provider::new(name, Box::new(|i: &u64| good(*i))) };
    let sources = ProviderList::new(vec![source(PRIMARY), source(BACKUP)]).expect("two names");
    [row("a `ProviderList`, made at run time", move |count| {
        repeat(count, |i| told(&client.fetch(sources.with(&i))))
    })]
}

/// One failure, and more than one.
fn failures() -> [Row; 3] {
    let (once, retried) = (FailoverClient::new(), built(|it| it.retries(1)));
    let twice = FailoverClient::new();
    [
        row("fetch, one fails", move |count| {
            repeat(count, |i| told_all(&fetch!(once, bad(i), good(i))))
        })
        .telling(BACKUP, 1),
        row("fetch, one fails twice, as it is retried", move |count| {
            repeat(count, |i| told_all(&fetch!(retried, bad(i), good(i))))
        })
        .telling(BACKUP, 1),
        row("fetch, two fail", move |count| {
            repeat(count, |i| {
                told_all(&twice.fetch((
                    Provider::new(PRIMARY, || bad(i)),
                    Provider::new("second", || bad(i)),
                    Provider::new(BACKUP, || good(i)),
                )))
            })
        })
        .telling(BACKUP, 2),
    ]
}

fn awaited() -> Vec<Row> {
    let client = |name, client: FailoverClient| {
        let size = size_of_val(&fetch_async!(client, good_async(0), good_async(0)));
        row(name, move |count| {
            repeat(count, |i| {
                told(&now(fetch_async!(client, good_async(i), good_async(i))))
            })
        })
        .future(size)
    };
    let hedging = built(|builder| builder.timer(Never));
    vec![
        client("fetch_async", FailoverClient::new()),
        client("fetch_async, breaker", guarded(NEVER)),
        client(
            "fetch_async, timeout",
            built(|it| it.timer(Never).timeout(LIMIT)),
        ),
        client(
            "fetch_async, deadline",
            built(|it| it.timer(Never).deadline(LIMIT)),
        ),
        row("fetch_async, hedge, not needed", move |count| {
            let hedged = hedging.hedge(LIMIT);
            repeat(count, |i| {
                told(&now(fetch_async!(hedged, good_async(i), good_async(i))))
            })
        }),
    ]
}
