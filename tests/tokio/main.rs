//! What the engine promises where tokio's timer is the default.

mod attribute;
mod no_runtime;
mod paused;
mod real;

use std::time::Duration;

use failover_core::{Failure, FailureKind};

/// What a provider fails with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Down(u32);

type Answer = Result<u32, Down>;

const MS: Duration = Duration::from_millis(1);

const fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

/// What takes longer than any limit here.
async fn hang<T>() -> T {
    tokio::time::sleep(secs(20)).await;
    panic!("it was not dropped")
}

/// Who failed, how, and in how many attempts.
fn brief<E: Clone>(failures: &[Failure<E>]) -> Vec<(&'static str, FailureKind<E>, u32)> {
    let brief = |failure: &Failure<E>| {
        let Failure { kind, attempts, .. } = failure;
        (failure.provider.as_str(), kind.clone(), *attempts)
    };
    failures.iter().map(brief).collect()
}
