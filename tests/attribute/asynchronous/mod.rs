//! `#[failover(...)]` on async functions.
#![allow(clippy::unused_async, reason = "many a provider here is ready at once")]

mod body;
mod concurrent;
mod forms;
mod hedged;
mod items;
mod limits;
mod programs;
mod sendable;
mod spawned;

use failover_core::testing::ManualClock;

/// Runs a call that waits for nothing.
fn run<F: Future>(future: F) -> F::Output {
    ManualClock::new().block_on(future)
}
