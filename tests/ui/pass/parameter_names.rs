//! Parameters with the names of everything that an expansion holds, read by a call in the end.

#![allow(clippy::too_many_arguments)]

use failover_core::failover;
use tests::prices::*;

#[failover(
    providers = [
        down,
        sum = sum([wanted, outcome, is_valid, classify, setup, provider, keys, asked, held, answer,
            client, breaker, never, failed, served, kind, items, error, argument, limit]),
    ],
    is_valid = |value| *value == wanted + 19,
    classify = |_| verdict(error),
    circuit_breaker(failure_threshold = 3, reset_after = 60s),
    timeout = 2s
)]
fn total(
    wanted: u32, outcome: u32, is_valid: u32, classify: u32, setup: u32, provider: u32, keys: u32,
    asked: u32, held: u32, answer: u32, client: u32, breaker: u32, never: u32, failed: u32,
    served: u32, kind: u32, items: u32, error: u32, argument: u32, limit: u32,
) -> failover_core::Result<u32, ApiError>;

fn verdict(error: u32) -> failover_core::Verdict {
    assert_eq!(error, 1);
    failover_core::Verdict::NEXT
}

fn down(
    _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32,
    _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32, _: u32,
) -> Result<u32, ApiError> {
    Err(ApiError::Down)
}

fn sum(all: [u32; 20]) -> Result<u32, ApiError> {
    Ok(all.iter().sum())
}

fn main() {
    assert_eq!(total(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1).unwrap(), 20);
}
