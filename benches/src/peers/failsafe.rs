//! failsafe: breakers of consecutive failures.

use failsafe::backoff::{self, Constant};
use failsafe::failure_policy::{ConsecutiveFailures, consecutive_failures};
use failsafe::{CircuitBreaker as _, Config, Error, StateMachine, futures};
use guard::providers::{Down, bad, good, good_async};
use guard::{Row, Workload, block_on, repeat};

use super::{LONG, breaker, value};

const NAME: &str = "failsafe";

type Breaker = StateMachine<ConsecutiveFailures<Constant>, ()>;

fn breakers(failures: u32) -> [Breaker; 2] {
    let breaker = |failures| {
        let policy = consecutive_failures(failures, backoff::constant(LONG));
        Config::new().failure_policy(policy).build()
    };
    [breaker(failures), breaker(u32::MAX)]
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

async fn call(breakers: &[Breaker; 2], i: u64) -> Result<u64, Error<Down>> {
    match futures::CircuitBreaker::call(&breakers[0], good_async(i)).await {
        Ok(value) => Ok(value),
        Err(_) => futures::CircuitBreaker::call(&breakers[1], good_async(i)).await,
    }
}

pub(super) fn rows() -> Vec<Row> {
    let closed = breakers(3);
    let (failing, open) = (breakers(u32::MAX), breakers(3));
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
