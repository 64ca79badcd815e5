//! What `#[failover(...)]` promises beyond the engine: what is wired how, and what comes back. Misuse, and the forms
//! a function can have, are in `ui/`.

mod arguments;
mod asynchronous;
mod batch;
mod breaker;
mod declared_error;
mod programs;
mod provider_returns_none;
