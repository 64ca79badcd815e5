//! The promises of `#[failover(...)]` beyond the engine: what it wires and what it returns. Misuses and the forms of a
//! function are in `ui/`.

mod anyhow;
mod arguments;
mod asynchronous;
mod backoff;
mod batch;
mod blocks;
mod breaker;
mod code;
mod declared_error;
mod map_err;
mod observer;
mod own_rules;
mod own_settings;
mod owned;
mod programs;
mod provider_returns_none;
mod runtime_list;
mod served;
mod validator_errors;
mod verdict_after;
