//! recloser: breakers of a rate of failures.

use guard::providers::{Down, bad, good, good_async};
use guard::{Row, Workload, block_on, repeat};
use recloser::{AsyncRecloser, Error, Recloser};

use super::{LONG, breaker, value};

const NAME: &str = "recloser";

fn breakers(rate: f32) -> [Recloser; 2] {
    let breaker = |rate| {
        let breaker = Recloser::custom().error_rate(rate).open_wait(LONG);
        breaker.build()
    };
    [breaker(rate), breaker(2.0)]
}

fn either(
    breakers: &[Recloser; 2],
    primary: impl Fn() -> Result<u64, Down>,
    backup: impl Fn() -> Result<u64, Down>,
) -> u64 {
    value(
        &breakers[0]
            .call(primary)
            .or_else(|_| breakers[1].call(backup)),
    )
}

async fn call(breakers: &[AsyncRecloser; 2], i: u64) -> Result<u64, Error<Down>> {
    match breakers[0].call(good_async(i)).await {
        Ok(value) => Ok(value),
        Err(_) => breakers[1].call(good_async(i)).await,
    }
}

pub(super) fn rows() -> Vec<Row> {
    let (closed, failing, open) = (breakers(0.5), breakers(2.0), breakers(0.5));
    let awaited = breakers(0.5).map(AsyncRecloser::from);
    let size = size_of_val(&call(&awaited, 0));
    vec![
        breaker(Workload::W2, NAME, move |count| {
            repeat(count, |i| either(&closed, || good(i), || good(i)))
        }),
        breaker(Workload::W3, NAME, move |count| {
            repeat(count, |i| either(&failing, || bad(i), || good(i)))
        }),
        breaker(Workload::W4, NAME, move |count| {
            repeat(count, |i| either(&open, || bad(i), || good(i)))
        }),
        breaker(Workload::W6, NAME, move |count| {
            repeat(count, |i| value(&block_on(call(&awaited, i))))
        })
        .future(size),
    ]
}
