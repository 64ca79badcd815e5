//! Parameters with the names of everything that an expansion holds, read by a call in the end.

#![allow(clippy::too_many_arguments)]

use failover_core::failover;
use failover_core::testing::ManualClock;
use tests::prices::*;

#[failover(
    providers = [
        down,
        sum = sum([wanted, outcome, is_valid, classify, setup, provider, keys, asked, held, answer,
            client, breaker, attempted, call, served, kind, request, error, pinned, answered]),
    ],
    is_valid = |value| *value == wanted + 19,
    classify = |_| verdict(error),
    circuit_breaker(failure_threshold = 3, reset_after = 60s),
    timeout = 2s,
    clock = ManualClock::new()
)]
async fn total(
    wanted: u32, outcome: u32, is_valid: u32, classify: u32, setup: u32, provider: u32, keys: u32,
    asked: u32, held: u32, answer: u32, client: u32, breaker: u32, attempted: u32, call: u32,
    served: u32, kind: u32, request: u32, error: u32, pinned: u32, answered: u32,
) -> failover_core::Result<u32, ApiError>;

#[failover(
    providers = [none, sum = sum([wanted, delay, is_valid, classify, given, judged, core])],
    is_valid = |value| *value == wanted + 6,
    hedge = 0s
)]
async fn hedged(
    wanted: u32, delay: u32, is_valid: u32, classify: u32, given: u32, judged: u32, core: u32,
) -> failover_core::Result<u32, ApiError>;

async fn none(_: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32) -> Option<u32> {
    None
}

fn verdict(error: u32) -> failover_core::Verdict {
    assert_eq!(error, 1);
    failover_core::Verdict::NEXT
}

async fn down(
    _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32,
    _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32,
) -> Result<u32, ApiError> {
    Err(ApiError::Down)
}

async fn sum<const N: usize>(all: [u32; N]) -> Result<u32, ApiError> {
    Ok(all.iter().sum())
}

fn main() {
    let total = total(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assert_eq!(ManualClock::new().block_on(total).unwrap(), 20);
    let hedged = hedged(1, 1, 1, 1, 1, 1, 1);
    assert_eq!(ManualClock::new().block_on(hedged).unwrap(), 7);
}
