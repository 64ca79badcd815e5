//! `#[failover(...)]` on async functions.

mod body;
mod forms;
mod items;
mod limits;
mod programs;
mod spawned;

use failover_core::testing::ManualClock;

/// Runs a call that waits for nothing.
fn run<F: Future>(future: F) -> F::Output {
    ManualClock::new().block_on(future)
}
