//! `#[failover(...)]` on async functions.
#![allow(clippy::unused_async, reason = "many a provider here is ready at once")]

mod batch;
mod blocks;
mod body;
mod code;
mod concurrent;
mod declared_futures;
mod forms;
mod hedged;
mod owned;
mod programs;
mod sendable;
mod spawned;
mod timeout_and_deadline;
