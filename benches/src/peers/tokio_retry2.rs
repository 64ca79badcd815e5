//! tokio-retry2: retries alone, awaited.

use guard::providers::{Down, bad_async, good_async};
use guard::{Row, Workload, block_on, repeat};
use tokio_retry2::strategy::ExponentialBackoff;
use tokio_retry2::{Retry, RetryError};

use super::{retry, value};

pub(super) fn rows() -> Vec<Row> {
    type Outcome = Result<u64, RetryError<Down>>;

    async fn serving(i: u64) -> Outcome {
        good_async(i).await.map_err(RetryError::transient)
    }
    async fn failing(i: u64) -> Outcome {
        bad_async(i).await.map_err(RetryError::transient)
    }
    fn retried(i: u64) -> impl Future<Output = Result<u64, Down>> {
        let backoff = ExponentialBackoff::from_millis(10).take(3);
        Retry::spawn(backoff, move || serving(i))
    }
    async fn failing_over(i: u64) -> Result<u64, Down> {
        match Retry::spawn([], || failing(i)).await {
            Ok(value) => Ok(value),
            Err(_) => Retry::spawn([], || serving(i)).await,
        }
    }
    let row = |workload, name| {
        retry(workload, name, |count| {
            repeat(count, |i| value(&block_on(retried(i))))
        })
    };
    vec![
        row(Workload::W1, "tokio-retry2, awaited, retry only"),
        row(Workload::W6, "tokio-retry2, retry only").future(size_of_val(&retried(0))),
        retry(Workload::W3, "tokio-retry2, awaited, no breaker", |count| {
            repeat(count, |i| value(&block_on(failing_over(i))))
        }),
    ]
}
