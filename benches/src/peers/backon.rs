//! backon: retries alone. Where the first provider fails it is not retried, but the second asked.

use std::hint::black_box;
use std::time::Duration;

use backon::{BlockingRetryable, ConstantBuilder, ExponentialBuilder, Retryable};
use guard::providers::{Down, bad, good, good_async};
use guard::{Row, Workload, block_on, repeat};

use super::{retry, value};

fn once() -> ConstantBuilder {
    ConstantBuilder::default()
        .with_delay(Duration::ZERO)
        .with_max_times(0)
}

fn failing_over(i: u64) -> Result<u64, Down> {
    let first = || bad(i);
    let second = || good(i);
    BlockingRetryable::retry(first, once())
        .call()
        .or_else(|_| BlockingRetryable::retry(second, once()).call())
}

pub(super) fn rows() -> Vec<Row> {
    let awaited = |i| Retryable::retry(move || good_async(i), ExponentialBuilder::default());
    let constant = |i| Retryable::retry(move || good_async(i), ConstantBuilder::default());
    let policy = ExponentialBuilder::default();
    vec![
        retry(Workload::W1, "backon, retry only", move |count| {
            repeat(count, |i| {
                let call = || good(i);
                let policy = *black_box(&policy);
                value(&BlockingRetryable::retry(call, policy).call())
            })
        }),
        retry(
            Workload::W1,
            "backon, policy in place, retry only",
            |count| {
                repeat(count, |i| {
                    let call = || good(i);
                    value(&BlockingRetryable::retry(call, ExponentialBuilder::default()).call())
                })
            },
        ),
        retry(Workload::W3, "backon, no breaker", |count| {
            repeat(count, |i| value(&failing_over(i)))
        }),
        retry(
            Workload::W6,
            "backon, exponential, retry only",
            move |count| repeat(count, |i| value(&block_on(async { awaited(i).await }))),
        )
        .future(size_of_val(&awaited(0))),
        retry(Workload::W6, "backon, constant, retry only", move |count| {
            repeat(count, |i| value(&block_on(async { constant(i).await })))
        })
        .future(size_of_val(&constant(0))),
    ]
}
