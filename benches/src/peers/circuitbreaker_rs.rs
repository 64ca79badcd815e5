//! circuitbreaker-rs: breakers of consecutive failures; the rate of failures, which it looks at beside, is set so that
//! it opens nothing.

use circuitbreaker_rs::{BreakerError, CircuitBreaker, DefaultPolicy};
use guard::providers::{Down, bad, good, good_async};
use guard::{Row, Workload, block_on, repeat};

use super::{LONG, breaker, value};

const NAME: &str = "circuitbreaker-rs";

type Breaker = CircuitBreaker<DefaultPolicy, Down>;

fn breakers(failures: u64) -> [Breaker; 2] {
    let breaker = |failures| {
        CircuitBreaker::<DefaultPolicy, Down>::builder()
            .failure_threshold(2.0)
            .consecutive_failures(failures)
            .cooldown(LONG)
            .build()
    };
    [breaker(failures), breaker(u64::MAX)]
}

fn either(
    breakers: &[Breaker; 2],
    primary: impl Fn() -> Result<u64, Down>,
    backup: impl Fn() -> Result<u64, Down>,
) -> u64 {
    value(
        &breakers[0]
            .call(primary)
            .or_else(|_| breakers[1].call(backup)),
    )
}

async fn call(breakers: &[Breaker; 2], i: u64) -> Result<u64, BreakerError<Down>> {
    match breakers[0].call_async(|| good_async(i)).await {
        Ok(value) => Ok(value),
        Err(_) => breakers[1].call_async(|| good_async(i)).await,
    }
}

pub(super) fn rows() -> Vec<Row> {
    let (closed, failing, open) = (breakers(3), breakers(u64::MAX), breakers(3));
    let awaited = breakers(3);
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
