//! What costs more: a client's call with one more thing asked of it.

use std::future::pending;
use std::time::Duration;

use failover_core::{
    FailoverClient, FailoverClientBuilder, Provider, Result, Served, Timer, TimerFuture, Verdict,
};

use crate::hand::{BACKUP, NEVER, PRIMARY};
use crate::library::{guarded, told, told_all};
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
    Row::new(Workload::Knobs, Kind::Fetch, name, run).telling(PRIMARY, 0)
}

fn built(set: fn(FailoverClientBuilder) -> FailoverClientBuilder) -> FailoverClient {
    set(FailoverClient::builder()).build().unwrap_or_default()
}

fn pair(i: u64) -> impl failover_core::traits::Providers<u64, Down> {
    (
        Provider::new(PRIMARY, move || good(i)),
        Provider::new(BACKUP, move || good(i)),
    )
}

fn client(name: &'static str, set: fn(FailoverClientBuilder) -> FailoverClientBuilder) -> Row {
    let client = built(set);
    row(name, move |count| {
        repeat(count, |i| told(client.fetch(pair(i))))
    })
}

fn judged() -> [Row; 2] {
    let (valid, classified) = (FailoverClient::new(), FailoverClient::new());
    [
        row("fetch, is_valid", move |count| {
            let valid = valid.is_valid(|value: &u64| *value > 0);
            repeat(count, |i| told(valid.fetch(pair(i))))
        }),
        row("fetch, classify, unused", move |count| {
            let classified = classified.classify(|_: &Down| Verdict::NEXT);
            repeat(count, |i| told(classified.fetch(pair(i))))
        }),
    ]
}

fn lists() -> [Row; 1] {
    type Source = Provider<Box<dyn Fn(&u64) -> std::result::Result<u64, Down> + Send + Sync>>;

    let client = FailoverClient::new();
    let source = |name| -> Source { Provider::new(name, Box::new(|i: &u64| good(*i))) };
    let sources = [source(PRIMARY), source(BACKUP)];
    [row("fetch_with, a list made at run time", move |count| {
        repeat(count, |i| told(client.fetch_with(&i, &sources)))
    })]
}

/// One failure, and more than one.
fn failures() -> [Row; 3] {
    fn failed_over(name: &'static str, client: FailoverClient) -> Row {
        row(name, move |count| {
            let providers = |i| {
                (
                    Provider::new(PRIMARY, move || bad(i)),
                    Provider::new(BACKUP, move || good(i)),
                )
            };
            repeat(count, |i| told_all(client.fetch(providers(i))))
        })
        .telling(BACKUP, 1)
    }

    let client = FailoverClient::new();
    let two = move |count| {
        let providers = |i| {
            (
                Provider::new(PRIMARY, move || bad(i)),
                Provider::new("second", move || bad(i)),
                Provider::new(BACKUP, move || good(i)),
            )
        };
        repeat(count, |i| told_all(client.fetch(providers(i))))
    };
    [
        failed_over("fetch, one fails, no breaker", FailoverClient::new()),
        failed_over("fetch, one fails after a retry", built(|it| it.retries(1))),
        row("fetch, two fail, no breaker", two).telling(BACKUP, 2),
    ]
}

fn awaited() -> Vec<Row> {
    fn fetch(
        client: &FailoverClient,
        i: u64,
    ) -> impl Future<Output = Result<Served<u64, Down>, Down>> {
        client.fetch_async((
            Provider::new(PRIMARY, move || good_async(i)),
            Provider::new(BACKUP, move || good_async(i)),
        ))
    }
    let client = |name, client: FailoverClient| {
        let size = size_of_val(&fetch(&client, 0));
        row(name, move |count| {
            repeat(count, |i| told(now(fetch(&client, i))))
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
                told(now(hedged.fetch_async((
                    Provider::new(PRIMARY, || good_async(i)),
                    Provider::new(BACKUP, || good_async(i)),
                ))))
            })
        }),
    ]
}
