//! An annotated `async fn` waits with tokio's timer, without an argument for it.
#![allow(clippy::unused_async, reason = "providers that are ready at once")]

use failover_core::{AllProvidersFailed, Served, failover};
use tests::support::{Code, MS, brief, secs};
use tokio::time::Instant;

use super::{Answer, hang};

type Outcome = Result<Served<u32, Code>, AllProvidersFailed<Code>>;

async fn hangs() -> Answer {
    hang().await
}

async fn fails() -> Answer {
    Err(Code(1))
}

async fn serves() -> Answer {
    Ok(7)
}

#[failover(
    providers = [hangs, fails, serves],
    retries = 1,
    retry_backoff = 500ms,
    timeout = 2s,
    deadline = 1m
)]
async fn limited() -> Outcome;

#[tokio::test(start_paused = true)]
async fn limits_and_backoff() {
    let began = Instant::now();
    let served = limited().await.unwrap();
    assert_eq!((served.value, served.provider.as_str()), (7, "serves"));
    let failures = brief(served.failures());
    assert_eq!(failures.len(), 2);
    assert_eq!(failures[1].2, 2);
    // Two attempts that hang, and a wait at each of those that fail.
    assert_eq!(began.elapsed(), secs(5));
}

#[failover(providers = [hangs, serves], hedge = 200ms)]
async fn hedged() -> Outcome;

#[tokio::test(start_paused = true)]
async fn hedge() {
    let began = Instant::now();
    assert_eq!(hedged().await.unwrap().provider, "serves");
    assert_eq!(began.elapsed(), 200 * MS);
}
